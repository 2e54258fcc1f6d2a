"""Quoted names whose place in the sentence says what they are.

«В «Юге» отказались», «Олег Дронов («Новые люди»)», «газеты «Утро Камска», «Вечер» и «Полдень»».
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from extractor.document import NameMention
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemmas, parses
from extractor.language.patterns import compile_re
from extractor.names.forms import is_class
from extractor.names.overlay import Context, overlapping, overlay
from extractor.names.quotations import CLOSING, OPENING, noun_before

RULE = "names.quoted"
# Heuristic, unmeasured.
SCORE = 0.85

PARTY_RE = compile_re(r"[ \u00a0]\([«“\"]([А-ЯЁ][а-яё-]+(?:[ \u00a0][А-Яа-яё-]+){1,3})[»”\"]\)")
"""In brackets after a person: a party or team of two words and more; one word may be a nickname."""

LIST_JOINTS = ("», «", "» и «", "» или «")
QUOTED = r"«[^\W\d_][^«»\n]{1,40}»"
LIST_RE = compile_re(rf"{QUOTED}(?:(?:,|,?[ \u00a0](?:и|или|а[ \u00a0]также))[ \u00a0]{QUOTED})+")
NOUN_RE = compile_re(r"([а-яё-]{2,})(?:,?[ \u00a0]как|:)?[ \u00a0]$")
"""What the names of a list are: «газеты «…»», «компании, как «…»», «журналов: «…»»."""
LONGEST_NOUN = 30
OWNING_RE = compile_re(r"принадлеж(?:ит|ат|ал[аио]?|ащ[а-я]+)(?:[ \u00a0][а-яё]+)?[ \u00a0]«([А-ЯЁA-Z][^«»\n]{1,40})»")
"""«принадлежит «Северу»»."""
OTHER_LETTER_RE = compile_re("[ӘәҒғҚқҢңӨөҰұҮүҺһІіӢӣӮӯҲҳҶҷЎў]")
OTHER_LETTERS_RE = compile_re(
    r"«([А-ЯЁӘҒҚҢӨҰҮҺІӮҲҶЎ](?=[^«»\n]{0,40}[әғқңөұүһіӣӯҳҷў])[а-яёәғқңөұүһіӣӯҳҷў]+(?: [^\s«»]+){1,4})»"
)
FROM_RE = compile_re(r"(?<!\w)([А-ЯЁа-яё-]+(?:[ \u00a0][а-яё-]+){0,2})[ \u00a0]от[ \u00a0]«([А-ЯЁA-Z][^«»\n]{1,40})»")
"""«обзор событий от «Реального времени»»."""
MOVED_RE = compile_re(
    r"(?:(?<!\w)из[ \u00a0]«([А-ЯЁA-Z][^«»\n]{1,40})»[ \u00a0]в[ \u00a0]«([А-ЯЁA-Z][^«»\n]{1,40})»"
    r"|(?:игра|выступа|заби)[а-я]+(?:[ \u00a0][а-яё]+)?[ \u00a0]за[ \u00a0]«([А-ЯЁA-Z][^«»\n]{1,40})»)"
)
"""«перешёл из «Сибири» в «Авангард»», «играл за «Волгу»»."""
OFFERED_RE = compile_re(
    r"«[^«»\n]{2,40}»[^.!?;\n]{0,30}[ \u00a0](?:предлаг|предлож)[а-яё]+[ \u00a0][^.!?;,\n«»]{0,12}"
    r"[ \u00a0](?:млн|млрд|трлн|милли[а-я]+|триллион[а-я]*)(?:[ \u00a0.]+[а-яё$€]+){0,2}[ \u00a0]за"
    r"[ \u00a0]«([А-ЯЁA-Z][^«»\n]{1,40})»"
)
"""«Корпорация «Гранит» предлагает 44 млрд рублей за «Ромашку»»."""
QUOTATION_RE = compile_re(rf"[{OPENING}\"][^{OPENING}{CLOSING}\"]+[{CLOSING}\"]")
LISTED_RE = compile_re(r"«([А-ЯЁA-Z][^«»]*)»")


def with_quoted_names(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the organizations that speak («В «Юге» отказались»), and those that people are of."""
    text = context.text
    finders = (_speaking, _owning, _sending, _offered, _playing, _in_brackets, _listed, _in_other_letters, _called)
    found = [name for find in finders for name in find(text, names)]
    return overlay(names, sorted(found, key=lambda name: name.start))


