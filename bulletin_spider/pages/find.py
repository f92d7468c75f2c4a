"""Compiled XPaths with one honest type each: a list of elements, or a string.

Paths are compiled once, since an article asks a dozen of them and each must cost microseconds. One that
looks at every element of a page (`//*[…]`) costs as much as a third of its parsing: ask by tag, by id, or
below the article's wrapper. From an attribute up to its element is half the way from the element down.
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


def by_id(name: str) -> Callable[[etree._Element], etree._Element | None]:
    """A function from any element of an HTML page to the page's first element of that id."""
    compiled = elements(f"id('{name}')")
    return lambda root: next(iter(compiled(root)), None)


def by_id_below(name: str) -> Callable[[etree._Element], list[etree._Element]]:
    """A function from an element to the page's first element of that id, where it lies below."""
    find = by_id(name)

    def below(root: etree._Element) -> list[etree._Element]:
        found = find(root)
        return [found] if found is not None and root in found.iterancestors() else []

    return below


def has_class(name: str) -> str:
    """The XPath test for one class among several; the first half is quick and fails nearly always."""
    return f"(contains(@class,'{name}') and contains(concat(' ',normalize-space(@class),' '),' {name} '))"


def below_of_class(name: str) -> str:
    """The XPath of the elements of one class below an element."""
    return f".//*/@class[contains(.,'{name}')]/parent::*[{has_class(name)}]"


def text_of(element: etree._Element) -> str:
    """All text below an element, as it stands."""
    return "".join(cast("list[str]", list(element.itertext())))
