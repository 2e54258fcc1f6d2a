"""Letters of the other alphabet that print alike: «Cергей», «pyб.», «OOO», «CCCР»; «Аsia», «Рlus»."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from extractor.edits import Edit
from extractor.language.lexicon import load_toml
from extractor.language.morphology import is_known
from extractor.language.patterns import compile_re

CYRILLIC = "\u0400-\u052f"
LATIN = "A-Za-z\u00c0-\u024f"
LATIN_RE = compile_re(f"[{LATIN}]+")
WORD_RE = compile_re(rf"[{LATIN}{CYRILLIC}]+")
CYRILLIC_RE = compile_re(f"[{CYRILLIC}]")
ADDRESS_RE = compile_re(r"(?:https?://|www\.)\S+|(?<![^\s<(«])[^\s@]{1,64}@\S+")

CYRILLIC_LETTERS = frozenset(map(chr, range(0x400, 0x530)))

ALIKE = frozenset("ABCEHKMOPTXYacekmotpxy")
ALIKE_RE = compile_re(rf"(?<![\w@./\\-])[{''.join(sorted(ALIKE))}]+(?![\w@/\\]|\.[a-z]|-[A-Za-z])")
"""A word of Latin letters that all have twins."""

ROMAN_RE = compile_re(r"[IVXLCDMХСМ]+")
CAPITALS_AND_ENDING_RE = compile_re(rf"[A-Z]{{2,}}[{CYRILLIC}]+|[{CYRILLIC}]+[A-Z]{{2,}}")
"""«SMSка», «PRщик»: a true mixture, a Latin abbreviation with a Russian ending."""

CONTEXT = 24
"""Code points on both sides of a word by which its surroundings are Russian."""

SMALL_PREPOSITIONS = frozenset("acoky")
SHORTEST_WORD = 4
"""Letters of a Latin word, not known as an abbreviation, that is read as a Russian one."""


def find_twins(text: str) -> list[Edit]:
    """The words to be read in the other alphabet, each as long as it is."""
    mixed, alike = [], []
    for match in LATIN_RE.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] in CYRILLIC_LETTERS or text[end : end + 1] in CYRILLIC_LETTERS:
            mixed.append(match)
        elif ALIKE.issuperset(match[0]) and ALIKE_RE.fullmatch(text, start, end) and ALIKE_RE.match(text, start):
            alike.append(match)
    if not mixed and not alike:
        return []
    edits = list(_mixed_words(text, mixed))
    return sorted([*edits, *_whole_words(text, alike, is_contaminated=bool(edits))])


def _mixed_words(text: str, parts: Iterable[re.Match[str]]) -> Iterator[Edit]:
    """The words that the Latin letters are parts of, in one alphabet."""
    position = 0
    addresses = [match.span() for match in ADDRESS_RE.finditer(text)]
    for part in parts:
        start = part.start()
        if start < position:
            continue
        while start > position and WORD_RE.match(text, start - 1):
            start -= 1
        position = next(match.end() for match in (WORD_RE.match(text, start),) if match)
        if not any(first <= start < last for first, last in addresses):
            word = text[start:position]
            if (read_as := read_mixed(word)) != word:
                yield Edit(start, position, read_as, "look-alike letters")


def read_mixed(word: str) -> str:
    """A word of both alphabets in the one that it is meant in; as it is where it may be a true mixture."""
    to_cyrillic, to_latin = _twins()
    latin = [char for char in word if not "\u0400" <= char <= "\u052f"]
    cyrillic = [char for char in word if "\u0400" <= char <= "\u052f"]
    if ROMAN_RE.fullmatch(word) and any(char in "IVLD" for char in latin):
        return word.translate(to_latin)
    if all(ord(char) in to_cyrillic for char in latin):
        return word.translate(to_cyrillic)
    if all(ord(char) in to_latin for char in cyrillic) and not (
        CAPITALS_AND_ENDING_RE.fullmatch(word) or len(cyrillic) > len(latin)
    ):
        return word.translate(to_latin)
    return word


def _whole_words(text: str, words: Iterable[re.Match[str]], *, is_contaminated: bool) -> Iterator[Edit]:
    to_cyrillic, _ = _twins()
    for match in words:
        read_as = match[0].translate(to_cyrillic)
        start, end = match.span()
        is_russian = _is_russian(match[0], read_as, is_contaminated=is_contaminated)
        if is_russian and _is_among_russian(text, start, end):
            yield Edit(start, end, read_as, "look-alike letters")


def _is_russian(word: str, read_as: str, *, is_contaminated: bool) -> bool:
    words = load_toml(Path(__file__).with_name("twins.toml"))["words"]
    if read_as in words["russian"]:
        return True
    if word in SMALL_PREPOSITIONS:
        return is_contaminated
    if word.lower() in words["latin"] or not is_known(read_as):
        return False
    return len(word) >= SHORTEST_WORD or (is_contaminated and len(word) > 1)


def _is_among_russian(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are in Cyrillic, and one is there."""
    before = re.findall(r"[^\W\d_]+", text[max(0, start - CONTEXT) : start])[-1:]
    after = re.findall(r"[^\W\d_]+", text[end : end + CONTEXT])[:1]
    beside = [word for word in (*before, *after) if not ALIKE_RE.fullmatch(word)]
    return bool(beside) and all("\u0400" <= word[0] <= "\u052f" or CYRILLIC_RE.search(word) for word in beside)


@cache
def _twins() -> tuple[Mapping[int, str], Mapping[int, str]]:
    """To Cyrillic, and to Latin (without the letters with accents)."""
    letters: dict[str, str] = load_toml(Path(__file__).with_name("twins.toml"))["letters"]
    plain = {latin: cyrillic for latin, cyrillic in letters.items() if latin.isascii()}
    return (
        {ord(latin): cyrillic for latin, cyrillic in letters.items()},
        {ord(cyrillic): latin for latin, cyrillic in plain.items()},
    )
