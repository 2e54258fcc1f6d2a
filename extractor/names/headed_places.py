"""Places between an office and the full name of its holder: «мэр Лугова Пётр Клёнов».

The form of such a place is often that of a family name, so that the network takes it into the name or gives up both.
The office is that of a place, and no name has a family name on both sides of the given one: what is left is the place.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from extractor.document import NameKind, NameMention
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re, words_like
from extractor.names.overlay import Context, apart, overlapping, overlay
from extractor.names.parts import is_patronymic, name_types

RULE = "names.headed-place"
# Heuristic, unmeasured.
SCORE = 0.85

NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
SPACE = r"[ \u00a0]"


def with_headed_places(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with a place and a person each where an office, a genitive and a full name follow one another."""
    return overlay(names, apart(_found(context.text, names)))


def _found(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in _holder_re().finditer(text):
        known = overlapping(names, match.start("place"), match.end("family"))
        if [name.start for name in known] == [match.start("place"), match.start("given")] and known[0].kind != "person":
            continue
        if any(name.kind == "organization" for name in known) or not _is_holder(match):
            continue
        yield _name("location", text, match.start("place"), match.end("place"), known)
        yield _name("person", text, match.start("given"), match.end("family"), known)


def _is_holder(match: re.Match[str]) -> bool:
    """Whether the words are the genitive of a place, a given and a family name."""
    place, given, family = match["place"], normalize_word(match["given"]), normalize_word(match["family"])
    if "Giv" not in name_types(given) or is_patronymic(family):
        return False
    if "Giv" in name_types(normalize_word(place)) and _cases(place) & _cases(given):  # «мэр Анна Мария Вязова»
        return False
    return place.endswith("о") or "Gen" in _cases(place)


def _cases(word: str) -> frozenset[str]:
    return frozenset(p.feats["Case"] for p in parses(word.capitalize()) if "Case" in p.feats)


def _name(kind: NameKind, text: str, start: int, end: int, known: Sequence[NameMention]) -> NameMention:
    score = max([SCORE, *(name.score for name in known if (name.kind, name.start, name.end) == (kind, start, end))])
    return NameMention(kind, start, end, text[start:end], RULE, score)


@cache
def _holder_re() -> re.Pattern[str]:
    offices = words_like(load_toml(Path(__file__).with_suffix(".toml"))["offices"], any_case=True, not_after=r"\w")
    return compile_re(rf"{offices}{SPACE}(?P<place>{NAME}){SPACE}(?P<given>{NAME}){SPACE}(?P<family>{NAME})(?![\w-])")
