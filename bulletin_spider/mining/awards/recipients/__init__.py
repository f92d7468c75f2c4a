"""Who receives an award."""
