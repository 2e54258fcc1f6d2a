"""Countries, cities and regions: their names, adjectives and inhabitants (data: geography.toml)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.document import Sentence, Token
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemmas, like, parses

PREFIXES = (4, 3, 2)
"""Prefix lengths by which most non-places are rejected without looking at their forms."""

COMPOUND_PARTS = 5
"""Parts of a compound adjective that are looked at."""

NOMINATIVE_ENDINGS = {
    "ом": ("",),  # «Джалал-Абадом»
    "ем": ("",),
    "ой": ("а",),
    "ью": ("ь",),
    "а": ("",),
    "у": ("", "а"),
    "е": ("", "а", "я"),
    "ы": ("а",),
    "и": ("а", "ь", "я"),
    "ю": ("ь", "я"),
    "я": ("ь",),
}
"""What the ending of a town's form may stand for."""


class Place(NamedTuple):
    """A place of the table."""

    name: str
    """In the nominative."""
    country: str | None
    """ISO 3166-1 alpha-2 code of the country that it is or lies in; None where it is in none or in many."""
    is_country: bool


class Table(NamedTuple):
    """The data by the words that point to it, all in lower case with е for ё."""

    names: dict[str, list[tuple[tuple[str, ...], Place]]]
    """By the last word of a name: the beginnings of the words before it, and the place; long names first."""
    long_names: dict[tuple[int, str], list[str]]
    """Names of several words by their number and their first three letters."""
    adjectives: dict[str, Place]
    people: dict[str, Place]
    compounds: dict[str, Place]
    """By the first part of a compound adjective: «франко» of «франко-германский»."""
    prefixes: frozenset[str]
    """How the words above begin."""
    adjective_prefixes: frozenset[str]
    """The longest of `PREFIXES`, of the adjectives alone."""
    institutions: dict[str, tuple[tuple[str, Place], ...]]
    """By the last word of a name («Кенеш»): how the word before begins, and the country."""
    common_words: frozenset[str]
    """Forms of common words that are forms of a country's name, too."""


def find_countries(text: str, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of the countries that a text speaks of, the most frequent first.

    Names of countries and of their cities count, adjectives («казахстанский») and inhabitants («узбекистанцы»).
    """
    counts: Counter[str] = Counter()
    for sentence in sentences:
        previous = ""
        for position, token in enumerate(sentence.tokens):
            word = token.text
            if len(word) < 2 or not word[0].isalpha():
                continue
            for place, before in _pointers(word):
                if (
                    place.country
                    and (not before or previous.startswith(before))
                    and (position or word.lower() != "того")
                ):
                    counts[place.country] += 1
                    break
            previous = _plain(word)
    return tuple(code for code, _ in counts.most_common())


def find_place(name: str) -> Place | None:
    """The place of a name in the nominative («Соединённые Штаты», «США»), None if it is not in the table."""
    *before, last = _plain(name).split() or [""]
    for beginnings, place in table().names.get(last, ()):
        if len(before) == len(beginnings) and all(map(str.startswith, before, beginnings)):
            return place
    return None


@lru_cache(maxsize=4_096)
def find_town(form: str) -> str | None:
    """The nominative of a town or region of the table, of one word, in any case («Исфане»); None for all else.

    Only of what the dictionary knows as nothing else, which it has few of Central Asia's towns.
    """
    plain = _plain(form)
    if not form[0].isupper() or not _may_point(plain) or _has_other_sense(form):
        return None
    stems = [
        f"{plain[: -len(ending)]}{nominative}"
        for ending, nominatives in NOMINATIVE_ENDINGS.items()
        if plain.endswith(ending)
        for nominative in nominatives
    ]
    known = table().names
    for name in (plain, *stems):
        for beginnings, place in known.get(name, ()):
            if not beginnings and not place.is_country and _plain(place.name) == name:
                return like(place.name, form)
    return None


def _has_other_sense(word: str) -> bool:
    """Whether the dictionary knows a word as something else than a place: «Кант», «Мары»."""
    return any(p.source == "dictionary" and p.feats.get("NameType") != "Geo" for p in parses(word))


def is_region(name: str) -> bool:
    """Whether a name in the nominative is that of a state or province («Вермонт»), after which few teams are named."""
    return _plain(name) in _regions()


def find_long_name(words: Sequence[str]) -> str | None:
    """The nominative of a name of several words in any case («Боснии и Герцеговине»); None if it is unknown."""
    plain = [_plain(word) for word in words]
    for name in table().long_names.get((len(plain), plain[0][:3]), ()):
        if all(map(_is_form, plain, _plain(name).split())):
            return name
    return None


def ends_country(tokens: Sequence[Token], at: int) -> int | None:
    """The index where the name of a country begins that ends with the word at `at`, in any case; None if none does."""
    for before in _ended_countries(tokens[at].text):
        first = at - len(before)
        if first >= 0 and all(_plain(t.text).startswith(b) for t, b in zip(tokens[first:at], before, strict=True)):
            return first
    return None


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations of states («КР», «РУз»), as they are written."""
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["abbreviations"])


@cache
def titles() -> frozenset[str]:
    """Lemmas of the titles whose adjective names no place: «патриарх Московский»."""
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["titles"])


def is_country_code(word: str) -> bool:
    """Whether a word is a code of ISO 3166-1 alpha-2: «UZ»."""
    return word in _country_codes()


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["countries"])


