"""Mentions and facts as an Excel workbook; needs the extra `excel` (openpyxl)."""

import io
import re
from collections.abc import Iterable
from datetime import date as calendar_day
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from extractor.document import Document
from extractor.errors import UsageError, missing_extra
from extractor.output.rows import (
    DAY_COLUMNS,
    EXACT_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    Cell,
    Row,
    exact_day,
    fact_rows,
    mention_rows,
)

MAX_ROWS = 1_048_576
"""Of a sheet, the header among them; what is more goes to a further sheet."""

MAX_CELL = 32_767
"""Characters of a cell; longer texts are cut."""

MAX_EXACT_DIGITS = 15
"""Excel's numbers are binary floats; longer amounts are put out as text."""

FIRST_DAY = calendar_day(1900, 3, 1)
"""Excel takes 1900 for a leap year: earlier days are put out as text."""

WIDTHS = {
    "article": 8,
    "source": 24,
    "title": 30,
    "published": 12,
    "kind": 13,
    "name": 40,
    "text": 30,
    "sentence": 60,
    "what": 40,
    "arguments": 24,
    **dict.fromkeys(("id", "start", "end", "score", "phase", "currency"), 9),
    **dict.fromkeys(("amount", "min_amount", "max_amount"), 20),
    **dict.fromkeys(("earliest", "latest"), 12),
}
USUAL_WIDTH = 18
"""Of a column, in characters."""

DAY_FORMAT, AMOUNT_FORMAT = "yyyy-mm-dd", "#,##0.##########"

_ILLEGAL_RE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 cannot hold."""


class Workbook:
    """One sheet of mentions and one of facts, or one of them, saved at the end."""

    def __init__(self, path: Path, *, mentions: bool = True, facts: bool = True) -> None:
        """Errors: UsageError where openpyxl is missing."""
        try:
            import openpyxl
        except ImportError:
            raise UsageError(missing_extra("writing .xlsx", "excel")) from None
        self._path = path
        self._count = 0
        self._book: Any = openpyxl.Workbook(write_only=True)
        self._mentions = _Sheets(self._book, "mentions", MENTION_COLUMNS) if mentions else None
        self._facts = _Sheets(self._book, "facts", FACT_COLUMNS) if facts else None

    def write(self, doc: Document) -> None:
        """Add the rows of `doc`."""
        self._count += 1
        if self._mentions:
            self._mentions.extend(mention_rows(doc, self._count))
        if self._facts:
            self._facts.extend(fact_rows(doc, self._count))

    def close(self) -> None:
        """Save the workbook."""
        for sheets in filter(None, (self._mentions, self._facts)):
            sheets.end()
        with self._path.open("wb") as file:
            out = _Patient(file)
            self._book.save(out)
        if out.error is not None:
            raise out.error


class _Patient(io.RawIOBase):
    """Keeps the first error of writing and takes the rest without a word: a ZIP file that fails complains in vain."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, data: Any) -> int:
        size = len(memoryview(data).cast("B"))
        try:
            if self.error is None:
                self._file.write(data)
        except OSError as error:
            self.error = error
        return size

    def flush(self) -> None:
        try:
            if self.error is None and not self._file.closed:
                self._file.flush()
        except OSError as error:
            self.error = error

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def seekable(self) -> bool:
        return self.error is None and self._file.seekable()


class _Sheets:
    """One table, over as many sheets as its rows need: bold head that stays, a filter, widths."""

    def __init__(self, book: Any, title: str, columns: tuple[str, ...]) -> None:
        self._book = book
        self._title = title
        self._columns = columns
        self._count = 0
        self._add_sheet()

    def extend(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if self._rows == MAX_ROWS:
                self.end()
                self._add_sheet()
            self._sheet.append([self._cell(column, row.get(column)) for column in self._columns])
            self._rows += 1

    def end(self) -> None:
        """Let the filter of the sheet cover its rows."""
        from openpyxl.utils import get_column_letter

        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._rows}"

    def _add_sheet(self) -> None:
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._count += 1
        self._sheet = self._book.create_sheet(self._title if self._count == 1 else f"{self._title} {self._count}")
        self._sheet.freeze_panes = "A2"
        for number, column in enumerate(self._columns, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, USUAL_WIDTH)
        head = [self._text(column) for column in self._columns]
        for cell in head:
            cell.font = Font(bold=True)
        self._sheet.append(head)
        self._rows = 1

    def _cell(self, column: str, value: Cell) -> Any:
        if column in DAY_COLUMNS and (day := exact_day(value)) and day >= FIRST_DAY:
            return self._styled(day, DAY_FORMAT)
        if isinstance(value, Decimal):
            if len(value.as_tuple().digits) > MAX_EXACT_DIGITS:
                return self._text(format(value, "f"))
            return self._styled(value, AMOUNT_FORMAT) if column in EXACT_COLUMNS else value
        return self._text(value) if isinstance(value, str) else value

    def _styled(self, value: Any, number_format: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        written = WriteOnlyCell(self._sheet, value=value)
        written.number_format = number_format
        return written

    def _text(self, text: str) -> Any:
        """A cell that is text and never a formula, whatever it begins with."""
        from openpyxl.cell import WriteOnlyCell

        written = WriteOnlyCell(self._sheet, value=_ILLEGAL_RE.sub("�", text)[:MAX_CELL])
        written.data_type = "s"
        return written
