"""Names of people word by word: gender, nominative, and which word is which part of the name.

A word in an oblique case may come from several nominatives («Дудя»: Дудь, Дудя); each reading has a weight, the
logarithm of how likely it is against the others. The words of a name agree in case and gender; readings of all
mentions of a person add up (`extractor.names.coreference`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Literal

from extractor.language.embeddings import forms
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import parses

Gender = Literal["Masc", "Fem"]
GENDERS: tuple[Gender, ...] = ("Masc", "Fem")
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
Agreement = tuple[Gender, str]
"""Gender and case that all words of a name share."""

ALL_CASES = frozenset(CASES)

DICTIONARY = 3.0
"""Weight of a nominative that the dictionary has as a name."""
COUNT = 0.35
"""Weight of the logarithm of how often the nominative occurs in news."""
CASE_SEEN = 3.0
"""Weight of the case that the morphology tagger saw."""
GENDER_SEEN = 1.0
"""Weight of the gender that the morphology tagger saw."""


WORST = -12.0
"""Readings this much less likely than the best are not considered."""
RIGID_PART = -1.0
"""Weight of a first part of a hyphenated name that does not decline."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A nominative that a form may come from."""

    nominative: str
    """Lower case."""
    gender: Gender
    cases: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Declension:
    """How a nominative of one kind looks in one case."""

    ending: str
    nominative: str
    before: str
    """Letters that may come before the ending; empty for any."""
    gender: Gender
    case: str
    weight: float


@cache
def declensions() -> dict[str, list[Declension]]:
    """The declensions by the ending of the form."""
    data = load_toml(Path(__file__).with_name("declensions.toml"))
    result: dict[str, list[Declension]] = {}
    for row in data["declension"]:
        before = data["letters"].get(row["after"], "")
        for case, endings in zip(CASES[1:], row["endings"], strict=True):
            for ending in endings.split("/"):
                found = Declension(ending, row["nominative"], before, row["gender"], case, float(row["weight"]))
                result.setdefault(ending, []).append(found)
    return result


@lru_cache(maxsize=16_384)
def origins(form: str) -> tuple[Origin, ...]:
    """The nominatives that a form (lower case, no ё) may come from, each nominative and gender once."""
    first, hyphen, last = form.rpartition("-")
    if hyphen and first and last:
        return tuple(_compound_origins(first, last))
    found: dict[tuple[str, Gender], tuple[set[str], float]] = {}

    def add(nominative: str, gender: Gender, cases: set[str] | frozenset[str], weight: float) -> None:
        known, best = found.setdefault((nominative, gender), (set(), weight))
        known.update(cases)
        if weight > best:
            found[nominative, gender] = known, weight

    for gender in GENDERS:
        add(form, gender, {"Nom"}, _nominative_weight(form, gender))
        undeclined = _undeclined_weight(form, gender)
        if undeclined is not None:
            add(form, gender, ALL_CASES, undeclined)
    for length in range(min(4, len(form) - 1)):
        ending = form[len(form) - length :] if length else ""
        stem = form[: len(form) - length]
        for d in declensions().get(ending, ()):
            if (not d.before or stem[-1] in d.before) and len(stem) > 1:
                add(stem + d.nominative, d.gender, {d.case}, d.weight)
    for nominative, gender, case in _dictionary_names(form):
        add(nominative, gender, {case}, 0.0)
    return tuple(
        Origin(nominative, gender, frozenset(cases), weight + _lexical_weight(nominative, gender))
        for (nominative, gender), (cases, weight) in found.items()
    )


def _compound_origins(first: str, last: str) -> Iterator[Origin]:
    """Of a hyphenated name: the first part declines like the last («Салтыкова-Щедрина») or not («Жан-Жака»)."""
    for end in origins(last):
        options = [
            (start.nominative, start.cases & end.cases, start.weight)
            for start in origins(first)
            if start.gender == end.gender and start.cases & end.cases
        ]
        options.append((first, end.cases, _lexical_weight(first, end.gender) + RIGID_PART))
        best: dict[str, tuple[float, frozenset[str]]] = {}
        for nominative, cases, weight in options:
            if nominative not in best or weight > best[nominative][0]:
                best[nominative] = weight, cases
        for nominative, (weight, cases) in best.items():
            whole = f"{nominative}-{end.nominative}"
            yield Origin(whole, end.gender, cases, (weight + end.weight) / 2 + _lexical_weight(whole, end.gender))


