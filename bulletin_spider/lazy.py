"""A package's names, each loaded when it is asked for: what one needs, others need not wait for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module


def lazily(
    package: str, homes: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and the `__dir__` of a package.

    `homes` has its modules, with a dot before, and the names that each gives. Define them where no type
    checker sees it: to that, any name would then be one of the package.
    """
    home = {name: module for module, names in homes.items() for name in names}

    def find(name: str) -> object:
        if name in home:
            return getattr(import_module(home[name], package), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *home})

    return find, names
