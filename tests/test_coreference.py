"""Who is who in a passage (corpus/coreference.toml), and single rules of grouping."""

import tomllib
from pathlib import Path

import pytest
from costs import costs_at_most
from names_corpus import read_passage

from extractor.names.spelling import key_of

PASSAGES = tomllib.loads((Path(__file__).parent / "corpus/coreference.toml").read_text(encoding="utf-8"))["passage"]


def test_passages() -> None:
    assert len(PASSAGES) >= 60
    wrong, merged = [], []
    for passage in PASSAGES:
        doc, entities = read_passage(passage["text"])
        gold: dict[str, set[int]] = {}
        for mention, entity in zip(doc.names, entities, strict=True):
            gold.setdefault(entity, set()).add(mention.start)
        found = {frozenset(m.start for m in e.mentions): e for e in (*doc.people, *doc.organizations, *doc.locations)}
        for entity, starts in gold.items():
            one = found.get(frozenset(starts))
            if one is None or key_of(one.name) != key_of(passage["names"][entity]):
                wrong.append(f"{entity} of {passage['text']}: {one.name if one else 'not one entity'}")
        for person in doc.people:
            starts = {m.start for m in person.mentions}
            if sum(bool(starts & mentions) for entity, mentions in gold.items() if entity[0] == "p") > 1:
                merged.append(f"{person.name} of {passage['text']}")
    assert not merged, merged
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "given", "patronymic", "family"),
    [
        ("{p1:Владимира Владимировича Путина}", "Владимир", "Владимирович", "Путин"),
        ("Указ подписал {p1:В. В. Путин}.", "В.", "В.", "Путин"),
        ("Подпись: {p1:Путин В.В.}", "В.", "В.", "Путин"),
        ("Принял {p1:Ильхам Гейдар оглы Алиев}.", "Ильхам", "Гейдар оглы", "Алиев"),
        ("Речь {p1:Си Цзиньпина} переведена.", "Цзиньпин", None, "Си"),
        ("Письмо {p1:Ким Чен Ына} опубликовано.", "Чен Ын", None, "Ким"),
        ("Выступила {p1:Урсула фон дер Ляйен}.", "Урсула", None, "фон дер Ляйен"),
        ("Встреча с {p1:Эмманюэлем Макроном} прошла.", "Эмманюэль", None, "Макрон"),
        ('Пришёл {p1:Сергей "Лютый" Лыжин}.', "Сергей", None, "Лыжин"),
        ("Приговор {p1:Олегу «Хмурому» Лыжину} вынесен.", "Олег", None, "Лыжин"),
        ("Пришёл {p1:Якубович Роман}.", "Роман", None, "Якубович"),
        ("Дело {p1:Рабиновича Льва} закрыли.", "Лев", None, "Рабинович"),
        ("Пришёл {p1:Вайсберг Борис}.", "Борис", None, "Вайсберг"),
        ("Приехала {p1:Игоревна Мария}.", "Мария", "Игоревна", None),
        ("Приехал {p1:Эльтон Джон}.", "Эльтон", None, "Джон"),
        ("Роман {p1:Салтыкова-Щедрина} переиздан.", None, None, "Салтыков-Щедрин"),
    ],
)
def test_parts(text: str, given: str | None, patronymic: str | None, family: str | None) -> None:
    doc, _ = read_passage(text)
    (person,) = doc.people
    assert (person.given_name, person.patronymic, person.family_name) == (given, patronymic, family)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Сын бывшего президента {p1:Джо Стоуна Хантер} молчит.", ["Джо Стоун", "Хантер"]),
        ("Дочь {p1:Владимира Громова Марина} учится.", ["Владимир Громов", "Марина"]),
        ("Суд вызвал сына {p1:Петра Лосева Эрика}.", ["Пётр Лосев", "Эрик"]),
        ("Адвокат {p1:Савельева Л. В. Дёмина} молчит.", ["Савельев", "Л. В. Дёмин"]),
        ("Сын {p1:Габриэля Гарсии Маркеса} молчит.", ["Габриэль Гарсия Маркес"]),
        ("Сын {p1:Игоря Петровича Лосева} молчит.", ["Игорь Петрович Лосев"]),
        ("Премьера {p1:Джо Стоуна Хантер} прошла.", ["Джо Стоун Хантер"]),
    ],
)
def test_two_people_of_one_span(text: str, people: list[str]) -> None:
    doc, _ = read_passage(text)
    assert len(doc.people) == len(people), [person.name for person in doc.people]
    for person, name in zip(doc.people, people, strict=True):
        assert len(people) == 1 or key_of(person.name) == key_of(name)


