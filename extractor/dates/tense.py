"""Which way from the publication a date without a year points: the tense of the clause around it."""

from functools import lru_cache

from extractor.dates.contexts import stems
from extractor.language.lexicon import normalize_word
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

REACH = 160
"""Characters to either side of the date in which its verb is looked for."""

KEPT_WORDS = 32_768

_WORD_RE = compile_re(r"[^\W\d_]+")
_CLAUSE_END_RE = compile_re(r"[.!?…;:()«»\"“”\n]|[,—–](?= )")
_STRONG, _WEAK, _AHEAD = "strong", "weak", "ahead"


@lru_cache(maxsize=KEPT_WORDS)
def _tense(word: str) -> tuple[str, int] | None:
    """How much a word says of the time of its clause, and the direction: −1 past, 1 future, 0 present."""
    if normalize_word(word).startswith(stems("ahead")):
        return _AHEAD, 1
    found = parses(word)
    if not found or found[0].upos not in ("VERB", "AUX"):
        return None
    feats = found[0].feats
    direction = {"Past": -1, "Fut": 1, "Pres": 0}.get(feats.get("Tense", ""))
    if direction is None:
        return None
    if feats.get("VerbForm") == "Fin":
        return (_AHEAD if direction > 0 and found[0].upos == "AUX" else _STRONG), direction
    if feats.get("VerbForm") == "Part" and feats.get("Variant") == "Short":
        return _WEAK, -1
    return None


def clause_direction(text: str, first: int, last: int, start: int, end: int, preposition: str) -> int:
    """−1 where the verb around `start`–`end` is in the past, 1 in the future, 0 where none tells.

    `first`, `last`: the bounds of the sentence.
    """
    left, right = text[max(first, start - REACH) : start], text[end : min(last, end + REACH)]
    clause_left = _CLAUSE_END_RE.split(left)[-1]
    clause_right = _CLAUSE_END_RE.split(right, maxsplit=1)[0]
    appointed = preposition == "на" and _has_appointment(left, right)
    if appointed:
        return 1
    own = _nearest(clause_left, clause_right)
    if own is not None:
        return own
    whole = _nearest(left, right)
    return whole or 0


def _has_appointment(left: str, right: str) -> bool:
    found = stems("ahead", "appointed")
    return any(normalize_word(word).startswith(found) for word in _WORD_RE.findall(left + " " + right))


def _nearest(left: str, right: str) -> int | None:
    """The direction of the verb nearest to the date; what puts a date ahead wins, participles come last."""
    before, after = _WORD_RE.findall(left), _WORD_RE.findall(right)
    found = [(distance, seen) for distance, word in enumerate(reversed(before)) if (seen := _tense(word))]
    found += [(distance, seen) for distance, word in enumerate(after) if (seen := _tense(word))]
    if not found:
        return None
    for strength in (_AHEAD, _STRONG, _WEAK):
        best = [candidate for candidate in found if candidate[1][0] == strength]
        if best:
            return min(best)[1][1]
    return None
