"""CSV to articles: one a row, in any encoding and with any of the usual delimiters."""

import csv
from collections.abc import Iterator

from extractor.errors import DecodeError, InputError
from extractor.text.articles import Failure, Item, Notice, ReadOptions, read_row
from extractor.text.decode import detect_encoding
from extractor.text.streams import CHUNK, SKIP_FACTOR, cut_lines, megabytes, narrow, peek

DELIMITERS = ",;\t|"

QUOTE = '"'


def read_csv(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Item]:
    """The articles of a CSV file; a row that is too long or broken costs itself only.

    Errors: InputError where the file breaks off or is no text; the rows before that are delivered.
    """
    chunks, encoding = narrow(chunks, options.encoding)
    head, chunks = peek(chunks, CHUNK)
    lines = _Lines(chunks, encoding or _encoding_of(head), options.max_size)
    csv.field_size_limit(max(options.max_size, csv.field_size_limit()))
    first = next(lines, None)
    if first is None:
        return
    delimiter = _delimiter_of(first, options.text_field)
    header = _cells(first, delimiter)
    number = 0
    try:
        for number, row in enumerate(_rows(lines, delimiter), 1):
            place = f"{source}#{number}"
            if isinstance(row, str):
                yield Failure(place, f"row {number}: {row}")
                continue
            yield from read_row(dict(zip(header, row, strict=False)), place, options)
        if lines.damaged:
            yield Notice(source, f"{lines.damaged} malformed places in {lines.encoding} text, each read as U+FFFD")
    except InputError as error:
        raise InputError(f"{error} after row {number}" if " after line " not in str(error) else str(error)) from None


def _rows(lines: "_Lines", delimiter: str) -> Iterator[list[str] | str]:
    """The rows that are not empty; of one that cannot be read the reason."""
    while True:
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            while True:
                lines.begin_row()
                row = next(reader)
                if lines.has_ended and lines.quotes % 2:
                    yield "a quotation mark is never closed"
                elif row:
                    yield row
        except StopIteration:
            return
        except _TooLongError:
            lines.end_row()
            yield f"over {megabytes(lines.limit)} (--max-size)"
        except csv.Error as error:
            yield str(error)


class _TooLongError(Exception):
    """A row of more bytes than the limit."""


class _Lines:
    """The decoded lines of a CSV file, with their ends, for `csv.reader`.

    Errors: _TooLongError where the lines of one row are more than the limit; the next call goes on after them.
    """

    def __init__(self, chunks: Iterator[bytes], encoding: str, limit: int) -> None:
        self.encoding, self.limit = encoding, limit
        self._lines = cut_lines(chunks, limit, keep_empty=True)
        self.begin_row()
        self.damaged = 0
        self.has_ended = False

    def begin_row(self) -> None:
        self.quotes = self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        try:
            _, line = next(self._lines)
        except StopIteration:
            self.has_ended = True
            raise
        self._size += self.limit if line is None else len(line) + 1
        text = (line or b"").decode(self.encoding, "replace").removeprefix("\ufeff")
        self.quotes += text.count(QUOTE)
        if line is None or self._size > self.limit:
            raise _TooLongError
        self.damaged += text.count("\ufffd") if self.encoding != "utf-8" or b"\xef\xbf\xbd" not in line else 0
        return f"{text}\n"

    def end_row(self) -> None:
        """Pass over the rest of a row that is too long. Errors: InputError where its end is not in sight."""
        while self.quotes % 2 and (found := next(self._lines, None)):
            line = found[1] or b""
            self.quotes += line.count(QUOTE.encode())
            self._size += self.limit if found[1] is None else len(line) + 1
            if self._size > SKIP_FACTOR * self.limit:
                raise InputError(f"a row of more than {megabytes(SKIP_FACTOR * self.limit)}, the rest is not read,")


def _encoding_of(head: bytes) -> str:
    """The encoding of a file by its first lines. Errors: DecodeError where it is no text."""
    whole = head[: head.rfind(b"\n") + 1] if len(head) >= CHUNK else head
    if b"\0" in whole:
        raise DecodeError("binary data, no text")
    return detect_encoding(whole or head)


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a header, a carriage return inside it as a space."""
    return next(csv.reader([" ".join(line.rstrip("\r\n").split("\r"))], delimiter=delimiter), [])


def _delimiter_of(header: str, text_field: str) -> str:
    """The delimiter by which the header has the field of the text, else the most frequent one."""
    for delimiter in DELIMITERS:
        if text_field in _cells(header, delimiter):
            return delimiter
    return max(DELIMITERS, key=header.count)
