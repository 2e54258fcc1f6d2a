"""Dates: properties of any text, the calendar, what only an article can tell, hostile texts."""

import random
import re
from datetime import date

import pytest
from costs import costs_at_most
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.dates.calendar import bounds, duration_text, nth_weekday, shift_years
from extractor.dates.find import find_dates
from extractor.dates.lexer import tokenize
from extractor.dates.patterns import NOTATION
from extractor.dates.readings import Length
from extractor.dates.resolve import resolve_dates
from extractor.dates.rules import RULES, TABLE
from extractor.document import Date, Sentence
from extractor.grammar.sequences import first_characters
from extractor.text.segment import segment

PUBLISHED = date(2025, 11, 15)
VALUE_RE = re.compile(r"[-0-9XWYRPTMDH./]+")


def read(text: str, published: date | None = PUBLISHED) -> tuple[Date, ...]:
    sentences = segment(text)
    return resolve_dates(text, sentences, find_dates(text, sentences), published)


def values(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(one.text, one.value) for one in read(text, published)]


# --- any text -------------------------------------------------------------------------------

PIECES = (
    *"0123456789.,()-–—/ \n«»",
    *(
        " мая",
        " ноября ",
        " году",
        " года",
        " г.",
        " лет",
        " дней",
        " назад",
        " век",
        " XX",
        "-е годы",
        " квартал",
        " конца",
    ),
    *(" с ", " по ", " до ", " от ", " и ", " через ", " в ", " за ", " между ", " раз "),
    *(
        " пять",
        " двадцать первого",
        " прошлого",
        " этот",
        " тот же",
        " последние",
        " вторник",
        " сегодня",
        " осенью",
        "1999",
    ),
    *(
        " 31 февраля 2019",
        " полтора",
        " начала",
        " половина",
        " первой",
        " выходные",
        " каждый",
        " до н. э.",
        " спустя",
    ),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.none() | st.dates())
def test_mentions_are_in_order_and_within_the_text(text: str, published: date | None):
    found = read(text, published)
    assert [one.id for one in found] == [f"d{number}" for number in range(1, len(found) + 1)]
    rules = {rule.id for rule in RULES}
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end] == one.text.strip()
        assert "\n" not in one.text
        assert one.rule in rules
        assert one.value is None or VALUE_RE.fullmatch(one.value)
        assert one.value is not None or one.relative or one.kind == "interval"
        if one.kind in ("duration", "set"):
            assert one.earliest is one.latest is None
        end = one.end
    assert read(text, published) == found


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str):
    read(text)


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2900, 1, 1)))
def test_a_full_date_is_its_day_in_every_notation(day: date):
    months = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    for text in (
        f"{day.day} {months[day.month - 1]} {day.year} года",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day}/{day.month}/{day.year}",
    ):
        (one,) = read(f"Это случилось {text}.")
        assert (one.text, one.value) == (text, day.isoformat())
        assert one.earliest == one.latest == day.isoformat()
        assert not one.relative


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2900, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_at_most_six_days_off(day: date, weekday: int):
    forms = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
    for text, sign in ((f"Суд прошёл в {forms[weekday]}.", -1), (f"Суд пройдёт в {forms[weekday]}.", 1)):
        (one,) = read(text, day)
        assert one.value is not None
        found = date.fromisoformat(one.value)
        assert found.weekday() == weekday
        assert 0 <= (found - day).days * sign <= 6


def test_the_example_of_a_rule_is_read_by_it():
    assert [(rule.id, rule.example) for rule in RULES if rule.id not in rules_of(rule.example)] == []


def rules_of(text: str) -> set[str]:
    return {one.rule for one in find_dates(text, segment(text))}


def test_attempts_name_the_guard_that_refused():
    tokens = tokenize("ЧМ-2018")
    assert [(a.rule.id, a.refused_by) for a in TABLE.attempts(tokens, 2) if a.refused_by] == [
        ("date.bare-year", "glued")
    ]


def test_first_characters_are_those_of_matches():
    expand = NOTATION.expand
    assert first_characters(expand("(?<={na})(?:{mon}|{wd}{day})?(?=.{1,3}?{dot}){year}(?={dot})")) == {
        expand(name) for name in ("{mon}", "{wd}", "{year}")
    }
    assert first_characters(expand("{mon}{1,2}{wd}|(?P<p>{year}?){day}{0,3}{dot}")) == {
        expand(name) for name in ("{mon}", "{year}", "{day}", "{dot}")
    }


# --- the calendar -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-11-15", "2025-11-15", "2025-11-15"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-W01", "2024-12-30", "2025-01-05"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2025-24", "2024-12-01", "2025-02-28"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2026-33", "2026-01-01", "2026-03-31"),
        ("2026-41", "2026-07-01", "2026-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("2XXX", "2000-01-01", "2999-12-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("-02XX", "-0299-01-01", "-0200-12-31"),
        ("2018-03/2018-05", "2018-03-01", "2018-05-31"),
        ("/2025-11-15", None, "2025-11-15"),
        ("2017/..", "2017-01-01", None),
        ("XXXX-03-03", None, None),
    ],
)
def test_bounds(value: str, first: str | None, last: str | None):
    assert bounds(value) == (first, last)


