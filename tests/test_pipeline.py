import pickle

from extractor import Extractor


def test_sentences_with_names_have_grammar():
    text = "Здравствуйте! Глава «Уралмеда» Пётр Зайцев уехал в Пермь.\nШёл дождь. Там ждал Иван Петров."
    document, plain, _ = Extractor().extract_many([text, "Шёл дождь.", ""])
    assert list(document.words) == [1, 3]
    for i, words in document.words.items():
        assert len(words) == len(document.sentences[i].tokens)
    assert document.words[1][0].upos == "NOUN"
    assert document.words[1][0].feats["Case"] == "Nom"
    assert plain.words == {}
    assert pickle.loads(pickle.dumps(document)) == document
