"""The model lexicon as the rules use it: small sets and tries of syllables."""

from __future__ import annotations

from bulletin_spider.mining.lexicon import Trie, add, spelled, table, words

WORD = "mô hình"


def _trie_of(*sections: tuple[str, ...]) -> Trie:
    """One trie over several lists of the model lexicon."""
    trie: Trie = {}
    for path in sections:
        add(trie, words("models", *path), path[-1])
    return trie


FUNCTION = _trie_of(("generic", "function"))
AIMS = _trie_of(("generic", "aims"))
WHOLE = _trie_of(("generic", "whole"), ("generic", "function"))
NEVER = _trie_of(("generic", "never"), ("generic", "kinds"), ("generic", "yet"))
"""Models of science and government ("never"), kinds of economy ("kinds"), and what opens alike ("yet")."""
GROUPS = _trie_of(("stops", "groups"))
BEFORE_NUMBER = frozenset(words("models", "stops", "before_number"))
KEEP = _trie_of(("stops", "keep"))
AFTER_WITH = _trie_of(("stops", "after_with"))
AFTER_COMMA = _trie_of(("stops", "after_comma"))
CLAUSE_MARKS = _trie_of(("stops", "clause_marks"))
JUDGEMENTS = _trie_of(("stops", "judgements"))
COMPOUNDS: Trie = {}
BOUNDS = _trie_of(("stops", "words"), ("stops", "keep"))
"""What ends a name ("words") or belongs to it ("keep", "compound"), in one trie: the longest decides."""
for _kind in ("nouns", "verbs"):
    add(COMPOUNDS, words("compounds", _kind, "words"), "compound")
    add(BOUNDS, words("compounds", _kind, "words"), "compound")
CONCRETE = _trie_of(("stops", "concrete"))
INTRODUCE = frozenset(words("models", "introduce"))
OPENERS = tuple(sorted(words("models", "openers"), key=len, reverse=True))
CALLING = frozenset(word for phrase in words("models", "calling") for word in phrase.split())
GOING_ON = tuple(words("models", "going_on"))
GOING_ON_PLURAL = tuple(words("models", "going_on_plural"))
CLASSIFIERS = frozenset(words("models", "classifiers"))
HANDLED = frozenset(words("models", "handled"))
SPEECH = frozenset(words("models", "speech"))
LIST_HEADS = tuple(words("models", "list_heads"))
EXHIBITION = tuple(words("models", "generic", "exhibition"))
THINGS = tuple(words("models", "generic", "things"))
RESULTS = tuple(words("models", "generic", "display_of_results"))
NO_COUNT = frozenset(words("models", "no_count", "words"))
COMPARED = tuple(words("models", "no_count", "compared"))
TARGETS = tuple(words("models", "no_count", "targets"))
TYPED = tuple(words("models", "no_count", "typed"))
PROPOSALS = tuple(words("models", "no_count", "proposals"))
PROPOSED = tuple(sorted(words("models", "no_count", "proposed"), key=len, reverse=True))
ABROAD = tuple(words("models", "no_count", "abroad"))
MAKING = tuple(words("models", "stops", "making"))
LAUNCH = tuple(words("models", "stops", "launch"))
NOT_MODELS = tuple(words("models", "stops", "not_models"))
NEVER_QUOTED = tuple(words("models", "generic", "never_quoted"))
NEVER_QUOTED_WHOLE = frozenset(words("models", "generic", "never_quoted_whole"))
ABBREVIATIONS = {spelled(short): spelled(full) for short, full in table("models")["abbreviations"].items()}
MOVEMENTS = frozenset(words("models", "stops", "movements"))
PAIRS = tuple(frozenset(words("models", "pairs", kind)) for kind in ("verbs", "produce"))
