"""Tables with a column "Tên mô hình", whose rows hold a model each; other cells are read like sentences."""

from __future__ import annotations

from bulletin_spider.mining.lines import Line, cells_of
from bulletin_spider.mining.models.entries import Found, described, named
from bulletin_spider.mining.models.heads import HEAD, Heads
from bulletin_spider.mining.models.sentence import ModelSentence


def table_models(lines: list[Line], index: int, heads: Heads) -> tuple[list[Found], int]:
    """The models of the table that opens at a line, and the line after its last row."""
    if index and lines[index - 1].is_row:
        return _told_in_cells(lines[index], heads), index + 1
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


def _told_in_cells(line: Line, heads: Heads) -> list[Found]:
    """The models that a row mentions under a head that speaks of others: "Thực hiện tốt mô hình “A”"."""
    return [
        found for cell in cells_of(line) for found in ModelSentence(line, *cell).read(heads.within(*cell))
    ]


def _cell_model(line: Line, start: int, end: int, heads: Heads) -> list[Found]:
    quote = next((q for q in line.quotes if start <= q.start and q.end <= end), None)
    if quote is not None:
        return [named(line, start, quote)]
    head = next((span for span in heads.within(start, end) if span[0] == start), None)
    name = head[1] + 1 if head else start
    if len(line.view.low[name:end].split()) > 1:
        return [described(line, start, name, end)]
    return []
