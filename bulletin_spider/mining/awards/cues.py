"""Words without which a sentence tells of no award; what has none is skipped."""

from __future__ import annotations

from bulletin_spider.mining.lexicon import spelled, table

_CUES = tuple(table("verbs")["cues"]["words"])
_FOLLOWED = {cue: tuple(map(spelled, after)) for cue, after in table("verbs")["cues"]["followed"].items()}
_PRECEDED = {cue: tuple(map(spelled, before)) for cue, before in table("verbs")["cues"]["preceded"].items()}
_BEFORE_MOST = 20


def cues_in(low: str) -> list[int]:
    """Where the cue words of a lower-case text stand."""
    found: list[int] = []
    for cue in _CUES:
        at = low.find(cue)
        while at >= 0:
            after = at + len(cue)
            talk = low.startswith(_FOLLOWED.get(cue, ()), after)
            if not (talk or low[max(0, at - _BEFORE_MOST) : at].endswith(_PRECEDED.get(cue, ()))):
                found.append(at)
            at = low.find(cue, after)
    return sorted(found)
