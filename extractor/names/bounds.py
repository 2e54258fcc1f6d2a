"""Bounds of organizations by the contract: what is in small letters before and after a name is not in it.

«российского Forbes» is Forbes, «правительства Пакистана» the place alone, «администрации Зареченска её» the place.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractor.document import NameKind, NameMention
from extractor.language.geography import find_long_name, find_place
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemma, lemmas, parses
from extractor.language.patterns import compile_re, words_like
from extractor.names.overlay import Context, overlapping, overlay
from extractor.names.person_words import PersonWords
from extractor.names.place_nouns import place_noun_re

RULE = "names.bounds"
BODY_RULE = "names.state-body"
PARLIAMENT_RULE = "names.parliament"
# Heuristic, unmeasured.
SCORE = 0.9

LOWER_RE = compile_re(r"(?:[а-яё][а-яё-]*[ \u00a0]+)+(?=[«“\"]?[A-ZА-ЯЁ])")
TAIL_RE = compile_re(r"(?:[ \u00a0]+(?:е[её]|его|их|ему|ей|он|она|они|это))+$")
PRISON_RE = compile_re(r"(?:СИЗО|ИВС|ИК)(?:-\d+)?[ \u00a0]")
PLACED_RE = compile_re(r"(?<!\w)[Вв]о?[ \u00a0]$")
DOT_RE = compile_re(r"\b[A-Z]\.[A-Z]$")
REPUBLIC = "республик"
PLACE_NOUNS = ("область", "край", "район", "округ", "америка", "азия")
"""After an adjective with a capital."""


def with_bounds(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the bounds of organizations put right, and the parliaments in small letters."""
    text = context.text
    people = PersonWords(names)
    names = [fitted for name in names for fitted in _fit(name, text, people, is_first=name.start in context.beginnings)]
    return overlay(names, [one for one in _parliaments(text) if _is_free(one, names)])


def _is_free(parliament: NameMention, names: Sequence[NameMention]) -> bool:
    """Whether nothing else was found there but a place or person of the same word: «Мажилис»."""
    known = overlapping(names, parliament.start, parliament.end)
    return all(
        name.kind != "organization" and (name.start, name.end) == (parliament.start, parliament.end) for name in known
    )