def test_keys_are_those_of_other_articles() -> None:
    doc, _ = read_passage("{p1:Шавкат Мирзиёев} и {p2:Касым-Жомарт Кемелевич Токаев} открыли {o1:Центр «Азия»}.")
    assert [person.key for person in doc.people] == ["шавкат мирзиеев", "касым-жомарт кемелевич токаев"]
    assert doc.organizations[0].key == "центр азия"


def test_yo_of_any_mention_is_kept() -> None:
    doc, _ = read_passage("{p1:Мирзиеева} ждут в Самарканде. {p1:Шавката Мирзиёева} встретили.")
    assert [person.name for person in doc.people] == ["Шавкат Мирзиёев"]
    assert len(doc.people[0].mentions) == 2


def test_the_original_in_brackets_is_an_alias() -> None:
    doc, _ = read_passage("Об этом сказал {p1:Барри Лоуэнкрон} ({p1:Barry Lowenkron}). {p1:Лоуэнкрон} ушёл.")
    (person,) = doc.people
    assert person.name == "Барри Лоуэнкрон"
    assert "Barry Lowenkron" in person.aliases


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ТАШКЕНТ, 15 ноября — {o1:Sputnik}. Открыт центр.", "publisher"),
        ("Об этом сообщает {o1:РИА Новости}.", "publisher"),
        ("МОСКВА, 3 марта. /{o1:ТАСС}/. Ставка снижена.", "publisher"),
        ("Передаёт корреспондент агентства «{o1:Рассвет}».", "publisher"),
        ("О сделке рассказал «{o1:Деловой курьер}».", "publisher"),
        ("Об этом сообщает {o1:МИД}.", None),
        ("{o1:Reuters} купило студию. Агентство {o1:Reuters} сообщило о сделке.", None),
    ],
)
def test_publishers(text: str, role: str | None) -> None:
    doc, _ = read_passage(text)
    assert [organization.role for organization in doc.organizations] == [role]


def test_quoted_names_stay_after_what_they_name() -> None:
    doc, _ = read_passage("Приём прошёл в резиденции «{o1:Куксарой}». Матч выиграла команда «{o2:Заря}».")
    assert [organization.name for organization in doc.organizations] == ["Куксарой", "Заря"]


def test_a_name_before_initials_and_a_name_is_somebody_elses() -> None:
    doc, _ = read_passage("{p1:Олег Савельев} молчал. Адвокат {p1:Савельева Л. В. Дёмина} подала жалобу.")
    assert [(person.name, len(person.mentions)) for person in doc.people] == [("Олег Савельев", 2), ("Л. В. Дёмина", 1)]


def test_two_ministries_are_not_one() -> None:
    text = "{o1:Министерство финансов} спорит с {o2:Министерством экономики}. В {o3:министерстве} молчат."
    doc, _ = read_passage(text)
    assert len(doc.organizations) == 3


def test_time_is_linear_in_the_number_of_names() -> None:
    """Many people of one name, many organizations of one beginning."""

    def read(count: int) -> None:
        letters = "абвгдежзиклмнопрст"
        words = [letters[i % 18] + letters[i // 18 % 18] + letters[i // 324 % 18] for i in range(count)]
        people = " ".join(f"{{p1:{word.capitalize()}ел Иванов}} и {{p1:Иванов}} пришли." for word in words)
        organizations = " ".join(
            f"{{o1:Комитет {word}ов}} и {{o1:комитет}}, {{o1:К{word[0].upper()}}}." for word in words
        )
        read_passage(people)
        read_passage(organizations)

    assert costs_at_most(8, lambda: read(200), lambda: read(800))
