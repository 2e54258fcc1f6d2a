import numpy as np
import pytest
from shared_data import shared_folder

from extractor.document import Sentence, Token
from extractor.language.resources import data_folder
from extractor.models import embeddings as e
from extractor.models.encoder import Model, encoder, pack_words, packed, parts
from extractor.models.grammar_taggers import Grammar
from extractor.text.segment import segment

OWN = """Глава «Уралмеда» Пётр Зайцев заявил 3 марта, что завод в Нижнем Тагиле получит 1,5 млрд рублей (≈ $19 млн).
Да.
Nokia и Samsung подписали с ООН договор о сотрудничестве — впервые с 2007-го года!
«Мы, — сказала Анна-Мария Ковальчук-Ли, — не уйдём…» № 5, СИЗО-6, e-mail: a@b.ru; 50%, ½, 😀.
МИНИСТЕРСТВО ОБОРОНЫ РФ опровергло сообщения о том , что корабли покинули порт Севастополя вчера вечером ."""


@pytest.fixture(scope="module")
def stock():
    from navec import Navec
    from slovnet import NER, Morph

    navec = Navec.load(data_folder() / e.NAVEC)
    folder = data_folder() / "model"
    return {
        "vocabulary": navec.vocab,
        "navec": navec,
        "ner": NER.load(folder / "slovnet_ner_news_v1.tar").navec(navec),
        "morph": Morph.load(folder / "slovnet_morph_news_v1.tar").navec(navec),
    }


def assert_same_names(sentences, ner):
    """The scores of natasha's tags of names, made from our hidden outputs, are its own."""
    words = [[token.text for token in sentence.tokens] for sentence in sentences]
    pack, model = pack_words(words), Model("ner")
    hidden = encoder("ner").hidden(pack)[pack.tokens]
    scores = hidden @ model.array("head.proj.weight") + model.array("head.proj.bias")
    for mine, one in zip(np.split(scores, np.cumsum(pack.lengths)[:-1]), words, strict=True):
        inputs = next(iter(ner.infer.encoder([one])))
        (theirs,) = ner.infer.model(inputs.word_id, inputs.shape_id, inputs.pad_mask)
        np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=1e-3)
        assert (mine.argmax(1) == theirs.argmax(1)).all()


def assert_same(sentences, stock):
    assert_same_names(sentences, stock["ner"])
    for sentence, words in zip(sentences, Grammar().tag(sentences), strict=True):
        theirs = stock["morph"]([token.text for token in sentence.tokens]).tokens
        assert [(w.upos, dict(w.feats)) for w in words] == [(m.pos, m.feats) for m in theirs]


def test_own_sentences_are_tagged_as_by_slovnet(stock):
    assert_same(segment(OWN), stock)


def test_news_is_tagged_as_by_slovnet(stock):
    folder = shared_folder("data") / "factrueval-devset"
    articles = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))[:20]]
    assert_same([sentence for text in articles for sentence in segment(text)], stock)


def test_hidden_does_not_depend_on_the_neighbours_in_a_pack():
    sentences = [[t.text for t in s.tokens] for s in segment(OWN)]
    for task in ("ner", "morph", "syntax"):
        pack = pack_words(sentences)
        together = encoder(task).hidden(pack)
        assert together.shape == (len(pack.rows), 64)
        assert not together[pack.gaps].any()
        alone = []
        for words in sentences:
            single = pack_words([words])
            alone.append(encoder(task).hidden(single)[single.tokens])
        np.testing.assert_allclose(together[pack.tokens], np.concatenate(alone), rtol=1e-3, atol=1e-4)


def test_packs_hold_every_sentence_once():
    sentences = [Sentence(0, 1, (Token(0, 1, "я"),) * n) for n in (3, 5000, 0, 1, 3999, 2)]
    found = list(parts(sentences))
    assert [i for part in found for i in range(part.start, part.stop)] == list(range(6))
    lengths = []
    for part in found:
        with packed(sentences[part]) as pack:
            lengths += pack.lengths.tolist()
    assert lengths == [3, 5000, 0, 1, 3999, 2]
    assert list(parts([])) == []
    assert Grammar().tag([]) == []


def test_shapes_and_ids_are_slovnets(stock):
    from slovnet.shape import SHAPES, word_shape

    assert list(e.SHAPES[1:]) == list(SHAPES)
    vocabulary = e.forms().embeddings.vocabulary
    words = stock["vocabulary"].words
    for word in [*words[::997], "", "Ко-Ко", "—", "--", "+7", "iPhone", "ПРО100", "х", *OWN.split()]:
        assert e.shape_of(word) == word_shape(word)
        lower = word.lower()
        assert vocabulary.ids_of([lower]) == [stock["vocabulary"].word_ids.get(lower, vocabulary.unknown)]
    assert (vocabulary.ids_of(words[:-2]) == range(250_000)).all()
    assert (vocabulary.ids_of([f"{word}ъх" for word in words[:-2]]) == vocabulary.unknown).all()
    assert (
        vocabulary.ids_of(["мама\nмыла", "раму", "\ud800", "мама" * 1000, ""]).tolist()
        == vocabulary.ids_of(["нетслова", "раму", "нетслова", "нетслова", "нетслова"]).tolist()
    )
    assert vocabulary.ids_of([]).tolist() == []
    ids = np.array([5, 77, vocabulary.unknown, 249_999])
    np.testing.assert_array_equal(e.forms().embeddings.vectors(ids), [stock["navec"].pq[i] for i in ids])


@pytest.mark.parametrize("kept", [8, 20, 1000])
def test_forms_make_room_and_keep_what_is_used(kept):
    table = e.Forms(e.forms().embeddings, capacity=20)
    computed = []

    def lengths(rows):
        words = [table.words[row] for row in rows]
        computed.extend(words)
        return np.array([[len(word)] for word in words], np.float32)

    column = table.column(1, lengths, kept)
    for i in range(30):
        words = ["москва", "в", *(f"слово{i}{j}" * (j + 1) for j in range(5))]
        numbers, places = column.look_up(np.append(table.rows(words), 0))
        assert numbers[places, 0].tolist() == [*(min(len(word), e.LONG_FORM) for word in words), 0]
    assert computed.count("москва") == 1
    assert len(table.words) == table.capacity == 20
    assert len(numbers) == kept
    many = [f"с{i}" for i in range(100)]
    rows = table.rows(many)
    assert [table.words[row] for row in rows] == many
    numbers, places = column.look_up(rows)
    assert numbers[places, 0].tolist() == [len(word) for word in many]
    assert table.rows(["x" * 10_000])[0] == table.rows(["x" * 20_000])[0]
