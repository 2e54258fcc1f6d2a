"""Bounds of names and positions as the output contract wants them: quotation marks, brackets, legal forms, dots."""

import re
from functools import cache
from pathlib import Path

from extractor.document import NameKind
from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

Span = tuple[int, int]

CLOSING = {"«": "»", "“": "”", "„": "“”", "‹": "›", "‘": "’", '"': '"', "(": ")", "[": "]"}
OPENING = {"»": "«", "”": "“„", "›": "‹", '"': '"', ")": "(", "]": "["}
MARK_RE = compile_re(f"[{re.escape(''.join(sorted({*CLOSING, *OPENING})))}]")

EDGES = " \t\r\n\u00a0,;:—–-!?…/|*"
"""What never begins or ends a name."""

CHARACTERS_TO_CLOSING = 60
"""Characters that a quotation mark left open may be from its closing one."""

MARKS_CORRECTED = 8
"""Marks that are put right at most."""

BRACKETED_RE = compile_re(r"(?<!\s)\s*\(\s*[«“„\"]?([^()«»“”„\"]{2,60})[»”“\"]?\s*\)?$")
DOTTED_RE = compile_re(r"(?:^|[\s.\u00a0-])[А-ЯЁA-Z]$|[ \u00a0-](?:мл|ст)$")
"""«Лыжин И.», «Карасёв-мл.»."""
BEFORE_RE = compile_re(r"(?<![\w-])([А-ЯЁ][А-ЯЁа-яё]{1,4})[ \u00a0]+([«“„\"]?)$")
AFTER_RE = compile_re(r",?[ \u00a0]([A-Z][A-Za-z.]{1,5})(?![A-Za-z])")
QUOTED_RE = compile_re(r"[ \u00a0]«[А-ЯЁA-Z][^«»\n]{1,60}»")
AND_RE = compile_re(r"\s+[иИ]\s+")
LOWER_BEFORE_QUOTE_RE = compile_re(r"(?:[а-яё-]+\s+)+[«“„\"]")


def name_bounds(text: str, start: int, end: int, kind: NameKind, *, legal_forms: bool = True) -> list[Span]:
    """The corrected bounds of a name; two where a bracketed abbreviation was included, or none.

    Two, as well, of people with a conjunction between them, which separates no names where all is in capitals.

    `legal_forms`: whether they belong to the name («ООО «Ромашка»»).
    """
    spans = []
    bracketed = BRACKETED_RE.search(text[start:end]) if "(" in text[start:end] else None
    if bracketed:
        inner = start + bracketed.start(1), start + bracketed.end(1)
        if bracketed.start() and text[inner[0]].isupper():
            spans = [(start, start + bracketed.start()), inner]
    elif kind == "person" and (conjunction := AND_RE.search(text, start, end)):
        spans = [(start, conjunction.start()), (conjunction.end(), end)]
    fitted = [_fit(text, a, b, kind, legal_forms=legal_forms) for a, b in spans or [(start, end)]]
    return [(a, b) for a, b in fitted if a < b]


def position_bounds(text: str, start: int, end: int) -> Span:
    """The span of a position, without punctuation and unpaired quotation marks at its edges."""
    return _balance(text, *_trim(text, start, end))


def _fit(text: str, start: int, end: int, kind: NameKind, *, legal_forms: bool) -> Span:
    start, end = _trim(text, start, end)
    if kind == "organization":
        if lower := LOWER_BEFORE_QUOTE_RE.match(text, start, end):
            start = lower.end() - 1
        if legal_forms:
            start = _with_legal_form(text, start)
        if quoted := QUOTED_RE.match(text, end):
            end = quoted.end() if _is_common(text[start:end].split()[-1:]) else end
    start, end = _balance(text, start, end)
    if start >= end:
        return start, end
    if kind == "organization":
        end = _with_form_after(text, start, end) if legal_forms else end
    elif kind == "person" and text[end : end + 1] == "." and DOTTED_RE.search(text, max(start - 1, 0), end):
        end += 1
    return start, end


