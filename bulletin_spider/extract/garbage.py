"""How often Python looks for reference cycles while pages are read."""

from __future__ import annotations

import gc


def collect_less() -> None:
    """Look for cycles a tenth as often as by default, and never among what is loaded now.

    Reading a page makes tens of thousands of objects and hardly a cycle: looking for some costs a tenth of
    the time. What a cycle does hold is still freed.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def collect_no_more() -> None:
    """Leave at the end of a process what is loaded to the system, which takes it back faster than Python."""
    gc.freeze()
