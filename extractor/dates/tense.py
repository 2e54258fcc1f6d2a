"""Which way from the publication a date without a year points: the tense of the clause around it."""

from functools import lru_cache

from extractor.dates.contexts import stems
from extractor.grammar.sequences import Match
from extractor.language.lexicon import normalize_word
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

CHARACTERS_AROUND = 160
"""Characters to either side of the date in which its verb is looked for."""

URGED_REACH = 6
"""Words before the date among which the infinitive is that it belongs to."""

STATES = {"до": 1, "по": 1, "с": 0, "со": 0}
"""Where a state that a short participle tells goes: «закрыт до пятницы», «арестован по 5 марта»; since when is open."""

KEPT_WORDS = 32_768

_WORD_RE = compile_re(r"[^\W\d_]+")
_CLAUSE_END_RE = compile_re(r"[.!?…;:()«»\"“”\n]|[,—–](?= )")
_QUOTED_NAME_RE = compile_re(r"[«“„\"][^«»“”„\"\n.!?]{1,40}[»”“\"]")
"""A name in quotation marks, which ends no clause: «продажи «Вектона» снизились»."""
_STRONG, _WEAK, _AHEAD = "strong", "weak", "ahead"


@lru_cache(maxsize=KEPT_WORDS)
def _tense(word: str) -> tuple[str, int] | None:
    """How much a word says of the time of its clause, and the direction: −1 past, 1 future, 0 present."""
    normal = normalize_word(word)
    if normal in stems("ahead", "aside"):
        return None
    if normal.startswith(stems("ahead")) and not normal.startswith(stems("ahead", "posts")):
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
    """−1 where the verb around `start`–`end` is in the past, 1 in the future, 0 where there is neither.

    `first`, `last`: the bounds of the sentence.
    """
    left, right = text[max(first, start - CHARACTERS_AROUND) : start], text[end : min(last, end + CHARACTERS_AROUND)]
    if any(quote in left or quote in right for quote in '«“"'):
        left, right = (_QUOTED_NAME_RE.sub(_without_name, side) for side in (left, right))
    clause_left = _CLAUSE_END_RE.split(left)[-1]
    clause_right = _CLAUSE_END_RE.split(right, maxsplit=1)[0]
    if (preposition == "на" and _has_appointment(left, right)) or _is_extended(clause_left, preposition):
        return 1
    if _is_urged(clause_left):
        return 1
    found = _nearest(clause_left, clause_right) or _participle(clause_left) or _nearest(left, right)
    if found is None:
        return 0
    strength, direction = found
    return STATES.get(preposition, direction) if strength == _WEAK else direction


def _without_name(quoted: Match) -> str:
    """A space for a quoted name; what has a verb is no name («запустили в эксплуатацию»)."""
    return str(quoted[0]) if any(map(_tense, _WORD_RE.findall(quoted[0]))) else " "


def _is_extended(left: str, preposition: str) -> bool:
    """«Арест продлили до 29 ноября»: the end of what was put off or made longer is ahead."""
    if preposition not in ("до", "по"):
        return False
    return any(normalize_word(word).startswith(stems("ahead", "extended")) for word in _WORD_RE.findall(left))


def _is_urged(left: str) -> bool:
    """Whether the date belongs to the infinitive of a verb such as «призвал»: «призвал прививаться в апреле»."""
    words = _WORD_RE.findall(left)
    for k in range(len(words) - 1, max(-1, len(words) - URGED_REACH), -1):
        if _tense(words[k]) or _is_participle(words[k]):
            return False
        if _is_infinitive(words[k]):
            return any(normalize_word(word).startswith(stems("ahead", "urging")) for word in words[:k])
    return False


@lru_cache(maxsize=KEPT_WORDS)
def _is_participle(word: str) -> bool:
    found = parses(word)
    return bool(found) and found[0].feats.get("VerbForm") == "Part"


@lru_cache(maxsize=KEPT_WORDS)
def _is_infinitive(word: str) -> bool:
    if not word.endswith(("ть", "ться", "ти", "тись", "чь", "чься")):
        return False
    found = parses(word)
    return bool(found) and found[0].feats.get("VerbForm") == "Inf"


def _participle(left: str) -> tuple[str, int] | None:
    """A past participle whose clause holds the date: «закон, принятый в декабре, вступит в силу в мае»."""
    return (_WEAK, -1) if any(map(_is_past_participle, _WORD_RE.findall(left))) else None


@lru_cache(maxsize=KEPT_WORDS)
def _is_past_participle(word: str) -> bool:
    return _is_participle(word) and parses(word)[0].feats.get("Tense") == "Past"


def _has_appointment(left: str, right: str) -> bool:
    found = stems("ahead", "appointed")
    return any(normalize_word(word).startswith(found) for word in _WORD_RE.findall(left + " " + right))


def _nearest(left: str, right: str) -> tuple[str, int] | None:
    """The verb nearest to the date, as `_tense` says; what puts a date ahead wins, participles come last."""
    before, after = _WORD_RE.findall(left), _WORD_RE.findall(right)
    found = [(distance, seen) for distance, word in enumerate(reversed(before)) if (seen := _tense(word))]
    found += [(distance, seen) for distance, word in enumerate(after) if (seen := _tense(word))]
    if not found:
        return None
    for strength in (_AHEAD, _STRONG, _WEAK):
        best = [candidate for candidate in found if candidate[1][0] == strength]
        if best:
            return min(best)[1]
    return None
