"""Encodings: every one that Russian news comes in, told by its bytes alone."""

import random

import pytest

from extractor.errors import DecodeError
from extractor.text.decode import decode, detect_encoding

CODE_PAGES = ["windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", *CODE_PAGES]
HEADLINES = [
    "Правительство утвердило бюджет на три года",
    "ЦБ снизил ключевую ставку до 15%",
    "Ущерб от паводка в Приморье превысил 2 млрд рублей",
    "Экс-глава банка получил 7 лет колонии",
    "МИД РФ: переговоры пройдут в Астане",
    "Apple и Samsung вернут iPhone на рынок РФ",
    "Умер академик Юрий Щербаков",
    "Ёлку на площади зажгут 15 декабря",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("headline", [*HEADLINES, *map(str.upper, HEADLINES)])
def test_headlines(encoding: str, headline: str) -> None:
    assert decode(headline.encode(encoding)).text == headline


@pytest.mark.parametrize("encoding", ["windows-1251", "mac-cyrillic"])
def test_typography(encoding: str) -> None:
    text = "«Спартак» — ЦСКА — 3:1… № 5"
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Президент України підписав указ про відзнаку", "windows-1251"),
        ("Президент України підписав указ про відзнаку", "koi8-u"),
        ("Президент України підписав указ про відзнаку", "iso8859-5"),
        ("Прэзідэнт Беларусі ў панядзелак сустрэўся з паслом", "windows-1251"),
        ("Қазақстан Президенті өңірлерге жұмыс сапарымен барды", "kz1048"),
        ("Қазақстан Президенті өңірлерге жұмыс сапарымен барды", "utf-16-le"),
        ("Le président français s’est rendu à Genève", "windows-1252"),
        ("Hello, world", "utf-16-be"),
    ],
)
def test_other_languages(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_far_from_the_beginning() -> None:
    text = "Only English here. " * 1000 + "А здесь кое-что по-русски."
    assert decode(text.encode("koi8-r")).text == text


def test_everything_but_the_mark_is_kept() -> None:
    text = " \r\nРаз\r\n\r\rДва\x0b\ufeff\u2028 три\n"
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, "utf-8", 0)


def test_given_encoding_overrides() -> None:
    assert decode("Привет".encode("koi8-r"), "cp1251").text == "рТЙЧЕФ"
    assert decode(b"\xff\xfe\x14\x04", "utf-16").text == "Д"
    with pytest.raises(DecodeError, match="utf-8"):
        decode("Привет".encode("koi8-r"), "utf-8")


def test_damaged_utf8_is_utf8() -> None:
    data = ("Президент подписал указ. " * 20).encode()
    assert decode(data[:301] + b"\xff" + data[301:]).damaged == 1
    assert decode(data[:-3] + b"\xd0").encoding == "utf-8"
    assert decode("Президент подписал указ".encode()[1:]).encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x7fELF\x02\x01\x01" + bytes(100),
        b"PK\x03\x04\x14\x08\x08\x08\x01\x02\x03\x04" + bytes(range(1, 256)),
        "Привет".encode("utf-16") + b"\0",
        b"\x01\x02\x03 text",
        random.Random(1).randbytes(3000).replace(b"\0", b""),
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(data)


def test_empty() -> None:
    assert decode(b"") == ("", "utf-8", 0)
    assert detect_encoding(b"5") == "utf-8"
