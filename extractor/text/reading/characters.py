"""Characters that are not meant to be read: stress marks, soft hyphens, marks of no width, letters in two parts."""

import re
import unicodedata
from collections.abc import Iterator

from extractor.edits import Edit
from extractor.language.patterns import compile_re

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphens, joiners, spaces of no width, marks of direction, byte order marks inside the text."""

COMBINING = "\u0300-\u036f"
STRESS = "\u0300\u0301\u0340\u0341"
"""Acute and grave: in Russian words only stress."""

PLAIN = (
    *((space, " ") for space in "\u00a0\u202f\u2009\u200a\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2000\u2001"),
    *((space, " ") for space in "\u1680\u205f\u3000"),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u0450", "е"),
    ("\u045d", "и"),
)
"""Read one for one: spaces that do not break or are of another width, hyphens that do not break, «ѐ», «ѝ»."""

SUPERSCRIPTS = "¹²³⁰⁴-⁹"
HIDDEN_RE = compile_re(
    rf"(?P<mark>[^\W\d_][{COMBINING}{INVISIBLE}]*[{COMBINING}][{COMBINING}{INVISIBLE}]*)"
    rf"|(?P<broken>\u00ad[{INVISIBLE}]*[ \t]*\r?\n[ \t]*(?=[^\W\d_]))"
    rf"|(?P<invisible>[{INVISIBLE}]+)|(?P<stray>[{STRESS}]+)"
    rf"|(?<=[^\W\d_])(?P<note>[{SUPERSCRIPTS}]+(?:[,⁻–-][{SUPERSCRIPTS}]+)*)|(?<=[»”\"“)])(?P<after>[{SUPERSCRIPTS}]+)"
)
SUSPECT_RE = compile_re(f"[{COMBINING}{INVISIBLE}{SUPERSCRIPTS}]")

UNIT_RE = compile_re(r"(?<![^\W\d_])(?:[кдсм]?м|га|[kcmd]?m|ft|фут(?:ов|а)?|верст|аршин)\Z", re.IGNORECASE)
"""Before «²», «³»: measures, no words with a note mark."""

KINDS = {"broken": "soft hyphen", "stray": "stress mark", "note": "note mark", "after": "note mark"}
NAMES = {"\u00ad": "soft hyphen", "\ufeff": "byte order mark"}


def plain_characters(text: str) -> str:
    """The text with unusual spaces and hyphens as plain ones; of the same length."""
    for char, plain in PLAIN:
        if char in text:
            text = text.replace(char, plain)
    return text


def find_hidden(text: str) -> Iterator[Edit]:
    """The marks to be ignored and the letters to be composed."""
    if not SUSPECT_RE.search(text):
        return
    for match in HIDDEN_RE.finditer(text):
        start, end = match.span()
        group = match.lastgroup
        if group == "mark":
            yield from _composed(match)
        elif group == "note" and match[0] in ("²", "³") and UNIT_RE.search(text, max(0, start - 6), start):
            continue
        elif group == "invisible":
            yield Edit(start, end, "", NAMES.get(match[0][0], "invisible character"))
        else:
            yield Edit(start, end, "", KINDS[group or ""])


def _composed(match: re.Match[str]) -> Iterator[Edit]:
    """A letter with the marks over it: without stress, й and ё in one."""
    base, marks = match[0][0], [char for char in match[0][1:] if "\u0300" <= char <= "\u036f"]
    if "\u0400" <= base <= "\u052f":
        marks = [mark for mark in marks if mark not in STRESS]
    read_as = unicodedata.normalize("NFC", "".join((base, *marks)))
    if read_as == match[0]:
        return
    kind = "decomposed letter" if read_as != base else "stress mark"
    yield Edit(match.start(), match.end(), read_as, kind)
