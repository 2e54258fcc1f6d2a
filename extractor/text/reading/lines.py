"""Lines: which breaks are inside a sentence of wrapped text.

A text is wrapped where most of its breaks come where the next word would no longer fit; then all such breaks are white
space. Elsewhere a break is only where the words beside it cannot be apart: a preposition and its noun, a number and
the rest of it, a word in small letters that goes on. Lists, headlines, verse and tables keep their lines.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.edits import Edit, Layer
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re
from extractor.text.dateline import read_datelines
from extractor.text.reading.characters import plain_characters
from extractor.text.reading.hyphens import broken_words
from extractor.text.reading.joints import (
    CLOSING,
    END_MARKS,
    FIRST_WORD_RE,
    LAST_WORD_RE,
    LIST_ITEM_RE,
    belongs_together,
    is_named,
    last_upos,
)
from extractor.text.year_ends import CAPTION_YEAR_RE

NARROWEST, WIDEST = 25, 140
"""Code points of the longest line of a wrapped text."""

LEAST_BREAKS = 3
"""Breaks by which the width can be seen at all."""

LEAST_FULL = 0.25
"""Share of the breaks that come where the next word would not fit; the others end paragraphs."""

LEAST_RUNNING = 0.25
"""Share of those after which a word in small letters follows; verse has none, prose three of four."""

MOST_SHORT = 0.12
"""Share of the breaks that come too early and still go on in small letters: lists have many."""

SLACK = 0.85
"""A line of printed text may end so early, for letters differ in width and words are not broken."""

FAR_LONGER = 2
"""So many times the middle length of the paragraphs one is probably two."""

LONG_PARAGRAPH = 6
"""Lines that a paragraph of news may well have, whatever the others have."""

HEAD = 3
"""Breaks at the beginning of an article after which its dateline may come."""

OUTLIERS = 20
"""Of so many lines one may be longer than the width."""

BULLET_RE = compile_re(r"[•*·▪◦●■►✓○]\s")
GAP_RE = compile_re(r"(?<=\S)(?:\t|[ ]{2,})(?=\S)")


RUNNING_BREAK_RE = compile_re(
    r"""\n(?=[ \t]*\S)(?:(?<=[^\s.!?…:;»”"')\]]\n)|(?<=[^.!?…][»”"')\]]\n)|(?<=[ \t]\n)|(?<=[\s(«][а-яА-ЯЁ]\.\n)"""
    r"|(?<=(?:млн|лрд|тыс|руб)\.\n))"  # «2 млрд.⏎340 млн. сумов»
)
"""A break without which no line can go on in the next."""


MOST_CELLS = 3
"""Words a column, on the average, of a line that is one of a table."""


NARROW_GAP = 3
"""Spaces that a slip or a justified line may have between words."""


class Line(NamedTuple):
    """A line without the white space around it."""

    start: int
    end: int
    text: str
    width: int
    """Code points with the marks and tags that are not read: «в штатах[12][13][14], однако прокурор»."""
    first: int
    """Code points of its first word; «800 млн» is one where the space does not break."""


class LeftOut(NamedTuple):
    """What was left out of a text before its lines are looked at."""

    layer: Layer
    given: str
    """The text before it."""
    takes_room: bool
    """Whether a line was wrapped with it: tags and the numbers of notes, not soft hyphens."""


class Breaks(NamedTuple):
    """The breaks of lines that end nothing."""

    edits: list[Edit]
    is_wrapped: bool
    """Whether the text as a whole is wrapped."""


def find_breaks(written: str, left_out: Sequence[LeftOut] = ()) -> Breaks:
    """The broken words, and the breaks to be read as spaces.

    `written` has its unusual spaces; `left_out`: the layers that made it, the first first.
    """
    text = plain_characters(written)
    broken = list(broken_words(text))
    if not RUNNING_BREAK_RE.search(text):
        return Breaks(broken, is_wrapped=False)
    pairs = _neighbours(text, written, left_out)
    width = _width(pairs)
    done = {edit.end for edit in broken}
    joined = [
        (one, other)
        for at, (one, other) in enumerate(pairs)
        if other.start in done or _is_wrapped(pairs, at, width) or _is_one_sentence(pairs, at)
    ]
    if width:
        joined = _without_ends_of_paragraphs(joined)
    breaks = [Edit(one.end, other.start, " ", "line break") for one, other in joined if other.start not in done]
    return Breaks(sorted([*broken, *breaks]), bool(width))


def _neighbours(text: str, written: str, left_out: Sequence[LeftOut]) -> list[tuple[Line, Line]]:
    """The lines that follow one another, empty ones and rows of columns left out."""
    has_gaps = "  " in text or "\t" in text
    pairs = [(one, other) for one, other in pairwise(_lines(text, written, left_out)) if one.text and other.text]
    if not has_gaps:
        return pairs
    return [(one, other) for one, other in pairs if not (_has_columns(one.text) or _has_columns(other.text))]


def _is_wrapped(pairs: list[tuple[Line, Line]], at: int, width: int) -> bool:
    """Whether a line was broken because it is as long as lines are in this text."""
    one, other = pairs[at]
    return bool(width) and _goes_on(one, other, width) and not (at < HEAD and _is_headline(one, other))


def _is_one_sentence(pairs: list[tuple[Line, Line]], at: int) -> bool:
    one, other = pairs[at]
    return belongs_together(one.text, other.text) and not _is_in_list(pairs, at)


def _is_headline(one: Line, other: Line) -> bool:
    """Whether the article begins after a line: with a dateline, or with the words of its headline again."""
    if one.text.rstrip(CLOSING)[-1:] in END_MARKS or other.text[0].islower():
        return False
    last = LAST_WORD_RE.search(one.text)
    # «французский писатель и историк Доминик⏎Веннер застрелился», «чемпион Ливиу-Дитер⏎Нисипяну (Румыния)»
    if last and is_named(last[0], "Giv"):
        return False
    repeats = other.text.partition(" ")[0] in one.text.split()
    if one.start == 0 and (repeats or _begins_with(other.text, _COMMON)):
        return True
    return bool(read_datelines(other.text))


_FUNCTION = ("ADP", "CCONJ", "SCONJ", "PART")
_COMMON = (*_FUNCTION, "NOUN", "ADJ", "ADV", "VERB", "NUM", "DET", "PRON")
"""A name in the middle of a sentence is more often in another case: «руководитель⏎Театра на Мойке»."""


def _begins_with(line: str, classes: tuple[str, ...]) -> bool:
    """Whether a line begins with a capitalized word that can only be of these classes, no name: «Принцесса», «По»."""
    first = FIRST_WORD_RE.match(line)
    if not first or first.start(1) or not first[1][0].isupper() or first[1][1:] != first[1][1:].lower():
        return False
    found = parses(first[1].lower())
    return any(parse.feats.get("Case", "Nom") == "Nom" for parse in found) and all(
        parse.upos in classes and parse.source == "dictionary" and "NameType" not in parse.feats for parse in found
    )


def _without_ends_of_paragraphs(joined: Sequence[tuple[Line, Line]]) -> list[tuple[Line, Line]]:
    """The breaks without those after a sentence in a paragraph that would be far longer than the others.

    A paragraph may end where its last line is full; nothing but its length shows it.
    """
    paragraphs: list[list[tuple[Line, Line]]] = []
    for pair in joined:
        if paragraphs and paragraphs[-1][-1][1] is pair[0]:
            paragraphs[-1].append(pair)
        else:
            paragraphs.append([pair])
    certain = [len(breaks) + 1 for breaks in paragraphs if not any(map(_may_end_paragraph, breaks))]
    longest = max(FAR_LONGER * median(certain), LONG_PARAGRAPH) if len(certain) > 1 else float("inf")
    return [pair for breaks in paragraphs for pair in _halved(breaks, longest)]


def _halved(breaks: list[tuple[Line, Line]], longest: float) -> list[tuple[Line, Line]]:
    """The breaks inside a paragraph, without the one in the middle where it is too long; its halves likewise."""
    quoted = _inside_quotations(breaks) if breaks else ()
    ends = [at for at, pair in enumerate(breaks) if at not in quoted and _may_end_paragraph(pair)]
    if len(breaks) + 1 <= longest or not ends:
        return breaks
    end = min(ends, key=lambda at: (abs(2 * at + 1 - len(breaks)), -at))
    return [*_halved(breaks[:end], longest), *_halved(breaks[end + 1 :], longest)]


def _inside_quotations(breaks: Sequence[tuple[Line, Line]]) -> set[int]:
    """Which breaks come where a quotation is open that the lines after close: no paragraph ends there."""
    found: set[int] = set()
    opened: list[int] = []
    depth = 0
    is_open = False
    for at, line in enumerate((*(one.text for one, _ in breaks), breaks[-1][1].text)):
        was_open = depth > 0 or is_open
        depth = max(0, depth + line.count("«") - line.count("»"))
        is_open ^= line.count('"') % 2 == 1
        if was_open and not (depth or is_open):
            found.update(opened)
        opened = [*opened, at] if depth or is_open else []
    return found


def _may_end_paragraph(pair: tuple[Line, Line]) -> bool:
    line, following = pair[0].text, pair[1].text
    if line.rstrip(CLOSING)[-1:] not in END_MARKS or following[0].islower() or following[0] in "№%":
        return False
    return not belongs_together(line, following)


def _has_columns(line: str) -> bool:
    """Whether a line is of a table: a tab, or wide gaps among few words; justified lines have many."""
    gaps = GAP_RE.findall(line)
    is_wide = len(gaps) > 1 or any(len(gap) > NARROW_GAP for gap in gaps)
    return "\t" in line or (is_wide and len(line.split()) <= MOST_CELLS * (len(gaps) + 1))


def _lines(text: str, written: str, left_out: Sequence[LeftOut]) -> Iterator[Line]:
    start = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        first = start + (len(raw) - len(raw.lstrip()) if bare else 0)
        end = first + len(bare)
        word = len(written[first:end].partition(" ")[0])
        yield Line(
            first,
            end,
            bare,
            len(bare) + _characters_left_out(left_out, first, end),
            word + _characters_left_out(left_out, first, first + word),
        )
        start += len(raw) + 1


def _characters_left_out(layers: Sequence[LeftOut], first: int, end: int) -> int:
    """Characters between two offsets that were left out and took room in the line, those right before it too."""
    count = 0
    for layer, given, takes_room in reversed(layers):
        start = layer.given_start(first - 1) + 1 if first else 0
        stop = layer.given_start(end)
        if takes_room:
            begin = given.rfind("\n", start, stop) + 1  # a link may be broken, too
            count += (stop - max(start, begin)) - (end - first)
        first, end = start, stop
    return count


def _width(pairs: Sequence[tuple[Line, Line]]) -> int:
    """The code points of a full line of a wrapped text; 0 where it is not wrapped."""
    if len(pairs) < LEAST_BREAKS:
        return 0
    lengths = sorted((one.width for one, _ in pairs), reverse=True)
    width = lengths[len(lengths) // OUTLIERS]
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = running = short = 0
    for one, other in pairs:
        is_running = one.text[-1] not in END_MARKS and other.text[0].islower()
        if _is_full(one, other, int(width * SLACK)):
            full += 1
            running += is_running
        else:
            short += is_running
    is_wrapped = full >= max(LEAST_BREAKS - 1, LEAST_FULL * len(pairs)) and running >= LEAST_RUNNING * full
    return width if is_wrapped and short <= MOST_SHORT * len(pairs) else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line would not have fit."""
    return line.width + 1 + following.first > width


def _goes_on(one: Line, other: Line, width: int) -> bool:
    """In a wrapped text, whether the paragraph goes on after a line."""
    line, following = one.text, other.text
    ends = line.rstrip(CLOSING)[-1:] in END_MARKS
    if BULLET_RE.match(following) or (ends and LIST_ITEM_RE.match(following)) or _is_dated_caption(line, following):
        return False
    if _is_full(one, other, width):
        return not _begins_with(following, _COMMON if line[-1] == ":" else () if ends else _FUNCTION)
    return not ends and following[0].islower() and _is_full(one, other, int(width * SLACK))


def _is_dated_caption(line: str, following: str) -> bool:
    """A line ends the caption: «… на кладбище в США, 2013 г.⏎Сингапурский боец Исламского государства …»."""
    return line.endswith("г.") and bool(CAPTION_YEAR_RE.search(line[:-1])) and following[0].isupper()


def _is_in_list(pairs: Sequence[tuple[Line, Line]], at: int) -> bool:
    """Whether all lines around begin in small letters («хлеб 50 рублей⏎молоко 80 рублей⏎…»): three at least."""
    one, other = pairs[at]
    if not (one.text[0].islower() and other.text[0].islower()):
        return False
    if last_upos(one.text) in ("ADP", "CCONJ"):
        return False
    before = at > 0 and pairs[at - 1][1] is one and pairs[at - 1][0].text[0].islower()
    after = at + 1 < len(pairs) and pairs[at + 1][0] is other and pairs[at + 1][1].text[0].islower()
    return before or after
