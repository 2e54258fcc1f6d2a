"""Countries that the network missed: their names are few and known."""

from collections.abc import Sequence

from extractor.document import NameMention, Sentence
from extractor.language.geography import ends_country

# Heuristic, unmeasured: names of countries are rarely those of something else that was not found either.
SCORE = 0.8
RULE = "names.country"

SHORTEST = 4
"""Letters of a country's name; shorter ones («США» apart, which is found) are too often something else."""


def with_countries(names: list[NameMention], sentences: Sequence[Sentence], text: str) -> list[NameMention]:
    """The names with the countries named where nothing was found."""
    found: list[NameMention] = []
    at = 0
    for sentence in sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if not token.text[0].isupper() or len(token.text) < SHORTEST:
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
                found.append(NameMention("location", start, token.end, text[start : token.end], RULE, SCORE))
    return sorted([*names, *found], key=lambda name: name.start) if found else names
