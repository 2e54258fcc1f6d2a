"""The publication date: which of argument, metadata, header and dateline gives it, and which day that is."""

import pytest

from extractor.document import Article
from extractor.text.dateline import read_datelines
from extractor.text.days import parse_date
from extractor.text.published import Published, find_published


def find_day(text: str, start: int = 0, source: str = "") -> str | None:
    return next((line.day for line in read_datelines(text, start, source) if line.day), None)


DATELINES = {
    "ТАШКЕНТ, 15 ноября 2025 — Sputnik. В ходе визита": "2025-11-15",
    "10 сентября 2024, 12:14": "2024-09-10",
    "10 сентября 2024, 12:14 В Туле открыли завод": "2024-09-10",
    "Москва. 5 марта 2021. INTERFAX.RU - Суд арестовал": "2021-03-05",
    "15.11.2025 10:30": "2025-11-15",
    "05/08/2008 10:35": "2008-08-05",
    "АСТАНА, 7 января 2022 года, 14:05 — Kazinform.": "2022-01-07",
    "Завод открыли в Туле\n\nМОСКВА, 3 мар 2020 — РИА Новости. Завод": "2020-03-03",
    "Завод открыли в Туле\nАнна Петрова\n15 ноября 2025 в 10:30\nЗавод": "2025-11-15",
    "НЬЮ-ЙОРК, 5 мая 2021. /ТАСС/. Рынок": "2021-05-05",
    "САНКТ-ПЕТЕРБУРГ, 5 мая 2021 г. (ТАСС)": "2021-05-05",
    "РОСТОВ-НА-ДОНУ, 1 дек 2019 - РИА Новости.": "2019-12-01",
    "Ташкент, Узбекистан, 1 декабря 2019 года – УзА.": "2019-12-01",
    "Ташкент (Узбекистан), 15 ноября 2025 – Reuters": "2025-11-15",
    "ВАШИНГТОН, 15 ноября 2025 года. /Корр. ТАСС Иван Петров/. Сенат": "2025-11-15",
    "Алматы. 15 ноября 2025. КазТАГ – Биржа": "2025-11-15",
    "15 ноября 2025 — ТАСС. Сенат": "2025-11-15",
    "РИА Новости, 3 марта 2020.": "2020-03-03",
    "/ТАСС, 15 ноября 2025/": "2025-11-15",
    "(Интерфакс, 15.11.2025) Суд": "2025-11-15",
    "Суббота, 15 ноября 2025 г.": "2025-11-15",
    "15 НОЯБРЯ 2025": "2025-11-15",
    "2025-11-15 10:30": "2025-11-15",
    "15.11.25, 10:30": "2025-11-15",
    "Опубликовано: 15.11.2025 10:30": "2025-11-15",
    "МОСКВА, 5 февраля 2020 г., 10:00 (мск) — ТАСС": "2020-02-05",
    "МОСКВА, 31 марта 2020 года. В Москве открыли": "2020-03-31",
    "15:26, 06 апреля 2022, Бишкек - 24.kg , Анна Лаврова. Сегодня": "2022-04-06",
    "- 11:41, 03 сентября 2025\nЦентральная Азия": "2025-09-03",
    "Узбекистан 18/10/2022 Президент прибыл": "2022-10-18",
    "24.04.2023, 09:52Банк закрыл кассу": "2023-04-24",
    "15 ноября 2025, Ташкент — Sputnik. Открыт": "2025-11-15",
    "Бишкек, 7 апреля, 2022 (Азаттык) – Суд вынес": "2022-04-07",
    "Санкт-Петербург, 5 января 2021, 10:26 — REGNUM Значительного роста нет": "2021-01-05",
}
NO_DATELINES = [
    "15 ноября 2025 года президент подписал указ",
    "15 ноября 2025 года в 12:30 в Туле",
    "15 ноября 2025 года: главное",
    "9 мая 2025 года — День Победы — страна отметит",
    "В Москве 5 марта 2021 года прошёл",
    "В пятницу, 5 марта 2021 года, суд",
    "5 марта 2021 года, в пятницу, суд",
    "Россия, 9 мая 2025 года, отпразднует",
    "Указ от 15 ноября 2025 года. Об этом",
    "Документ № 15.11.2025",
    "К 1 января 2026 — ТАСС",
    "1 мая 2020 года - Иванов вернулся",
    "Матч «Спартак» — ЦСКА, 5 мая 2021 года, завершился",
    "Иван Петров, 5 марта 1961 года рождения, задержан",
    "Иван Петров (5 марта 1961 года – 2 мая 2020 года) —",
    "МОСКВА, 3 мар — РИА Новости. Суд",
    "МОСКВА, 31 фев 2020 — РИА Новости. Суд",
    "12.05 10:30",
    "99.99.2025 10:30",
    "В Туле открыли завод. " * 20 + "\n15.11.2025",
]


