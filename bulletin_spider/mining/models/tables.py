"""Tables with a column "Tên mô hình": each row holds a model."""

from __future__ import annotations

from bulletin_spider.mining.lines import Line, cells_of
from bulletin_spider.mining.models.entries import Found, described, named
from bulletin_spider.mining.models.heads import HEAD, Heads


def table_models(lines: list[Line], index: int, heads: Heads) -> tuple[list[Found], int]:
    """The models of the table that opens at a line, and the line after its last row."""
    titles = [lines[index].view.low[start:end] for start, end in cells_of(lines[index])]
    column = next((n for n, title in enumerate(titles) if HEAD.search(title) and len(title) < 30), None)
    found: list[Found] = []
    index += 1
    while index < len(lines) and lines[index].is_row:
        cells = cells_of(lines[index])
        if column is not None and column < len(cells):
            found += _cell_model(lines[index], *cells[column], heads)
        index += 1
    return found, index


def _cell_model(line: Line, start: int, end: int, heads: Heads) -> list[Found]:
    quote = next((q for q in line.quotes if start <= q.start and q.end <= end), None)
    if quote is not None:
        return [named(line, start, quote)]
    head = next((span for span in heads.within(start, end) if span[0] == start), None)
    name = head[1] + 1 if head else start
    if len(line.view.low[name:end].split()) > 1:
        return [described(line, start, name, end)]
    return []
