"""Institutions named after somebody, whole: «Института имени Роберта Коха», «НИИ эпидемиологии имени Гамалеи»."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from extractor.document import NameMention
from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re, words_like
from extractor.names.overlay import Context, apart, overlapping, overlay

RULE = "names.named-after"
# Heuristic, unmeasured.
SCORE = 0.85

SPACE = r"[ \u00a0]"
MARKS = ("имени", "им.")
"""Of which each of them has one."""
MAX_WORDS = 10
"""Words in small letters between the kind of institution and «имени» at most."""


def with_named_after(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with institutions up to the end of the name that they bear, and those that were missed."""
    if not any(mark in context.text for mark in MARKS):
        return names
    return overlay(names, apart(_found(context, names)))


def _found(context: Context, names: Sequence[NameMention]) -> Iterator[NameMention]:
    text = context.text
    for match in _institution_re().finditer(text):
        known = overlapping(names, *match.span())
        whole = next((name for name in known if name.kind == "organization"), None)
        if whole is None and match.start() in context.beginnings and not match["abbreviation"]:
            continue  # «Больница имени Боткина» has its capital from the sentence
        if any(parses(word)[0].upos in ("VERB", "AUX") for word in match["small"].split()):
            continue  # «Институт лишили имени Орлова»
        start = min(match.start(), whole.start) if whole else match.start()
        end = _end(match, known)
        if whole is None or (whole.start, whole.end) != (start, end):
            yield NameMention("organization", start, end, text[start:end], RULE, SCORE)


def _end(match: re.Match[str], known: Sequence[NameMention]) -> int:
    """Where the name ends that an institution bears: not with «главы Центра имени Гамалеи Александра Гинцбурга»."""
    others = [name for name in known if name.kind == "person" and name.start > match.start("name")]
    if others and others[0].end >= match.end():
        return others[0].start - 1
    return max([match.end(), *(name.end for name in known)])


@cache
def _institution_re() -> re.Pattern[str]:
    words = load_toml(Path(__file__).with_suffix(".toml"))
    heads = "|".join(head[0].upper() + head[1:] for head in words["heads"])
    small = rf"(?P<small>(?:{SPACE}[а-яё][а-яё-]*){{0,{MAX_WORDS}}}?)"
    titles = rf"(?:{SPACE}{words_like(words['titles'])})*"
    name = rf"(?P<name>(?:[А-ЯЁ]\.{SPACE}?){{0,2}}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?:{SPACE}[А-ЯЁ][а-яё]+){{0,2}})"
    return compile_re(
        rf"(?<![\w-])(?:(?:{heads})|(?P<abbreviation>{'|'.join(words['abbreviations'])}))(?![\w-])"
        rf"{small}(?<!{SPACE}об)(?<!{SPACE}от)(?<!{SPACE}во){SPACE}(?:имени|им\.){titles}{SPACE}?{name}"
    )
