"""Amounts of money: properties of any text, the table of currencies, what only an article can tell, hostile texts."""

import random
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from costs import costs_at_most
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Money, Sentence, Token
from extractor.language.lexicon import load_toml
from extractor.money import currencies
from extractor.money.find import find_money
from extractor.money.resolve import need_countries, resolve_money
from extractor.text.segment import segment

TOKEN_RE = re.compile(r"\w+|[^\w\s]")


def read(text: str, countries: Sequence[str] = ()) -> tuple[Money, ...]:
    return resolve_money(text, find_money(text, segment(text)), countries)


def one_sentence(text: str) -> list[Sentence]:
    tokens = tuple(Token(match.start(), match.end(), match[0]) for match in TOKEN_RE.finditer(text))
    return [Sentence(0, len(text), tokens)]


# --- any text -------------------------------------------------------------------------------

PIECES = (
    *"0123456789.,()-–—$€£ \n",
    *[" рублей", " руб.", " долларов", " млн", " тыс.", " США", " в год", " за баррель", " пять"],
    *(" от ", " до ", " с ", " и ", " или ", " более ", " около ", "сто "),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_mentions_are_in_order_and_within_the_text(text: str):
    found = read(text)
    assert [m.id for m in found] == [f"m{number}" for number in range(1, len(found) + 1)]
    end = 0
    for money in found:
        assert end <= money.start < money.end <= len(text)
        assert money.text == text[money.start : money.end]
        assert money.text == money.text.strip()
        assert "\n" not in money.text
        assert money.rule.startswith("money.")
        assert money.value is None or (money.min_value is None and money.max_value is None)
        if money.min_value is not None and money.max_value is not None:
            assert money.min_value < money.max_value
        end = money.end
    assert read(text) == found


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str):
    read(f"{text} 5 рублей {text} $7 {text}")


@settings(deadline=None)
@given(st.decimals(0, 10**12, places=2))
def test_the_value_has_the_digits_of_the_text(value: Decimal):
    (money,) = read(f"Ущерб — {format(value, 'f').replace('.', ',')} рубля.")
    assert money.value == value


# --- the table of currencies ------------------------------------------------------------------

DATA = load_toml(currencies._DATA)
CODES = DATA["codes"]["iso"].split()
NOT_NAMED = {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "VED", "XSU", "XUA", "ZWG"}
"""Funds and units of account, which have no everyday name, and new notes that are called as the old ones."""


def test_every_iso_code_is_read():
    assert len(CODES) == len(set(CODES)) >= 167
    assert [code for code in CODES if [m.currency for m in read(f"5 млн {code}")] != [code]] == []


def test_every_iso_currency_has_a_name():
    named = {code for noun in DATA["noun"] for code in [noun.get("code"), *noun.get("kinds", {})]}
    assert set(CODES) - named <= NOT_NAMED


def test_every_code_of_a_name_is_a_code():
    known = set(" ".join(DATA["codes"][part] for part in ("iso", "historic", "crypto")).split())
    used = {code for noun in DATA["noun"] for code in [noun.get("code"), *noun.get("kinds", {})] if code}
    used |= set(DATA["dollar_prefixes"].values())
    used |= {entry["code"] for entry in DATA["symbols"].values() if "code" in entry}
    assert used <= known


def test_no_form_belongs_to_two_nouns():
    owners: dict[str, str] = {}
    for noun in DATA["noun"]:
        for form in {*currencies._forms(noun, DATA["declension"]), *noun.get("short", "").split()}:
            assert owners.setdefault(form, noun["stem"]) == noun["stem"], form


@pytest.mark.parametrize("symbol", [symbol for symbol in DATA["symbols"] if "code" in DATA["symbols"][symbol]])
def test_every_symbol_is_read(symbol: str):
    (money,) = read(f"5 млн {symbol}")
    assert money.currency == DATA["symbols"][symbol]["code"]


# --- what only the article can tell -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "countries", "currency"),
    [
        ("300 крон", ["CZ", "NO"], "CZK"),
        ("300 крон", ["RU", "NO"], "NOK"),
        ("300 крон", ["RU"], None),
        ("300 крон", [], None),
        ("300 сомов", ["KG"], "KGS"),
        ("300 сомов", ["UZ", "KG"], "UZS"),
        ("300 рублей", ["BY"], "BYN"),
        ("300 рублей", ["BY", "RU"], "RUB"),
        ("300 рублей", ["UA"], "RUB"),
        ("300 долларов", ["CA"], "USD"),
        ("300 лир", ["IT"], "ITL"),
        ("300 дирхамов", ["MA"], "MAD"),
        ("300 шведских крон", ["NO"], "SEK"),
        ("50 центов", [], "USD"),
        ("50 центов", ["CA"], "CAD"),
    ],
)
def test_countries_decide_between_crowns(text: str, countries: list[str], currency: str | None):
    (money,) = read(text, countries)
    assert money.currency == currency


def test_what_is_money_only_in_its_country():
    assert read("Он купил 10 лек.") == ()
    assert [m.currency for m in read("Он купил это за 10 лек.", ["AL"])] == ["ALL"]


def test_countries_are_asked_for_only_where_they_matter():
    def asks(text: str) -> bool:
        return need_countries(find_money(text, segment(text)))

    assert asks("300 крон")
    assert asks("300 рублей")
    assert not asks("300 евро")
    assert not asks("300 шведских крон")
    assert not asks("ни слова о деньгах")


# --- hostile texts ----------------------------------------------------------------------------

HOSTILE = (
    "1.2.3.",
    "123 456 ",
    "1234567890",
    "млн ",
    "млн млн рублей ",
    "с 1 по 2 по 3 ",
    "от 5 до ",
    "1-2-3-",
    "сто ",
)
WORDS = (
    "суд",
    "завод",
    "мэр",
    "город",
    "сказал",
    "дорога",
    "новый",
    "на",
    "в",
    "и",
    "проект",
    "министр",
    "страна",
    "год",
)


DENSE = ("5 рублей ", "5 центов ", "$5 ", "(5 рублей ", "5 рублей или ", "5 млн рублей, 6 млн, ")
"""Nothing but amounts: linear, though dearer than news."""


def reading(text: str, times: int = 1) -> Callable[[], None]:
    """Reads the amounts of a text so many times; its sentence is made before."""
    sentences = one_sentence(text)

    def read() -> None:
        for _ in range(times):
            resolve_money(text, find_money(text, sentences), ())

    return read


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize(
    ("unit", "size"), [*((unit, 100_000) for unit in HOSTILE), *((unit, 20_000) for unit in DENSE)]
)
def test_the_cost_grows_with_the_length(unit: str, size: int):
    small, large = ((unit * (length // len(unit))) for length in (size, 10 * size))
    # For as long as the large one, since the speed of a shared machine drifts by more than the tenth that the bound
    # leaves: a short run would find a quiet moment that a long one cannot.
    assert costs_at_most(1.1, reading(small, times=10), reading(large), slack=0.05)


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_little_more_than_news(unit: str):
    words = random.Random(5).choices([*WORDS * 30, "5 млн рублей", "$70", "в 2024 году"], k=20_000)
    news = " ".join(words)
    hostile = (unit * len(news))[: len(news)]
    assert costs_at_most(20, reading(news), reading(hostile))
