"""Compiled XPaths with one honest type each: a list of elements, or a string.

Paths are compiled once, since an article asks thirty of them and each must cost microseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree


def elements(path: str) -> Callable[[etree._Element], list[etree._Element]]:
    """A function from an element to the elements at a path, in document order."""
    compiled = etree.XPath(path)
    return lambda root: cast("list[etree._Element]", compiled(root))


def strings(path: str) -> Callable[[etree._Element], list[str]]:
    """A function from an element to the attribute values or texts at a path."""
    compiled = etree.XPath(path)
    return lambda root: [str(value) for value in cast("list[str]", compiled(root))]


def has_class(name: str) -> str:
    """The XPath test for one class among several."""
    return f"contains(concat(' ',normalize-space(@class),' '),' {name} ')"


def text_of(element: etree._Element) -> str:
    """All text below an element, as it stands."""
    return "".join(cast("list[str]", list(element.itertext())))
