"""The roles of words in an award sentence, out of the lexicons, as one trie."""

from __future__ import annotations

from bulletin_spider.mining.lexicon import Trie, add, known, phrases_of, spelled, table, words

# The tag of each list; the longest phrase at a word decides.
_SECTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "givers": {
        "plain": ("plain", "words"),
        "verb": ("verbs", "words"),
        "body": ("bodies", "words"),
        "office": ("offices", "words"),
    },
    "recipients": {
        "collective": ("kinds", "collective"),
        "individual": ("kinds", "individual"),
        "household": ("kinds", "household"),
        "other": ("kinds", "other"),
        "address": ("address", "words"),
        "rank": ("address", "ranks"),
        "house": ("address", "household_of"),
    },
    "verbs": {
        "give": ("give", "words"),
        "praise": ("praise", "words"),
        "get": ("get", "words"),
        "belong": ("get", "belong"),
        "adverb": ("links", "adverbs"),
        "to": ("links", "to"),
        "passive": ("links", "passive"),
        "by": ("links", "by"),
        "of": ("links", "of"),
        "behalf": ("links", "behalf"),
        "hold": ("links", "hold"),
        "vague": ("links", "vague"),
        "about": ("links", "about"),
        "reason": ("reason", "words"),
        "stop": ("reason", "stops"),
    },
    "negatives": {
        "planned": ("planned", "words"),
        "grounds": ("planned", "grounds"),
        "near": ("planned", "near"),
        "habit": ("planned", "habit"),
        "allowed": ("planned", "allowed"),
        "gift": ("gifts", "words"),
    },
}
# These have their role also where they are compounds.
_JOINTS: dict[str, tuple[str, ...]] = {
    "and": ("links", "and"),
    "namely": ("links", "namely"),
    "inside": ("links", "inside"),
    "each": ("links", "each"),
}


def _roles() -> Trie:
    trie: Trie = {}
    for name, tags in _SECTIONS.items():
        for tag, phrases in phrases_of(name, tags):
            add(trie, phrases, tag)
    # Where a phrase has a role of its own the compound does not count.
    for kind in ("nouns", "verbs"):
        add(trie, (w for w in words("compounds", kind, "words") if not known(trie, w)), "word")
    for form in table("forms")["form"]:
        add(trie, map(spelled, form["words"]), "form", form)
    add(trie, words("forms", "ranks", "alone_after"), "rank_verb")
    for tag, phrases in phrases_of("verbs", _JOINTS):
        add(trie, phrases, tag)
    add(trie, words("verbs", "links", "once"), "adverb")
    return trie


ROLES = _roles()
SURNAMES = frozenset(words("recipients", "surnames", "words"))
WEAK_SURNAMES = frozenset(words("recipients", "surnames", "weak"))
"""Words that open a name without an address only where two more capitals follow."""
