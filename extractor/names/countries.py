"""Countries that the network missed: their names are few and known."""

from collections.abc import Sequence

from extractor.document import NameMention
from extractor.language.geography import abbreviations, ends_country
from extractor.names.overlay import Context, overlapping, overlay

# Heuristic, unmeasured: names of countries are rarely those of something else that was not found either.
SCORE = 0.8
RULE = "names.country"

SHORTEST_COUNTRY = 4
"""Letters of a country's name; shorter ones («США» apart, which is found) are too often something else."""


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
