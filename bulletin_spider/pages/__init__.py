"""How a page reads: bytes, address and fetch time in; fields or links out. No I/O."""
