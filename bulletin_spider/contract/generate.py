"""Writes schemas/v1 from the records: `python -m bulletin_spider.contract.generate [--check]`.

With `--check` nothing is written: it exits with 1 and names the files that differ from the records.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bulletin_spider.contract.dictionary import dictionary, vietnamese_texts
from bulletin_spider.contract.examples import BAD, BAD_BY_RULE, GOOD, as_json
from bulletin_spider.contract.listing import listing
from bulletin_spider.records import CONTRACT, Bulletin

_MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"


def contract_files() -> dict[str, str]:
    """The text of every file of the contract, by its path below schemas/v1."""
    texts = {
        "bulletin.schema.json": _json(json_schema()),
        "bulletin.arrow.json": _json(listing()),
        "dictionary.md": dictionary(vietnamese_texts()),
    }
    for name, values in GOOD.items():
        texts[f"examples/good/{name}.json"] = _json(as_json(Bulletin, values))
    for folder, records in (("bad", BAD), ("bad-by-rule", BAD_BY_RULE)):
        for name, (values, why) in records.items():
            texts[f"examples/{folder}/{name}.json"] = _json({"why": why, "record": values})
    return texts


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a bulletin; what spans fields, only the Pydantic model checks."""
    schema = Bulletin.model_json_schema()
    _require_zones(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bulletin_spider:{CONTRACT}:bulletin",
        **schema,
    }


def _require_zones(node: Any) -> None:
    """Give every time a pattern: validators do not check `format` unless told to."""
    if isinstance(node, dict):
        if node.get("format") == "date-time":
            node["pattern"] = _MOMENT
        for child in node.values():
            _require_zones(child)
    elif isinstance(node, list):
        for child in node:
            _require_zones(child)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def drift(folder: Path) -> list[str]:
    """The files below the folder that are missing, differ from the records, or belong to no record."""
    wanted = contract_files()
    found = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write(folder: Path) -> None:
    """Make the folder hold the files of the contract and nothing else."""
    for name in drift(folder):
        (folder / name).unlink(missing_ok=True)
    for name, text in contract_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def main(arguments: list[str]) -> int:
    """Write the files below ./schemas, or check them; the exit code."""
    folder = Path("schemas") / CONTRACT
    if arguments == ["--check"]:
        for name in (differing := drift(folder)):
            sys.stderr.write(f"{folder / name}: differs from the records; run this without --check\n")
        return 1 if differing else 0
    if arguments:
        sys.stderr.write("usage: python -m bulletin_spider.contract.generate [--check]\n")
        return 2
    write(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
