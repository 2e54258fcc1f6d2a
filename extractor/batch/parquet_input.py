"""Parquet to articles: one a row, however much a file grows when it is decompressed."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from extractor.errors import InputError, UsageError, missing_extra
from extractor.text.articles import Failure, Item, ReadOptions, read_row
from extractor.text.streams import SKIP_FACTOR, megabytes

ROWS = 256
"""Rows that are in memory at a time, fewer of long ones."""

BATCH_BYTES = 32_000_000

PAGE_ROWS = 1024
"""Rows that writers put into one page at least; a page is decompressed as a whole."""


def read_parquet(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of a Parquet file.

    Errors: InputError where it is damaged; UsageError where the extra is missing.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(missing_extra("reading Parquet", "parquet")) from None
    number = 0
    try:
        schema = parquet.read_schema(file)
        columns = [name for name in schema.names if name in options.fields]
        texts = [name for name in columns if pyarrow.types.is_string(schema.field(name).type)]
        table = parquet.ParquetFile(file, read_dictionary=texts, pre_buffer=False)
        for group in range(table.num_row_groups):
            rows, size = _measure(table.metadata, group, columns, SKIP_FACTOR * options.max_size)
            if _of_a_page(size, rows) > SKIP_FACTOR * options.max_size:
                limit = megabytes(options.max_size)
                yield Failure(f"{source}#{number + 1}", f"the {rows} rows from here on are over {limit} (--max-size)")
                number += rows
                continue
            at_once = max(1, min(ROWS, BATCH_BYTES * rows // max(size, 1)))
            batches = table.iter_batches(at_once, row_groups=[group], columns=columns)
            for row in _rows(batches, columns, options.max_size):
                number += 1
                yield from _read(row, f"{source}#{number}", options)
    except (pyarrow.ArrowException, OSError) as error:
        said = " ".join(str(error).split()).removesuffix(".")
        raise InputError(f"{said} after row {number}" if number else said) from None


_OVER = object()
"""Stands for a text that is over the limit."""


def _rows(batches: Iterable[Any], columns: list[str], limit: int) -> Iterator[dict[str, Any]]:
    for batch in batches:
        for index in range(batch.num_rows):
            yield {name: _cell(batch.column(name)[index], limit) for name in columns}


def _read(row: dict[str, Any], place: str, options: ReadOptions) -> Iterator[Item]:
    """The article of a row, or what is too long in it."""
    if over := [name for name, value in row.items() if value is _OVER]:
        yield Failure(place, f'"{over[0]}" is over {megabytes(options.max_size)} (--max-size)')
    else:
        yield from read_row(row, place, options)


def _measure(metadata: Any, group: int, columns: list[str], limit: int) -> tuple[int, int]:
    """The rows of a row group, and its bytes, decompressed: of the columns that are read where all are over a limit."""
    described = metadata.row_group(group)
    rows, size = described.num_rows, described.total_byte_size
    return rows, size if _of_a_page(size, rows) <= limit else _size_of_columns(metadata, group, columns)


_SIZE_OF_COLUMNS = """
import sys
from pyarrow import BufferReader, parquet
group = parquet.read_metadata(BufferReader(sys.stdin.buffer.read())).row_group(int(sys.argv[1]))
chunks = map(group.column, range(group.num_columns))
print(sum(c.total_uncompressed_size for c in chunks if c.path_in_schema.split(".")[0] in sys.argv[2:]))
"""


def _size_of_columns(metadata: Any, group: int, columns: list[str]) -> int:
    """The bytes of some columns of a row group, decompressed.

    Asked in a process of its own: pyarrow ends the one that asks for a column whose description is damaged.
    Errors: InputError where that happens.
    """
    description = BytesIO()
    metadata.write_metadata_file(description)
    command = [sys.executable, "-c", _SIZE_OF_COLUMNS, str(group), *columns]
    answer = subprocess.run(command, input=description.getvalue(), capture_output=True, check=False)
    if answer.returncode:
        raise InputError("the description of a column is damaged")
    return int(answer.stdout)


def _of_a_page(size: int, rows: int) -> float:
    """The bytes of one page of a row group of this size."""
    return size / max(rows, 1) * min(rows, PAGE_ROWS)


def _cell(scalar: Any, limit: int) -> Any:
    """A value of Python; a point in time as ISO 8601, for not all of them are in Python's calendar."""
    import pyarrow

    if not scalar.is_valid:
        return None
    if pyarrow.types.is_dictionary(scalar.type):
        scalar = scalar.value
    if isinstance(scalar, (pyarrow.StringScalar, pyarrow.LargeStringScalar)):
        return _OVER if scalar.as_buffer() is not None and scalar.as_buffer().size > limit else scalar.as_py()
    if pyarrow.types.is_temporal(scalar.type):
        try:
            return str(scalar.as_py())
        except (ValueError, OverflowError):
            return f"{scalar.type} {scalar.value}"
    return scalar.as_py()
