"""Hold scores against their bars: `bars.py CAPTURE SCORE DIFF` or `bars.py mining SCORE`."""

import json
import sys
from pathlib import Path

ARTICLES = {
    "found": 1.0,
    "title": 0.99,
    "minute": 0.99,
    "day": 0.99,
    "author": 0.99,
    "lead": 0.98,
    "body f1": 0.99,
    "body>=0.98": 0.97,
    "no boilerplate": 1.0,
}


def articles(score: dict, diff: list[dict]) -> list[str]:
    """What a capture's records miss."""
    got = score["articles"]
    missed = [f"{name} {got[name]:.4f} < {bar}" for name, bar in ARTICLES.items() if got[name] < bar]
    if got["unlabelled records"]:
        missed.append(f"{got['unlabelled records']} unlabelled records")
    differing = [site for site in diff if site["changed"] or site["added"] or site["gone"]]
    return missed + [f"live and rebuilt records of {s['site']} differ: {s['fields']}" for s in differing]


def mining(score: dict) -> list[str]:
    """What the mining misses."""
    figures = {
        "models f1": (score["models"]["f1"], 0.92),
        "awards f1": (score["awards"]["f1"], 0.92),
        "awards with every detail": (score["awards"]["f1 with every detail"], 0.75),
        "evidence exact": (score["texts"]["evidence spans exact"], 1.0),
    }
    print("  ".join(f"{name} {value:.4f}" for name, (value, _) in figures.items()))
    return [f"{name} {value:.4f} < {bar}" for name, (value, bar) in figures.items() if value < bar]


name, *files = sys.argv[1:]
read = [json.loads(Path(file).read_text("utf-8")) for file in files]
missed = mining(*read) if name == "mining" else articles(*read)
print(f"{name}: {'; '.join(missed) if missed else 'every bar reached'}")
sys.exit(bool(missed))
