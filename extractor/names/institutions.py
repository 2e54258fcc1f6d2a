"""Institutions told by a list (institutions.toml): those whose names read like a person's, unions, state bodies."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractor.document import NameMention, Sentence
from extractor.language.geography import find_adjective_places
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemmas
from extractor.language.patterns import compile_re
from extractor.names.listed import ListedName, ListedNames

# Heuristic, unmeasured: the annotated texts hardly speak of these institutions.
SCORE = 0.9
RULE = "names.institution"

LONGEST_UNION = 20
"""Letters of a union's name at most."""

ADJECTIVE_RE = compile_re(r"(?<![\w-])([А-ЯЁа-яё-]{2,40}(?:ий|ого|ому|им|ом|ая|ой|ую))[ \u00a0]$")
BEFORE = 42
"""Characters before a name that may hold an adjective."""


def with_institutions(names: list[NameMention], sentences: Sequence[Sentence], text: str) -> list[NameMention]:
    """The names with the listed institutions as organizations, unless they are part of an organization found."""
    known, beginnings = _institutions()
    names = [name._replace(kind="organization") if _is_union(name) else name for name in names]
    if not beginnings.search(text):
        return names
    organizations = [name for name in names if name.kind == "organization"]
    places = {name.start: name.end for name in names if name.kind == "location"}
    found = [
        _with_end(name, places.get(name.end + 1, name.end), text)
        for name in known.find(text, [s for s in sentences if beginnings.search(text, s.start, s.end)])
        if not any(_overlap(name, other) for other in organizations)
    ]
    kept = [name for name in names if not any(_overlap(name, other) for other in found)]
    return sorted([*kept, *found], key=lambda name: name.start)


def with_country(text: str, start: int, end: int) -> int:
    """The start of an organization with the adjective of its country, where it is a state body («японский МИД»)."""
    if not _is_body(text[start:end].split()[0].lower()):
        return start
    found = ADJECTIVE_RE.search(text, max(0, start - BEFORE), start)
    return found.start() if found and find_adjective_places(found[1]) else start


def _is_body(word: str) -> bool:
    beginnings, bodies = _bodies()
    return (
        word.startswith(beginnings)
        or word in bodies
        or (word[:-1] in bodies and word[-1] in "ауе")
        or word[:-2] in bodies
    )


def _is_union(name: NameMention) -> bool:
    if name.kind == "organization" or len(name.text) > LONGEST_UNION:
        return False
    if name.text.lower() in _unions():
        return True
    return name.text.isalpha() and not _unions().isdisjoint(map(str.lower, lemmas(name.text)))


def _with_end(name: NameMention, end: int, text: str) -> NameMention:
    """The institution with the place after it («Халк Маслахаты Туркменистана»)."""
    return NameMention("organization", name.start, end, text[name.start : end], RULE, SCORE)


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))


@cache
def _bodies() -> tuple[tuple[str, ...], frozenset[str]]:
    """Beginnings of the first words of state bodies, and such words."""
    return tuple(_data()["body_beginnings"]), frozenset(_data()["bodies"])


@cache
def _unions() -> frozenset[str]:
    return frozenset(_data()["unions"])


@cache
def _institutions() -> tuple[ListedNames, re.Pattern[str]]:
    """The names, and what finds a text that may speak of one."""
    data = _data()
    names = [tuple(name.split()) for name in data["names"]]
    capitals = "".join(sorted({first[0] for first, *_ in names}))
    firsts = "|".join(sorted({first[1:4] for first, *_ in names}))
    seconds = "|".join(sorted({second[:3].lower() for _, second, *_ in names}))
    # looked for by the capital, which is much faster than by the beginnings of words
    pattern = compile_re(rf"[{capitals}](?<!\w.)(?i:{firsts})\w*\s+(?i:{seconds})")
    return ListedNames(ListedName("organization", words) for words in names), pattern


def _overlap(one: NameMention, other: NameMention) -> bool:
    return one.start < other.end and other.start < one.end
