"""Regions and districts by their shape («Энгельсского района», «в Вологодской и Тверской областях»), chains of places.

The network is torn between «Юнусабадского района Ташкента» as one place and as two, and gives neither.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.document import NameMention
from extractor.language.geography import find_adjective_places, find_place
from extractor.language.lexicon import load_toml
from extractor.language.morphology import inflect, lemmas, parses
from extractor.language.patterns import compile_re
from extractor.names.bounds import is_place
from extractor.names.overlay import Context, overlapping, overlay

RULE = "names.region"
# Heuristic, unmeasured: an adjective with a capital before a unit in small letters hardly ever is anything else.
SCORE = 0.9

ADJECTIVE = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*(?:ий|ый|ой|ого|его|ому|ему|им|ым|ом|ем|ая|яя|ую|юю|ей|ое|ее)"
DASH_RE = compile_re("[–—-]")
CHAIN_RE = compile_re(r"[А-ЯЁ](?<![\w–—-].)[а-яё-]+(?:[–—][А-ЯЁ][а-яё-]+)+(?![\w–—-])")
PART_RE = compile_re(r"[А-ЯЁ][а-яё-]+")


class Unit(NamedTuple):
    """A unit of administrative division: «область»."""

    name: str
    gender: str


class Region(NamedTuple):
    """A region found, with its nominative."""

    start: int
    end: int
    name: str
    is_adjective: bool
    """«Тверской» of «Тверской и Тульской областях»."""


def with_regions(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the regions and districts that an adjective before «район» or «область» shows."""
    text = context.text
    names = [part for name in names for part in _links(name, text)]
    names = overlay(names, list(_chains(text, names)))
    found = [region for region in find_regions(text) if _is_region(region, names, text, context.beginnings)]
    above = [_location(text, region, names) for region in found]
    rest = [part for name in names if name.kind == "location" for part in _remainders(name, found, text)]
    return overlay(names, overlay(rest, above)) if found else names


def _is_region(region: Region, names: Sequence[NameMention], text: str, firsts: frozenset[int]) -> bool:
    """Whether a region is no part of an organization and no common words; `firsts`: where sentences begin."""
    return _is_free(region, names) and not (region.start in firsts and _may_be_common(region, names, text))


def find_regions(text: str) -> Iterator[Region]:
    """The regions of a text, in order; of several with one noun («Тверской и Тульской областях») the last has it."""
    for match in _region_re().finditer(text):
        unit = next(u for i, u in enumerate(_units()) if match[f"one{i}"] or match[f"many{i}"])
        is_single = any(match[f"one{i}"] for i in range(len(_units())))
        adjectives = [(m.start(), m.end()) for m in _adjective_re().finditer(text, match.start(), match.end("last"))]
        if is_single:
            adjectives = adjectives[-1:]
        middle = match["middle"] or ""
        for start, end in adjectives:
            name = _nominative(text[start:end], unit, middle)
            if name is None:
                continue
            is_last = end == match.end("last")
            yield Region(start, match.end() if is_last else end, name, not is_last)


def _nominative(adjective: str, unit: Unit, middle: str) -> str | None:
    """«Вологодская область»; None where the word is no adjective."""
    words = []
    for word in (adjective, *middle.split()):
        readings = [p for p in parses(word) if p.upos == "ADJ" and "Case" in p.feats]
        form = inflect(readings[0], Case="Nom", Number="Sing", Gender=unit.gender) if readings else None
        if form is None:
            return None
        words.append(form)
    return " ".join((*words, unit.name))


def _may_be_common(region: Region, names: Sequence[NameMention], text: str) -> bool:
    """Whether a region at the beginning of a sentence may be none: «Сельский район опустел»."""
    if any(name.kind == "location" for name in overlapping(names, region.start, region.end)):
        return False
    word = text[region.start : region.end].split()[0]
    is_known = any(p.source == "dictionary" and p.upos == "ADJ" for p in parses(word.lower()))
    return is_known and not find_adjective_places(word)


