"""What a reader that is half way sees when the file it reads gets a successor."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from bulletin_factory import bulletin
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin_spider.dataset import publish

SIZES = st.lists(st.integers(0, 60), min_size=2, max_size=12)


def titles(table: pa.Table) -> list[str]:
    return table.column("title").to_pylist()  # type: ignore[return-value]


@settings(max_examples=25, deadline=None)
@given(SIZES)
@example([0, 0, 1, 0])
@example([5, 10, 20, 40, 60, 60, 1, 1, 60])
@example([60, 1, 1, 60, 1, 60, 60])
def test_old_footers_and_old_lengths_stay_good_for_one_generation(sizes: list[int]) -> None:
    with TemporaryDirectory() as folder:
        old: tuple[pq.FileMetaData, int, list[str]] | None = None
        for generation, size in enumerate(sizes):
            told = [f"{generation}-{n} " + "x" * (n * generation) for n in range(size)]
            path = publish(Path(folder), "a", [bulletin(n, site="a", title=t) for n, t in enumerate(told)])
            assert titles(pq.read_table(path)) == told
            if old:
                metadata, length, before = old
                # One that has read the old footer, and opens the file again for the data.
                assert titles(pq.ParquetFile(path, metadata=metadata).read()) == before
                # One that has seen the old length, and opens the file for the first time.
                start_of_file = path.read_bytes()[:length]
                assert titles(pq.read_table(pa.BufferReader(start_of_file))) in (before, told)
            old = (pq.read_metadata(path), path.stat().st_size, told)


def test_a_file_does_not_grow_with_the_number_of_publications(
    tmp_path: Path,
) -> None:
    def lengths(rounds: int) -> list[int]:
        some = [bulletin(n, site="a", body=f"{n} " * 500) for n in range(200)]
        return [publish(tmp_path, "a", some).stat().st_size for _ in range(rounds)]

    first, *rest = lengths(40)
    assert max(rest) <= 5 * first
    assert rest[-1] == rest[10], "the length settles"
    assert (tmp_path / "v1" / "a.parquet").stat().st_blocks * 512 <= 3 * first + 16384


def test_a_file_that_outgrows_the_gap_it_was_put_in_spares_the_old_data(tmp_path: Path) -> None:
    noise = Random(7)
    bodies = [noise.randbytes(2000).hex() for _ in range(120)]
    some = [bulletin(n, site="a", body=body) for n, body in enumerate(bodies)]
    for size in (100, 1, 1, 120, 2, 1, 110, 110):
        path = tmp_path / "v1" / "a.parquet"
        old = (pq.read_metadata(path), pq.read_table(path)) if path.exists() else None
        publish(tmp_path, "a", some[:size])
        assert pq.read_table(path).column("body").to_pylist() == bodies[:size]
        if old:
            assert pq.ParquetFile(path, metadata=old[0]).read().equals(old[1])
    assert list((tmp_path / ".tmp").iterdir()) == []