def _is_common(words: list[str]) -> bool:
    """Whether the last word of a name is a common noun, so that it goes on in quotation marks («Центр «Азия»»)."""
    if not words or not words[0].isalpha() or words[0].isupper():
        return False
    readings = parses(words[0])
    return words[0].islower() or all(reading.upos == "NOUN" for reading in readings)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start] in EDGES or text[start] == "."):
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _balance(text: str, start: int, end: int) -> Span:
    """Both marks of a pair or neither: neither where they hold the whole name, else both."""
    for _ in range(MARKS_CORRECTED if MARK_RE.search(text, start, end) else 0):
        mended = _mend_marks(text, start, end) if start < end else (start, end)
        if mended == (start, end):
            break
        start, end = _trim(text, *mended)
    return start, end


def _mend_marks(text: str, start: int, end: int) -> Span:
    """The span with one of its unpaired marks put right; the same where there is none."""
    unopened, unclosed = _unpaired(text, start, end)
    first = text[start]
    if start in unclosed and first in CLOSING and text[end : end + 1] not in CLOSING[first]:
        return start + 1, end  # the mark before a longer quotation
    if start in unclosed or (not unclosed and not unopened and _holds(text, start, end)):
        return start + 1, end - (text[end - 1] in CLOSING[first] and end - 1 > start + 1)
    if end - 1 in unopened:
        return start, end - 1
    if unclosed:
        return start, _close(text, unclosed[-1], end)
    if unopened:
        at = unopened[0]
        is_opened = start > 0 and text[start - 1] in OPENING[text[at]]
        return (start - 1 if is_opened else at + 1), end
    return start, end


def _close(text: str, at: int, end: int) -> int:
    """Where a name ends whose mark at `at` is open: with the closing one where it is near, else before the mark."""
    close = next(
        (i for i in range(end, min(end + CHARACTERS_TO_CLOSING, len(text))) if text[i] in CLOSING[text[at]]), -1
    )
    is_near = close >= 0 and "\n" not in text[end:close] and (close == end or text[at] not in "([")
    return close + 1 if is_near else at


def _unpaired(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Places of closing marks without an opening one, and of opening ones without a closing one."""
    unopened: list[int] = []
    open_marks: list[int] = []
    for i in range(start, end):
        mark = text[i]
        if open_marks and mark in CLOSING[text[open_marks[-1]]]:
            open_marks.pop()
        elif mark in '«“„‹"([':
            open_marks.append(i)
        elif mark in "»”›)]":
            unopened.append(i)
    return unopened, open_marks


def _holds(text: str, start: int, end: int) -> bool:
    """Whether the mark at the start is closed by that at the end, not before."""
    if text[end - 1] not in CLOSING.get(text[start], ""):
        return False
    return not _unpaired(text, start + 1, end - 1)[0] and _unpaired(text, start, end - 1)[1][:1] == [start]


@cache
def _legal_forms() -> tuple[frozenset[str], frozenset[str]]:
    data = load_toml(Path(__file__).with_name("legal_forms.toml"))
    return frozenset(data["before"]), frozenset(data["after"])


def is_legal_form(word: str) -> bool:
    """Whether a word is the abbreviation of a legal form before a name: «ООО», «ИА»."""
    return word in _legal_forms()[0]


def _with_legal_form(text: str, start: int) -> int:
    found = BEFORE_RE.search(text[max(start - 12, 0) : start])
    if found and found[1] in _legal_forms()[0]:
        return start - len(found[0])
    return start


def _with_form_after(text: str, start: int, end: int) -> int:
    if text[end - 1].isascii() or text[end - 1] == "»":
        found = AFTER_RE.match(text, end)
        if found and found[1] in _legal_forms()[1]:
            end = found.end()
    last = text[max(start, end - 8) : end].split()[-1:]
    if text[end : end + 1] == "." and last and last[0] + "." in _legal_forms()[1] and last[0][-1].islower():
        return end + 1
    return end
