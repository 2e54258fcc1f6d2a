"""Names, symbols and codes of currencies."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.language.lexicon import SPACES, load_toml, normalize_word
from extractor.language.patterns import compile_re

_DATA = Path(__file__).with_suffix(".toml")
_ONE = Decimal(1)
LEADING_ABBREVIATION = 3
"""Letters, at least, of an abbreviation that may precede its amount: «руб. 432», not «р. 5»."""


class Kind(NamedTuple):
    """One of the currencies that a word may mean."""

    code: str | None
    """None for one that never had an ISO code."""
    countries: tuple[str, ...]
    alone: bool


class Currency(NamedTuple):
    """A currency as written: what is known of it before the article is looked at."""

    code: str | None
    """Its default meaning; None if it has none."""
    kinds: tuple[Kind, ...] = ()
    factor: Decimal = _ONE
    """How many units of the currency one of it is: 0.01 for «копейка»."""
    needs_country: bool = False
    """Whether it is money only where the article speaks of its country."""
    noun: str = ""
    """The noun that named it, in the nominative; empty for symbols and codes."""
    qualified: bool = False
    """Whether an adjective or a name after the noun says which it is."""


class CurrencyName(NamedTuple):
    """A noun, symbol or code as the data file has it, before its neighbours in the text are looked at."""

    currency: Currency
    leads: bool = False
    """Whether it may precede the amount."""
    short: bool = False
    """Whether a dot after it belongs to it."""
    is_sign: bool = False
    """Whether it is a currency sign («$»), no letters."""
    is_abbreviation: bool = False
    """Whether it is an abbreviation that precedes amounts in forms and tables («руб. 432»)."""
    small_below: int = 0
    """Below so many it is money only with its country; 0 where that holds of all without a multiplier."""
    base: str = ""
    """Its nominative singular."""
    only: str = ""
    adjectives: tuple[tuple[str, tuple[Kind, ...]], ...] = ()
    after: tuple[tuple[str, tuple[Kind, ...]], ...] = ()
    after_re: re.Pattern[str] | None = None
    not_after_re: re.Pattern[str] | None = None
    not_before_re: re.Pattern[str] | None = None

    def narrow(self, kinds: tuple[Kind, ...]) -> Currency:
        """The currency that an adjective or a name after the noun leaves."""
        code = kinds[0].code if len(kinds) == 1 else None
        return Currency(code, kinds if len(kinds) > 1 else (), self.currency.factor, noun=self.base, qualified=True)


class _Lexicon(NamedTuple):
    words: dict[str, CurrencyName]
    symbols: dict[str, CurrencyName]
    codes: dict[str, CurrencyName]
    dollars: dict[str, CurrencyName]
    adjective_endings: tuple[str, ...]


@cache
def _lexicon() -> _Lexicon:
    data = load_toml(_DATA)
    words: dict[str, CurrencyName] = {}
    for noun in data["noun"]:
        name = _noun(noun, data["declension"])
        words.update((normalize_word(form), name) for form in _forms(noun, data["declension"]))
        for form in noun.get("short", "").split():
            words[form] = name._replace(short=True, is_abbreviation=len(form) >= LEADING_ABBREVIATION)
    only_after = set(data["codes"]["behind"].split())
    same = data["codes"]["same"]
    every = " ".join(data["codes"][part] for part in ("iso", "historic", "crypto")).split()
    codes = {code: CurrencyName(Currency(same.get(code, code)), leads=code not in only_after) for code in every}
    words.update((code, codes[code.upper()]) for code in data["codes"]["small"].split())
    return _Lexicon(
        words=words,
        symbols={text: _symbol(text, entry) for text, entry in data["symbols"].items()},
        codes=codes,
        dollars={prefix: CurrencyName(Currency(code), leads=True) for prefix, code in data["dollar_prefixes"].items()},
        adjective_endings=tuple(data["adjective_endings"].split()),
    )


def _forms(noun: dict[str, Any], declension: dict[str, str]) -> list[str]:
    # An empty ending is at the head of a class or between two spaces.
    endings = declension[noun["class"]].split(" ")
    return [*(noun["stem"] + ending for ending in endings), *noun.get("extra", "").split()]


def _noun(noun: dict[str, Any], declension: dict[str, str]) -> CurrencyName:
    adjectives: dict[str, tuple[Kind, ...]] = {}
    after: dict[str, tuple[Kind, ...]] = {}
    kinds = []
    for code, entry in noun.get("kinds", {}).items():
        kind = Kind(code or None, tuple(entry.get("country", "").split()), entry.get("alone", False))
        kinds.append(kind)
        for adjective in entry.get("adjectives", "").split():
            adjectives[adjective] = (*adjectives.get(adjective, ()), kind)
        for phrase in filter(None, entry.get("after", "").split("|")):
            after[normalize_word(phrase)] = (*after.get(normalize_word(phrase), ()), kind)
    phrases = sorted(after, key=len, reverse=True)
    base = normalize_word(_forms(noun, declension)[0])
    factor = Decimal(noun.get("factor", 1))
    not_after = "|".join(noun.get("not_after", "").split())
    not_before = "|".join(noun.get("not_before", "").split())
    return CurrencyName(
        Currency(noun.get("code"), tuple(kinds), factor, needs_country="only" in noun, noun=base),
        base=base,
        only=noun.get("only", ""),
        adjectives=tuple(adjectives.items()),
        after=tuple(after.items()),
        after_re=_phrases_re(phrases) if phrases else None,
        not_after_re=compile_re(rf"(?<![^\W_])(?:{not_after})(?:[^.,;:]|[.,](?=[0-9]))*$", re.IGNORECASE)
        if not_after
        else None,
        not_before_re=compile_re(rf"\.?[{SPACES}]*(?:{not_before})", re.IGNORECASE) if not_before else None,
        small_below=noun.get("small_below", 0),
    )


def _phrases_re(phrases: Sequence[str]) -> re.Pattern[str]:
    written = "|".join(re.escape(p).replace(r"\ ", f"[{SPACES}]+").replace("е", "[её]") for p in phrases)
    return compile_re(rf"(?:\.[{SPACES}]*|[{SPACES}]+)({written})(?![^\W_])", re.IGNORECASE)


def _symbol(text: str, entry: dict[str, Any]) -> CurrencyName:
    kinds = tuple(Kind(code, (country,), alone=True) for code, country in entry.get("kinds", {}).items())
    currency = Currency(entry.get("code"), kinds, Decimal(entry.get("factor", 1)))
    sign = not text[0].isalpha()
    return CurrencyName(currency, leads=entry.get("leads", sign and "factor" not in entry), is_sign=sign)


@cache
def symbol_class() -> str:
    """The currency symbols that are no letters, for use inside a class of a regular expression."""
    return re.escape("".join(symbol for symbol in _lexicon().symbols if len(symbol) == 1 and not symbol.isalpha()))


def find_name(word: str) -> CurrencyName | None:
    """What the data files know of a word, symbol or code, by its text alone."""
    lexicon = _lexicon()
    return lexicon.codes.get(word) or lexicon.symbols.get(word) or lexicon.words.get(normalize_word(word))


def find_dollar(prefix: str) -> CurrencyName | None:
    """The dollar of «US$», «HK$» … by its letters; None where they belong to nothing."""
    return _lexicon().dollars.get(prefix)


def adjective_stem(word: str) -> str | None:
    """A word without the ending of an adjective («гонконгск» of «гонконгских»); None where it has none."""
    normal = normalize_word(word)
    for ending in _lexicon().adjective_endings:
        if normal.endswith(ending) and len(normal) > len(ending) + 1:
            return normal[: -len(ending)]
    return None


def read_kinds(name: CurrencyName, adjective: str) -> tuple[Kind, ...] | None:
    """The currencies that an adjective («шведских», «бел.») leaves of a noun; None where it says nothing of them."""
    stem = adjective_stem(adjective) if not adjective.endswith(".") else normalize_word(adjective[:-1])
    return dict(name.adjectives).get(stem) if stem else None


def choose_code(currency: Currency, countries: Sequence[str]) -> str | None:
    """The ISO code of a currency in an article that speaks of `countries`, the most frequent first; None if open."""
    if is_at_home(currency, countries):
        return currency.code
    kinds = [kind for kind in currency.kinds if kind.alone or not currency.code]
    for country in countries:
        for kind in kinds:
            if country in kind.countries:
                return kind.code
    return currency.code


def is_at_home(currency: Currency, countries: Sequence[str]) -> bool:
    """Whether the article speaks of a country of what the word means by itself, or it has none."""
    home = [country for kind in currency.kinds if kind.code == currency.code for country in kind.countries]
    return currency.code is not None and (not home or any(country in countries for country in home))


def depends_on_countries(currency: Currency) -> bool:
    """Whether the countries of the article can change what the currency means."""
    return currency.needs_country or any(kind.alone or not currency.code for kind in currency.kinds)


def is_supported(currency: Currency, countries: Sequence[str]) -> bool:
    """Whether the article speaks of a country of the currency."""
    return any(country in kind.countries for kind in currency.kinds for country in countries)
