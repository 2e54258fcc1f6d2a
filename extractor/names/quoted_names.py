"""Quoted names whose place in the sentence says what they are: «В «Юге» отказались», «Олег Дронов («Новые люди»)»."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from extractor.document import NameMention
from extractor.language.lexicon import load_toml
from extractor.language.patterns import compile_re
from extractor.names.overlay import Context, overlapping, overlay

RULE = "names.quoted"
# Heuristic, unmeasured.
SCORE = 0.85

PARTY_RE = compile_re(r"[ \u00a0]\([«“\"]([А-ЯЁ][а-яё-]+(?:[ \u00a0][А-Яа-яё-]+){1,3})[»”\"]\)")
"""In brackets after a person: a party or team of two words and more; one word may be a nickname."""


def with_quoted_names(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the organizations that speak («В «Юге» отказались»), and those that people are of."""
    text = context.text
    found = [*_speaking(text, names), *_in_brackets(text, names)]
    return overlay(names, sorted(found, key=lambda name: name.start))


def _speaking(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in _speaking_re().finditer(text):
        start, end = match.span("name")
        known = overlapping(names, start, end)
        if not any(name.kind == "organization" for name in known):
            yield NameMention("organization", start, end, match["name"], RULE, SCORE)


def _in_brackets(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for name in names:
        match = PARTY_RE.match(text, name.end) if name.kind == "person" else None
        if match and not overlapping(names, *match.span(1)):
            yield NameMention("organization", *match.span(1), match[1], RULE, SCORE)


@cache
def _speaking_re() -> re.Pattern[str]:
    verbs = "|".join(load_toml(Path(__file__).with_suffix(".toml"))["spoke"])
    name = r"(?P<name>[А-ЯЁA-Z][^«»“”\"\n]{1,40})"
    return compile_re(rf"[Вв](?<!\w.)о?[ \u00a0][«“\"]{name}[»”\"](?:[ \u00a0][а-яё]+)?[ \u00a0](?:{verbs})(?!\w)")
