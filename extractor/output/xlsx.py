"""Mentions and facts as an Excel workbook; needs the extra `excel` (openpyxl)."""

import io
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from extractor.document import Document
from extractor.errors import UsageError
from extractor.output.rows import FACT_COLUMNS, MENTION_COLUMNS, Cell, fact_rows, mention_rows

MAX_ROWS = 1_048_576
"""Of a sheet, the header among them; what is more goes to a further sheet."""

MAX_CELL = 32_767
"""Characters of a cell; longer texts are cut."""

MAX_EXACT_DIGITS = 15
"""Excel's numbers are binary floats; longer amounts are put out as text."""

_ILLEGAL_RE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 cannot hold."""


class Workbook:
    """One sheet of mentions and one of facts, saved at the end."""

    def __init__(self, path: Path) -> None:
        try:
            import openpyxl
        except ImportError:
            raise UsageError(".xlsx output needs openpyxl: pip install 'extractor[excel]'") from None
        self._path = path
        self._book: Any = openpyxl.Workbook(write_only=True)
        self._mentions = _Sheets(self._book, "mentions", MENTION_COLUMNS)
        self._facts = _Sheets(self._book, "facts", FACT_COLUMNS)

    def write(self, doc: Document) -> None:
        """Add the rows of `doc`."""
        self._mentions.extend(mention_rows(doc))
        self._facts.extend(fact_rows(doc))

    def close(self) -> None:
        """Save the workbook."""
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
    """One table, over as many sheets as its rows need."""

    def __init__(self, book: Any, title: str, columns: tuple[str, ...]) -> None:
        self._book = book
        self._title = title
        self._columns = columns
        self._count = 0
        self._add_sheet()

    def extend(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        for row in rows:
            if self._rows == MAX_ROWS:
                self._add_sheet()
            self._sheet.append([self._cell(cell) for cell in row])
            self._rows += 1

    def _add_sheet(self) -> None:
        self._count += 1
        self._sheet = self._book.create_sheet(self._title if self._count == 1 else f"{self._title} {self._count}")
        self._sheet.freeze_panes = "A2"
        self._sheet.append(list(self._columns))
        self._rows = 1

    def _cell(self, cell: Cell) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if isinstance(cell, Decimal):
            if len(cell.as_tuple().digits) <= MAX_EXACT_DIGITS:
                return cell
            cell = format(cell, "f")
        if not isinstance(cell, str):
            return cell
        written = WriteOnlyCell(self._sheet, value=_ILLEGAL_RE.sub("�", cell)[:MAX_CELL])
        written.data_type = "s"  # never a formula, whatever it begins with
        return written
