"""Bytes to text: which encoding an article is in, and its characters."""

import codecs
import re
from typing import NamedTuple

from extractor.errors import DecodeError, UsageError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CODE_PAGES = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")

SAMPLE_BYTES = 4096
"""A longer text is judged by its beginning."""

CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
"""Control characters that no article has; form feed, DOS's end of file (0x1a) and escape may occur."""

_FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (
            1097,
            845,
            801,
            735,
            670,
            626,
            547,
            473,
            454,
            440,
            349,
            321,
            298,
            281,
            262,
            201,
            190,
            174,
            170,
            165,
            159,
            144,
            121,
            97,
            94,
            73,
            64,
            48,
            36,
            32,
            26,
            4,
            4,
        ),
        strict=True,
    )
)
_TYPOGRAPHY = frozenset("«»—–№…“”„’ ")


class Decoded(NamedTuple):
    """The characters of some bytes."""

    text: str
    encoding: str
    damaged: int
    """How many malformed places were replaced by U+FFFD."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`, line ends and all else as they are, a byte order mark removed.

    Errors: DecodeError where the bytes are no text in `encoding`, or, where that is None, in any that we know.
    """
    if encoding is not None:
        return Decoded(_decode_as(data, encoding), encoding, 0)
    name = detect_encoding(data)
    for mark, marked in BOMS:
        if marked == name and data.startswith(mark):
            data = data[len(mark) :]
    return Decoded(_decode_as(data, name), name, 0)


def check_encoding(name: str) -> str:
    """`name`, if it is an encoding of text that Python knows.

    Errors: UsageError where it is not.
    """
    try:
        codecs.lookup(name).name.encode(name)
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise UsageError(f"unknown encoding {name!r}; some that work: utf-8, {', '.join(CODE_PAGES)}") from None
    return name


def detect_encoding(data: bytes) -> str:
    """The name of the encoding of `data`.

    Errors: DecodeError where the bytes are no text.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return name
    wide = detect_utf16(data)
    if wide:
        return wide
    if b"\0" in data:
        raise DecodeError("binary data, no text")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return max(CODE_PAGES, key=lambda page: _score(data[:SAMPLE_BYTES].decode(page, "replace")))
    return "utf-8"


def detect_utf16(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where `data` without a byte order mark is that, else None."""
    sample = data[:SAMPLE_BYTES]
    pairs = len(sample) // 2
    if not pairs:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(high.count(byte) for byte in b"\0\4\x20\x21") > 0.9 * pairs and (high.count(0) or high.count(4)):
            return name
    return None


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DecodeError(f"no {encoding} text: {error.reason} at byte {error.start}") from None


def _score(text: str) -> int:
    score, capital_before = 0, False
    for char in text:
        if char in _FREQUENCY:
            score += _FREQUENCY[char]
        elif (lower := char.lower()) in _FREQUENCY:
            score += _FREQUENCY[lower] * 3 // 10 - 600 * capital_before
        elif char > "\x7f" and char not in _TYPOGRAPHY:
            score -= 800
        capital_before = char.isupper()
    return score
