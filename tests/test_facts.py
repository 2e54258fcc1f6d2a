"""Facts: phrases in the nominative, places that an adjective or the article tells, hostile text."""

import pytest
from costs import costs_at_most

from extractor import Document, Extractor
from extractor.document import Position, TextSpan
from extractor.facts import amounts, events, meetings
from extractor.facts.deals import find as deals
from extractor.facts.ownership import find as ownership
from extractor.facts.statements import rules as statements
from extractor.sentence.genders import noun_gender, verb_gender
from extractor.sentence.phrases import nominative_phrase
from extractor.sentence.scene import find_scenes
from extractor.text.segment import segment


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("заместителя министра финансов", "заместитель министра финансов"),
        ("премьер-министра", "премьер-министр"),
        ("генеральным директором", "генеральный директор"),
        ("президенты", "президент"),
        ("первых заместителей главы", "первый заместитель главы"),
        ("исполняющего обязанности", "исполняющий обязанности"),
        ("командующему войсками", "командующий войсками"),
        ("чрезвычайного и полномочного посла", "чрезвычайный и полномочный посол"),
        ("министра-президента", "министр-президент"),
        ("папы римского", "папа римский"),
        ("замминистра", "замминистра"),
        ("официальным представителем", "официальный представитель"),
        ("руководителя российской делегации", "руководитель российской делегации"),
        ("главе", "глава"),
        ("судьи", "судья"),
        ("первую леди", "первая леди"),
    ],
)
def test_position_in_the_nominative(written, name):
    assert nominative_phrase(tuple(written.split()), singular=True) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [("общей сумме", "общая сумма"), ("чистой прибыли компании", "чистая прибыль компании"), ("доходы", "доходы")],
)
def test_measure_in_the_nominative(written, name):
    assert nominative_phrase(tuple(written.split())) == name


def test_a_post_of_somebody_else_inside_a_position_is_apart():
    text = "С советником министр связи не встречался."
    end = text.index(" связи")
    doc = Document(text, sentences=segment(text, 0), positions=(Position(2, end, text[2:end], 1.0),))
    [scene] = find_scenes(doc)
    assert [text[item.start : item.end] for item in scene.items] == ["министр связи"]
    assert scene.cover == [-1, -1, 0, 0, -1, -1, -1]


def test_a_post_that_ends_in_two_adjectives_is_cut_and_comes_to_an_end():
    text = "Он был председателем ультралевой индейской, потом ушёл."
    end = text.index(" индейской")
    doc = Document(text, sentences=segment(text, 0), positions=(Position(7, end, text[7:end], 1.0),))
    [scene] = find_scenes(doc)
    assert [text[item.start : item.end] for item in scene.items] == ["председателем"]


def told(doc: Document, kind: str) -> list[tuple[object, ...]]:
    """The facts of a kind as tuples of names."""
    names = {entity.id: entity.name for entity in doc.entities}
    names |= {one.id: one.text for one in (*doc.money, *doc.dates)}

    def readable(argument):
        if isinstance(argument, TextSpan):
            return argument.name or argument.text
        return tuple(map(names.get, argument)) if isinstance(argument, tuple) else names.get(argument)

    return [tuple(map(readable, fact.arguments.values())) for fact in doc.facts if fact.kind == kind]


def test_a_cause_of_death_that_ends_its_sentence_is_read(extractor: Extractor):
    doc = extractor.extract("Иван Котов умер. Названа причина смерти")
    assert [fact.kind for fact in doc.facts] == ["death"]


def test_one_post_of_two_people_with_a_country_each(extractor: Extractor):
    doc = extractor.extract("Прибыли президенты Узбекистана и Казахстана Шавкат Мирзиёев и Касым-Жомарт Токаев.")
    assert told(doc, "occupation") == [
        ("Шавкат Мирзиёев", "президент", "Узбекистан"),
        ("Касым-Жомарт Токаев", "президент", "Казахстан"),
    ]


