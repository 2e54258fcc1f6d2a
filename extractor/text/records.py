"""JSON to articles: lines, arrays, and objects one after another however they are indented."""

import codecs
import json
from collections.abc import Iterator
from typing import Any

from extractor.errors import InputError
from extractor.recover import describe_error
from extractor.text.articles import Failure, Item, Notice, ReadOptions, read_row
from extractor.text.decode import decode, detect_encoding
from extractor.text.streams import CHUNK, cut_lines, megabytes, narrow, peek

LONGEST_NUMBER = 1000
"""Digits."""

BETWEEN = " \t\r\n,\ufeff"
"""What may separate two values of an array, or of a stream of them."""


def read_lines(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Item]:
    """The articles of JSON Lines; a line that is broken or too long costs itself only.

    Errors: InputError where the data break off; the lines before that are delivered.
    """
    chunks, encoding = narrow(chunks, options.encoding)
    number = 0
    try:
        for number, line in cut_lines(chunks, options.max_size):
            if line is None:
                yield Failure(f"{source}#{number}", f"line {number} is over {megabytes(options.max_size)} (--max-size)")
            elif line.strip():
                yield from _read_line(source, number, line, encoding, options)
    except InputError as error:
        reason = str(error)
        raise InputError(
            f"{reason} after line {number}" if number and " after line " not in reason else reason
        ) from None


def _read_line(source: str, number: int, line: bytes, encoding: str | None, options: ReadOptions) -> Iterator[Item]:
    place = f"{source}#{number}"
    try:
        record = json.loads(decode(line, encoding).text, parse_int=_whole)
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" at")
        yield Failure(place, f"line {number} is not JSON: {reason} at column {error.colno}")
    except Exception as error:
        yield Failure(place, f"line {number}: {describe_error(error)}")
    else:
        yield from _read_record(record, place, f"line {number}: ", options)


def _read_record(record: Any, place: str, where: str, options: ReadOptions) -> Iterator[Item]:
    """The article of a record; what is wrong with it says where it is."""
    if not isinstance(record, dict):
        yield Failure(place, f"{where}no JSON object")
        return
    for item in read_row(record, place, options):
        if isinstance(item, Failure):
            yield Failure(place, f"{where}{item.reason}")
        else:
            yield item._replace(reason=f"{where}{item.reason}") if isinstance(item, Notice) else item


def read_values(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Item]:
    """The articles of an array of objects, or of objects one after another (as `jq .` writes them).

    Errors: InputError where the text is no JSON or a value is over the limit; the articles before that are delivered.
    """
    number = 0
    try:
        for number, value in enumerate(_values(chunks, options), 1):
            yield from _read_record(value, f"{source}#{number}", "", options)
    except InputError as error:
        raise InputError(f"{error}, after record {number}" if number else str(error)) from None


def _values(chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Any]:
    """The values of the text, those of an array one by one; of one that is not whole more is read, twice as much."""
    head, chunks = peek(chunks, CHUNK)
    decoder = codecs.getincrementaldecoder(options.encoding or detect_encoding(head or b"{}"))("replace")
    scanner = json.JSONDecoder(parse_int=_whole)
    text, depth, wanted = "", 0, 0
    for chunk in _decoded(chunks, decoder):
        text += chunk
        if len(text) < wanted:
            continue
        text, depth, values, is_cut = _scan(text, depth, scanner, is_last=False)
        yield from values
        wanted = 2 * len(text) if is_cut else 0
        if len(text) > options.max_size:
            raise InputError(f"a record over {megabytes(options.max_size)} (--max-size)")
    while text:
        text, depth, values, _ = _scan(text, depth, scanner, is_last=True)
        yield from values
    if depth:
        raise InputError("the array is not closed")


def _decoded(chunks: Iterator[bytes], decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _scan(text: str, depth: int, scanner: json.JSONDecoder, *, is_last: bool) -> tuple[str, int, list[Any], bool]:
    """The rest of the text, whether it is inside an array (1, else 0), the values read, and whether one is cut."""
    values: list[Any] = []
    at = 0
    while True:
        while at < len(text) and text[at] in BETWEEN:
            at += 1
        if at == len(text):
            return "", depth, values, False
        try:
            if text[at] in "[]":
                depth, at = _depth_after(text[at], depth), at + 1
                continue
            value, at = scanner.raw_decode(text, at)
        except (ValueError, RecursionError, InputError) as error:
            if values or (isinstance(error, json.JSONDecodeError) and not is_last):
                return text[at:], depth, values, True
            reason = error.msg if isinstance(error, json.JSONDecodeError) else describe_error(error)
            raise InputError(f"no JSON: {reason}") from None
        values.append(value)


def _depth_after(bracket: str, depth: int) -> int:
    """Whether an array is open, 1 or 0, after a bracket. Errors: InputError where it should not be there."""
    if depth == (bracket == "["):
        raise InputError("an array of arrays" if depth else "a bracket without its other")
    return 1 - depth


def _whole(digits: str) -> int | None:
    """A whole number; nothing that an article is known by has more digits than Python converts."""
    return int(digits) if len(digits) < LONGEST_NUMBER else None
