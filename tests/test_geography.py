"""The table of countries and cities, and what points to them in a text."""

import tomllib
from pathlib import Path

import pytest

from extractor.language import geography
from extractor.language.geography import find_adjective_places, find_countries, find_place
from extractor.text.segment import segment


def countries(text: str) -> tuple[str, ...]:
    return find_countries(text, segment(text))


def test_the_most_frequent_country_comes_first() -> None:
    text = "Шведские учёные и жители Стокгольма говорят о Швеции. Датчане молчат."
    assert countries(text) == ("SE", "DK")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Президент Южной Кореи прилетел в Бишкек.", ("KR", "KG")),
        ("В Северной Корее прошли учения.", ("KP",)),
        ("Курс в Соединённых Штатах и в США один.", ("US",)),
        ("Новую Зеландию представят в Женеве.", ("NZ", "CH")),
        ("Того, кто пришёл, звали Владимир Николаев.", ()),
        ("чешскими кронами", ("CZ",)),
        ("Кыргызстанцы платят сомами.", ("KG",)),
    ],
)
def test_countries(text: str, codes: tuple[str, ...]) -> None:
    assert countries(text) == codes


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("казахстанского", ["Казахстан"]),
        ("узбекско-казахстанский", ["Узбекистан", "Казахстан"]),
        ("франко-германских", ["Франция", "Германия"]),
        ("Московской", ["Москва"]),
        ("красного", []),
        ("Казахстана", []),
        ("красно-" * 5_000 + "синий", []),
    ],
)
def test_adjectives(word: str, names: list[str]) -> None:
    assert [place.name for place in find_adjective_places(word)] == names


def test_other_names_lead_to_the_country() -> None:
    for name in ("США", "Соединённые Штаты", "соединенные штаты америки"):
        place = find_place(name)
        assert place is not None
        assert (place.name, place.country) == ("США", "US")
    assert find_place("Атлантида") is None


def test_the_table_is_sound() -> None:
    with open(Path(geography.__file__).with_suffix(".toml"), "rb") as file:
        data = tomllib.load(file)
    assert all(len(code) == 2 and code.isupper() for code in data["countries"])
    assert set(data["cities"]) <= set(data["countries"])
    names = [place.name for pairs in geography.table().names.values() for _, place in pairs]
    assert len(set(names)) > 700
