"""Names of people word by word: which nominatives a word may come from, and how likely each is.

A word in an oblique case may come from several nominatives («Дудя»: Дудь, Дудя). Each reading has a weight, the
logarithm of how likely it is against the others: a sum of learnt weights of what speaks for it (weights.toml, made by
`training/nominatives.py`). The words of a name agree in gender and case, and the readings of all mentions of a person
add up (`extractor.names.group_people`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Literal, NamedTuple

from extractor.language.embeddings import forms
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import inflect, parses

Gender = Literal["Masc", "Fem", "Plur"]
"""`Plur` is a family."""
GENDERS: tuple[Gender, ...] = ("Masc", "Fem", "Plur")
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
ALL_CASES = frozenset(CASES)

Agreement = tuple[Gender, str]
"""Gender and case that all words of a name share."""

Position = Literal["only", "first", "middle", "last", "syllable"]
"""Of a word among the words of a name that decline; `syllable` is the last word of an East Asian name."""

Tag = tuple[str, str, str]
"""Case, gender and number as the morphology tagger saw them; empty where it saw none."""


class Around(NamedTuple):
    """What stands before and after a name."""

    is_first: bool = False
    """In its sentence."""
    is_after_preposition: bool = False
    verb_after: str | None = None
    """Gender of the finite verb in the singular that follows, empty if it shows none; None where none follows."""


Features = tuple[tuple[str, float], ...]
"""What speaks for a reading: names of learnt weights, and how much of each."""

Votes = Mapping[tuple[str, Gender], float]
"""Weights of the nominatives of one word by gender, the best of them 0."""

VOWELS = "аеиоуыэюя"
CONSONANTS = "бвгджзйклмнпрстфхцчшщьъ"
RUSSIAN_MASCULINE = ("ов", "ев", "ин", "ын", "ий", "ый", "ой")
RUSSIAN_FEMININE = ("ова", "ева", "ина", "ына", "ая")

PLACED = ("name-", "undeclined-")
"""Beginnings of the features that say more or less by the place of the word."""

WORST = -12.0
"""Readings this much less likely than the best are not considered."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A nominative that a form may come from."""

    nominative: str
    """Lower case, е for ё."""
    gender: Gender
    cases: frozenset[str]
    """In which the form may stand."""
    features: Features


@dataclass(frozen=True, slots=True)
class Declension:
    """How a nominative of one kind looks in one case."""

    id: str
    nominative: str
    """Its ending."""
    before: str
    """Letters that may come before the ending; empty for any."""
    gender: Gender
    case: str


@cache
def declensions() -> dict[str, list[Declension]]:
    """The declensions by the ending of the form."""
    data = load_toml(Path(__file__).with_name("declensions.toml"))
    result: dict[str, list[Declension]] = {}
    for row in data["declension"]:
        before = data["letters"].get(row["after"], "")
        for case, endings in zip(CASES[1:], row["endings"], strict=True):
            for ending in endings.split("/"):
                found = Declension(row["id"], row["nominative"], before, row["gender"], case)
                result.setdefault(ending, []).append(found)
    return result


@cache
def weights() -> Mapping[str, float]:
    """The learnt weights."""
    data = load_toml(Path(__file__).with_name("weights.toml"))
    return {name: float(weight) for name, weight in data["weights"].items()}


@lru_cache(maxsize=8_192)
def origins(form: str) -> tuple[Origin, ...]:
    """The nominatives that a form (lower case, е for ё) may come from, by each way that leads to them."""
    first, hyphen, last = form.rpartition("-")
    return tuple(_compound_origins(first, last) if hyphen and first and last else _word_origins(form))


def _word_origins(form: str) -> Iterator[Origin]:
    found: dict[tuple[str, Gender, str], set[str]] = {}
    for gender in GENDERS:
        found[form, gender, _nominative_class(form, gender)] = {"Nom"}
        if gender != "Plur":
            found[form, gender, _undeclined_class(form, gender)] = set(ALL_CASES)
    for length in range(min(4, len(form) - 1)):
        stem, ending = form[: len(form) - length], form[len(form) - length :]
        for d in declensions().get(ending, ()):
            if (not d.before or stem[-1] in d.before) and len(stem) > 1:
                found.setdefault((stem + d.nominative, d.gender, d.id), set()).add(d.case)
    for nominative, known, case, _ in _dictionary_names(form):
        found.setdefault((nominative, known, "dictionary"), set()).add(case)
    for nominative, known, case in _dictionary_nouns(form):
        found.setdefault((nominative, known, "noun"), set()).add(case)
    for (nominative, gender, way), cases in found.items():
        yield Origin(nominative, gender, frozenset(cases), ((way, 1.0), *_lexical_features(nominative, gender)))


