"""Every phrase of the corpus of numbers gives its exact value; reading costs the same wherever it starts."""

from decimal import Decimal

import pytest
from corpus_files import Phrase, read_phrases
from costs import costs_at_most
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.numerals import is_number_word, read_number
from extractor.language.ordinals import read_ordinal, read_roman, split_compound

PHRASES = list(read_phrases("numerals"))
READERS = {"cardinal": read_number, "ordinal": read_ordinal, "roman": read_roman}


def params(*kinds: str) -> list[object]:
    return [
        pytest.param(
            p, id=p.text, marks=[pytest.mark.xfail(reason=p.entry["why"], strict=True)] if p.status == "gap" else []
        )
        for p in PHRASES
        if p.entry.get("kind", "cardinal") in kinds
    ]


@pytest.mark.parametrize("phrase", params("cardinal", "ordinal", "roman"))
def test_number(phrase: Phrase):
    reader = READERS[phrase.entry.get("kind", "cardinal")]
    if phrase.status == "negative":
        assert reader(phrase.text, 0) is None
        return
    (marked,) = phrase.marked
    number = reader(phrase.text, marked.start)
    assert number is not None
    assert (number.start, number.end) == (marked.start, marked.end)
    value = phrase.entry["value"]
    assert number.value == (None if value == "vague" else value)
    assert getattr(number, "over", False) == phrase.entry.get("over", False)


@pytest.mark.parametrize("phrase", params("compound"))
def test_compound(phrase: Phrase):
    assert split_compound(phrase.text) == (phrase.entry["value"], phrase.entry["rest"])


def test_corpus_is_large_enough():
    assert len(PHRASES) >= 200
    texts = [(p.text, p.entry.get("kind")) for p in PHRASES]
    assert len(texts) == len(set(texts))


@settings(deadline=None)
@given(st.integers(0, 10**15))
def test_grouped_digits_give_their_number(value: int):
    for separator in (",", " ", "\u00a0", "\u202f"):
        written = f"{value:,}".replace(",", separator)
        number = read_number(written, 0)
        assert number is not None
        assert (number.end, number.value) == (len(written), value)


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2))
def test_no_digit_is_lost(value: Decimal):
    number = read_number(f"{value} млн".replace(".", ","), 0)
    assert number is not None
    assert number.value == value * 10**6


def test_digits_beyond_the_default_context_are_exact():
    number = read_number("123456789012345678901234567890,12 млн", 0)
    assert number is not None
    assert number.value == Decimal("123456789012345678901234567890120000")


@settings(deadline=None)
@given(st.text(alphabet="0123456789., -–млнтысдвапятьполтора½XIV", max_size=40))
def test_any_text_is_read_within_its_bounds(text: str):
    for start in range(len(text)):
        for reader in (read_number, read_ordinal, read_roman):
            number = reader(text, start)
            assert number is None or (number.start == start and start < number.end <= len(text))


@pytest.mark.parametrize("unit", ["1.", "1 ", "111 ", "млн ", "сто ", "два миллиона ", "тысяча "])
def test_one_reading_does_not_grow_with_the_text(unit: str):
    def read(text: str) -> None:
        for _ in range(300):
            read_number(text, 0)

    short, long = unit * 100, unit * 100_000
    assert costs_at_most(20, lambda: read(short), lambda: read(long), slack=0.05)


def test_number_words():
    assert is_number_word("Двадцать")
    assert is_number_word("полмиллиона")
    assert not is_number_word("млн")
    assert not is_number_word("рублей")
