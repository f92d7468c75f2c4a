from __future__ import annotations

import string
from datetime import datetime
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_spider.dataset import SCHEMA, from_row, to_batch
from bulletin_spider.dataset.arrow import record_schema
from bulletin_spider.records import VIETNAM, Bulletin, Record
from bulletin_spider.records.base import Moment, Text

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
COUNT = st.integers(0, 2**63 - 1)


def moments(first: str, last: str) -> st.SearchStrategy[datetime]:
    limits = datetime.fromisoformat(first), datetime.fromisoformat(last)
    return st.datetimes(*limits, timezones=st.just(VIETNAM))


LATER = moments("2000-01-01", "2100-01-01")
LONG_AGO = moments("1997-01-02", "1999-12-31")
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
DIGEST = st.builds("sha256:{}".format, HEX) | st.builds(
    "sha1:{}".format, st.text(string.ascii_uppercase + "234567", min_size=32, max_size=32)
)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def evidence(draw: st.DrawFn, fields: dict[str, str]) -> dict[str, Any]:
    field = draw(st.sampled_from([name for name, text in fields.items() if text]))
    start = draw(st.integers(0, len(fields[field]) - 1))
    end = draw(st.integers(start + 1, len(fields[field])))
    return {"field": field, "start": start, "end": end, "text": fields[field][start:end]}


@st.composite
def bulletins(draw: st.DrawFn) -> Bulletin:
    images = draw(st.lists(st.fixed_dictionaries({"url": TEXT, "caption": optional(TEXT)}), max_size=2))
    texts = {"title": draw(TEXT), "lead": draw(optional(TEXT)), "body": draw(TEXT)}
    captions = "\n".join(image["caption"] for image in images if image["caption"])
    spans = evidence({**texts, "caption": captions})
    precision = draw(optional(st.sampled_from(["minute", "hour", "day"])))
    code = optional(st.text("0123456789", min_size=5, max_size=5))
    model = {"name": optional(TEXT), "key": optional(TEXT), "named": st.booleans(), "count": optional(COUNT)}
    award = {
        "recipient_type": st.sampled_from(["collective", "individual", "household", "other"]),
        "count": optional(COUNT),
        "recipients": st.lists(TEXT, max_size=3),
        "form": optional(TEXT),
        "awarded_by": optional(TEXT),
        "achievement": optional(TEXT),
    }
    rest = {
        "id": st.uuids().map(str),
        "site": st.just("phuong-mau"),
        "unit_code": code,
        "current_unit_code": code,
        "province_code": optional(st.text("0123456789", min_size=2, max_size=2)),
        "published_at": LONG_AGO if precision else st.none(),
        "attachments": st.lists(st.fixed_dictionaries({"url": TEXT, "name": optional(TEXT)}), max_size=2),
        "models": st.lists(st.fixed_dictionaries({**model, "evidence": spans}), max_size=3),
        "awards": st.lists(st.fixed_dictionaries({**award, "evidence": spans}), max_size=3),
        "field_sources": st.dictionaries(TEXT, TEXT, max_size=3),
        "revision": st.integers(1, 2**63 - 1),
        "first_seen_at": LATER,
        "fetched_at": LATER,
        "content_digest": DIGEST,
        "payload_digest": optional(DIGEST),
        **dict.fromkeys(["url", "family", "extractor"], TEXT),
        **dict.fromkeys(
            ["article_key", "unit_name", "author", "source", "category", "warc_file"], optional(TEXT)
        ),
        **dict.fromkeys(["rating_score", "rating_votes", "views", "warc_offset"], optional(COUNT)),
        **dict.fromkeys(["authors", "tags", "warnings"], st.lists(TEXT, max_size=3)),
        **dict.fromkeys(["modified_at", "removed_at"], optional(LATER)),
    }
    values = draw(st.fixed_dictionaries(rest))
    return Bulletin.model_validate({**values, **texts, "images": images, "published_precision": precision})


@settings(max_examples=60, deadline=None)
@given(st.lists(bulletins(), max_size=3))
def test_a_bulletin_comes_back_from_parquet_as_it_was(given_bulletins: list[Bulletin]) -> None:
    batch = to_batch(given_bulletins)
    batch.validate(full=True)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_batches([batch]), sink)
    rows = pq.read_table(pa.BufferReader(sink.getvalue())).to_pylist()
    assert [from_row(row) for row in rows] == given_bulletins


def test_every_field_has_the_type_the_contract_names() -> None:
    moment = pa.timestamp("us", tz="Asia/Ho_Chi_Minh")
    assert SCHEMA.names == list(Bulletin.model_fields)
    assert SCHEMA.field("published_at").type == moment
    assert SCHEMA.field("published_at").nullable
    assert not SCHEMA.field("fetched_at").nullable
    assert SCHEMA.field("views").type == pa.int64()
    assert SCHEMA.field("field_sources").type == pa.map_(
        pa.string(), pa.field("value", pa.string(), nullable=False)
    )
    image = SCHEMA.field("images").type.value_type
    assert [(field.name, field.type, field.nullable) for field in image] == [
        ("url", pa.string(), False),
        ("caption", pa.string(), True),
    ]
    assert SCHEMA.metadata[b"contract"] == b"v1"


def test_descriptions_survive_in_the_file_at_every_level(tmp_path: Any) -> None:
    pq.write_table(pa.Table.from_batches([to_batch([])]), tmp_path / "empty.parquet")
    schema = pq.read_schema(tmp_path / "empty.parquet")
    assert schema.equals(SCHEMA)
    assert schema.field("site").metadata[b"description"] == b"Id of the site declaration."
    evidence_type = schema.field("awards").type.value_type.field("evidence").type
    assert b"code point" in evidence_type.field("start").metadata[b"description"]


@pytest.mark.parametrize(
    "annotation",
    [float, list[Text] | None, dict[str, int], dict[int, str], datetime, str | int, set[str], Any],
)
def test_an_annotation_outside_the_closed_set_is_named(annotation: Any) -> None:
    inner = type("Inner", (Record,), {"__annotations__": {"odd": annotation}, "__module__": __name__})
    outer = type("Outer", (Record,), {"__annotations__": {"parts": list[inner]}, "__module__": __name__})  # type: ignore[valid-type]
    with pytest.raises(TypeError, match=r"^parts\[\]\.odd: no Arrow type"):
        record_schema(outer)


def test_constraints_do_not_change_the_type() -> None:
    class Odd(Record):
        at: Moment | None = None
        names: list[Annotated[Text, "anything"]]

    schema = record_schema(Odd)
    assert schema.field("at").nullable
    assert schema.field("names").type == pa.list_(pa.field("element", pa.string(), nullable=False))
