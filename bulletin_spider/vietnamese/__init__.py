"""Facts of the language: pure functions over text, with no I/O and no clock."""
