"""Companies by their legal form: «ООО «Торговый дом «Енисей»», «АО «НК «КазМунайГаз» (далее — «КМГ»)»."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from extractor.document import NameMention
from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re, words_like
from extractor.names.forms import is_class
from extractor.names.overlay import Context, overlapping, overlay
from extractor.names.quotations import noun_before, quoted_end

RULE = "names.company"
# Heuristic, unmeasured: what has a legal form and quotation marks is a company; a title of a law is ruled out.
SCORE = 0.93

SHORT_NAME_RE = compile_re(
    r"[ \u00a0]?\((?:(?:далее|сокращ[её]нно|или|именуем\w+)[^«“\"()\n]{0,25}[«“\"]([^«»“”\"\n]{2,40})[»”\"]"
    r"|(?:далее[^«“\"()\n]{0,20}[—–:-][ \u00a0])?([A-ZА-ЯЁҚҒҰҮӘӨҺІ]{2,6})\))"
)
"""The short name in brackets after a company."""
NESTED_RE = compile_re(r"«[^«»\n]{2,40}[ \u00a0]«[^«»\n]{2,40}»(?![»\w])")
"""«Фонд «Центр «Надежда»», without a legal form."""
QUOTED_RE = compile_re(r"(?<![«“„\"])[«“„]([^«»“”„\"\n]{2,60})[»”“]")
LAW_RE = compile_re(r"[«“„\"]Об?о? [а-яё]")
"""«ГК «О лицензировании»»: a law or a rule has such a title, a company has not."""


def with_companies(names: Sequence[NameMention], context: Context) -> list[NameMention]:
    """The names with the companies that a legal form before quotation marks shows, and their short names."""
    text = context.text
    found: list[NameMention] = []
    for match in _form_re().finditer(text):
        opening = match.end() - 1
        end = quoted_end(text, opening)
        if end is None or LAW_RE.match(text, opening) or (found and match.start() < found[-1].end):
            continue
        start = match.start() if context.by_contract else opening
        known = overlapping(names, start, end)
        if any(name.start < start and end <= name.end and _is_balanced(name.text) for name in known):
            continue  # part of a longer name
        score = max([name.score for name in known if name.kind == "organization"], default=0.0)
        found.append(_organization(text, start, end, max(SCORE, score)))
        found += _short_name(text, end)
    found = overlay(list(_nested(context, names)), found)
    return overlay(names, overlay(list(_quoted_beside(names, found, text)), found))


def _nested(context: Context, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """Names of two marks opened and one closed after a noun that says what they are.

    A noun with a capital is part of the name, at the beginning of a sentence where it was found as one.
    """
    text = context.text
    for match in NESTED_RE.finditer(text):
        noun = noun_before(text, match.start())
        if not noun or not is_class(noun):
            continue
        before = match.start() - len(noun) - 1
        is_found = any(name.kind == "organization" for name in overlapping(names, before, before + len(noun)))
        is_part = noun[0].isupper() and (is_found or before not in context.beginnings) and context.by_contract
        start = before if is_part else match.start() + 1
        if not any(name.start <= start and match.end() <= name.end for name in overlapping(names, start, match.end())):
            yield _organization(text, start, match.end(), SCORE)


def _quoted_beside(names: Sequence[NameMention], found: Sequence[NameMention], text: str) -> Iterator[NameMention]:
    """Quoted names in what was taken for one organization although it holds whole companies and more.

    «АО «НК «Жол» и АО «Банк «Дала» договорились с «Казатомпромом»»: the third.
    """
    for name in names if found else ():
        inside = [one for one in overlapping(found, name.start, name.end) if one.end < name.end]
        if name.kind != "organization" or not inside or inside[0].start < name.start:
            continue
        for match in QUOTED_RE.finditer(text, inside[-1].end, name.end + 1):
            yield _organization(text, *match.span(1), name.score)


def _short_name(text: str, end: int) -> Iterator[NameMention]:
    """«(далее — «КМГ»)», not «(далее — «Компания»)»."""
    match = SHORT_NAME_RE.match(text, end)
    if match is None:
        return
    start, end = match.span(1 if match[1] else 2)
    word = text[start:end]
    if " " in word or not any(p.source == "dictionary" and p.upos == "NOUN" for p in parses(word.lower())):
        yield _organization(text, start, end, SCORE)


def _organization(text: str, start: int, end: int, score: float) -> NameMention:
    return NameMention("organization", start, end, text[start:end], RULE, score)


def _is_balanced(name: str) -> bool:
    return sum(name.count(mark) for mark in "«„“‹") == sum(name.count(mark) for mark in "»”›")


@cache
def _form_re() -> re.Pattern[str]:
    """One or two legal forms, then an opening quotation mark."""
    data = load_toml(Path(__file__).with_name("legal_forms.toml"))
    form = words_like([*sorted(data["before"], key=len, reverse=True), *data["written_out"]])
    return compile_re(rf"{form}[ \u00a0]+(?:{form}[ \u00a0]+)?[«“„\"](?=\w)")
