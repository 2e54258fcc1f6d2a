"""What the dictionary and the place in the sentence say to a name that the network found."""

from collections.abc import Mapping, Sequence

from extractor.document import NameKind, Token
from extractor.language.geography import find_place, find_town, is_region
from extractor.language.morphology import lemmas, parses
from extractor.language.patterns import compile_re

LEAST_SCORES: Mapping[str, Mapping[NameKind, float]] = {
    "news": {"person": 0.4, "organization": 0.4, "location": 0.45},
    "nerel": {"person": 0.5, "organization": 0.3, "location": 0.4},
}
"""Score below which a name is left out, by style; by the balance of precision and recall on texts not learned from."""

SURE_AT_BEGINNING = 0.5
"""Score from which a word that begins a sentence is a name even where the dictionary knows it as a common one."""

SURE_PERSON = 0.9
"""Score from which a person is one even if there is a place of that name."""

SURE_NAMESAKE = 0.97
"""The same where the dictionary knows the word as nothing but a town («Ташкенту нужен …»)."""

TOWN_RE = compile_re(r"\w{4,}ск|\w{3,}(?:град|город|поль)")
"""Lemmas that end as towns do."""

STREETS = ("-стрит", "-авеню")
"""«Заявил пресс-секретарь Даунинг-стрит»."""

QUOTES = frozenset('«„“"')
OPENING = frozenset('«„“"—–-•(')
"""Signs after which a word is the first of its sentence."""


def is_doubtful(kind: NameKind, tokens: Sequence[Token], first: int, last: int, score: float, least: float) -> bool:
    """Whether the tokens from `first` to `last` of a sentence are probably not a name.

    A word that the dictionary knows only as a common one is capitalized because it begins the sentence; an adjective
    of a common noun («Нобелевскую премию») is no person. `least` is the score that a name must have.
    """
    if score < least:
        return True
    word = tokens[first].text
    if kind == "location" or first != last or not word.isalpha():
        return False
    readings = parses(word)
    if not readings or any(r.source != "dictionary" or "NameType" in r.feats for r in readings):
        return False
    if kind == "person" and all(r.upos == "ADJ" for r in readings) and _is_common_noun(tokens[last + 1 : last + 2]):
        return True
    return score < SURE_AT_BEGINNING and _begins(tokens, first)


def is_rather_place(kind: NameKind, tokens: Sequence[Token], first: int, last: int, score: float) -> bool:
    """Whether a person of one word is a town or country: by its ending («Лугоград»), if unsure by name («Кызылорда»).

    An organization of one word is a region («Вермонт первым закончил голосование»), unless it is quoted.
    """
    if first != last:
        return False
    word = tokens[first].text
    if kind == "organization":
        if word.lower().endswith(STREETS):
            return True
        return not (first and tokens[first - 1].text in QUOTES) and any(map(is_region, (word, *lemmas(word))))
    if kind != "person":
        return False
    if looks_like_town(word) or (score < SURE_NAMESAKE and find_town(word)):
        return True
    if score >= SURE_PERSON:
        return False
    if any(parse.source == "dictionary" and parse.feats.get("NameType") in ("Giv", "Sur") for parse in parses(word)):
        return False
    return any(find_place(lemma) for lemma in (word, *lemmas(word)))


def looks_like_town(word: str) -> bool:
    """Whether a word has the ending of a town and of no person: «Приреченск», «Лугоград»; not «Маск»."""
    readings = parses(word)
    if any(p.feats.get("NameType") in ("Giv", "Sur", "Pat") for p in readings):
        return False
    best = readings[0] if readings else None
    return best is not None and best.feats.get("NameType") == "Geo" and bool(TOWN_RE.fullmatch(best.lemma))


def _is_common_noun(tokens: Sequence[Token]) -> bool:
    return any(
        token.text.islower() and parses(token.text)[0].upos == "NOUN" for token in tokens if token.text.isalpha()
    )


def _begins(tokens: Sequence[Token], first: int) -> bool:
    return all(token.text in OPENING for token in tokens[:first])
