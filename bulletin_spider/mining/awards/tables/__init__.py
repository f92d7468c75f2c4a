"""Tables of winners."""
