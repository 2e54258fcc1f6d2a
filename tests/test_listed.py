"""The user's own names, found in all their forms."""

import pytest

from extractor import Extractor
from extractor.names.listed import ListedNames, read_names
from extractor.names.overlay import overlay
from extractor.text.segment import segment

LINES = [
    "# people",
    "person Ли Кей",
    "organization Тенге банк",
    "organization\tЦентр «Заря»",
    "location, Новый Ташкент",
    "",
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Встреча с Ли Кеем прошла.", ["Ли Кеем"]),
        ("Офис «Тенге банка» открыт.", ["Тенге банка"]),
        ("Строят в Новом Ташкенте.", ["Новом Ташкенте"]),
        ("Глава Центра «Заря» доволен.", ["Центра «Заря»"]),
        ("Новый завод в Ташкенте.", []),
        ("Кеем Ли тенге банк", []),
    ],
)
def test_forms(text: str, found: list[str]) -> None:
    mentions = ListedNames(read_names(LINES, segment)).find(text, segment(text))
    assert [mention.text for mention in mentions] == found
    assert all(text[m.start : m.end] == m.text and m.rule == "names.listed" for m in mentions)


def test_the_list_gives_the_nominative_and_wins_over_the_tagger() -> None:
    doc = Extractor(names=LINES).extract("Ли Кея встретили в Новом Ташкенте. Ли Кей рад.")
    assert [(p.name, len(p.mentions)) for p in doc.people] == [("Ли Кей", 2)]
    assert [place.name for place in doc.locations] == ["Новый Ташкент"]


@pytest.mark.parametrize("line", ["Иванов", "person", "animal Мурка"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_names(["person Иван Петров", line], segment)


def test_where_they_overlap_the_list_is_kept() -> None:
    text = "Ли Кея встретили."
    listed = ListedNames(read_names(LINES, segment)).find(text, segment(text))
    assert overlay(listed, listed) == list(listed)
