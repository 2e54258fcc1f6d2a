"""Quoted names: where they begin and end, also where two marks are opened and one is closed («ТД «Енисей»)."""

from extractor.language.patterns import compile_re

OPENING = "«“„‹"
CLOSING = "»”›"
MARK_RE = compile_re('[«»“”„‹›"\n]')
MAX_LENGTH = 120
"""Characters of a quoted name at most, its marks included."""
MAX_TAIL = 30
"""Characters at most between an inner closing mark and the outer one: «Центр «Азия» и партнёры»."""
NOUN_RE = compile_re(r"([А-Яа-яЁё-]{2,})[ \u00a0]$")
MAX_NOUN = 30
"""Letters of a noun before a quotation at most."""
TAIL_RE = compile_re(r"[^\n.,;:!?()«»“”„‹›\"]*")


def opens(text: str, at: int) -> bool:
    """Whether the mark at `at` opens a quotation: a straight mark does after a space and before a letter."""
    mark = text[at]
    if mark in OPENING:
        # «“» closes what «„» has opened
        return mark != "“" or not (at and (text[at - 1].isalnum() or text[at - 1] in CLOSING))
    if mark in CLOSING:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or not (before.isalnum() or before in '»”".!?')) and (after.isalnum() or after in OPENING)


def noun_before(text: str, at: int) -> str:
    """The word before a quotation that begins at `at`, empty if there is none: «фильм» of «фильм «Дядя Ваня»»."""
    match = NOUN_RE.search(text, max(0, at - MAX_NOUN), at)
    return match[1] if match else ""


def quoted_end(text: str, start: int) -> int | None:
    """The end of the quotation that begins at `start`, its last mark included; None if it is not closed nearby.

    Of two marks opened the inner one closes both where no mark follows that can only be the outer one's.
    """
    depth = 0
    for match in MARK_RE.finditer(text, start, start + MAX_LENGTH):
        at = match.start()
        if text[at] == "\n":
            return None
        if opens(text, at):
            depth += 1
            continue
        depth -= 1
        if depth <= 0 or not _goes_on(text, start, at + 1):
            return at + 1
    return None


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether, after an inner closing mark at the end of `text[start:end]`, the outer one is still to come."""
    tail = TAIL_RE.match(text, end, end + MAX_TAIL)
    after = tail.end() if tail else end
    if text[after : after + 1] in ("", "\n") or not MARK_RE.match(text, after) or opens(text, after):
        return False
    return after == end or (not _is_inside_quotation(text, start) and len(text[end:after].split()) <= 2)


def _is_inside_quotation(text: str, at: int) -> bool:
    """Whether a quotation that began before `at` on its line is still open there."""
    depth = 0
    for match in MARK_RE.finditer(text, text.rfind("\n", 0, at) + 1, at):
        depth = max(0, depth + (1 if opens(text, match.start()) else -1))
    return depth > 0
