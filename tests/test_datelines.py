"""The city and the paper of a dateline."""

import pytest

from extractor.names.datelines import find_dateline


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ТАШКЕНТ, 15 ноября — Sputnik. Открыт центр.", ["ТАШКЕНТ", "Sputnik"]),
        (" date 2025-11-15 ТАШКЕНТ, 15 ноября — Sputnik. В ходе визита", ["ТАШКЕНТ", "Sputnik"]),
        ("МОСКВА, 3 марта. /ТАСС/. Ставка снижена.", ["МОСКВА", "ТАСС"]),
        (
            "Умер актёр\n\nСАНКТ-ПЕТЕРБУРГ, 9 ноября 2023 — Культурная столица. Народный артист",
            ["САНКТ-ПЕТЕРБУРГ", "Культурная столица"],
        ),
        ("МОСКВА, 3 мар — РИА Новости. Банк снизил ставку.", ["МОСКВА", "РИА Новости"]),
        ("МОСКВА, 3 марта — Банк снизил ставку. Рынок ждал.", ["МОСКВА"]),
        ("Москва, 3 марта — Банк снизил ставку.", []),
        ("МВФ улучшил прогноз.", []),
    ],
)
def test_datelines(text: str, found: list[str]) -> None:
    mentions = find_dateline(text)
    assert [mention.text for mention in mentions] == found
    assert all(text[m.start : m.end] == m.text for m in mentions)
