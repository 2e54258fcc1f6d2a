"""Places by the noun before them: «в посёлке Лесном», «на улице Ленина», «на стадионе «Металлист»».

What is named after a person is a place like any other, named as it is written: «Ленина», not «Ленин».
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractor.document import NameMention
from extractor.language.geography import find_place
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import inflect, lemmas, parses
from extractor.language.patterns import compile_re, words_like
from extractor.names.checks import looks_like_town
from extractor.names.overlay import Context, apart, overlapping, overlay
from extractor.names.parts import is_family_ending
from extractor.names.people import origins
from extractor.names.quotations import noun_before

RULE = "names.place-noun"
# Heuristic, unmeasured.
SCORE = 0.85

NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*"
PERSON = rf"(?:(?:[А-ЯЁ]\.[ \u00a0]?){{1,2}})?{NAME}(?:[ \u00a0]{NAME})?"
UNDECLINED_ENDINGS = ("у", "и", "о", "ы", "э", "ю")
CONSONANTS = tuple("бвгджзклнпрстфцчшщ")
NOMINATIVES_OF_MEN = ("ов", "ев", "ин", "ын")
SPACE = r"[ \u00a0]"


def with_places_by_noun(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the places that a noun before them shows; no award is a person."""
    text = context.text
    awards = [match.span("name") for match in _award_re().finditer(text) if _is_genitive_person(match["name"])]
    names = [name for name in names if not (name.kind == "person" and (name.start, name.end) in awards)]
    finders = (_settlements, _named_after, _quoted, _beside_regions)
    return overlay(names, apart(name for find in finders for name in find(text, names)))


