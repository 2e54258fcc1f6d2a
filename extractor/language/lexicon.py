"""Data files of words."""

import marshal
import zlib
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extractor.language.resources import cached_bytes, keep_bytes

SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""All of Unicode's spaces that do not end a line, for use inside a class of a regular expression."""


@cache
def load_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file, read once; its floats are exact Decimals. Not to be changed by the caller.

    Errors: ValueError for a date that is no string.
    """
    content = path.read_bytes()
    name = f"{path.stem}-{zlib.crc32(content):08x}-{marshal.version}.bin"
    kept = cached_bytes(name)
    with suppress(ValueError, EOFError, TypeError):
        if kept is not None and isinstance(found := _exact(marshal.loads(kept)), dict):
            return found
    import tomllib

    data = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    keep_bytes(name, marshal.dumps(_plain(data)))
    return data


def _plain(data: Any) -> Any:
    """The data with decimals as bytes, which TOML has none of and `marshal` can write."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return str(data).encode() if isinstance(data, Decimal) else data


def _exact(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _exact(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_exact(value) for value in data]
    return Decimal(data.decode()) if isinstance(data, bytes) else data


def normalize_word(word: str) -> str:
    """The word in lower case with «е» for «ё», as the data files have it; the length may change."""
    return word.lower().replace("ё", "е")
