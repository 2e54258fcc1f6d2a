"""Values as people read them: a value, its modifier, and how it is said."""

from decimal import Decimal

import pytest

from extractor.document import Date, Money
from extractor.output.wording.amounts import amount_words
from extractor.output.wording.dates import date_words

DATES = [
    ("2025-10-21", None, "21 октября 2025 года", "21 October 2025"),
    ("2025-06", None, "июнь 2025 года", "June 2025"),
    ("XXXX-06", None, "июнь", "June"),
    ("XXXX-06-13", "AFTER", "после 13 июня", "after 13 June"),
    ("2028-35", None, "третий квартал 2028 года", "third quarter of 2028"),
    ("2028-35", "BEFORE", "до третьего квартала 2028 года", "before the third quarter of 2028"),
    ("2025-40", "ON_OR_BEFORE", "к первому полугодию 2025 года", "by the first half of 2025"),
    ("2025-24", None, "зима 2024/25 года", "winter 2024/25"),
    ("2024-23", "START", "начало осени 2024 года", "start of autumn 2024"),
    ("2030", "ON_OR_BEFORE", "к 2030 году", "by 2030"),
    ("2030", "ON_OR_AFTER", "с 2030 года", "from 2030"),
    ("199X", "MID", "середина 1990-х годов", "middle of the 1990s"),
    ("18XX", None, "XIX век", "19th century"),
    ("20XX", "END", "конец XXI века", "end of the 21st century"),
    ("1XXX", None, "2-е тысячелетие", "2nd millennium"),
    ("-0043", None, "44 год до н. э.", "44 BC"),
    ("-02XX", "APPROX", "около III века до н. э.", "about the 3rd century BC"),
    ("2025-W46", None, "неделя с 10 ноября 2025 года", "week of 10 November 2025"),
    ("2018-03-01/2018-03-15", None, "1–15 марта 2018 года", "1–15 March 2018"),
    ("2025-01-01/2025-10-21", None, "с 1 января по 21 октября 2025 года", "from 1 January to 21 October 2025"),
    ("2024-11/2024-12", None, "ноябрь–декабрь 2024 года", "November–December 2024"),
    ("2019-23/2020-24", None, "с осени 2019 года по зиму 2019/20 года", "from autumn 2019 to winter 2019/20"),
    ("1908/2011", None, "1908–2011 годы", "1908–2011"),
    ("/2025-01-19", None, "до 19 января 2025 года", "until 19 January 2025"),
    ("2025-10-28/", None, "с 28 октября 2025 года", "since 28 October 2025"),
    ("P1Y", None, "1 год", "1 year"),
    ("P2Y", "EQUAL_OR_MORE", "не менее 2 лет", "at least 2 years"),
    ("P21Y", "MORE_THAN", "более 21 года", "more than 21 years"),
    ("P11M", None, "11 месяцев", "11 months"),
    ("P1Y6M", None, "1 год 6 месяцев", "1 year 6 months"),
    ("PT36H", None, "36 часов", "36 hours"),
    ("P8Y/P20Y", None, "8–20 лет", "8–20 years"),
    ("P6M/P1Y", None, "6 месяцев – 1 год", "6 months – 1 year"),
    ("R/P1W", None, "еженедельно", "weekly"),
    ("R/P3M", None, "каждые 3 месяца", "every 3 months"),
    (None, "APPROX", "как в тексте", "как в тексте"),
    ("Y-11899997975", None, "как в тексте", "как в тексте"),
    ("2025-99", None, "как в тексте", "как в тексте"),
]
AMOUNTS = [
    ("44070000000000", "RUB", None, "44,07 трлн ₽", "₽44.07 trillion"),
    ("1300000000", "USD", "APPROX", "около $1,3 млрд", "about $1.3 billion"),
    ("90000000000", "KGS", "MORE_THAN", "более 90 млрд сомов", "more than 90 billion KGS"),
    ("21", "KGS", None, "21 сом", "21 KGS"),
    ("2.5", "CNY", None, "2,5 юаня", "2.5 CNY"),
    ("25000.5", "RUB", None, "25 000,5 ₽", "₽25,000.5"),
    ("1234567", "RUB", None, "1 234 567 ₽", "₽1,234,567"),
    ("999999", "EUR", "EQUAL_OR_LESS", "не более €999 999", "at most €999,999"),
    ("-3000000", "USD", None, "−$3 млн", "−$3 million"),
    ("120", "BTC", None, "120 BTC", "120 BTC"),
    ("0", "RUB", None, "0 ₽", "₽0"),
]


def money(value: str | None = None, low: str | None = None, high: str | None = None, **fields: str | None) -> Money:
    value, low, high = (None if number is None else Decimal(number) for number in (value, low, high))
    given = {"currency": "RUB", "mod": None, "per": None, **fields}
    return Money(
        "m1", 0, 1, "как  в тексте", value=value, min_value=low, max_value=high, equivalent=None, rule="", **given
    )


@pytest.mark.parametrize(("value", "mod", "russian", "english"), DATES)
def test_dates(value: str | None, mod: str | None, russian: str, english: str) -> None:
    found = Date("d1", 0, 1, "как\nв тексте", "date", value, mod, None, None, False, "")
    said = [date_words(found, "ru"), date_words(found, "en")]
    assert [words.replace("\u00a0", " ") for words in said] == [russian, english]


@pytest.mark.parametrize(("value", "currency", "mod", "russian", "english"), AMOUNTS)
def test_amounts(value: str, currency: str, mod: str | None, russian: str, english: str) -> None:
    amount = money(value, currency=currency, mod=mod)
    said = [amount_words(amount, "ru"), amount_words(amount, "en")]
    assert [words.replace("\u00a0", " ") for words in said] == [russian, english]


def test_ranges_rates_and_vague_amounts() -> None:
    def said(amount: Money) -> str:
        return amount_words(amount, "ru").replace("\u00a0", " ")

    assert said(money(low="5000000", high="7000000", currency="USD")) == "$5–7 млн"
    assert said(money(low="500000", high="1000000")) == "500 000–1 000 000 ₽"
    assert said(money("70", currency="USD", per="баррель")) == "$70 / баррель"
    assert said(money()) == "как в тексте"