def _compound_origins(first: str, last: str) -> Iterator[Origin]:
    """Of a hyphenated name: the first part declines like the last («Салтыкова-Щедрина») or not («Жан-Жака»)."""
    for end in origins(last):
        rigid = Origin(first, end.gender, ALL_CASES, (("rigid-part", 2.0), *_lexical_features(first, end.gender)))
        for start in (rigid, *origins(first)):
            cases = start.cases & end.cases
            if start.gender == end.gender and cases:
                whole = f"{start.nominative}-{end.nominative}"
                halves = tuple((name, value / 2) for name, value in (*start.features, *end.features))
                yield Origin(whole, end.gender, cases, (*halves, *_lexical_features(whole, end.gender)))


def _nominative_class(form: str, gender: Gender) -> str:
    """How a name ends that is in the nominative."""
    if gender == "Plur":
        return "nominative-plural" if form.endswith(("ы", "и", "ие", "ые")) else "nominative-plural-other"
    if gender == "Fem":
        russian = form.endswith(RUSSIAN_MASCULINE)
        ending = "ov" if russian else "a" if form[-1] in "ая" else "vowel" if form[-1] in VOWELS else "consonant"
        return f"nominative-feminine-{ending}"
    ending = "ova" if form.endswith(RUSSIAN_FEMININE) else "a" if form[-1] in "ая" else "other"
    return f"nominative-masculine-{ending}"


def _undeclined_class(form: str, gender: Gender) -> str:
    """How a name ends that does not change."""
    last = form[-1]
    if last in "ая" or last in "оуюэеиы":
        ending = {"а": "a", "я": "a", "ю": "u", "у": "u", "и": "i", "ы": "y"}.get(last, "o")
        if form.endswith(("ого", "его", "ому", "ему")):
            ending = "ogo"
    elif form.endswith(("ых", "их")):
        ending = "yh"
    elif last not in CONSONANTS:
        ending = "foreign"
    else:
        ending = "ov" if form.endswith(RUSSIAN_MASCULINE) else "consonant"
    return f"undeclined-{'masculine' if gender == 'Masc' else 'feminine'}-{ending}"


@lru_cache(maxsize=8_192)
def _dictionary_names(form: str) -> tuple[tuple[str, Gender, str, str], ...]:
    """Nominative, gender, case and type (Giv, Sur, Pat) of what the dictionary knows a form to be as a name."""
    found: list[tuple[str, Gender, str, str]] = []
    for parse in parses(form.capitalize()):
        feats = parse.feats
        kind, case = feats.get("NameType"), feats.get("Case")
        if parse.source != "dictionary" or kind not in ("Giv", "Sur", "Pat") or case is None:
            continue
        if feats.get("Number") == "Sing":
            nominative = normalize_word(parse.lemma)
            genders: tuple[str, ...] = (feats.get("Gender", ""),)
            if not genders[0] or (kind == "Sur" and "InflClass" in feats):  # what does not decline is anybody's
                genders = ("Masc", "Fem")
            found += [(nominative, gender, case, kind) for gender in GENDERS if gender in genders]
    return tuple(found)


def _dictionary_nouns(form: str) -> Iterator[tuple[str, Gender, str]]:
    """The same of common nouns and adjectives in the singular: «Зайца», «Белки», «Первому», «Великой»."""
    for parse in parses(form):
        case, gender = parse.feats.get("Case"), parse.feats.get("Gender")
        if parse.source != "dictionary" or parse.feats.get("Number") != "Sing" or case not in ALL_CASES:
            continue
        if parse.upos == "NOUN" and gender in ("Masc", "Fem"):
            yield normalize_word(parse.lemma), "Masc", case
            if gender == "Fem":
                yield normalize_word(parse.lemma), "Fem", case
        elif parse.upos == "ADJ" and gender == "Masc":
            yield normalize_word(parse.lemma), "Masc", case
        elif parse.upos == "ADJ" and gender == "Fem":
            yield normalize_word(inflect(parse, Case="Nom") or form), "Fem", case


@lru_cache(maxsize=8_192)
def _is_oblique(word: str) -> bool:
    """Whether the dictionary knows a word, but not as a nominative of the singular."""
    known = [p.feats for p in parses(word.capitalize()) if p.source == "dictionary" and "Case" in p.feats]
    return bool(known) and all(f["Case"] != "Nom" or f.get("Number") == "Plur" for f in known)


