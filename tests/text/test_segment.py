import re

import pytest
from costs import costs_at_most
from hypothesis import given, settings
from hypothesis import strategies as st
from razdel import sentenize, tokenize
from shared_data import shared_folder

from extractor.document import Sentence, Token
from extractor.text.segment import LONG_SENTENCE, segment

PIECES = [
    *"абвАБВёяXYabk0159  .,:;-–—−_/\\«»\"“”„'()[]!?…=*#%№$€½β\u0301\n\t",
    " и ",
    " Он ",
    "т. д. ",
    "yahoo!",
    "5, 6",
]

BORN_RE = re.compile(r"(?<=[( ])(род|ум)\.(?=\s+\d)")
"""What razdel takes for the end of a sentence and is none: «(род. 24 мая 1941)»."""

DOLLARS_RE = re.compile(r"(?<=долл)\.(?= США)")
YEAR_RE = re.compile(r"\d ?г\.\s+[А-ЯЁ]")
"""Where a sentence may end after a year, which razdel never sees."""

GLUED_RE = re.compile(r"(?<=[а-яё]{4}\.)(?=[А-ЯЁ][а-яё]+[ ,])(?!Ру|Реали|Инфо|Медиа|Онлайн|Ньюс)")
"""The end of a sentence without a space, which razdel leaves inside: «… граждан.Алексей сказал»."""


def by_razdel(text, start=0):
    """The sentences as razdel has them, but for «род.» before a number, and cut where no space follows an end."""
    sentences = []
    offset = start
    for line in (part for whole in text[start:].splitlines(keepends=True) for part in GLUED_RE.split(whole)):
        for part in sentenize(DOLLARS_RE.sub(",", BORN_RE.sub(r"\1,", line))):
            first = offset + part.start
            words = tokenize(line[part.start : part.stop])
            tokens = tuple(Token(first + t.start, first + t.stop, t.text) for t in words)
            if tokens:
                sentences.append(Sentence(first, offset + part.stop, tokens))
        offset += len(line)
    return tuple(sentences)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "Иван Орлов (род. 24 мая 1941, Тверь) — физик.",
        "А. С. Пушкин родился в 1799 г. в Москве. Он жил на ул. Басманной, д. 5, 6 и 7.",
        "Рост — 5,5 % (на 1/3 больше), цена $70-75; «Газпром-нефть» … и т. д. — сказал он.",
        "2005-го теле- и радио -то 1.2.3 СИЗО-6 e-mail a@b.ru http://x.ru/a_b?c=1 :-) ;) =))) ?!.. *** --",
        "Вырос экспорт Казахстана.Алексей сказал об этом. Сайт Курсив.Медиа и Н.Новгород.",
        "1. Первое. 2) Второе. а) Третье.\r\nСтрока\u2028ещё одна\x0bи ещё",
        "«Да!» — «Нет?» (Он ушёл.) \"Так.\" 'Вот' т.е. №5 ½ C++ ПРО100 Δσ yahoo! Yahoo!, iPhone. iPad.",
    ],
)
def test_sentences_and_tokens_are_razdels(text):
    assert segment(text) == by_razdel(text)
    assert segment(text, len(text) // 2) == by_razdel(text, len(text) // 2)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_is_cut_as_by_razdel(text):
    assert segment(text) == by_razdel(text)


def test_news_is_cut_as_by_razdel():
    for path in sorted(shared_folder("data").rglob("*.txt"))[::8]:
        text = YEAR_RE.sub("", path.read_text("utf-8"))
        assert segment(text) == by_razdel(text), path.name


@pytest.mark.parametrize(
    "text",
    [
        "Он родился в 1941 г. | В 1960 г. окончил МГУ.",
        "Договор действует до 2015 г. | Стороны согласились.",
        "Принц Гарри на кладбище в США, 2013 г. | Сингапурский боец вызвал принца на бой.",
        "Издание зарегистрировано 21.06.2012 г. | Номер свидетельства указан.",
        "На выборах 2016 г. | Тогда Киев поддержал другого.",
        "В 2008 г. Барак Обама стал первым. | А в 2012 г. Хиллари Клинтон ушла.",
        "Летом в США, а в 1984 г. Джеральдин Ферраро баллотировалась.",
        "Решением от 5 мая 2013 г. Арбитражный суд удовлетворил иск.",
        "Apple основана в 1976 г. С. Джобсом и его другом.",
        "Кредит на 100 млн долл. США выдан до 2030 г. под залог.",
    ],
)
def test_sentences_after_years(text):
    parts = text.split(" | ")
    whole = " ".join(parts)
    assert [whole[sentence.start : sentence.end] for sentence in segment(whole)] == parts


@pytest.mark.parametrize(
    "unit",
    [
        "родился в 1941 г. Он ",
        "за 1941 г. Ромашка ",
        "слово ",
        "А. ",
        ".",
        "-а",
        "? ",
        " " * 50,
        "1,",
        "«",
        ":) ",
        "\n",
        "а" * 1000 + "$",
    ],
)
def test_time_is_linear_on_hostile_text(unit):
    short, long = (unit * (size // len(unit)) for size in (4_000, 40_000))
    assert costs_at_most(20, lambda: segment(short), lambda: segment(long), slack=0.05)
    for sentence in segment(long):
        assert len(sentence.tokens) <= LONG_SENTENCE
        for token in sentence.tokens[:3]:
            assert long[token.start : token.end] == token.text
