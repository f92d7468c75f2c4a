"""Local-government news of Vietnam, from the page to the typed table."""
