"""The calendar's words: the class and the value of each, from `words.toml`."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.language.lexicon import load_toml
from extractor.language.number_words import PREFIX_LENGTH
from extractor.language.ordinals import split_compound
from extractor.language.patterns import compile_re

_LENGTH_RE = compile_re(r"(\d+)-?(?:ти|и|х|мя|ми|а)?-?((?:летн|годичн|месячн|недельн|дневн|суточн)\w+)")

_PLAIN = {
    "dot": ".", "comma": ",", "lpar": "(", "rpar": ")", "slash": "/", "semicolon": ";", "colon": ":",
    "quote": "« \" “ „ ' ‘", "unquote": "” » ’", "percent": "%", "number_sign": "№",
    "v": "в во", "s": "с со c", "po": "по", "do": "до", "na": "на", "k": "к ко", "ot": "от", "za": "за",
    "and": "и или либо", "between": "между", "same": "же", "once": "раз", "ago": "назад", "that": "тому",
    "after": "через", "elapsed": "спустя", "later": "позже позднее", "earlier": "ранее раньше",
    "about": "почти примерно около приблизительно еще более чем менее",
}  # fmt: skip
"""Class: marks and function words."""

_UNITS = {
    "year_short": "year",
    "full_day": "day",
    "quarter_short": "quarter",
    "decade_unit": "decade",
    "century_short": "century",
}
"""Class of words: unit of the calendar, where they differ."""

_NUMBERED = {
    "months": "mon", "month_abbreviations": "monab", "weekdays": "wd", "weekday_abbreviations": "wdab",
    "seasons": "season", "near_days": "near",
}  # fmt: skip
"""Section of the data file, of rows «number: forms»: class of its words."""

_NAMED = {"compounds": "compound_length", "parts": "part", "recurrent": "recurrent"}
"""The same for rows «text: forms»."""

_LISTED = {
    "recurring_weekdays": "recurring_weekday", "daypart": "daypart", "day_noun": "day_noun",
    "half_words": "half_words", "half_short": "half_short", "quarter_words": "quarter_words",
    "third_words": "third_words", "ten_days": "ten_days", "weekend": "weekend", "day_kinds": "day_kinds",
    "style": "style", "inclusive": "inclusive",
}  # fmt: skip
"""The same for a row of forms without value."""


class Lexicon(NamedTuple):
    """Classes and values of words, from `words.toml`."""

    classes: dict[str, str]
    values: dict[str, Any]
    beginnings: frozenset[str]
    """The first letters of all of these words, which rule out most others."""
    lasting: tuple[str, ...]
    lengths: dict[str, tuple[str, ...]]
    """Unit letter (Y, M, W, D): stems of adjectives of length."""


@cache
def lexicon() -> Lexicon:
    """The calendar's words; «е» for «ё»."""
    data = load_toml(Path(__file__).with_suffix(".toml"))
    classes: dict[str, str] = {}
    values: dict[str, Any] = {}
    for form, name, value in (*_nouns(data), *_adjectives(data), *_function_words()):
        classes[form] = name
        values[form] = value
    lengths = {unit: tuple(stems.split()) for unit, stems in data["length_adjectives"].items()}
    return Lexicon(
        classes,
        values,
        frozenset(word[:PREFIX_LENGTH] for word in (*classes, *lengths["bare"])),
        tuple(data["lasting"]["stems"].split()),
        lengths,
    )


_Entry = tuple[str, str, Any]
"""Word, class, value."""


def _nouns(data: dict[str, Any]) -> Iterator[_Entry]:
    """Months, units and other words that the data file gives form by form."""
    for name, forms in data["units"].items():
        yield from _entries(forms, name, _UNITS.get(name, name))
    for section, name in _NUMBERED.items():
        for number, forms in data[section].items():
            yield from _entries(forms, name, int(number))
    for section, name in _NAMED.items():
        for value, forms in data[section].items():
            yield from _entries(forms, name, value)
    for section, name in _LISTED.items():
        yield from _entries(data[section]["forms"], name)


def _adjectives(data: dict[str, Any]) -> Iterator[_Entry]:
    """«прошлый», «завтрашний», «ежегодный», «каждый» in all their forms, of stems and endings."""

    def forms(entry: dict[str, str]) -> str:
        stems = [(stem, kind) for kind, text in entry.items() if kind != "forms" for stem in text.split()]
        return " ".join(
            [entry.get("forms", ""), *(stem + end for stem, kind in stems for end in data["endings"][kind].split())]
        )

    for days, stem in data["near_day_adjectives"].items():
        yield from _entries(forms({"soft": stem}), "nearadj", int(days))
    for name, entry in data["relative"].items():
        yield from _entries(forms(entry), name, name)
    for length, stems in data["recurrent_stems"].items():
        yield from _entries(forms({"hard": stems}), "recurrent", length)
    yield from _entries(forms(data["every"]), "every")


def _function_words() -> Iterator[_Entry]:
    """They come last: «тому» is of «тому назад» before it is a form of «тот»."""
    for name, forms in _PLAIN.items():
        yield from _entries(forms, name)


def _entries(forms: str, name: str, value: Any = None) -> Iterator[_Entry]:
    return ((form, name, value) for form in forms.split())


def length_adjective(word: str) -> tuple[Decimal, str] | None:
    """Number and unit (Y, M, W, D) of «двухдневный», «25-летний»; None for other words."""
    digits = _LENGTH_RE.fullmatch(word)
    found = (Decimal(digits[1]), digits[2]) if digits else split_compound(word)
    if not found and word.startswith(lexicon().lengths["bare"]):
        found = Decimal(1), word
    if not found:
        return None
    number, rest = found
    if number == Decimal("0.5") and rest.startswith("годичн"):
        rest = "годовой"
    return next(
        ((number, unit) for unit, stems in lexicon().lengths.items() if unit != "bare" and rest.startswith(stems)), None
    )
