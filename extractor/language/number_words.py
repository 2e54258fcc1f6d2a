"""The forms of numerals and multipliers, from `numerals.toml`."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.language.lexicon import SPACES, load_toml
from extractor.language.patterns import compile_re

PREFIX_LENGTH = 3
"""Letters of a word that rule out most words as numbers; no number is shorter."""

WORD_RE = compile_re(r"[^\W\d_]+")
NEXT_WORD_RE = compile_re(rf"[{SPACES}]+([^\W\d_]+)")
"""A word, and one after spaces."""

_DATA = Path(__file__).with_name("numerals.toml")


class Multiplier(NamedTuple):
    """A multiplier by one of its forms."""

    value: Decimal
    short: bool = False
    """An abbreviation or a foreign word: never a number by itself."""
    exact: bool = True
    """Whether it is a number by itself: «тысяча» is, «тысячи» may be («более тысячи»), «тысячами» is not."""
    genitive: bool = False
    """Whether it may be the genitive that a number governs: «3 миллиона»."""
    either: bool = False
    half: bool = False


class NumberWords(NamedTuple):
    """The forms of all that numbers are made of."""

    cardinals: dict[str, int]
    fractions: dict[str, Decimal | None]
    multipliers: dict[str, Multiplier]
    abbreviations: tuple[str, ...]
    vague: frozenset[str]
    ordinals: dict[str, tuple[int, str]]
    multiplier_ordinals: dict[str, tuple[int, str]]
    ordinal_suffixes: frozenset[str]
    prefixes: dict[str, Decimal]
    prefix_re: re.Pattern[str]
    genitive_re: re.Pattern[str]
    beginnings: frozenset[str]
    first_letters: frozenset[str]
    """Of all of them and of ordinals."""


@cache
def number_words() -> NumberWords:
    """The forms of the data file, read once."""
    data = load_toml(_DATA)
    endings = {kind: text.split() for kind, text in data["endings"].items()}
    ordinals: dict[str, tuple[int, str]] = {}
    for kind in ("hard", "stressed", "third"):
        ordinals |= _ordinal_forms(data["ordinals"][kind], endings[kind])
    multiplier_ordinals = _ordinal_forms(data["ordinals"]["multiplier"], endings["hard"])
    prefixes = {prefix: Decimal(value) for value, prefix in data["prefixes"].items()}
    cardinals = {form: int(value) for value, forms in data["cardinals"].items() for form in forms.split()}
    fractions: dict[str, Decimal | None] = dict.fromkeys(data["thirds"]["forms"].split())
    fractions |= {form: Decimal(value) for value, forms in data["fractions"].items() for form in forms.split()}
    multipliers = _multiplier_forms(data["multipliers"])
    vague = frozenset(data["vague"]["forms"].split())
    beginnings = vague.union(cardinals, fractions, (word for word in multipliers if not multipliers[word].short))
    governors = "|".join(data["genitive"]["governors"].split())
    return NumberWords(
        cardinals=cardinals,
        fractions=fractions,
        multipliers=multipliers,
        abbreviations=tuple(form for entry in data["multipliers"] for form in entry.get("short", "").split()),
        vague=vague,
        ordinals={**ordinals, **multiplier_ordinals},
        multiplier_ordinals=multiplier_ordinals,
        ordinal_suffixes=frozenset(endings["digits"]),
        prefixes=prefixes,
        prefix_re=compile_re("|".join(sorted(prefixes, key=len, reverse=True))),
        genitive_re=compile_re(rf"(?<![^\W_])(?:{governors})[{SPACES}]+$", re.IGNORECASE),
        beginnings=beginnings,
        first_letters=frozenset(
            word[:PREFIX_LENGTH] for word in (*beginnings, *multipliers, *ordinals, *multiplier_ordinals, *prefixes)
        ),
    )


def _ordinal_forms(stems: dict[str, str], endings: list[str]) -> dict[str, tuple[int, str]]:
    """Form: its number and its ending."""
    return {stem + ending: (int(value), ending) for value, stem in stems.items() for ending in endings}


def _multiplier_forms(entries: list[dict[str, Any]]) -> dict[str, Multiplier]:
    forms: dict[str, Multiplier] = {}
    for entry in entries:
        value = Decimal(entry["value"])
        singular = entry["singular"].split()
        either = entry.get("either", "").split()
        genitive = entry.get("genitive", "").split()
        forms.update((form, Multiplier(value, genitive=form in genitive)) for form in singular)
        forms.update((form, Multiplier(value, exact=False)) for form in entry["plural"].split())
        forms.update((form, Multiplier(value, either=True)) for form in either)
        forms.update((form, Multiplier(value, short=True, exact=False)) for form in entry.get("short", "").split())
        if "half" in entry:
            half = Multiplier(value, half=True)
            forms.update(("полу" + form, half) for form in (*singular, *either))
            forms["пол" + entry["half"]] = half
    return forms


def room_after(value: int, room: int) -> int:
    """Below what the next word of a number must be: 100 after «двести», 10 after «двадцать», nothing after «пять»."""
    return min(room, 100 if value >= 100 else 10 if value >= 20 else 0)
