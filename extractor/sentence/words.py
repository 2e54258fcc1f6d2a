"""What the dictionary says of a word form, without its sentence."""

from functools import lru_cache
from typing import NamedTuple

from extractor.language.geography import find_adjective_places
from extractor.language.morphology import Features, parses
from extractor.language.patterns import compile_re
from extractor.sentence.vocabulary import post_lexicon

CASES = {"Nom": 1, "Gen": 2, "Dat": 4, "Acc": 8, "Ins": 16, "Loc": 32, "Par": 2, "Voc": 0}

NOM, GEN, DAT, ACC, INS, LOC = 1, 2, 4, 8, 16, 32

ANY_CASE = 63

WORD_RE = compile_re(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

KEPT_WORDS = 32_768
"""Distinct words whose information is kept: with 8192 a third of the words of news were read again and again."""

SHORT_WORD = 4
"""Letters; no shorter word is the adjective of a place."""

LIKELY = 0.03
"""Readings of a word that are less probable than this do not count."""


class WordInfo(NamedTuple):
    """What the dictionary says of a word form, all likely readings together."""

    lemma: str
    """Of the most probable reading, with ё as е."""
    lemmas: frozenset[str]
    upos: str
    cases: int
    """A bit for each case it may be in; ANY_CASE where the dictionary does not know it."""
    singular: bool
    plural: bool
    finite: bool
    """May be a finite verb or a short participle: the predicate of a clause."""
    form: str
    """Fin, Inf, Part, Conv for a verb, else empty."""
    passive: bool
    """A passive participle."""
    future: bool
    """A finite verb in the future."""
    animate: bool
    is_post: bool
    """A noun that the lexicon knows as a position."""
    place: str | None
    """Name of the place whose adjective it is."""


@lru_cache(maxsize=KEPT_WORDS)
def word_info(word: str) -> WordInfo:
    """The likely readings of a word form, merged."""
    readings = parses(word)
    found = [p for p in readings if p.score >= LIKELY] or readings[:1]
    if not found:
        lower = word.lower()
        return unknown_word(lower)
    best = found[0]
    lemmas = frozenset([p.lemma.replace("ё", "е") for p in found])
    places = find_adjective_places(word) if len(word) > SHORT_WORD else ()
    return WordInfo(
        best.lemma.replace("ё", "е"),
        lemmas,
        *_grammar_of(tuple([(p.upos, p.feats) for p in found])),
        best.upos == "NOUN" and not lemmas.isdisjoint(post_lexicon().heads),
        places[0].name if places else None,
    )


@lru_cache(maxsize=KEPT_WORDS)
def _grammar_of(
    readings: tuple[tuple[str, Features], ...],
) -> tuple[str, int, bool, bool, bool, str, bool, bool, bool]:
    """What parts of speech with features, the likeliest first, say of a word: from `upos` to `animate`."""
    cases = 0
    numbers = set()
    for _, feats in readings:
        cases |= CASES.get(feats.get("Case", ""), 0)
        numbers.add(feats.get("Number", ""))
    upos, feats = readings[0]
    if not cases and upos in ("NOUN", "PROPN", "X"):
        cases = ANY_CASE
    return (
        upos,
        cases,
        "Sing" in numbers or numbers == {""},
        "Plur" in numbers,
        _is_predicate(upos, feats),
        feats.get("VerbForm", "Fin") if upos in ("VERB", "AUX") else "",
        feats.get("VerbForm") == "Part" and feats.get("Voice") == "Pass",
        feats.get("Tense") == "Fut",
        feats.get("Animacy") == "Anim",
    )


def unknown_word(lower: str) -> WordInfo:
    """What is known of a word that the dictionary cannot read."""
    return WordInfo(
        lower, frozenset((lower,)), "X", ANY_CASE, singular=True, plural=True, finite=False, form="", passive=False,
        future=False, animate=False, is_post=False, place=None,
    )  # fmt: skip


def _is_predicate(upos: str, feats: Features) -> bool:
    """Whether a reading is a finite verb, a short participle or a short adjective («должен»)."""
    if upos == "ADJ":
        return feats.get("Variant") == "Short"
    if upos not in ("VERB", "AUX"):
        return False
    form = feats.get("VerbForm", "Fin")
    return form == "Fin" or (form == "Part" and feats.get("Variant") == "Short")