def with_state_bodies(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the abbreviations of state bodies that were missed or cut short."""
    return overlay(names, _state_bodies(context.text, names))


def _fit(name: NameMention, text: str, people: PersonWords, *, is_first: bool) -> Iterator[NameMention]:
    if name.kind == "person" or name.name is not None:
        yield name
        return
    prison = PRISON_RE.match(text, name.start, name.end)
    owner = _kind_of_owner(text[prison.end() : name.end]) if prison else None
    if prison and owner:
        yield _cut(name, text, prison.end(), name.end, owner)
        return
    if name.kind == "location":
        yield _without_unit(name, text)
        return
    start, end = name.start, _fitted_end(name, text)
    first, _, rest = text[start:end].partition(" ")
    if text[start].islower() and not text[start].isascii() and not parliament_re().fullmatch(text, start, end):
        yield from _without_small_letters(name, text, end, people)
    elif rest[:1].islower() and " " in rest and _is_where(first, text[:start]):
        yield _cut(name, text, start, start + len(first), "location")
        yield from _fit(name._replace(start=end - len(rest), end=end, text=rest), text, people, is_first=False)
    else:
        yield _without_head(name, text, end, is_first=is_first)


def _without_unit(name: NameMention, text: str) -> NameMention:
    """«Штат Висконсин подтвердил …», «Раис Татарстана»: a capital of the sentence, or of a heading glued to it."""
    unit = place_noun_re().match(text, name.start, name.end) or _head_re().match(text, name.start, name.end)
    is_headed = unit is not None and is_place(text[unit.end() : name.end])
    return _cut(name, text, unit.end(), name.end, "location") if unit and is_headed else name


@cache
def _head_re() -> re.Pattern[str]:
    heads = "|".join(head.capitalize() for head in _data()["heads"])
    return compile_re(rf"(?:{heads})[ \u00a0]")


def _kind_of_owner(rest: str) -> NameKind | None:
    """What follows a prison, if it is no name of the prison: «СИЗО Бишкека», «СИЗО ГКНБ»."""
    if is_place(rest):
        return "location"
    return "organization" if rest.isupper() else None


def _without_head(name: NameMention, text: str, end: int, *, is_first: bool) -> NameMention:
    """What the capital of a sentence makes part of a name, cut off: «Комитет сената», «Сборная Казахстана»."""
    first, _, rest = text[name.start : end].partition(" ")
    if is_first and rest and parliament_re().fullmatch(rest):
        return _cut(name, text, end - len(rest), end, "organization")
    if is_first and rest[:1].isupper() and lemma(first.lower()) in _data()["speakers"]:
        return _cut(name, text, end - len(rest), end, "organization")
    heads = lemmas(first.lower()) & _bodies()
    if rest and (heads if is_first else heads & _never_names()) and is_place(rest):
        return _cut(name, text, end - len(rest), end, "location")
    return _cut(name, text, name.start, end, "organization")


def _is_where(word: str, before: str) -> bool:
    """Whether a word is the town where something is, not a part of it: «в Шымкенте суд Аль-Фарабийского района»."""
    return bool(PLACED_RE.search(before[-3:])) and _is_place_word(word)


def _without_small_letters(name: NameMention, text: str, end: int, people: PersonWords) -> Iterator[NameMention]:
    """«Forbes» of «российского Forbes», the place of «правительства Пакистана», nothing of «городская дума»."""
    lower = LOWER_RE.match(text, name.start, end)
    if lower:
        yield _cut(name, text, lower.end(), end, _kind_after(lower[0], text[lower.end() : end], people))
    elif _is_name_in_small_letters(text[name.start : end]):
        yield _cut(name, text, name.start, end, "organization")


def _kind_after(lower: str, rest: str, people: PersonWords) -> NameKind:
    """The kind of what follows words in small letters: «российского Forbes», «администрации Обамы»."""
    if is_place(rest):
        return "location"
    if not _has_body(lower):
        return "organization"
    if _is_family_name(rest) or (rest.istitle() and rest in people):
        return "person"
    return "location" if _may_be_town(rest) else "organization"


def _is_family_name(word: str) -> bool:
    """Whether a word is the genitive of a family name, and no place or team: «Обамы», not «Спартака»."""
    types = {p.feats.get("NameType") for p in parses(word) if p.source == "dictionary" and p.feats.get("Case") == "Gen"}
    return word.istitle() and "Sur" in types and not types & {"Geo", "Com"}


def _has_body(words: str) -> bool:
    """Whether the last of the words in small letters is of the list: «администрации»."""
    return bool(lemmas(words.split()[-1]) & _bodies())


def _may_be_town(words: str) -> bool:
    """Whether a word that the dictionary does not have may be a town: «администрации Зареченска»."""
    return words.istitle() and " " not in words and not any(p.source == "dictionary" for p in parses(words))


def _is_name_in_small_letters(words: str) -> bool:
    """«минздрав», «евросоюза», which some write so; not «городская дума»."""
    if any(letter.isupper() for letter in words):
        return True
    if " " in words:
        return False
    readings = parses(words.capitalize())
    return any(p.feats.get("NameType") == "Com" for p in readings) or not any(
        p.source == "dictionary" for p in readings
    )


def _fitted_end(name: NameMention, text: str) -> int:
    """Without a pronoun after it («администрации Зареченска её»), with the signs of «ОПЕК+» and «N.V.»."""
    end = name.end
    if tail := TAIL_RE.search(name.text):
        end -= len(tail[0])
    sign = text[end : end + 1]
    return end + (sign == "+" or (sign == "." and bool(DOT_RE.search(text[name.start : end]))))


def _cut(name: NameMention, text: str, start: int, end: int, kind: NameKind) -> NameMention:
    if (start, end, kind) == (name.start, name.end, name.kind):
        return name
    return name._replace(kind=kind, start=start, end=end, text=text[start:end], rule=RULE)


def is_place(words: str) -> bool:
    """Whether all of a phrase, in any case, is the name of a place."""
    tokens = words.split()
    if len(tokens) == 1:
        return _is_place_word(tokens[0])
    if not tokens:
        return False
    if find_long_name(tokens) or tokens[0].lower().startswith(REPUBLIC):
        return True
    is_described = len(tokens) == 2 and any(p.upos == "ADJ" for p in parses(tokens[0]))
    return is_described and (_is_dictionary_place(tokens[1]) or lemma(tokens[1].lower()) in PLACE_NOUNS)


def _is_place_word(word: str) -> bool:
    if any(map(find_place, (word, *lemmas(word)))):
        return True
    return not word.isupper() and _is_dictionary_place(word)


def _is_dictionary_place(word: str) -> bool:
    return any(p.feats.get("NameType") == "Geo" and p.source == "dictionary" for p in parses(word))


def _state_bodies(text: str, names: Sequence[NameMention]) -> list[NameMention]:
    """«УФАС по Пермскому краю», «МИД РУз»: abbreviations of state bodies, with the country after them."""
    found = []
    for match in _state_body_re().finditer(text):
        start, end = match.span()
        known = overlapping(names, start, end)
        if any(n.kind == "organization" and n.start <= start and end <= n.end for n in known):
            continue
        if any(n.kind != "location" and (n.start < start or end < n.end) for n in known):
            continue
        found.append(NameMention("organization", start, end, match[0], BODY_RULE, SCORE))
    return found


def _parliaments(text: str) -> Iterator[NameMention]:
    for match in parliament_re().finditer(text):
        yield NameMention("organization", *match.span(), match[0], PARLIAMENT_RULE, SCORE)


@cache
def parliament_re() -> re.Pattern[str]:
    """Parliaments of one word, also in small letters: «мажилис»."""
    return compile_re(rf"{words_like(_data()['parliaments'])}(?![\w-])")


@cache
def heads() -> frozenset[str]:
    """Who heads a place, lower case, in the nominative: «хоким»."""
    return frozenset(_data()["heads"])


@cache
def state_bodies() -> frozenset[str]:
    """Abbreviations of state bodies: «ФСБ»."""
    return frozenset(_data()["abbreviations"])


@cache
def _state_body_re() -> re.Pattern[str]:
    bodies = words_like(sorted(_data()["abbreviations"], key=len, reverse=True))
    compounds = words_like(_data()["compounds"])
    country = rf"[ \u00a0](?:{'|'.join(_data()['countries'])})"
    return compile_re(rf"(?:{bodies}(?:{country})?|{compounds}{country})(?![\w-])")


@cache
def _bodies() -> frozenset[str]:
    return frozenset(_data()["bodies"])


@cache
def _never_names() -> frozenset[str]:
    return frozenset(_data()["never_names"])


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))
