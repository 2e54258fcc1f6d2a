import pickle
from datetime import date, datetime

import pytest

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


def test_dates_of_the_user(extractor):
    text = "Мост открыли вчера."
    given = [extractor.extract(text, day) for day in ("2025-03-05", date(2025, 3, 5), datetime(2025, 3, 5, 12))]
    assert [document.dates[0].value for document in given] == ["2025-03-04"] * 3
    for wrong in ("2025-02-30", "5 марта", "2025-3-5"):
        with pytest.raises(ValueError, match="no day of the calendar"):
            extractor.extract(text, wrong)


def test_the_author_of_the_user(extractor):
    assert extractor.extract("Да.", author="Анна Вяткина").to_dict()["author"] == "Анна Вяткина"


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match="style: 'x' is none of news, nerel"):
        Extractor(style="x")
