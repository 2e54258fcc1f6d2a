"""Countries and towns that the network missed: their names are known."""

from collections.abc import Sequence

from extractor.document import NameMention, Token
from extractor.language.geography import abbreviations, ends_country, find_town
from extractor.language.patterns import compile_re
from extractor.names.overlay import Context, overlapping, overlay
from extractor.names.spelling import QUOTES_RE

# Heuristic, unmeasured: names of countries are rarely those of something else that was not found either.
SCORE = 0.8
RULE = "names.country"

SHORTEST_COUNTRY = 4
"""Letters of a country's name; shorter ones («США» apart, which is found) are too often something else."""

LONGEST_ADJECTIVE = 20
ADJECTIVE_BEFORE_RE = compile_re(r"\b[А-ЯЁ][а-яё]+(?:[ыоеи]й|[ая]я|[ое]е|[ую]ю|[ыи]е|[ыиое]м|[ыи]х) $")
"""«Новая Шотландия», «Южный Судан», «Западной Вирджинии»: another place, whose first word the network has missed."""


def with_countries(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the countries named where nothing was found, and with abbreviations of countries."""
    names = overlay(names, _abbreviated(names, context))
    found: list[NameMention] = []
    at = 0
    for tokens, i in context.capitals:
        token = tokens[i]
        if len(token.text) < SHORTEST_COUNTRY:
            continue
        first = ends_country(tokens, i)
        if first is None and _is_town(token, context.text):
            first = i
        if first is None:
            continue
        while at < len(names) and names[at].end <= token.start:
            at += 1
        if at < len(names) and names[at].start < token.end:
            continue
        start = tokens[first].start
        if not at or names[at - 1].end <= start:
            found.append(NameMention("location", start, token.end, context.text[start : token.end], RULE, SCORE))
    return sorted([*names, *found], key=lambda name: name.start) if found else names


def _is_town(token: Token, text: str) -> bool:
    """Whether a word is a town («По Кулябу прошёл дождь»), no part of a longer name and not in quotation marks."""
    if token.text.isupper() or find_town(token.text) is None:
        return False
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 2]
    is_quoted = QUOTES_RE.fullmatch(before) or QUOTES_RE.match(after)
    is_part = after[1:].isupper() or ADJECTIVE_BEFORE_RE.search(
        text[max(0, token.start - LONGEST_ADJECTIVE) : token.start]
    )
    return not (is_quoted or is_part)


def _abbreviated(names: Sequence[NameMention], context: Context) -> list[NameMention]:
    """«КР», «РУз»: no organizations, and places where nothing was found."""
    known = abbreviations()
    found = []
    for tokens, i in context.capitals:
        token = tokens[i]
        if token.text in known and not any(
            name.kind == "location" or (name.start, name.end) != (token.start, token.end)
            for name in overlapping(names, token.start, token.end)
        ):
            found.append(NameMention("location", token.start, token.end, token.text, RULE, SCORE))
    return found
