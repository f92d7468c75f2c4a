"""How often Python looks for reference cycles while pages are read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collect_nothing() -> Iterator[None]:
    """Look for no cycles meanwhile, nor later among what was made: what is loaded stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def collect_less() -> None:
    """Look for cycles a tenth as often as by default, and never among what is loaded now.

    Reading a page makes tens of thousands of objects and hardly a cycle: looking for some costs a tenth of
    the time. What a cycle does hold is still freed.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
