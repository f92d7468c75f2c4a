"""What else an award tells: its form, its giver and its reason."""
