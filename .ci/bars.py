"""Hold figures against their bars.

`bars.py articles NAME SCORE DIFF`: records of a capture, live and rebuilt.
`bars.py again NAME FIRST SECOND`: two runs over a site that did not change.
`bars.py mining NAME SCORE`: findings in labelled texts.
"""

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


def again(first: dict, second: dict) -> list[str]:
    """What a second run does too much."""
    share = second["requests"] / first["requests"]
    missed = [f"{share:.0%} of the first run's requests > 15 %"] if share > 0.15 else []
    changes = {name: number for name, number in second["changes"].items() if number and name != "same"}
    return missed + ([f"{changes} in a site that did not change"] if changes else [])


kind, name, *files = sys.argv[1:]
read = [json.loads(Path(file).read_text("utf-8")) for file in files]
missed = {"articles": articles, "again": again, "mining": mining}[kind](*read)
print(f"{name}: {'; '.join(missed) if missed else f'every bar of {kind} reached'}")
sys.exit(bool(missed))