VOWELS = "аеёиоуыэюя"


def _nominative_weight(form: str, gender: Gender) -> float:
    """How usual it is that a name of this gender ends so."""
    last = form[-1]
    if gender == "Fem":
        if last in "ая":
            return 0.0
        if form.endswith(("ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой")):
            return -4.0
        return -1.0 if last in VOWELS else -1.5
    if last in "ая":
        return -4.0 if form.endswith(("ова", "ева", "ёва", "ина", "ская", "цкая", "ая")) else -2.0
    return 0.0


def _undeclined_weight(form: str, gender: Gender) -> float | None:
    """How usual it is that a name that ends so does not change; None where it always does."""
    last = form[-1]
    if last in "оуюэеиы" or form.endswith(("ых", "их", "аго", "ово")) or last not in VOWELS + "бвгджзйклмнпрстфхцчшщьъ":
        return 0.0 if gender == "Masc" else -0.7
    if last in "ая":
        return -4.0
    if gender == "Masc" or form.endswith(("ов", "ев", "ёв", "ин", "ын", "ий", "ый", "ой")):
        return -5.0
    return -1.5


def _dictionary_names(form: str) -> Iterator[tuple[str, Gender, str]]:
    for parse in parses(form.capitalize()):
        if parse.source == "dictionary" and parse.feats.get("NameType") in ("Giv", "Sur", "Pat"):
            gender, case = parse.feats.get("Gender"), parse.feats.get("Case")
            if parse.feats.get("Number") == "Sing" and case in ALL_CASES:
                for known in GENDERS:
                    if gender in (known, None):
                        yield normalize_word(parse.lemma), known, case


@lru_cache(maxsize=16_384)
def _lexical_weight(nominative: str, gender: Gender) -> float:
    known = any(
        found == nominative and g == gender for found, g, case in _dictionary_names(nominative) if case == "Nom"
    )
    return COUNT * log(1 + count_of(nominative)) + DICTIONARY * known


@lru_cache(maxsize=16_384)
def count_of(word: str) -> int:
    """How often a word (lower case) occurs in news."""
    return forms().embeddings.vocabulary.count_of(word)


Table = Mapping[Agreement, tuple[tuple[float, str], ...]]
"""The readings of a word by gender and case: weights and nominatives, the likeliest first."""


@lru_cache(maxsize=16_384)
def readings(form: str) -> Table:
    """What a form (lower case, no ё) may be in each gender and case."""
    table: dict[Agreement, list[tuple[float, str]]] = {}
    for origin in origins(form):
        for case in origin.cases:
            table.setdefault((origin.gender, case), []).append((origin.weight, origin.nominative))
    return {agreement: tuple(sorted(found, reverse=True)) for agreement, found in table.items()}


Votes = Mapping[tuple[str, Gender], float]
"""Weights of the nominatives of one word by gender, the best of them 0."""


@lru_cache(maxsize=4_096)
def read_words(words: tuple[str, ...], tags: tuple[tuple[str, str], ...]) -> tuple[Votes, ...]:
    """The nominatives of each word of a name (lower case, no ё), given that all agree in gender and case.

    `tags`: for each word the case and the gender that the morphology tagger saw, empty where it saw none.
    """
    tables = [readings(word) for word in words]
    result: list[dict[tuple[str, Gender], float]] = [{} for _ in tables]
    for gender in GENDERS:
        for case in CASES:
            options = [table.get((gender, case), ()) for table in tables]
            if not all(options):
                continue
            context = sum(_context_weight(gender, case, *tag) for tag in tags)
            total = context + sum(option[0][0] for option in options)
            for votes, option in zip(result, options, strict=True):
                for weight, nominative in option:
                    value = total - option[0][0] + weight
                    if value > votes.get((nominative, gender), -1e9):
                        votes[nominative, gender] = value
    return tuple(_relative(votes) for votes in result)


def _relative(votes: dict[tuple[str, Gender], float]) -> Votes:
    best = max(votes.values(), default=0.0)
    return {key: value - best for key, value in votes.items() if value - best > WORST}


def _context_weight(gender: Gender, case: str, seen_case: str, seen_gender: str) -> float:
    weight = GENDER_SEEN * (gender == seen_gender)
    if case == seen_case or (gender == "Masc" and {case, seen_case} == {"Gen", "Acc"}):
        weight += CASE_SEEN
    return weight
