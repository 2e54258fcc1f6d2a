"""One text as it may come: wrapped, with stress marks, soft hyphens, letters in two parts, entities, other spaces."""

import re
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from extractor import Document

VOWEL_RE = re.compile(r"(?<=[а-яё])[аеиоуыэюя](?=[а-я]{2})")
LETTERS_RE = re.compile(r"(?<=[а-яё]{3})(?=[а-яё]{3})")
SPACE_RE = re.compile(r"(?<=\S) (?=\S)")


def wrapped(width: int) -> Callable[[str], str]:
    """Each paragraph in lines of `width` code points; words are not broken."""

    def wrap(text: str) -> str:
        return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n"))

    return wrap


def stressed(text: str) -> str:
    """A stress mark over a vowel of every long word."""
    return VOWEL_RE.sub(lambda match: match[0] + "\u0301", text)


def as_entities(text: str) -> str:
    """Quotation marks, dashes and every third space as HTML writes them."""
    for char, entity in (("«", "&laquo;"), ("»", "&raquo;"), ("—", "&mdash;")):
        text = text.replace(char, entity)
    count = iter(range(len(text)))
    return SPACE_RE.sub(lambda match: "&nbsp;" if next(count) % 3 == 0 else " ", text)


DISGUISES: Mapping[str, Callable[[str], str]] = {
    "wrapped at 60": wrapped(60),
    "wrapped at 72": wrapped(72),
    "wrapped at 80": wrapped(80),
    "stress marks": stressed,
    "soft hyphens": lambda text: LETTERS_RE.sub("\u00ad", text),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: SPACE_RE.sub("\u00a0", text),
    "entities": as_entities,
    "marks of no width": lambda text: SPACE_RE.sub("\u200b ", text),
}


def found_in(doc: Document) -> dict[str, list[Any]]:
    """What was found, without what depends on how the text is written: offsets and the texts of spans."""
    return {
        "names": [(type(e).__name__, e.name, e.key, e.aliases, len(e.mentions)) for e in doc.entities],
        "money": [(m.currency, m.value, m.min_value, m.max_value, m.mod, m.per, m.equivalent) for m in doc.money],
        "dates": [(d.kind, d.value, d.mod, d.earliest, d.latest, d.relative) for d in doc.dates],
        "facts": [
            (f.kind, f.phase, [a if isinstance(a, str) else None for a in f.arguments.values()]) for f in doc.facts
        ],
        "head": [doc.date, doc.date_from, doc.language],
    }
