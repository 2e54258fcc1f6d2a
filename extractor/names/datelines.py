"""The town and the agency or paper of a dateline: «ТАШКЕНТ, 15 ноября — Sputnik.», «МОСКВА, 3 марта. /ТАСС/.»."""

from collections.abc import Iterable, Sequence

from extractor.document import Dateline, NameMention
from extractor.names.overlay import Context, overlapping, overlay

RULE = "names.dateline"
SCORE = 0.97


def with_datelines(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with those of the datelines over them."""
    if not context.datelines:
        return names
    credited = [name for name in names if name.rule == "names.credit"]
    found = dateline_names(context.text, context.datelines)
    # «РИАМО - 22 ноя.»: what is in capitals there is not always a town
    return overlay(names, [one for one in found if not overlapping(credited, one.start, one.end)])


def dateline_names(text: str, datelines: Iterable[Dateline]) -> list[NameMention]:
    """The places, agencies and papers of the datelines of an article, in order."""
    found = []
    for line in datelines:
        found += [NameMention("location", start, end, text[start:end], RULE, SCORE) for start, end in line.places]
        found += [NameMention("organization", start, end, text[start:end], RULE, SCORE) for start, end in line.credits]
    return sorted(found, key=lambda name: name.start)