def test_shifts_keep_the_precision():
    assert shift_years("1952", 1) == "1953"
    assert shift_years("2024-02-29", -1) == "2023-02-28"
    assert shift_years("2024-05", 1) == "2025-05"
    assert shift_years("199X", 1) is None


def test_weekdays_of_a_month():
    first, last = date(2018, 10, 1), date(2018, 10, 31)
    assert nth_weekday(first, last, 0, 1) == date(2018, 10, 1)
    assert nth_weekday(first, last, 0, 5) == date(2018, 10, 29)
    assert nth_weekday(first, last, 4, 5) is None
    assert nth_weekday(first, last, 4, -1) == date(2018, 10, 26)
    assert nth_weekday(first, last, None, -1) == last


# --- what only an article can tell ------------------------------------------------------------


def test_nothing_relative_has_a_value_without_a_publication_date():
    text = (
        "Вчера, в пятницу и год назад шёл дождь. В последние годы дожди часты. В мае 2019 года было сухо, 5 июня тоже."
    )
    found = {one.text: one.value for one in read(text, None)}
    assert found == {
        "Вчера, в пятницу": None,
        "год назад": None,
        "последние годы": None,
        "мае 2019 года": "2019-05",
        "5 июня": "2019-06-05",
    }


def test_without_a_publication_date_the_year_stays_open():
    assert values("Снег выпал 3 марта. Осенью сухо, с 5 по 7 мая жарко.", None) == [
        ("3 марта", "XXXX-03-03"),
        ("Осенью", "XXXX-23"),
        ("5 по 7 мая", "XXXX-05-05/XXXX-05-07"),
    ]


def test_today_in_a_quotation_is_the_day_it_was_said():
    text = "12 ноября мэр заявил: «Сегодня мы открыли мост». Сегодня мост закрыт."
    assert values(text) == [("12 ноября", "2025-11-12"), ("Сегодня", "2025-11-12"), ("Сегодня", "2025-11-15")]


def test_a_passage_about_another_year_keeps_it():
    text = "5 мая 1988 года он приехал в город. 7 июня он женился. Через два дня уехал."
    assert [value for _, value in values(text)] == ["1988-05-05", "1988-06-07", "1988-06-09"]


def test_a_paragraph_of_its_own_is_about_the_publication():
    text = "5 мая 1988 года он приехал в город.\n10 ноября открыли памятник."
    assert [value for _, value in values(text)] == ["1988-05-05", "2025-11-10"]


def test_the_header_is_no_mention():
    text = "date 2025-11-15 ТАШКЕНТ, 15 ноября — Агентство."
    sentences = segment(text, 16)
    found = resolve_dates(text, sentences, find_dates(text, sentences), PUBLISHED)
    assert [(one.start, one.text) for one in found] == [(25, "15 ноября")]


@pytest.mark.parametrize("published", [date.min, date.max, date(1, 1, 7), date(9999, 12, 27)])
def test_the_ends_of_the_calendar(published: date):
    read("год назад, через год, на следующей неделе, в пятницу, завтра, в мае, осенью, за последние 3 года", published)


def test_lengths():
    assert duration_text([Length(1, "year"), Length(5, "month")]) == "P1Y5M"
    assert duration_text([Length(2, "week")]) == "P2W"
    assert duration_text([Length(2, "week"), Length(3, "day")]) == "P17D"


# --- hostile texts ----------------------------------------------------------------------------

HOSTILE = (
    "1.2.3.4.",
    "12 345 ",
    "1234567890",
    "с 1 по 2 по 3 ",
    "2010-",
    ". . . ",
    "млн ",
    "1, 2 и ",
    "прошлый ",
    "«",
    "мая ",
)
DENSE = ("5 мая, ", "в пятницу ", "«сегодня ", "через два дня ", "5 лет и ", "2010 2011 ", "2 мая 3 ", "в тот же день ")
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


def read_dates(text: str) -> None:
    sentences = [Sentence(0, len(text), ())]
    resolve_dates(text, sentences, find_dates(text, sentences), PUBLISHED)


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("unit", [*HOSTILE, *DENSE])
def test_the_cost_grows_with_the_length(unit: str):
    small, large = ((unit * (size // len(unit))) for size in (30_000, 300_000))
    assert costs_at_most(11, lambda: read_dates(small), lambda: read_dates(large))


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_little_more_than_news(unit: str):
    words = random.Random(5).choices([*WORDS] * 30 + ["5 мая", "в пятницу", "в 2024 году"], k=20_000)
    news = " ".join(words)
    hostile = (unit * len(news))[: len(news)]
    assert costs_at_most(20, lambda: read_dates(news), lambda: read_dates(hostile))
