"""Which abbreviations and compounds may stand for the name of an organization or a place: «МВФ», «Госдума»."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.patterns import compile_re
from extractor.names.spelling import QUOTES_RE

WORD_RE = compile_re(r"[^\W_]+(?:[-‐‑’'&][^\W_]+)*")
ABBREVIATION_RE = compile_re(r"[А-ЯЁ][А-ЯЁа-яё]{0,2}[А-ЯЁ]{1,6}|[A-Z][A-Za-z]?[A-Z]{1,6}|[А-ЯЁ]{2,8}")
SHORT_TAIL = 3
"""Words at the end that an abbreviation may leave out («Центральный банк России», ЦБ)."""
PREFIX = 2
"""Letters at least that a compound takes of a word."""
SHORTEST_REST = 4
"""Letters of a word after a first part that has a letter of its own («Гос-комитет»)."""


def is_abbreviation(name: str) -> bool:
    """Whether a name is one short word in capitals."""
    return ABBREVIATION_RE.fullmatch(name) is not None


def initials(name: str) -> Iterator[str]:
    """«Центральный банк России» by «цбр» and «цб», «Hewlett-Packard» by «hp», «Госкомитет безопасности» by «гкб»."""
    words = [part for word in WORD_RE.findall(QUOTES_RE.sub(" ", name)) for part in word.split("-") if part]
    if len(words) < 2:
        return
    for chosen in ([w for w in words if normalize_word(w) not in _data("small")], words):
        plain = "".join(word[0] for word in chosen).lower()
        full = "".join(map(_letters, chosen))
        for letters in dict.fromkeys((plain, full)):
            for end in range(max(2, len(letters) - SHORT_TAIL), len(letters) + 1):
                yield letters[:end]


def _letters(word: str) -> str:
    """The letters that a word may give to an abbreviation."""
    plain = normalize_word(word)
    part = next((p for p in _data("parts") if plain.startswith(p) and len(plain) - len(p) >= SHORTEST_REST), "")
    return plain[:1] + plain[len(part) : len(part) + 1] if part else plain[:1]


def may_abbreviate(name: str, short: str) -> bool:
    """Whether `short` has no letters in capitals that the words of `name` do not begin with.

    Not «Совет министров Организации Договора о коллективной безопасности (ОДКБ)», whose last words it abbreviates.
    """
    capitals = {letter.lower() for letter in short if letter.isupper()}
    if sum(letter.isupper() for letter in short) < 2 or " " in short:
        return False
    words = WORD_RE.findall(name)
    if short.lower() not in initials(name) and _abbreviates_end(words, short):
        return False
    letters = {letter for word in words for part in word.split("-") if part for letter in _letters(part)}
    return capitals <= letters or is_compound(tuple(map(normalize_word, words)), (normalize_word(short),))


def abbreviates_part(name: str, short: str) -> bool:
    """Whether the capitals of `short` are the first letters of `name`, or of its last words: «СПбПУ», «КПУ»."""
    capitals = "".join(filter(str.isupper, short)).lower()
    return capitals in initials(name) or _abbreviates_end(WORD_RE.findall(name), capitals)


def _abbreviates_end(words: Sequence[str], short: str) -> bool:
    ends = (" ".join(words[i:]) for i in range(1, len(words) - 1) if words[i][0].isupper())
    return any(short.lower() in initials(end) for end in ends)


def is_compound(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether the first word of `short` is made of the beginnings of the words of `long`: «Госдума», «Минфин»."""
    if len(long) < 2 or not short:
        return False
    compound, *tail = short
    parts = [p for word in long for p in word.split("-") if p not in _data("small")]
    for end in range(2, len(parts) + 1):
        if _is_made_of(compound, parts[:end]):
            rest = parts[end:]
            if tail == rest[: len(tail)] and (tail or len(rest) <= SHORT_TAIL):
                return True
    return False


def _is_made_of(compound: str, parts: Sequence[str]) -> bool:
    if not parts:
        return not compound
    longest = 0
    for a, b in zip(compound, parts[0], strict=False):
        if a != b:
            break
        longest += 1
    return any(_is_made_of(compound[n:], parts[1:]) for n in range(longest, PREFIX - 1, -1))


@cache
def _data(kind: str) -> frozenset[str]:
    words: Iterable[str] = load_toml(Path(__file__).with_suffix(".toml"))[kind]
    return frozenset(words)