@lru_cache(maxsize=4_096)
def _ended_countries(word: str) -> tuple[tuple[str, ...], ...]:
    """The beginnings of the words before, for each name of a country that ends with a word, in any case."""
    plain = _plain(word)
    if not word[0].isupper() or not _may_point(plain) or plain in table().common_words:
        return ()
    return tuple(
        before for lemma in _lemmas(word) for before, place in table().names.get(lemma, ()) if place.is_country
    )


def _is_form(word: str, nominative: str) -> bool:
    """Whether a word may be a form of the other by its beginning."""
    kept = max(1, min(len(nominative) - 2, len(nominative) * 3 // 4))
    return word[:kept] == nominative[:kept] and abs(len(word) - len(nominative)) <= 3


def find_adjective_places(word: str) -> tuple[Place, ...]:
    """The places whose adjective a word is, in any form; of a compound («узбекско-казахстанский») both."""
    known = table()
    found: list[Place] = []
    for _ in range(COMPOUND_PARTS):
        plain = _plain(word)
        if plain[: PREFIXES[0]] in known.adjective_prefixes:
            for lemma in _lemmas(word):
                if place := known.adjectives.get(lemma):
                    return (*found, place)
        first, hyphen, word = plain.partition("-")
        if not hyphen:
            break
        if place := known.compounds.get(first) or known.adjectives.get(first[:-1] + "ий"):
            found.append(place)
    return tuple(found)


@lru_cache(maxsize=16_384)
def _pointers(word: str) -> tuple[tuple[Place, str], ...]:
    """The places that a word may point to, each with how the word before has to begin."""
    if not _may_point(_plain(word)):
        return ()
    places = find_adjective_places(word)
    if places:
        return tuple((place, "") for place in places[:1])
    return tuple(_named(word))


def _may_point(plain: str) -> bool:
    """Whether a word begins like one that points to a place; most do not."""
    return not table().prefixes.isdisjoint([plain[:length] for length in PREFIXES])


def _named(word: str) -> Iterator[tuple[Place, str]]:
    known = table()
    for lemma in _lemmas(word):
        if word[0].isupper():
            for before, place in known.names.get(lemma, ()):
                if place.is_country or not _is_person_name(word):
                    yield place, before[-1] if before else ""
        if lemma in known.people:
            yield known.people[lemma], ""
        for beginning, country in known.institutions.get(lemma, ()):
            yield country, beginning


def _is_person_name(word: str) -> bool:
    """«Владимир», «Николаев»: a city only where the tagger says so."""
    return any(parse.feats.get("NameType") in ("Giv", "Sur") and parse.source == "dictionary" for parse in parses(word))


def _lemmas(word: str) -> list[str]:
    """The word and its lemmas; adjectives also where the dictionary sees a short form or nothing."""
    return [_plain(word), *map(_plain, lemmas(word))]


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


@cache
def _regions() -> frozenset[str]:
    data = load_toml(Path(__file__).with_suffix(".toml"))
    return frozenset(_plain(name) for regions in data["regions"].values() for name in regions)


@cache
def table() -> Table:
    """The table of the file beside this module, read once."""
    data = load_toml(Path(__file__).with_suffix(".toml"))
    names: dict[str, list[tuple[tuple[str, ...], Place]]] = {}
    long_names: dict[tuple[int, str], list[str]] = {}
    adjectives: dict[str, Place] = {}
    people: dict[str, Place] = {}
    for place, other_names, own_adjectives, inhabitants in _entries(data):
        for name in (place.name, *other_names):
            *before, last = _plain(name).split()
            if before:
                long_names.setdefault((len(before) + 1, _plain(name)[:3]), []).append(name)
            names.setdefault(last, []).append((tuple(word[: max(3, len(word) - 3)] for word in before), place))
        for adjective in own_adjectives:
            adjectives.setdefault(_plain(adjective), place)
        for inhabitant in inhabitants:
            people.setdefault(_plain(inhabitant), place)
    for found in names.values():
        found.sort(key=lambda pair: -len(pair[0]))
    compounds = {first: names[_plain(name)][-1][1] for first, name in data["compounds"].items()}
    institutions: dict[str, tuple[tuple[str, Place], ...]] = {}
    for code, named in data["institutions"].items():
        country = Place(data["countries"][code]["name"], code, is_country=True)
        for name in named:
            *before, last = _plain(name).split()
            start = before[-1][: max(3, len(before[-1]) - 3)] if before else ""
            institutions[last] = (*institutions.get(last, ()), (start, country))
    words = (*names, *adjectives, *people, *compounds, *institutions)
    prefixes = frozenset(word[: max(PREFIXES[-1], min(PREFIXES[0], len(word) - 2))] for word in words)
    adjective_prefixes = frozenset(word[: PREFIXES[0]] for word in adjectives)
    common_words = frozenset(data["common_words"])
    return Table(
        names, long_names, adjectives, people, compounds, prefixes, adjective_prefixes, institutions, common_words
    )


def _entries(data: dict[str, Any]) -> Iterator[tuple[Place, list[str], list[str], list[str]]]:
    for code, row in data["countries"].items():
        yield (
            Place(row["name"], code, is_country=True),
            row.get("also", []),
            row.get("adjectives", []),
            row.get("people", []),
        )
    for code, cities in data["cities"].items():
        for name, adjective in cities.items():
            yield Place(name, code, is_country=False), [], adjective.split(), []
    for code, regions in data["regions"].items():
        for name, adjective in regions.items():
            yield Place(name, code, is_country=False), [], adjective.split(), []
    for name, adjective in data["places"].items():
        yield Place(name, None, is_country=False), [], adjective.split(), []