def _speaking(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in _speaking_re().finditer(text):
        start, end = match.span("name")
        known = overlapping(names, start, end)
        if not any(name.kind == "organization" for name in known):
            yield NameMention("organization", start, end, match["name"], RULE, SCORE)


def _owning(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in OWNING_RE.finditer(text):
        if not overlapping(names, *match.span(1)):
            yield NameMention("organization", *match.span(1), match[1], RULE, SCORE)


def _sending(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in FROM_RE.finditer(text):
        told = any(not _papers().isdisjoint(lemmas(word)) for word in match[1].split())
        if told and not overlapping(names, *match.span(2)):
            yield NameMention("organization", *match.span(2), match[2], RULE, SCORE)


def _offered(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in OFFERED_RE.finditer(text):
        if not overlapping(names, *match.span(1)):
            yield NameMention("organization", *match.span(1), match[1], RULE, SCORE)


def _playing(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """Clubs whose names are those of places: what somebody goes from and to, or plays for."""
    for match in MOVED_RE.finditer(text):
        for group in range(1, 4):
            start, end = match.span(group)
            if match[group] and not any(n.kind == "organization" for n in overlapping(names, start, end)):
                yield NameMention("organization", start, end, match[group], RULE, SCORE)


def _in_brackets(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for name in names:
        match = PARTY_RE.match(text, name.end) if name.kind == "person" else None
        if match and not overlapping(names, *match.span(1)):
            yield NameMention("organization", *match.span(1), match[1], RULE, SCORE)


def _listed(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """What is listed with organizations: «газеты «Утро Камска», «Вечер» и «Полдень»»."""
    if not any(joint in text for joint in LIST_JOINTS):
        return
    for match in LIST_RE.finditer(text):
        known = overlapping(names, *match.span())
        members = [member.span(1) for member in LISTED_RE.finditer(text, *match.span())]
        organizations = sum(name.kind == "organization" for name in known)
        noun = NOUN_RE.search(text, max(0, match.start() - LONGEST_NOUN), match.start())
        are_bodies = not _bodies().isdisjoint(lemmas(noun[1])) if noun else 2 * organizations >= len(members)
        if organizations and are_bodies:
            for start, end in members:
                if not overlapping(known, start, end):
                    yield NameMention("organization", start, end, text[start:end], RULE, SCORE)


def _in_other_letters(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """«Қазақстан темір жолы»: several words in letters of another language, with no noun before that says otherwise."""
    for match in OTHER_LETTERS_RE.finditer(text) if OTHER_LETTER_RE.search(text) else ():
        noun = NOUN_RE.search(text, max(0, match.start() - LONGEST_NOUN), match.start())
        is_thing = noun is not None and not is_class(noun[1]) and any(p.upos == "NOUN" for p in parses(noun[1]))
        if not is_thing and not overlapping(names, *match.span(1)):
            yield NameMention("organization", *match.span(1), match[1], RULE, SCORE)


def _called(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """What was taken for a person and is a body by the noun before it: «подразделения «Санофи Пастер»»."""
    for name in names:
        if name.kind == "person" and name.start and QUOTATION_RE.fullmatch(text, name.start - 1, name.end + 1):
            noun = noun_before(text, name.start - 1).lower().rpartition("-")[2]
            if not _bodies().isdisjoint(lemmas(noun)):
                yield name._replace(kind="organization", rule=RULE)


@cache
def _bodies() -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["bodies"])


@cache
def _papers() -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["papers"])


@cache
def _speaking_re() -> re.Pattern[str]:
    verbs = "|".join(load_toml(Path(__file__).with_suffix(".toml"))["spoke"])
    name = r"(?P<name>[А-ЯЁA-Z][^«»“”\"\n]{1,40})"
    return compile_re(rf"[Вв](?<!\w.)о?[ \u00a0][«“\"]{name}[»”\"](?:[ \u00a0][а-яё]+)?[ \u00a0](?:{verbs})(?!\w)")
