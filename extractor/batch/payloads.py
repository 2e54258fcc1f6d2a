"""What the journal holds of an article, read again."""

import json
from decimal import Decimal
from typing import Any

from extractor.output.record import plain_digits

WHOLE_DIGITS = 18
"""Longer whole numbers are read as decimals: Python refuses to convert those of thousands of digits."""


def parse_payload(line: bytes | str) -> dict[str, Any]:
    """A JSON line with its amounts exact."""
    record: dict[str, Any] = json.loads(line, parse_float=Decimal, parse_int=_whole)
    return record


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= WHOLE_DIGITS else Decimal(digits)


def exact_text(value: Any, least: Any, most: Any) -> str | None:
    """The amount in all its digits, of a range `5000000..7000000`; what no column of numbers can hold is here."""
    bounds = (least, most)
    if any(bound is not None for bound in bounds):
        return "..".join("" if bound is None else plain_digits(Decimal(bound)) for bound in bounds)
    return None if value is None else plain_digits(Decimal(value))
