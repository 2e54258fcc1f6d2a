import pytest

from extractor.language import morphology as m


def test_parses_are_ordered_and_shared():
    first, *rest = m.parses("стали")
    assert (first.lemma, first.upos) == ("стать", "VERB")
    assert all(a.score >= b.score for a, b in zip([first, *rest], rest, strict=False))
    assert m.parses("стали") is m.parses("стали")
    assert m.parses("центру")[0].feats is m.parses("заводу")[0].feats


@pytest.mark.parametrize(("word", "lemma"), [("рублей", "рубль"), ("Узбекистана", "узбекистан"), ("млрд", "миллиард")])
def test_lemma(word, lemma):
    assert m.lemma(word) == lemma
    assert lemma in m.lemmas(word)


def test_empty_and_odd_words_have_a_lemma():
    for word in ("", ",", "\u200b", "🙂", "a" * 1000):
        assert isinstance(m.lemma(word), str)


@pytest.mark.parametrize(
    ("word", "feats", "form"),
    [
        ("кошка", {"Case": "Gen", "Number": "Plur"}, "кошек"),
        ("Токаева", {"Case": "Nom"}, "Токаев"),
        ("Нью-Йорка", {"Case": "Nom"}, "Нью-Йорк"),
        ("ЗАВОДА", {"Case": "Nom"}, "ЗАВОД"),
        ("УзКазТрейда", {"Case": "Nom"}, "УзКазТрейд"),
        ("Льва", {"Case": "Nom"}, "Лев"),
    ],
)
def test_inflect_keeps_capitals(word, feats, form):
    assert m.inflect(word, **feats) == form


def test_forms_that_do_not_exist():
    assert m.inflect("ООН", Case="Gen") is None
    with pytest.raises(ValueError, match="Case"):
        m.inflect("кошка", Case="Foo")