def _chains(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """«Иран–Армения–Грузия» where the network found nothing: all of them places of the table."""
    for match in CHAIN_RE.finditer(text):
        if overlapping(names, *match.span()):
            continue
        parts = [(m.start(), m.end()) for m in PART_RE.finditer(text, *match.span())]
        if all(any(map(find_place, (text[a:b], *lemmas(text[a:b])))) for a, b in parts):
            for a, b in parts:
                yield NameMention("location", a, b, text[a:b], RULE, SCORE)


def _is_free(region: Region, names: Sequence[NameMention]) -> bool:
    """Whether a region is no part of an organization, as in «Заксобрание Омской области».

    What is nothing but places, or goes on in small letters after the region, is no organization; nor is what ends
    with one of several adjectives («Школы Самарской» of «Школы Самарской и Саратовской областей»).
    """
    for name in overlapping(names, region.start, region.end):
        if name.kind == "organization":
            head = name.text[: max(0, region.start - name.start)].strip()
            tail = name.text[region.end - name.start :].strip()
            if name.end == region.end and region.is_adjective:
                continue
            if (head and not is_place(head)) or (tail and not tail[0].islower() and not is_place(tail)):
                return False
    return True


def _remainders(name: NameMention, found: Sequence[Region], text: str) -> Iterator[NameMention]:
    """What is left of a place beside the regions in it: «Екатеринбурге», «Ташкента»."""
    inside = overlapping(found, name.start, name.end)
    if not inside:
        return
    for start, end in ((name.start, inside[0].start), (inside[-1].end, name.end)):
        part = text[start:end]
        rest = part.strip(" \u00a0,")
        if rest and rest[0].isupper():
            start += len(part) - len(part.lstrip(" \u00a0,"))
            yield name._replace(start=start, end=start + len(rest), text=rest)


def _links(name: NameMention, text: str) -> Iterator[NameMention]:
    """The places of a chain («Китай–Кыргызстан–Узбекистан», «Дубае ОАЭ»), or the name as it is."""
    town, _, country = name.text.rpartition(" ")
    if name.kind == "location" and town.istitle() and " " not in town and country.isupper() and find_place(country):
        yield name._replace(end=name.end - len(country) - 1, text=town)
        yield name._replace(start=name.end - len(country), text=country)
        return
    parts = DASH_RE.split(name.text) if name.kind != "organization" else []
    is_sure = "-" in name.text or name.kind == "person"
    if len(parts) < 2 or " " in name.text.strip() or not _is_chain(parts, all_known=is_sure):
        yield name
        return
    at = name.start
    for part in parts:
        yield name._replace(kind="location", start=at, end=at + len(part), text=text[at : at + len(part)])
        at += len(part) + 1


def _is_chain(parts: Sequence[str], *, all_known: bool) -> bool:
    """Whether each part is a place by itself; with long dashes in a place it is enough that two are."""
    if not all(part[:1].isupper() for part in parts):
        return False
    known = [any(find_place(word) for word in (part, *lemmas(part))) for part in parts]
    return all(known) if all_known else sum(known) >= min(2, len(parts))


def _location(text: str, region: Region, names: Sequence[NameMention]) -> NameMention:
    start, end = region.start, region.end
    scores = [name.score for name in overlapping(names, start, end) if name.kind == "location"]
    return NameMention("location", start, end, text[start:end], RULE, max([SCORE, *scores]), region.name)


@cache
def _units() -> tuple[Unit, ...]:
    return tuple(Unit(row["name"], row["gender"]) for row in _data()["unit"])


@cache
def _adjective_re() -> re.Pattern[str]:
    return compile_re(ADJECTIVE)


@cache
def _region_re() -> re.Pattern[str]:
    """An adjective or several of them, then a unit; the group `oneN` or `manyN` says which."""
    rows = list(enumerate(_data()["unit"]))
    between = "|".join(_data()["words"]["between"])
    middle = rf"(?P<middle>(?:[ \u00a0](?:{between})[а-яё]+)?)"
    single = "|".join(f"(?P<one{i}>{row['singular']})" for i, row in rows)
    plural = "|".join(f"(?P<many{i}>{row['plural']})" for i, row in rows)
    first = ADJECTIVE.replace("]", "](?<![\\w-].)", 1)  # `re` runs to the next capital
    others = rf"(?:(?:,| и)[ \u00a0]{ADJECTIVE})+(?=[ \u00a0](?:{_plain(plural)}))"
    return compile_re(rf"{first}(?:{others})?(?P<last>){middle}[ \u00a0](?:{single}|{plural})(?![\w-])")


def _plain(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))
