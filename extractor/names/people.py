"""Candidate nominatives of the words of people's names, and how likely each is.

A word in an oblique case may come from several nominatives («Дудя»: Дудь, Дудя). Each reading has a weight, the
logarithm of how likely it is against the others: a sum of learnt weights of what speaks for it (weights.toml, made by
`training/nominatives.py`). The words of a name agree in gender and case, and the readings of all mentions of a person
add up (`extractor.names.name_people`).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Literal, NamedTuple

from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.names.beside_words import Agreement, Readings, with_words_beside
from extractor.names.word_features import (
    ALL_CASES,
    CASES,
    GENDERS,
    RARE_CASES,
    Features,
    Gender,
    counts_of,
    dictionary_names,
    dictionary_nouns,
    is_counted,
    lexical_features,
)

Position = Literal["only", "first", "middle", "last", "syllable"]
"""Of a word among the words of a name that decline; `syllable` is the last word of an East Asian name."""

Tag = tuple[str, str, str]
"""Case, gender and number as the morphology tagger saw them; empty where it saw none."""


class Around(NamedTuple):
    """The surroundings of a name."""

    is_first: bool = False
    """In its sentence."""
    is_after_preposition: bool = False
    verb_after: str | None = None
    """Gender of the finite verb in the singular that follows, empty if it shows none; None where none follows."""
    is_subject: bool = False
    """Of a verb that agrees with nothing else in its sentence («взяла Алуа Темирбекова»), or governed by nothing."""


Votes = Mapping[tuple[str, Gender], float]
"""Weights of the nominatives of one word by gender, the best of them 0."""

VOWELS = "аеиоуыэюя"
CONSONANTS = "бвгджзйклмнпрстфхцчшщьъ"
RUSSIAN_MASCULINE = ("ов", "ев", "ин", "ын", "ий", "ый", "ой")
OBLIQUE = ("ову", "еву", "овым", "евым", "скому", "ского")
SHORTEST_OBLIQUE = 5
"""Longer forms with these endings are no nominative: «Бектенову»."""
BEFORE_I = ("г", "к", "х", "ж", "ч", "ш", "щ")
"""Consonants after which -ы is written -и."""
RUSSIAN_FEMININE = ("ова", "ева", "ина", "ына", "ая")

PLACED = ("name-", "undeclined-")
"""Beginnings of the features that say more or less by the place of the word."""

SAYS_NOTHING = ("count", "name-")
"""Beginnings of the features that do not count for a syllable of an East Asian name."""

PLURAL = ("ы", "и", "ие", "ые")

LONG_NAME = 60
"""Letters; a longer hyphenated word is not taken apart."""
# Heuristic: the learnt weights know no verb before the name.
SUBJECT = 3.0
"""What being the subject adds to a nominative, besides a verb."""

UNGOVERNED = -3.0
"""The same of a locative without a preposition («Переход Канте сорвался» is of no Кант)."""

ADJECTIVAL = frozenset(("sky", "yj", "oj", "voj", "aya", "hissing-aya"))
"""Declensions of adjectives, which family names have and given names have not («Дилфузой Каримовой»)."""

UNLIKE_GIVEN_NAME = -6.0
"""What such a declension adds to a reading of a given name."""

CONTEXT = 8.0
"""About as much as the sentence may add to a reading."""
LONGEST_ENDING = 4
"""Letters of an ending that a declension takes away."""
WORST_WEIGHT = -9.0
"""Readings this much less likely than the best are not considered."""


class Origin(NamedTuple):
    """A nominative that a form may come from."""

    nominative: str
    """Lower case, е for ё."""
    gender: Gender
    cases: frozenset[str]
    """In which the form may be."""
    features: Features


class Declension(NamedTuple):
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


@lru_cache(maxsize=512)
def origins(form: str) -> tuple[Origin, ...]:
    """The nominatives that a form (lower case, е for ё) may come from, by each way that leads to them."""
    first, hyphen, last = form.rpartition("-")
    if hyphen and first and last and len(form) <= LONG_NAME:
        return _compound_origins(first, last)
    ways = _ways(form)
    lexical = lexical_features((nominative, gender) for nominative, gender, _ in ways)
    undeclined = ("ending-ii", 1.0) if form.endswith("ии") and _is_of_ia(form) else None
    return tuple(
        Origin(
            nominative,
            gender,
            frozenset(cases),
            ((way, 1.0), *lexical[nominative, gender], *((undeclined,) if undeclined and nominative == form else ())),
        )
        for (nominative, gender, way), cases in ways.items()
    )


def _is_of_ia(form: str) -> bool:
    """Whether a form in -ии is of a nominative in -ия: of a commoner one, or of a word that has no other («Азии»)."""
    nominative = f"{form[:-1]}я"
    known = {parse.lemma for parse in parses(form) if parse.source == "dictionary"}
    return known == {nominative} or _is_commoner(nominative, form)


def _is_commoner(one: str, other: str) -> bool:
    counts = counts_of((one, other))
    return counts[one] > counts[other]


@lru_cache(maxsize=512)
def _ways(form: str) -> Mapping[tuple[str, Gender, str], set[str]]:
    """The cases in which a form may be of a nominative and gender, by the way that leads to it."""
    found: dict[tuple[str, Gender, str], set[str]] = {
        (form, "Masc", _nominative_class(form, "Masc")): {"Nom"},
        (form, "Fem", _nominative_class(form, "Fem")): {"Nom"},
        (form, "Masc", _undeclined_class(form, "Masc")): set(CASES),
        (form, "Fem", _undeclined_class(form, "Fem")): set(CASES),
    }
    if len(form) > SHORTEST_OBLIQUE and form.endswith(OBLIQUE):
        found = {}
    if form.endswith(PLURAL):
        found[form, "Plur", "nominative-plural"] = {"Nom"}
    known_endings = declensions()
    for cut in range(len(form), max(0, len(form) - LONGEST_ENDING - 1), -1):
        if cut == 1 and form[0] not in VOWELS:
            break  # «Ие» is of «Ия», and «Ли» of no other name
        for ending in known_endings.get(form[cut:], ()):
            if _is_impossible(ending.id, form[:cut], form[cut:]):
                continue
            if not ending.before or form[cut - 1] in ending.before:
                found.setdefault((form[:cut] + ending.nominative, ending.gender, ending.id), set()).add(ending.case)
    for nominative, known, case, _ in dictionary_names(form):
        found.setdefault((nominative, known, "dictionary"), set()).add(case)
    for nominative, known, case in dictionary_nouns(form):
        found.setdefault((nominative, known, "noun"), set()).add(case)
    return found


def _is_impossible(declension: str, stem: str, ending: str) -> bool:
    """«Коломийцем» is of «Коломиец», «Зиёвиддиновна» a daughter, only «Токаевым» has -ым («Касым» is of no Кас).

    «Деди» is no genitive of «Деда», which has «Деды».
    """
    if declension == "hard":
        return stem.endswith(("йц", "овн", "евн", "ичн", "ском", "цком")) or (
            ending == "ым" and not stem.endswith(RUSSIAN_MASCULINE)
        )
    return declension in ("masculine-a", "feminine-a") and ending == "и" and not stem.endswith(BEFORE_I)


def _compound_origins(first: str, last: str) -> tuple[Origin, ...]:
    """Of a hyphenated name: the first part declines like the last («Салтыкова-Щедрина») or not («Жан-Жака»)."""
    rigid = lexical_features((first, gender) for gender in GENDERS)
    found = []
    for end in origins(last):
        unchanged = Origin(first, end.gender, ALL_CASES, (("rigid-part", 2.0), *rigid[first, end.gender]))
        for start in (unchanged, *(() if "-" in first else origins(first))):
            cases = start.cases & end.cases
            if start.gender == end.gender and cases:
                whole = f"{start.nominative}-{end.nominative}"
                halves = tuple((name, value / 2) for name, value in (*start.features, *end.features))
                found.append(Origin(whole, end.gender, cases, halves))
    lexical = lexical_features((origin.nominative, origin.gender) for origin in found)
    return tuple(
        Origin(o.nominative, o.gender, o.cases, (*o.features, *lexical[o.nominative, o.gender])) for o in found
    )


def prepare(forms_: Iterable[str]) -> None:
    """Prefetches how usual the nominatives of many forms are, for `origins`."""
    counts_of({n for form in forms_ if not is_counted(form) and len(form) <= LONG_NAME for n, _, _ in _ways(form)})


def _nominative_class(form: str, gender: Gender) -> str:
    """How a name ends that is in the nominative."""
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


@lru_cache(maxsize=2_048)
def readings(form: str, position: Position) -> Readings:
    """What a form may be in each gender and case: weights and nominatives, the likeliest first."""
    table: dict[Agreement, list[tuple[float, str]]] = {}
    learnt = _weights_at(position)
    weighed = [(_weigh(origin.features, learnt) + _fit(origin, position), origin) for origin in origins(form)]
    weighed.sort(key=itemgetter(0), reverse=True)
    worst = weighed[0][0] + WORST_WEIGHT - CONTEXT
    for weight, (nominative, gender, cases, _) in weighed:
        if weight > worst:
            for case in cases:
                table.setdefault((gender, case), []).append((weight, nominative))
    return table


def _fit(origin: Origin, position: Position) -> float:
    """What speaks against a reading at a place."""
    is_adjectival = position == "first" and origin.features[0][0] in ADJECTIVAL
    return UNLIKE_GIVEN_NAME if is_adjectival else 0.0


def placed(features: Features, position: Position) -> Features:
    """The features with what the place of the word adds: a given name is mostly the first.

    What the dictionary and the news know of a word says nothing of a syllable of an East Asian name.
    """
    if position == "syllable":
        return tuple(feature for feature in features if not feature[0].startswith(SAYS_NOTHING))
    return *features, *((f"{name}-{position}", value) for name, value in features if name.startswith(PLACED))


@cache
def _weights_at(position: Position) -> Mapping[str, float]:
    """What features weigh at a place, `placed` ones included, by their names."""
    if position == "syllable":
        return {name: weight for name, weight in weights().items() if not name.startswith(SAYS_NOTHING)}
    end = f"-{position}"
    placed_here = {n.removesuffix(end): w for n, w in weights().items() if n.startswith(PLACED) and n.endswith(end)}
    return {name: weights().get(name, 0.0) + placed_here.get(name, 0.0) for name in (*weights(), *placed_here)}


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


@lru_cache(maxsize=2_048)
def _context_weights(tags: tuple[Tag, ...], around: Around) -> Mapping[Agreement, float]:
    """What the sentence says for each gender and case."""
    may_be_locative = around.is_after_preposition or any(case == "Loc" for case, _, _ in tags)
    extra = {"Nom": SUBJECT * around.is_subject, "Loc": 0.0 if may_be_locative else UNGOVERNED}
    return {
        (gender, case): _weigh(context_features((gender, case), tags, around), weights()) + extra.get(case, 0.0)
        for gender in GENDERS
        for case in (*CASES, *RARE_CASES)
    }


def _weigh(features: Features, learnt: Mapping[str, float]) -> float:
    total = 0.0
    for name, value in features:
        if name in learnt:
            total += learnt[name] * value
    return total


def positions(count: int) -> tuple[Position, ...]:
    """The positions of `count` words."""
    if count < 2:
        return ("only",) if count else ()
    middle: list[Position] = ["middle"] * (count - 2)
    return "first", *middle, "last"


@lru_cache(maxsize=1_024)
def read_words(
    words: tuple[str, ...], places: tuple[Position, ...], tags: tuple[Tag, ...], around: Around
) -> tuple[Votes, ...]:
    """The nominatives of each word of a name (lower case, е for ё), given that all agree in gender and case."""
    tables = with_words_beside([readings(w, at) for w, at in zip(words, places, strict=True)], words)
    sums = dict.fromkeys(tables[0], 0.0) if tables else {}
    for table in tables:
        sums = {agreement: total + table[agreement][0][0] for agreement, total in sums.items() if agreement in table}
    context = _context_weights(tags, around)
    totals = {agreement: context[agreement] + total for agreement, total in sums.items()}
    worst = max(totals.values(), default=0.0) + WORST_WEIGHT
    result: list[dict[tuple[str, Gender], float]] = [{} for _ in tables]
    for agreement, total in totals.items():
        if total < worst:
            continue
        for votes, table in zip(result, tables, strict=True):
            options = table[agreement]
            best = options[0][0]
            for weight, nominative in options:
                value = total - best + weight
                if value < worst:
                    break
                key = nominative, agreement[0]
                if value > votes.get(key, worst):
                    votes[key] = value
    return tuple(_relative(votes) for votes in result)


def _relative(votes: dict[tuple[str, Gender], float]) -> Votes:
    best = max(votes.values(), default=0.0)
    return {key: votes[key] - best for key in sorted(votes)}
