"""Names and positions: their bounds, their scores, and the corpus of sentences of our own."""

import itertools

import pytest
from corpus_files import read_phrases
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import NameMention
from extractor.names.checks import is_doubtful, is_rather_place
from extractor.names.credits import find_city
from extractor.names.institutions import with_institutions
from extractor.names.overlay import Context
from extractor.names.repeats import find_repeated
from extractor.names.spans import name_bounds, position_bounds
from extractor.names.tagger import Tagger
from extractor.text.segment import segment


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def tag(tagger, *texts):
    return tagger.tag(texts, [segment(text) for text in texts])


def marked(phrase):
    start, end = phrase.index("["), phrase.index("]")
    return phrase.replace("[", "").replace("]", ""), start, end - 1


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("запущен [Центр кооперации «Центральная] Азия», а также", ["Центр кооперации «Центральная Азия»"]),
        ("открыт [Центр «Азия]»", ["Центр «Азия»"]),
        ("руководитель [РИА „Волна]“ ушёл", ["РИА „Волна“"]),
        ("компания [«Волна»] создана", ["Волна"]),
        ("компания «[Волна»] создана", ["Волна"]),
        ("газета [«Волна]» пишет", ["Волна"]),
        ("[компания «Волна»] растёт", ["Волна"]),
        ("«[Центр «Азия]» открыт», — сказал он", ["Центр «Азия»"]),
        ("ООО «[Волна]» купило", ["ООО «Волна»"]),
        ('ОАО "[Волна]" купило', ['ОАО "Волна"']),
        ("доля [Apple] Inc. выросла", ["Apple Inc."]),
        ("доля [Toyota Motor Corp]. выросла", ["Toyota Motor Corp."]),
        ("[Восточный банк развития (ВБР)] выдал", ["Восточный банк развития", "ВБР"]),
        ("[— Волна,] сказал", ["Волна"]),
        ("[«] и", []),
    ],
)
def test_bounds_of_organizations(phrase, names):
    text, start, end = marked(phrase)
    assert [text[a:b] for a, b in name_bounds(text, start, end, "organization")] == names


def test_people_with_a_conjunction_between_them_are_two():
    text = "ВОЛКОВ И ЗАЙЦЕВА ВСТРЕТИЛИСЬ"
    assert [text[a:b] for a, b in name_bounds(text, 0, 16, "person")] == ["ВОЛКОВ", "ЗАЙЦЕВА"]


@pytest.mark.parametrize("kind", ["person", "location"])
def test_institutions_with_foreign_names_are_no_people(kind):
    text = "Спикер Олий Мажлиса встретил гостей."
    found = NameMention(kind, 7, 18, "Олий Мажлиса", "names.tagger", 0.9)
    names = with_institutions([found], Context(text, segment(text)))
    assert [(name.kind, name.text) for name in names] == [("organization", "Олий Мажлиса")]


def test_institutions_are_left_in_the_name_that_holds_them():
    text = "Аппарат Олий Мажлиса одобрил закон."
    found = [NameMention("organization", 0, 20, "Аппарат Олий Мажлиса", "names.tagger", 0.9)]
    assert with_institutions(found, Context(text, segment(text))) == found


def test_unions_are_no_places():
    text = "Евросоюз и Франция договорились."
    names = [NameMention("location", 0, 8, "Евросоюз", "r", 0.8), NameMention("location", 11, 18, "Франция", "r", 0.9)]
    assert [name.kind for name in with_institutions(names, Context(text, segment(text)))] == [
        "organization",
        "location",
    ]


@pytest.mark.parametrize(
    ("word", "score", "is_place"),
    [
        ("Кызылорда", 0.7, True),
        ("Кызылорда", 0.95, True),
        ("Кызылорда", 0.98, False),
        ("Владимир", 0.7, False),
        ("Нурлан", 0.7, False),
        ("Лугоград", 0.5, True),
    ],
)
def test_a_doubtful_person_of_the_name_of_a_town_is_a_place(word, score, is_place):
    tokens = segment(f"{word} ждёт.")[0].tokens
    assert is_rather_place("person", tokens, 0, 0, score) == is_place


def test_legal_forms_stay_outside_where_asked():
    text, start, end = marked("ООО «[Волна]» купило")
    assert [text[a:b] for a, b in name_bounds(text, start, end, "organization", legal_forms=False)] == ["Волна"]


