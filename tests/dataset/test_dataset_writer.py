from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bulletin_factory import bulletin

from bulletin_spider.dataset import SCHEMA, dataset_folder, from_row, publish, publish_jsonl, read
from bulletin_spider.errors import OutputError
from bulletin_spider.records import Bulletin


def test_publish_writes_the_site_s_file_in_the_order_given(tmp_path: Path) -> None:
    some = [bulletin(n) for n in (3, 1, 2)]
    path = publish(tmp_path, "phuong-mau", iter(some))
    assert path == tmp_path / "v1" / "phuong-mau.parquet"
    assert [from_row(row) for row in pq.read_table(path).to_pylist()] == some
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_the_file_has_zstd_statistics_and_page_indexes(tmp_path: Path) -> None:
    path = publish(tmp_path, "phuong-mau", [bulletin(n) for n in range(9000)])
    metadata = pq.read_metadata(path)
    assert metadata.num_row_groups == 5
    column = metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"
    assert column.statistics.has_min_max
    assert column.has_column_index
    names = {metadata.row_group(0).column(n).path_in_schema for n in range(metadata.num_columns)}
    from bulletin_spider.dataset.sink import _DICTIONARY

    assert names.issuperset(_DICTIONARY), "a misspelt column would silently get no dictionary"


def test_row_groups_are_bounded_by_bytes_too(tmp_path: Path) -> None:
    path = publish(tmp_path, "phuong-mau", [bulletin(n, body="đ" * 50_000) for n in range(600)])
    assert pq.read_metadata(path).num_row_groups > 1


def test_a_wrong_site_or_an_id_given_twice_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = publish(tmp_path, "phuong-mau", [bulletin(1)])
    before = path.read_bytes()
    with pytest.raises(ValueError, match="of site other"):
        publish(tmp_path, "phuong-mau", [bulletin(1), bulletin(2, site="other")])
    with pytest.raises(ValueError, match="stands twice"):
        publish(tmp_path, "phuong-mau", [bulletin(1), bulletin(1)])
    with pytest.raises(ValueError, match="not the id of a site"):
        publish(tmp_path, "../escape", [])
    assert path.read_bytes() == before
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_an_error_of_the_source_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[Bulletin]:
        yield bulletin(2)
        raise RuntimeError("the source broke")

    path = publish(tmp_path, "phuong-mau", [bulletin(1)])
    before = path.read_bytes()
    with pytest.raises(RuntimeError, match="the source broke"):
        publish(tmp_path, "phuong-mau", broken())
    assert path.read_bytes() == before
    assert list((tmp_path / ".tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("contract", "says"), [(b"v2", "of contract v2"), (None, "not a file of this dataset")]
)
def test_a_file_of_another_contract_is_refused(tmp_path: Path, contract: bytes | None, says: str) -> None:
    path = tmp_path / "v1" / "phuong-mau.parquet"
    path.parent.mkdir()
    metadata: dict[bytes | str, bytes | str] | None = {b"contract": contract} if contract else None
    pq.write_table(pa.table({"id": ["x"]}).replace_schema_metadata(metadata), path)
    with pytest.raises(OutputError, match=says):
        publish(tmp_path, "phuong-mau", [bulletin(1)])
    with pytest.raises(OutputError, match=says):
        read(tmp_path)


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v1" / "phuong-mau.parquet"
    path.parent.mkdir()
    for content in (b"", b"<html>a page that was saved here</html>"):
        path.write_bytes(content)
        with pytest.raises(OutputError, match=r"phuong-mau\.parquet: not a readable Parquet file"):
            publish(tmp_path, "phuong-mau", [bulletin(1)])
        with pytest.raises(OutputError, match=r"phuong-mau\.parquet: not a readable Parquet file"):
            read(tmp_path)


def test_a_place_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match=r"cannot be written \((Not a directory|File exists)\)"):
        publish(tmp_path / "file", "phuong-mau", [bulletin(1)])
    with pytest.raises(OutputError, match="cannot be written"):
        publish_jsonl(tmp_path / "file" / "a.jsonl", [bulletin(1)])


FULL = """
import resource, signal, sys
from pathlib import Path
from bulletin_factory import bulletin
from bulletin_spider.dataset import publish, publish_jsonl
from bulletin_spider.errors import OutputError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
some = [bulletin(n, body=f"{n * 7919 % 1000003} " * 40) for n in range(2000)]
for write in (lambda: publish(Path(sys.argv[1]), "phuong-mau", some),
              lambda: publish_jsonl(Path(sys.argv[1]) / "a.jsonl", some)):
    try:
        write()
    except OutputError as error:
        print(error)
"""


def test_a_full_disk_is_an_output_error_and_leaves_nothing(tmp_path: Path) -> None:
    assert hasattr(resource, "RLIMIT_FSIZE")
    path = publish(tmp_path, "phuong-mau", [bulletin(1)])
    before = path.read_bytes()
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all("cannot be written (File too large)" in line for line in lines)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".tmp", "v1"]
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_jsonl_has_one_object_a_line_with_zoned_times_and_plain_vietnamese(
    tmp_path: Path,
) -> None:
    some = [bulletin(2), bulletin(1, title="Khen thưởng")]
    text = publish_jsonl(tmp_path / "out" / "a.jsonl", some).read_text("utf-8")
    lines = text.splitlines()
    assert '"Khen thưởng"' in lines[1]
    assert json.loads(lines[0])["first_seen_at"] == "2026-03-05T09:30:00+07:00"
    assert [Bulletin.model_validate_json(line) for line in lines] == some


def test_the_folder_may_be_named_at_any_level(tmp_path: Path) -> None:
    publish(tmp_path / "dataset", "phuong-mau", [bulletin(1)])
    for folder in (tmp_path, tmp_path / "dataset", tmp_path / "dataset" / "v1"):
        assert dataset_folder(folder) == tmp_path / "dataset" / "v1"
        assert read(str(folder)).count_rows() == 1


def test_an_empty_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no Parquet file of the dataset"):
        read(tmp_path)
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(OutputError, match="cannot be read"):
        read(tmp_path)


def test_a_file_of_an_older_minor_version_reads_with_nulls(tmp_path: Path) -> None:
    path = publish(tmp_path, "phuong-mau", [bulletin(1, views=7)])
    older = pq.read_table(path).drop_columns(["views", "warc_file"])
    pq.write_table(older, path)
    publish(tmp_path, "other", [bulletin(1, site="other", views=9)])
    found = read(tmp_path).to_table()
    assert found.schema.equals(SCHEMA)
    assert {row["site"]: row["views"] for row in found.to_pylist()} == {"phuong-mau": None, "other": 9}


def test_many_sites_do_not_hold_files_open(tmp_path: Path) -> None:
    one = publish(tmp_path, "s0", [bulletin(1, site="s0")]).read_bytes()
    for number in range(1, 40):
        (tmp_path / "v1" / f"s{number}.parquet").write_bytes(one)
    before = len(list(Path("/proc/self/fd").iterdir()))
    dataset = read(tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 2
    assert dataset.count_rows() == 40
