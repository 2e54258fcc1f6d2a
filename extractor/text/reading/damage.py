"""Texts that were decoded wrongly before they came to us."""

from extractor.language.patterns import compile_re

SAMPLE = 20_000
"""Code points of the beginning by which a longer text is judged."""

LEAST = 12
"""Such letters at least."""

COMMON_LETTER = 40
"""One of so many characters at least is an «о» in Russian (one of eleven letters), none in a text decoded wrongly."""

HIGH_LATIN_RE = compile_re("[\u00c0-\u00ff]{3,}")
LATIN_PAIR_RE = compile_re("[ÐÑ][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]")
CYRILLIC_PAIR_RE = compile_re("[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u0490\u0491\u2013-\u2122]")
LETTER_RE = compile_re(r"[^\W\d_]")

NOTE = "the text seems to be {how}; give the encoding of the file, or decode it anew"


def find_damage(text: str) -> str | None:
    """What a text looks like that was decoded wrongly («Ñåðãåé», «Ð¡ÐµÑ€», «РЎРµСЂ»), None for any other."""
    sample = text[:SAMPLE]
    if sample.count("о") * COMMON_LETTER > len(sample):
        return None
    letters = len(LETTER_RE.findall(sample))
    if 2 * len(LATIN_PAIR_RE.findall(sample)) > max(LEAST, letters // 3):
        return NOTE.format(how="UTF-8 that was read as windows-1252 or Latin-1")
    if 2 * len(CYRILLIC_PAIR_RE.findall(sample)) > max(LEAST, letters // 3):
        return NOTE.format(how="UTF-8 that was read as windows-1251")
    high = sum(len(run) for run in HIGH_LATIN_RE.findall(sample))
    if high > max(LEAST, letters // 2):
        return NOTE.format(how="a Cyrillic code page that was read as Latin-1")
    return None
