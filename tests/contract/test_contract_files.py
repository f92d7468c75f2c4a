from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from bulletin_spider.contract.dictionary import dictionary, vietnamese_texts
from bulletin_spider.contract.generate import drift, write
from bulletin_spider.records import Bulletin

SCHEMAS = Path(__file__).parents[2] / "schemas" / "v1"
EXAMPLES = SCHEMAS / "examples"


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


VALIDATOR = jsonschema.Draft202012Validator(load(SCHEMAS / "bulletin.schema.json"))


def examples(folder: str) -> list[Any]:
    paths = sorted((EXAMPLES / folder).glob("*.json"))
    assert paths
    return [pytest.param(path, id=path.stem) for path in paths]


def test_the_committed_contract_is_what_the_records_say() -> None:
    assert drift(SCHEMAS) == []


def test_a_changed_a_missing_and_a_foreign_file_are_drift(tmp_path: Path) -> None:
    write(tmp_path)
    assert drift(tmp_path) == []
    (tmp_path / "dictionary.md").write_text("by hand")
    (tmp_path / "examples" / "good" / "full.json").unlink()
    (tmp_path / "notes.txt").write_text("mine")
    assert drift(tmp_path) == ["dictionary.md", "examples/good/full.json", "notes.txt"]
    write(tmp_path)
    assert drift(tmp_path) == []


def test_check_exits_with_1_and_names_the_file(tmp_path: Path) -> None:
    def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bulletin_spider.contract.generate", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert generate().returncode == 0
    assert generate("--check").returncode == 0
    (tmp_path / "schemas" / "v1" / "bulletin.arrow.json").write_text("{}")
    failed = generate("--check")
    assert failed.returncode == 1
    assert "schemas/v1/bulletin.arrow.json: differs" in failed.stderr
    assert generate("--what").returncode == 2


def test_the_json_schema_is_one_and_describes_every_property() -> None:
    schema = load(SCHEMAS / "bulletin.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:bulletin_spider:v1:bulletin"
    for record in (schema, *schema["$defs"].values()):
        assert record["additionalProperties"] is False
        for name, field in record["properties"].items():
            assert field.get("description"), name


def test_every_arrow_field_is_described() -> None:
    def walk(fields: list[Any]) -> None:
        for field in fields:
            assert field["description"], field["name"]
            walk(field.get("fields", []))

    listing = load(SCHEMAS / "bulletin.arrow.json")
    walk(listing["fields"])
    assert [field["name"] for field in listing["fields"]] == list(Bulletin.model_fields)


@pytest.mark.parametrize("path", examples("good"))
def test_both_accept_a_good_example(path: Path) -> None:
    VALIDATOR.validate(load(path))
    assert json.loads(Bulletin.model_validate(load(path)).model_dump_json()) == load(path)


@pytest.mark.parametrize("path", examples("bad"))
def test_both_refuse_a_bad_example_for_one_fault(path: Path) -> None:
    example = load(path)
    assert example["why"]
    assert len(list(VALIDATOR.iter_errors(example["record"]))) == 1
    with pytest.raises(ValidationError, match=r"^1 validation error"):
        Bulletin.model_validate(example["record"])


@pytest.mark.parametrize("path", examples("bad-by-rule"))
def test_the_model_refuses_what_does_not_fit_together(path: Path) -> None:
    example = load(path)
    VALIDATOR.validate(example["record"])
    with pytest.raises(ValidationError, match=r"^1 validation error"):
        Bulletin.model_validate(example["record"])


def test_the_full_example_fills_every_field_at_every_level() -> None:
    def walk(value: Any, trail: str) -> None:
        assert value not in (None, "", [], {}), trail
        children = (
            value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else [])
        )
        for name, child in children:
            walk(child, f"{trail}.{name}")

    walk(load(EXAMPLES / "good" / "full.json"), "full")


def test_the_dictionary_wants_every_field_in_vietnamese_and_no_other() -> None:
    missing = vietnamese_texts()
    del missing["Evidence"]["start"]
    with pytest.raises(ValueError, match=r"missing Evidence\.start"):
        dictionary(missing)
    extra = vietnamese_texts()
    extra["Bulletin"]["autor"] = {"vi": "Tác giả."}
    with pytest.raises(ValueError, match=r"no such field Bulletin\.autor"):
        dictionary(extra)
    empty = vietnamese_texts()
    empty["Image"]["url"] = {"vi": " "}
    with pytest.raises(ValueError, match=r"Image\.url: wants `vi`"):
        dictionary(empty)


def test_the_dictionary_shows_both_languages_beside_each_other() -> None:
    lines = (SCHEMAS / "dictionary.md").read_text("utf-8").splitlines()
    row = next(line for line in lines if line.startswith("| `title`"))
    assert "Tiêu đề" in row
    assert "Headline" in row
    assert row.endswith("| headline |")
    assert len({line.replace("\\|", "").count("|") for line in lines if line.startswith("|")}) == 1
