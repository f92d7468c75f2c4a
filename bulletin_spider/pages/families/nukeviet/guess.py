"""The body of a theme we do not know: the element that holds the most running text of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bulletin_spider.pages.families.nukeviet.furniture import around_body

_LEAST_LETTERS = 120
_LEAST_PARAGRAPH = 60
_PASSED_OVER = frozenset("a nav header footer aside form ul ol select script style noscript head".split())
_INLINE = frozenset("abbr b big cite em font hr i img mark q s small span strong sub sup u br p o:p".split())


@dataclass(slots=True, eq=False)
class _Holder:
    """An element that is no paragraph itself, with the letters that stand in it."""

    element: etree._Element
    letters: int = 0
    holds_others: bool = False
    holds_title: bool = False
    paragraphs: list[int] = field(default_factory=list)
    """Letters of those children that hold text and no other element of their kind: <div> as paragraph."""


def densest(root: etree._Element) -> etree._Element | None:
    """The element whose paragraphs hold the most text outside links; None where none holds enough.

    A paragraph counts for its parent, so a body of <p>, one of <div> and one of loose text with <br> all
    win over the boxes around them. A box that holds the page's title is more than the body: it is taken
    only where no other comes near it.
    """
    holders = _holders(root)
    best = max(holders, key=_weight)
    bodies = [holder for holder in holders if not holder.holds_title]
    if bodies and _weight(body := max(bodies, key=_weight)) * 3 >= _weight(best):
        best = body
    return best.element if _weight(best) >= _LEAST_LETTERS else None


def _holders(root: etree._Element) -> list[_Holder]:
    stack = [_Holder(root)]
    found = list(stack)
    passed_over: etree._Element | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    next(walk)
    _count(stack[0], root.text)
    for event, element in walk:
        inline = element.tag in _INLINE
        if element is root:
            break
        if event == "start":
            classes = (element.get("class") or "").split()
            if element.tag in _PASSED_OVER or around_body(element.tag, classes, element.get("id")) == "skip":
                passed_over = element
                walk.skip_subtree()
                continue
            if not inline:
                stack[-1].holds_others = True
                stack[-1].holds_title |= element.tag == "h1"
                stack.append(_Holder(element))
                found.append(stack[-1])
            _count(stack[-1], element.text)
            continue
        if element is not passed_over and not inline:
            closed = stack.pop()
            stack[-1].holds_title |= closed.holds_title
            if not closed.holds_others and closed.letters >= _LEAST_PARAGRAPH:
                stack[-1].paragraphs.append(closed.letters)
        _count(stack[-1], element.tail)
    return found


def _weight(holder: _Holder) -> int:
    return holder.letters + (sum(holder.paragraphs) if len(holder.paragraphs) > 1 else 0)


def _count(holder: _Holder, text: str | None) -> None:
    if text:
        holder.letters += len(text.strip())
