"""The words of a language and how they are counted."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from extractor.language.lexicon import load_toml

Language = Literal["ru", "en"]

Case = Literal["n", "g", "d", "a"]
"""Nominative, genitive, dative, accusative."""


@cache
def words_of(language: Language) -> "Words":
    """The words of a language, looked up once."""
    return Words(language)


class Words:
    """What `words.toml` has for a language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table: dict[str, Any] = load_toml(Path(__file__).parent / "words.toml")[language]

    def section(self, name: str) -> dict[str, Any]:
        """A table of `words.toml`, such as `mods`."""
        return cast(dict[str, Any], self._table[name])

    def text(self, name: str, case: Case = "n", /, **values: object) -> str:
        """A phrase filled in; in the nominative where the language has no such case."""
        return str(self._form(name, case)).format(**values)

    def item(self, name: str, index: int, case: Case = "n") -> str:
        """One of a list, as of months, counted from 0."""
        return str(self._form(name, case)[index])

    def mod(self, mod: str) -> tuple[str, Case]:
        """The words of a TIMEX3 modifier and the case that they govern."""
        return self.section("mods")[mod], self.section("cases").get(mod, "n")

    def plural(self, number: str, forms: Sequence[str]) -> str:
        """The form after `number`, digits with a point for a fraction: 1 год, 2 года, 5 лет, 1.5 года."""
        return forms[_russian_form(number) if self.language == "ru" else int(number != "1")]

    def _form(self, name: str, case: Case) -> Any:
        for key in (f"{name}_{case}", f"{name}_n", name):
            if key in self._table:
                return self._table[key]
        raise KeyError(name)


def _russian_form(number: str) -> int:
    if "." in number:
        return 1
    if number[-1] in "056789" or number[-2:] in ("11", "12", "13", "14"):
        return 2
    return 0 if number[-1] == "1" else 1
