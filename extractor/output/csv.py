"""Mentions and facts as CSV, safe to open in a spreadsheet."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TextIO

from extractor.document import Document
from extractor.output.record import plain_digits
from extractor.output.rows import FACT_COLUMNS, MENTION_COLUMNS, Cell, as_cells, fact_rows, mention_rows

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet run a cell: OWASP, «CSV Injection»."""

Cells = Sequence[Cell]


SPECIAL_RE = re.compile(r'[",;\r\n]')


class CsvTables:
    """One row a mention into one file and one row a fact into another; either may be None.

    `excel` is the dialect of the Russian Excel: semicolons and decimal commas (its byte order mark is the file's).
    """

    def __init__(self, mentions: TextIO | None, facts: TextIO | None = None, *, excel: bool = False) -> None:
        self._mentions, self._facts = mentions, facts
        self._delimiter = ";" if excel else ","
        self._decimal_mark = "," if excel else "."
        self._count = 0
        self.facts_left_out = 0
        """Facts that were found and had no file to go to."""
        self._put(mentions, [MENTION_COLUMNS])
        self._put(facts, [FACT_COLUMNS])

    def write(self, doc: Document) -> None:
        """Put out the rows of `doc`."""
        self.write_rows(*document_cells(doc))

    def write_rows(self, mentions: Iterable[Cells], facts: Iterable[Cells]) -> None:
        """Put out the rows of the next document, as `document_cells` gives them."""
        self._count += 1
        self._put(self._mentions, ([self._count, *cells] for cells in mentions))
        if self._facts is None:
            self.facts_left_out += len(list(facts))
        else:
            self._put(self._facts, ([self._count, *cells] for cells in facts))

    def close(self) -> None:
        """Nothing is left to do."""

    def _put(self, out: TextIO | None, rows: Iterable[Cells]) -> None:
        if out is None:
            return
        # RFC 4180 line ends, which every spreadsheet reads.
        out.writelines(f"{self._delimiter.join(_quoted(self._cell(cell)) for cell in row)}\r\n" for row in rows)
        out.flush()

    def _cell(self, cell: Cell) -> str:
        if isinstance(cell, Decimal):
            return plain_digits(cell).replace(".", self._decimal_mark)
        if isinstance(cell, int):
            return str(cell)
        return "" if cell is None else harmless(str(cell))


def _quoted(cell: str) -> str:
    """The cell in quotation marks where RFC 4180 asks for them, and where a program may split at the other mark."""
    return '"' + cell.replace('"', '""') + '"' if SPECIAL_RE.search(cell) else cell


def document_cells(doc: Document) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """The rows of the mentions and those of the facts, without the number of the article."""
    mentions = [as_cells(row, MENTION_COLUMNS[1:]) for row in mention_rows(doc)]
    return mentions, [as_cells(row, FACT_COLUMNS[1:]) for row in fact_rows(doc)]


def harmless(text: str) -> str:
    """`text`, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