def test_the_dot_of_an_initial_is_inside():
    text = "сказал Иванов И. И. вчера"
    assert name_bounds(text, 7, 18, "person") == [(7, 19)]


@given(st.text('Аб «»“”„"()[].,- \n', max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_bounds_are_always_in_the_text_and_never_empty(text, a, b):
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    for kind in ("person", "organization", "location"):
        for first, last in name_bounds(text, start, end, kind):
            assert 0 <= first < last <= len(text)
    first, last = position_bounds(text, start, end)
    assert 0 <= first <= len(text)
    assert last <= len(text)


def test_sentence_by_sentence_or_together_is_the_same(tagger):
    texts = [phrase.text for phrase in read_phrases("names")][:40]
    together = tag(tagger, *texts)
    alone = [tag(tagger, text)[0] for text in texts]
    assert [[(n.kind, n.start, n.end) for n in names] for names, _ in together] == [
        [(n.kind, n.start, n.end) for n in names] for names, _ in alone
    ]


def test_scores_are_probabilities_and_mentions_are_in_order(tagger):
    texts = [phrase.text for phrase in read_phrases("names")]
    for text, (names, positions) in zip(texts, tag(tagger, *texts), strict=True):
        for layer in (names, positions):
            assert all(0 <= one.score <= 1 and text[one.start : one.end] == one.text for one in layer)
            assert all(a.end <= b.start for a, b in itertools.pairwise(layer))


def test_nothing_gives_nothing(tagger):
    assert tag(tagger, "", " \n", "…") == [((), ())] * 3
    assert tagger.tag([], []) == []


def test_positions_are_found_beside_names(tagger):
    text = "Президент Узбекистана Шавкат Мирзиёев принял заместителя министра финансов."
    (_, positions), *_ = tag(tagger, text)
    assert [one.text for one in positions] == ["Президент", "заместителя министра финансов"]


def test_a_sentence_without_end_is_tagged_in_linear_time(tagger):
    text = "Шавкат Мирзиёев и Газпром в Ташкенте, " * 2000
    (names, _), *_ = tag(tagger, text)
    assert len(names) > 4000


def mention(text, name, kind="organization", score=0.95):
    start = text.index(name)
    return NameMention(kind, start, start + len(name), name, "names.tagger", score)


def repeated(text, *names):
    return [(text[n.start : n.end], n.rule) for n in find_repeated(list(names), Context(text, segment(text)))]


def test_a_name_found_once_is_found_in_other_cases():
    text = "Прибыль Северного банка выросла. Северный банк открыл офис."
    assert repeated(text, mention(text, "Северного банка")) == [("Северный банк", "names.repeated")]


def test_a_quoted_name_is_found_without_the_rest():
    text = "Центр «Степной ветер» открыт. Гостей «Степного ветра» прибавилось."
    assert repeated(text, mention(text, "Центр «Степной ветер»")) == [("Степного ветра", "names.repeated")]


@pytest.mark.parametrize(
    ("name", "kind", "score"),
    [("Союз", "organization", 0.6), ("Адвокат", "person", 0.95)],
)
def test_uncertain_names_and_common_words_are_not_looked_for(name, kind, score):
    text = f"{name} молчал. Потом {name} ушёл."
    assert repeated(text, mention(text, name, kind, score)) == []


def test_what_is_left_out_more_often_than_found_is_no_name():
    text = "Корабль «Восход» взлетел. «Восход» сел. В «Восходе» тихо."
    assert repeated(text, mention(text, "Восход")) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ТАШКЕНТ, 15 ноября — Волна. Открыт форум.", "ТАШКЕНТ"),
        ("Ташкент, 15 ноября.", None),
        ("ФОРУМ, 15 ноября.", None),
        ("ТАШКЕНТ ждёт гостей.", None),
    ],
)
def test_place_of_a_dateline(text, place):
    found = find_city(segment(text))
    assert (found and found.text) == place


@pytest.mark.parametrize(
    ("kind", "text", "score", "doubtful"),
    [
        ("person", "Вдову звали иначе.", 0.45, True),
        ("person", "Иванова звали иначе.", 0.45, False),
        ("person", "Нобелевскую премию вручат.", 0.9, True),
        ("person", "Седых рассказал об этом.", 0.9, False),
        ("organization", "Сенат принял закон.", 0.9, False),
    ],
)
def test_doubtful_names(kind, text, score, doubtful):
    assert is_doubtful(kind, segment(text)[0].tokens, 0, 0, score, least=0.3) is doubtful