def test_an_adjective_makes_a_place_without_mentions(extractor: Extractor):
    doc = extractor.extract("Французский президент Эмманюэль Макрон подписал закон.")
    assert told(doc, "occupation") == [("Эмманюэль Макрон", "президент", "Франция")]
    assert [(place.name, place.mentions) for place in doc.locations] == [("Франция", ())]


def test_an_adjective_of_a_named_place_is_that_place(extractor: Extractor):
    doc = extractor.extract("Франция готовится к выборам. Французский президент Эмманюэль Макрон подписал закон.")
    assert told(doc, "occupation") == [("Эмманюэль Макрон", "президент", "Франция")]
    assert [len(place.mentions) for place in doc.locations] == [1]


def test_a_fact_said_twice_is_one_at_its_fullest_place(extractor: Extractor):
    text = "Президент Алишер Турсунов прибыл. Президент Узбекистана Алишер Турсунов выступил с речью."
    doc = extractor.extract(text)
    assert told(doc, "occupation") == [("Алишер Турсунов", "президент", "Узбекистан")]
    (fact,) = [fact for fact in doc.facts if fact.kind == "occupation"]
    assert fact.text == "Президент Узбекистана Алишер Турсунов"


def test_a_post_stands_for_its_holder(extractor: Extractor):
    text = "Президент Узбекистана Алишер Турсунов прибыл в Ош. Президент отметил, что дорога будет готова к весне."
    doc = extractor.extract(text)
    assert [(who, what) for who, what, _ in told(doc, "statement")] == [
        ("Алишер Турсунов", "дорога будет готова к весне")
    ]


def test_facts_lie_in_the_text_and_name_what_exists(extractor: Extractor):
    text = "15 марта глава «Ромашки» Иван Орлов сообщил, что выручка завода выросла до 2 млн рублей."
    doc = extractor.extract(text, "2025-03-20")
    ids = {one.id for one in (*doc.entities, *doc.money, *doc.dates)}
    assert {fact.kind for fact in doc.facts} >= {"occupation", "statement", "amount", "event"}
    for fact in doc.facts:
        assert text[fact.start : fact.end] == fact.text
        assert 0 < fact.score <= 1
        assert fact.rule.startswith(f"{fact.kind}.")
        for argument in fact.arguments.values():
            if isinstance(argument, TextSpan):
                assert text[argument.start : argument.end] == argument.text
            elif argument is not None:
                assert set((argument,) if isinstance(argument, str) else argument) <= ids


HOSTILE = [
    "президент России Иван Петров, ",
    "«сказал ",
    "что, по словам Ивана Петрова, ",
    "он заявил, что ",
    "Иван Петров встретился с ",
    "5 мая 2020 года ",
    "выручка 5 млн рублей ",
    '"мы "строим" ',
    "Иван Петров заявил, что он ушёл. Она добавила, что он вернётся. ",
]


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("piece", HOSTILE)
def test_cost_grows_with_the_length(piece):
    """Ten times the text costs at most fourteen times as much: facts alone, names and amounts found before."""
    from dataclasses import replace

    from extractor.facts.find import find_facts

    extractor = Extractor()

    short, long = (replace(extractor.extract(piece * times), facts=()) for times in (400, 4000))
    assert costs_at_most(14, lambda: find_facts(short), lambda: find_facts(long), slack=0.2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Пост главы банка «Альфа» получил Иван Котов. Раньше он работал директором завода «Ромашка».",
            [("Иван Котов", "глава", "Альфа"), ("Иван Котов", "директор", "Ромашка")],
        ),
        (
            "Умер Иван Котов. В 2001 году был назначен министром финансов Эстонии.",
            [("Иван Котов", "министр финансов", "Эстония")],
        ),
    ],
)
def test_holder_meant_by_a_pronoun_or_left_out(extractor: Extractor, text, expected):
    assert told(extractor.extract(text), "occupation") == expected


