"""Institutions whose names are words of other languages, which the network takes for people («Олий Мажлис»)."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from extractor.document import NameMention, Sentence
from extractor.language.lexicon import load_toml
from extractor.language.patterns import compile_re
from extractor.names.listed import ListedName, ListedNames

# Heuristic, unmeasured: the annotated texts hardly speak of these institutions.
SCORE = 0.9
RULE = "names.institution"


def with_institutions(names: list[NameMention], sentences: Sequence[Sentence], text: str) -> list[NameMention]:
    """The names with the listed institutions as organizations, unless they are part of an organization found."""
    known, beginnings = _institutions()
    if not beginnings.search(text):
        return names
    organizations = [name for name in names if name.kind == "organization"]
    found = [
        name._replace(rule=RULE, score=SCORE, name=None)
        for name in known.find(text, [s for s in sentences if beginnings.search(text, s.start, s.end)])
        if not any(_overlap(name, other) for other in organizations)
    ]
    kept = [name for name in names if not any(_overlap(name, other) for other in found)]
    return sorted([*kept, *found], key=lambda name: name.start)


@cache
def _institutions() -> tuple[ListedNames, re.Pattern[str]]:
    """The names, and what finds a text that may speak of one."""
    data = load_toml(Path(__file__).with_suffix(".toml"))
    names = [tuple(name.split()) for name in data["names"]]
    beginnings = sorted({words[0][:4] for words in names})
    pattern = compile_re(rf"\b(?:{'|'.join(beginnings)})\w*\s+\w", re.IGNORECASE)
    return ListedNames(ListedName("organization", words) for words in names), pattern


def _overlap(one: NameMention, other: NameMention) -> bool:
    return one.start < other.end and other.start < one.end
