"""White space inside lines: columns, justified lines, stray spaces in numbers."""

import re
from collections.abc import Iterator

from extractor.edits import Edit
from extractor.language.patterns import compile_re

WIDE_GAP = 4
"""Spaces that part columns in a line of few words; justified lines have fewer."""

FEW_WORDS = 8
"""Words at most of such a line."""

RUN_RE = compile_re(r"(?<=[^\s])(?: {2,}|[ ]*\t[ \t]*)(?=[^\s])")
LINE_RE = compile_re(r"[^\n]+")

LONGEST_NUMBER = 24
"""Code points on both sides of a stray space that are looked at."""

MULTIPLE = r"(?:тыс(?:\.|яч)|млн|млрд|трлн|миллион|миллиард|триллион)"
CURRENCY = r"(?:руб|₽|долл|евро|тенге|сум|сомон|сом|манат|\$|€|₸)"
STRAY_RE = compile_re(
    rf"""(?<=\d)(?P<before>[ ]),(?=\d)                                    # «1 ,5 млн»
    |(?<=[а-яё$€][ ])\d{{1,3}}(?P<both>[ ][,.][ ])(?=\d{{1,2}}[ ]{MULTIPLE})    # «выделили 1 , 5 млн»
    |(?<![\d,.][ ])(?<![\d,.])\b\d{{1,3}}(?:[ ]\d{{3}})+,(?P<cents>[ ])(?=\d\d[ ]{CURRENCY})   # «12 345, 67 рублей»
    |(?<=[а-яё$€][ ])\d{{1,3}},(?P<after>[ ])(?=\d{{1,2}}[ ]{MULTIPLE})   # «выделили 1, 5 млн»
    |(?<=\d)(?P<dot>·)(?=\d{{3}}(?!\d))                                   # «12·345 рублей»
    |(?<=\d)(?P<ending>[–—])(?=(?:х|ти|ми|ью|го|му|й|я|е)(?!\w))            # «3–х миллионов»
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The group is what is ignored, or read as in `REPLACED`."""
REPLACED = {"dot": " ", "both": ",", "ending": "-"}

STRAY_SUSPECT_RE = compile_re(r", \d| , ?\d|·\d| \. \d|(?<=\d)[–—](?=[а-я])")
COUNTED_RE = compile_re(
    r"(?:пункт|стат|част|подпункт|дом|квартир|школ|этап|групп|номер|лот|корпус|секци|квартал|глав|том|участ|п\.|ст\.|ч\.|д\.|№)[а-яё]*\s*\Z",
    re.IGNORECASE,
)
"""Before numbers that are counted, not measured: «в пунктах 1, 5 тысяч жителей»."""


def find_gaps(text: str) -> tuple[list[Edit], bool]:
    """Gaps between columns, read as ends of lines, and runs of spaces, as one; whether there is a table.

    A tab always parts columns: «Молоко⇥3⇥120 руб.» are three.
    """
    if "  " not in text and "\t" not in text:
        return [], False
    rows = [list(RUN_RE.finditer(text, *line.span())) for line in LINE_RE.finditer(text)]
    edits: list[Edit] = []
    columns = 0
    for at, row in enumerate(rows):
        is_row = _is_row(text, rows, at)
        columns += is_row
        for gap in row:
            if is_row or "\t" in gap[0]:
                edits.append(Edit(*gap.span(), "\n", "column"))
            else:
                edits.append(Edit(*gap.span(), " ", "spaces"))
    return edits, columns > 1


def _is_row(text: str, rows: list[list[re.Match[str]]], at: int) -> bool:
    """Whether the gaps of a line part columns: a wide one among few words, or as many in the line beside it."""
    gaps = rows[at]
    if not gaps:
        return False
    if any("\t" in gap[0] for gap in gaps):
        return True
    start = text.rfind("\n", 0, gaps[0].start()) + 1
    end = text.find("\n", gaps[-1].end())
    words = len(text[start : end if end >= 0 else len(text)].split())
    if words <= FEW_WORDS and max(len(gap[0]) for gap in gaps) >= WIDE_GAP:
        return True
    beside = [len(rows[i]) for i in (at - 1, at + 1) if 0 <= i < len(rows)]
    return len(gaps) > 1 and len(gaps) in beside and words <= 2 * FEW_WORDS and words <= 4 * (len(gaps) + 1)


def find_stray(text: str) -> Iterator[Edit]:
    """Spaces that a scan has put into a number."""
    for suspect in STRAY_SUSPECT_RE.finditer(text):
        around = max(0, suspect.start() - LONGEST_NUMBER), suspect.end() + LONGEST_NUMBER
        found = (m for m in STRAY_RE.finditer(text, *around) if m.start() <= suspect.start() <= m.end())
        match = next(found, None)
        if match is None:
            continue
        group = match.lastgroup or ""
        if group in ("after", "both") and COUNTED_RE.search(
            text, max(0, match.start() - LONGEST_NUMBER), match.start()
        ):
            continue
        yield Edit(*match.span(group), REPLACED.get(group, ""), "stray space")