def _settlements(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """Where nothing was found, and for the nominative of adjectives and of what does not decline."""
    for match in _settlement_re().finditer(text):
        start, end = match.span("name")
        known = overlapping(names, start, end)
        if any((name.start, name.end) != (start, end) or name.kind == "organization" for name in known):
            continue
        gender = next(gender for gender, nouns in _gender_res() if nouns.fullmatch(match["noun"]))
        nominative = _settlement_name(match["name"], gender) or _undeclined_name(match["noun"], match["name"])
        if nominative or not known:
            score = max([SCORE, *(name.score for name in known)])
            yield _place(text, start, end, nominative, score)


def _settlement_name(word: str, gender: str) -> str | None:
    """The nominative of an adjective («Лесном») and of what does not decline («Саруу»); None for any other word."""
    readings = parses(word)
    adjective = next((p for p in readings if p.upos == "ADJ" and "Case" in p.feats), None)
    if adjective and not find_place(word) and not any(p.feats.get("NameType") == "Geo" for p in readings):
        return inflect(adjective, Case="Nom", Number="Sing", Gender=gender)
    if word.endswith(UNDECLINED_ENDINGS) and not any(p.source == "dictionary" for p in readings):
        return word
    return None


def _undeclined_name(noun: str, word: str) -> str | None:
    """«Боз-Пиек» of «в селе Боз-Пиек»: an unknown name with a consonant at its end after a noun that is declined."""
    if not word.endswith(CONSONANTS) or any(p.source == "dictionary" for p in parses(word)):
        return None
    return word if all(p.feats.get("Case") != "Nom" for p in parses(noun)) else None


def _named_after(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in _named_after_re().finditer(text):
        if not _is_genitive_person(match["first"]):
            continue
        start, end = match.span("first")
        is_double = bool(match["second"]) and _is_genitive_person(match["second"])
        if any(name.kind == "organization" and name.start < match.start() for name in overlapping(names, start, end)):
            continue
        if not _plural_re().fullmatch(match["noun"]):
            end = match.end("second") if is_double else end
            yield _place(text, start, end, text[start:end])
        elif is_double:
            yield _place(text, start, end, match["first"])
            yield _place(text, *match.span("second"), match["second"])


def _quoted(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in QUOTED_RE.finditer(text):
        noun = noun_before(text, match.start())
        if noun and _quoted_noun_re().fullmatch(noun):
            start, end = match.span(1)
            if all(name.start >= match.start() for name in overlapping(names, start, end)):
                yield _place(text, start, end, None)


def _beside_regions(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """«Чиланзарского района Ташкента», «в Клине Московской обл.»: the city, where it was not found."""
    for name in names:
        if name.rule != "names.region":
            continue
        match = WORD_AFTER_RE.match(text, name.end)
        if match and not overlapping(names, *match.span(1)) and any(map(find_place, (match[1], *lemmas(match[1])))):
            yield _place(text, *match.span(1), None)
        match = TOWN_BEFORE_RE.search(text, max(0, name.start - LONGEST_TOWN), name.start)
        if match and not overlapping(names, *match.span(1)) and not _is_adjective(match[1]):
            yield _place(text, *match.span(1), None)


def _is_adjective(word: str) -> bool:
    """Whether the dictionary knows a word as an adjective only: «в Новой Московской области»."""
    readings = parses(word)
    return all(p.source == "dictionary" and p.upos == "ADJ" and "NameType" not in p.feats for p in readings)


QUOTED_RE = compile_re(r"[«“\"]([^«»“”\"\n]{2,40})[»”\"]")
TOWN_BEFORE_RE = compile_re(rf"(?<!\w)(?:[Вв]о?|[Ии]з|[Пп]од|[Дд]о|[Уу]|г\.){SPACE}({NAME}){SPACE}$")
LONGEST_TOWN = 40
"""Characters before a region in which a preposition and the town are looked for."""
WORD_AFTER_RE = compile_re(rf"{SPACE}({NAME})(?![\w-])")


def _is_genitive_person(name: str) -> bool:
    """Whether a name is the genitive of a person's, not of a town («на площади Ташкента»), nor of one who acts.

    «Директор парка Пётр Клёнов»: «Клёнов» may be a genitive, «Пётр» is none.
    """
    given, *_, word = name.split() if " " in name else ("", name)
    family = word.split(".")[-1]
    is_rigid = given.endswith("а") and all("InflClass" in p.feats for p in parses(family))  # «улица Шота Руставели»
    return (is_rigid or _may_be_genitive_given_name(given)) and _is_genitive_family_name(family)


def _may_be_genitive_given_name(word: str) -> bool:
    """Whether a word before a family name is no given name in another case only."""
    known = [p for p in parses(word) if p.source == "dictionary"] if word else []
    cases = {p.feats.get("Case") for p in known if p.feats.get("NameType") == "Giv"}
    return not cases or "Gen" in cases


def _is_genitive_family_name(word: str) -> bool:
    plain = normalize_word(word)
    known = [p for p in parses(word) if p.source == "dictionary"]
    types = {p.feats.get("NameType") for p in known if p.feats.get("Case") == "Gen"}
    if types & {"Sur", "Giv", "Pat"}:
        return True
    if "Geo" in types or _is_town(word):
        return False
    if is_family_ending(plain):
        acts = plain.endswith(NOMINATIVES_OF_MEN)  # «начальник аэропорта Чайкин»
        return not acts and any("Gen" in origin.cases and origin.gender != "Fem" for origin in origins(plain))
    return bool(known) and all("InflClass" in p.feats and p.feats.get("NameType") == "Sur" for p in known)


def _is_town(word: str) -> bool:
    return looks_like_town(word) or any(map(find_place, lemmas(word)))


def _place(text: str, start: int, end: int, name: str | None, score: float = SCORE) -> NameMention:
    return NameMention("location", start, end, text[start:end], RULE, score, name)


@cache
def place_noun_re() -> re.Pattern[str]:
    """A noun with a capital before the name of a settlement or region, and the space after it: «Штат »."""
    nouns = [*_data()["regions"]["nouns"], *(noun for nouns in _data()["settlements"].values() for noun in nouns)]
    return compile_re(rf"(?:{'|'.join(noun[0].upper() + noun[1:] for noun in nouns)}){SPACE}")


@cache
def _settlement_re() -> re.Pattern[str]:
    nouns = words_like(noun for nouns in _data()["settlements"].values() for noun in nouns)
    return compile_re(rf"(?P<noun>{nouns}){SPACE}(?P<name>{NAME})(?!{SPACE}?[А-ЯЁ]\.|[\w-])")


@cache
def _gender_res() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each gender and the settlements of it."""
    return tuple((gender, compile_re("|".join(nouns))) for gender, nouns in _data()["settlements"].items())


@cache
def _named_after_re() -> re.Pattern[str]:
    data = _data()["named_after"]
    return compile_re(
        rf"(?P<noun>{words_like((*data['one'], *data['many']), any_case=True)})"
        rf"(?:{SPACE}(?:имени|им\.))?{SPACE}?(?<=[\s.])"
        rf"(?P<name>(?P<first>{PERSON})(?:{SPACE}и{SPACE}(?P<second>{PERSON}))?)(?![\w-])"
    )


@cache
def _award_re() -> re.Pattern[str]:
    nouns = words_like(_data()["awards"]["nouns"], any_case=True)
    return compile_re(rf"{nouns}(?:{SPACE}имени)?{SPACE}(?P<name>{PERSON})(?![\w-])")


@cache
def _quoted_noun_re() -> re.Pattern[str]:
    return compile_re(f"(?i:{'|'.join(_data()['quoted']['nouns'])})")


@cache
def _plural_re() -> re.Pattern[str]:
    return compile_re(f"(?i:{'|'.join(_data()['named_after']['many'])})")


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))
