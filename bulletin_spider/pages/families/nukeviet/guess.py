"""The body of a theme we do not know: the element that holds the most running text of its own."""

from __future__ import annotations

from lxml import etree

_LEAST_LETTERS = 120
_LISTS = frozenset("nav header footer aside form ul select script style noscript".split())
_INLINE = frozenset("a abbr b big cite em font i mark q s small span strong sub sup u br p o:p".split())


def densest(root: etree._Element) -> etree._Element | None:
    """The element whose paragraphs hold the most text outside links; None where none holds enough.

    A paragraph counts for its parent, so a body of <p> and a body of loose text with <br> both win over
    the boxes around them.
    """
    letters: dict[etree._Element, int] = {}
    for node in root.iter(etree.Element):
        tag = node.tag
        if tag in _LISTS or tag == "a":
            continue
        own = len((node.text or "").strip())
        own += sum(len((child.tail or "").strip()) for child in node)
        if not own:
            continue
        holder = node
        while holder is not root and holder.tag in _INLINE and (parent := holder.getparent()) is not None:
            holder = parent
        if any(e.tag in _LISTS for e in holder.iterancestors()):
            continue
        letters[holder] = letters.get(holder, 0) + own
    if not letters:
        return None
    best = max(letters, key=letters.__getitem__)
    return best if letters[best] >= _LEAST_LETTERS else None
