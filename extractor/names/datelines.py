"""The town and the agency or paper of a dateline: «ТАШКЕНТ, 15 ноября — Sputnik.», «МОСКВА, 3 марта. /ТАСС/.»."""

from collections.abc import Iterable

from extractor.document import Dateline, NameMention

RULE = "names.dateline"
SCORE = 0.97


def dateline_names(text: str, datelines: Iterable[Dateline]) -> list[NameMention]:
    """The places, agencies and papers of the datelines of an article, in order."""
    found = []
    for line in datelines:
        found += [NameMention("location", start, end, text[start:end], RULE, SCORE) for start, end in line.places]
        found += [NameMention("organization", start, end, text[start:end], RULE, SCORE) for start, end in line.credits]
    return sorted(found, key=lambda name: name.start)