def test_post_that_somebody_is_a_candidate_for_is_not_his(extractor: Extractor):
    doc = extractor.extract("Иван Котов стал кандидатом в президенты Грузии.")
    assert all(position != "президент" for _, position, _ in told(doc, "occupation"))


def test_trade_of_whom_the_article_is_about(extractor: Extractor):
    text = (
        "Скульптор Пётр Лосев приехал в Тверь. Пётр Лосев рассказал о выставке. Лосев родился в Туле. "
        "По словам Лосева, работы привезут в мае. Лосева встретил актёр Иван Котов."
    )
    assert told(extractor.extract(text), "occupation") == [("Пётр Лосев", "скульптор", None)]


def test_adjective_before_an_organization_is_no_place_of_the_post(extractor: Extractor):
    doc = extractor.extract("Глава японского МИДа Таро Оно прибыл в Москву.")
    assert told(doc, "occupation") == [("Таро Оно", "глава", "МИД")]


def test_who_only_reports_is_no_party_of_a_deal(extractor: Extractor):
    doc = extractor.extract("Компания «Ромашка», напомним, купила «Лютик» за 2 млн рублей.")
    assert [parties for parties, *_ in told(doc, "deal")] == [("Ромашка", "Лютик")]
    doc = extractor.extract("Как сообщает газета «Ведомости», «Василёк» приобрёл «Пион» за 3 млн рублей.")
    assert [parties for parties, *_ in told(doc, "deal")] == [("Василёк",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Банк «Альфа» вырос вдвое. Принадлежит Ивану Котову.", [("Иван Котов", "Альфа")]),
        ("Дочка «Ромашки» — «Лютик» закрылась.", [("Ромашка", "Лютик")]),
        ("В собственности компании «Ромашка» находится компания «Василёк».", [("Ромашка", "Василёк")]),
    ],
)
def test_ownership_of_branches_and_left_out_names(extractor: Extractor, text, expected):
    assert [(owner, held) for owner, held, _ in told(extractor.extract(text), "ownership")] == expected


@pytest.mark.parametrize(
    ("verb", "gender"), [("сказала", "Fem"), ("заявил", "Masc"), ("сообщили", None), ("говорит", None)]
)
def test_gender_of_a_verb(verb, gender):
    assert verb_gender(verb) == gender


@pytest.mark.parametrize(("noun", "gender"), [("певица", "Fem"), ("юбиляр", "Masc"), ("министр", None)])
def test_gender_of_a_noun(noun, gender):
    assert noun_gender(noun) == gender


def test_a_statement_said_twice_is_given_once(extractor: Extractor):
    doc = extractor.extract("Антон Ким заявил, что дорога закрыта.\n\nАнтон Ким сказал, что дорога закрыта.")
    assert [fact.kind for fact in doc.facts].count("statement") == 1


def test_only_a_day_of_saying_dates_a_statement(extractor: Extractor):
    doc = extractor.extract("5 мая 2024 года мост закрыли, а Антон Ким заявил 7 мая 2024 года, что мост опасен.")
    [statement] = [fact for fact in doc.facts if fact.kind == "statement"]
    date = next(date for date in doc.dates if date.id == statement.arguments["date"])
    assert date.value == "2024-05-07"


TABLES = (ownership.TABLE, *deals.tables(), meetings.TABLE, amounts.TABLE, events.TABLE, *statements.TABLES)


def test_every_rule_matches_the_example_beside_it(extractor: Extractor):
    rules = list(dict.fromkeys([*(rule for table in TABLES for rule in table.rules), *statements.PASSAGE_RULES]))
    documents = extractor.extract_many([rule.example for rule in rules])
    missed = []
    for rule, doc in zip(rules, documents, strict=True):
        traces = extractor.traces(doc)
        if not any((t.rule, t.pattern, t.refused_by) == (rule.id, rule.pattern, None) for t in traces):
            missed.append((rule.example, rule.pattern, [(t.pattern, t.refused_by) for t in traces]))
    assert missed == []
