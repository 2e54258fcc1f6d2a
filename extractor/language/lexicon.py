"""Data files of words."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""All of Unicode's spaces that do not end a line, for use inside a class of a regular expression."""


@cache
def load_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file, read once; its floats are exact Decimals. Not to be changed by the caller."""
    with path.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def normalize_word(word: str) -> str:
    """The word in lower case with «е» for «ё», as the data files have it; the length may change."""
    return word.lower().replace("ё", "е")