@lru_cache(maxsize=8_192)
def _lexical_features(nominative: str, gender: Gender) -> Features:
    kinds = {
        k for found, g, case, k in _dictionary_names(nominative) if case == "Nom" and (found, g) == (nominative, gender)
    }
    if gender != "Plur" and _is_oblique(nominative):
        known = [("oblique", 1.0)]
    else:
        known = [(f"name-{kind}", 1.0) for kind in sorted(kinds)]
    return ("count", log(1 + count_of(nominative))), *known


@lru_cache(maxsize=8_192)
def count_of(word: str) -> int:
    """How often a word (lower case) occurs in news."""
    return forms().embeddings.vocabulary.count_of(word)


@lru_cache(maxsize=8_192)
def readings(form: str, position: Position) -> Mapping[Agreement, tuple[tuple[float, str], ...]]:
    """What a form may be in each gender and case: weights and nominatives, the likeliest first."""
    table: dict[Agreement, dict[str, float]] = {}
    for origin in origins(form):
        weight = _weigh(placed(origin.features, position))
        for case in origin.cases:
            found = table.setdefault((origin.gender, case), {})
            found[origin.nominative] = max(weight, found.get(origin.nominative, weight))
    return {
        agreement: tuple(sorted(((weight, nominative) for nominative, weight in found.items()), reverse=True))
        for agreement, found in table.items()
    }


def placed(features: Features, position: Position) -> Features:
    """The features with what the place of the word adds: a given name is mostly the first.

    What the dictionary and the news know of a word says nothing of a syllable of an East Asian name.
    """
    if position == "syllable":
        return tuple(feature for feature in features if not feature[0].startswith(("count", "name-")))
    return *features, *((f"{name}-{position}", value) for name, value in features if name.startswith(PLACED))


def context_features(agreement: Agreement, tags: Sequence[Tag], around: Around) -> Features:
    """What the sentence says for a gender and case."""
    gender, case = agreement
    found: dict[str, float] = {}
    for seen_case, seen_gender, seen_number in tags:
        if case == seen_case or (gender == "Masc" and {case, seen_case} == {"Gen", "Acc"}):
            name = "case-nominative" if case == "Nom" else "case-oblique"
            found[name] = found.get(name, 0.0) + 1 / len(tags)
        if gender == seen_gender:
            found["gender"] = found.get("gender", 0.0) + 1 / len(tags)
        if (gender == "Plur") == (seen_number == "Plur"):
            found["number"] = found.get("number", 0.0) + 1 / len(tags)
    if case == "Nom":
        if around.is_after_preposition:
            found["preposition-nominative"] = 1.0
        if around.verb_after is not None:
            found["verb-nominative-first" if around.is_first else "verb-nominative"] = 1.0
            if around.verb_after and gender != around.verb_after:
                found["verb-other-gender"] = 1.0
    return tuple(found.items())


def _weigh(features: Features) -> float:
    learnt = weights()
    return sum(learnt.get(name, 0.0) * value for name, value in features)


def positions(count: int) -> tuple[Position, ...]:
    """The positions of `count` words."""
    if count < 2:
        return ("only",) if count else ()
    middle: list[Position] = ["middle"] * (count - 2)
    return "first", *middle, "last"


@lru_cache(maxsize=4_096)
def read_words(
    words: tuple[str, ...], places: tuple[Position, ...], tags: tuple[Tag, ...], around: Around
) -> tuple[Votes, ...]:
    """The nominatives of each word of a name (lower case, е for ё), given that all agree in gender and case."""
    tables = [readings(word, position) for word, position in zip(words, places, strict=True)]
    result: list[dict[tuple[str, Gender], float]] = [{} for _ in tables]
    for gender in GENDERS:
        for case in CASES:
            options = [table.get((gender, case), ()) for table in tables]
            if not all(options):
                continue
            total = _weigh(context_features((gender, case), tags, around))
            total += sum(option[0][0] for option in options)
            for votes, option in zip(result, options, strict=True):
                for weight, nominative in option:
                    value = total - option[0][0] + weight
                    if value > votes.get((nominative, gender), -1e9):
                        votes[nominative, gender] = value
    return tuple(_relative(votes) for votes in result)


def _relative(votes: dict[tuple[str, Gender], float]) -> Votes:
    best = max(votes.values(), default=0.0)
    return {key: value - best for key, value in votes.items() if value - best > WORST}
