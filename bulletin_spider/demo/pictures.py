"""Pictures of the demo site, drawn on demand so that the package carries none."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

# 1x1 transparent GIF: what the CMS answers to its own job trigger.
PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


@lru_cache(maxsize=256)
def png(name: str, width: int = 460, height: int = 300) -> bytes:
    """A plain striped PNG whose colours depend on the file's name alone."""
    seed = zlib.crc32(name.encode())
    colours = [bytes((seed >> shift & 0xFF) // 2 + 96 for shift in (0, 8, 16)), b"\xf4\xf4\xf0"]
    rows = b"".join(b"\0" + colours[row // 30 % 2] * width for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
