from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from mining_score import read_labels, score, text_of

from bulletin_spider.mining import mine

PINS = tomllib.loads((Path(__file__).parent / "mining_floor.toml").read_text("utf-8"))
NOTABLE = 0.01


def scores(name: str) -> tuple[dict[str, dict[str, float]], list[str]]:
    models, awards, exact = score(read_labels(f"{name}.jsonl"))
    figures = {
        "models": {"f1": models.f1},
        "awards": {
            "f1": awards.f1,
            "f1_with_every_detail": awards.f1_with_every_detail,
            "evidence_exact": exact,
        },
    }
    return figures, models.misses + awards.misses


@pytest.mark.parametrize("name", PINS)
def test_scores_stay_at_their_pins(name: str):
    figures, misses = scores(name)
    for kind, pins in PINS[name].items():
        for figure, pin in pins.items():
            got = figures[kind][figure]
            assert got >= pin - 1e-4, f"{kind} {figure} fell from {pin} to {got:.4f}:\n" + "\n".join(misses)
            assert got < pin + NOTABLE, (
                f"{kind} {figure} rose to {got:.4f}: raise the pin {pin} in mining_floor.toml"
            )


@pytest.mark.parametrize("label", read_labels("mining_negatives.jsonl"), ids=lambda label: label["id"])
def test_negative_texts_yield_nothing(label):
    found = mine(text_of(label))
    assert not found.models, [model.evidence.text for model in found.models]
    assert not found.awards, [award.evidence.text for award in found.awards]


def test_labels_are_sound():
    labels = read_labels("mining_bulletins.jsonl")
    assert len(labels) >= 40
    assert len(read_labels("mining_negatives.jsonl")) >= 30
    for label in labels:
        lines = text_of(label).split("\n")
        for item in [*label["models"], *label["awards"]]:
            assert any(item["evidence"] in line for line in lines), (label["id"], item["evidence"])