@pytest.mark.parametrize("text", DATELINES)
def test_dateline(text: str) -> None:
    assert find_day(text) == DATELINES[text]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_running_text_is_no_dateline(text: str) -> None:
    assert find_day(text) is None


def test_year_of_the_source() -> None:
    text = "МОСКВА, 3 мар — РИА Новости. Суд"
    assert find_day(text, 0, "https://example.org/20200303/sud.html") == "2020-03-03"
    assert find_day(text, 0, "news/2020-03-04.txt") is None


@pytest.mark.parametrize(
    ("text", "article_date", "given", "expected"),
    [
        (" date 2025-11-15 ТАШКЕНТ, 1 мая 2020 — Sputnik", None, None, ("2025-11-15", "header", 17)),
        ("date 2025-11-15\nТекст", None, None, ("2025-11-15", "header", 15)),
        ("date 2025-11-15", None, "2024-01-01", ("2024-01-01", "argument", 15)),
        ("date 2025-11-15 Текст", "2024-01-02", None, ("2024-01-02", "metadata", 16)),
        ("ТАШКЕНТ, 1 мая 2020 — Sputnik", None, None, ("2020-05-01", "dateline", 0)),
        ("ТАШКЕНТ, 1 мая 2020 — Sputnik", "2024-01-02", None, ("2024-01-02", "metadata", 0)),
        ("\ndate 2025-11-15 Текст", None, None, (None, None, 0)),
        ("date 2025-02-31 Текст", None, None, (None, None, 0)),
        ("date 2025-11-151", None, None, (None, None, 0)),
        ("update 2025-11-15", None, None, (None, None, 0)),
        ("", None, None, (None, None, 0)),
    ],
)
def test_order(text: str, article_date: str | None, given: str | None, expected: tuple[str | None, str, int]) -> None:
    assert find_published(Article(text, date=article_date), text, given, read_datelines(text)) == Published(*expected)  # type: ignore[arg-type]


def test_dateline_after_the_title() -> None:
    title = "Итоги, 1 мая 2020"
    text = f"{title}\n\nТАШКЕНТ, 15 ноября 2025 — Sputnik."
    assert find_day(text, len(title)) == "2025-11-15"


@pytest.mark.parametrize(
    "stated",
    [
        "2025-11-15",
        " 2025-11-15T23:59:59+05:00",
        "2025-11-15 10:30",
        "20251115",
        "2025/11/15",
        "15.11.2025",
        "15.11.2025 10:30",
        "15.11.2025, 10:30",
        "15 ноября 2025",
        "15 ноября 2025 г., 10:30",
        "Суббота, 15 ноября 2025",
        "Sat, 15 Nov 2025 10:00:00 +0300",
        1763190000,
        1763190000000,
    ],
)
def test_metadata(stated: object) -> None:
    assert parse_date(stated) == "2025-11-15"


@pytest.mark.parametrize(
    "stated", ["", "вчера", "2025-11", "2025", "2025-02-31", "31.02.2025", "2025-11-151", 5, True, None, [1], "ноябрь"]
)
def test_what_is_no_day(stated: object) -> None:
    assert parse_date(stated) is None


@pytest.mark.parametrize(
    "text", ["МОСКВА " * 9999, "А-" * 9999, "А, " * 9999, "(" * 9999, "А «" * 9999, "1 мая " * 9999]
)
def test_hostile_text_is_quick(text: str) -> None:
    assert find_day(text) is None
