"""Abbreviations in brackets after what they are short for: «Петербургского университета (СПбУ)»."""

from collections.abc import Iterator, Sequence

from extractor.document import NameMention
from extractor.language.patterns import compile_re
from extractor.names.abbreviations import abbreviates_part
from extractor.names.overlay import Context, overlapping, overlay

RULE = "names.bracketed"
# Heuristic, unmeasured: that the letters fit is no chance.
SCORE = 0.9

BRACKETED_RE = compile_re(r"[»”\"]?[ \u00a0]\((?P<short>[А-ЯЁ][А-ЯЁа-яё]{0,6}[А-ЯЁ])[),]")


def with_bracketed(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the abbreviations of organizations that stand in brackets after them."""
    found = list(_found(names, context.text))
    return overlay(found, names) if found else names


def _found(names: Sequence[NameMention], text: str) -> Iterator[NameMention]:
    for name in names:
        match = BRACKETED_RE.match(text, name.end) if name.kind == "organization" else None
        if match and not overlapping(names, *match.span("short")) and abbreviates_part(name.text, match["short"]):
            yield NameMention("organization", *match.span("short"), match["short"], RULE, SCORE)
