"""Mining a bulletin: the text once normalised, then the rules of models and of awards."""

from __future__ import annotations

from bulletin_spider.mining.awards.reader import awards_in
from bulletin_spider.mining.findings import Findings
from bulletin_spider.mining.lines import lines_of
from bulletin_spider.mining.models.reader import models_in
from bulletin_spider.mining.view import Place, View


def mine(text: str) -> Findings:
    r"""The models and awards that a bulletin reports, each with the words that support it.

    `text` is title, lead and body blocks joined with newlines. Evidence counts code points of `text`.

    >>> found = mine("Tổng kết\nUBND phường tặng Giấy khen cho 05 tập thể.")
    >>> found.awards[0].count, found.awards[0].form, found.awards[0].awarded_by
    (5, 'Giấy khen', 'UBND phường')
    """
    if not isinstance(text, str):
        raise TypeError(f"text: must be str, as bytes.decode() gives it, not {type(text).__name__}")
    return _mine(View(text))


def mine_in_place(text: str, place: Place) -> Findings:
    """The same for lines put together from the fields of an article; `place` says which field holds what.

    No line may be in two fields: evidence never crosses a newline.
    """
    return _mine(View(text, place))


def _mine(view: View) -> Findings:
    if not view.lines:
        return Findings()
    lines = lines_of(view)
    return Findings(models=models_in(lines), awards=awards_in(lines))
