"""Who met whom, where and when: «Токаев встретился с Мирзиёевым», «переговоры между X и Y», «X принял Y»."""

from collections.abc import Iterator, Sequence

from extractor.document import Fact
from extractor.facts.record import Reading, ids_of, nearest
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, denied, find_by_rules, span_of
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Cells, test_of_cells
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists

SCORES = {"meeting.verb": 0.85, "meeting.noun": 0.75, "meeting.receive": 0.6, "meeting.chaired": 0.7}
"""Share of right ones among those that a rule gave on our own phrases and on NEREL train, rounded."""


def _people(match: Matched) -> dict[str, Item]:
    """The people who met, by id."""
    return {item.id: item for role in ("host", "guest") for item in match.row.names(match.cells.get(role, ()))}


def _met(match: Matched) -> Iterator[Reading]:
    people, scene = _people(match), match.row.scene
    token = match.row.bounds[match.trigger][0]
    place, date = nearest(_venues(scene), token), nearest(scene.of("date"), token)
    start, end = span_of(match, *people.values())
    yield Reading(
        {"participants": tuple(people), "place": place.id if place else None, "date": date.id if date else None},
        start,
        end,
    )


def _venues(scene: Scene) -> list[Item]:
    """The places and organizations after «в», «на»."""
    within = word_lists("places")["within"]
    return [
        item
        for item in scene.of("location", "organization")
        if item.first and scene.tokens[item.first - 1].text.lower() in within
    ]


def alone(match: Matched) -> bool:
    """Fewer than two people: «Орлов встретился с избирателями»."""
    return len(_people(match)) < 2


RULES = (
    FactRule(
        "meeting.verb",
        "Токаев встретился с Мирзиёевым.",
        "{host:person.nom free,} .. [@verbs VERB]! .. ['с|со'] ..14 {guest:person.ins,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.verb",
        "В Астане встретился с Мирзиёевым Токаев.",
        "[@verbs VERB]! .. ['с|со'] ..14 {guest:person.ins,} .. {host:person.nom}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.verb",
        "Вчера встретился Токаев с Мирзиёевым.",
        "[@verbs VERB]! .. {host:person.nom,} .. ['с|со'] ..14 {guest:person.ins,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.verb",
        "Токаев прилетел в Баку. Встретился с Мирзиёевым.",
        "{host:@verbs VERB left-out}! .. ['с|со'] ..14 {guest:person.ins,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.verb",
        "Вчера Токаев и Мирзиёев встречались.",
        "{host:person.nom free,} .. [@verbs VERB]!",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.verb",
        "Вчера встретились Токаев и Мирзиёев.",
        "[@verbs VERB]! .. {host:person.nom,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.verb",
        "Делегация встретилась с министрами Рябковым и Карасиным.",
        "[@verbs VERB]! .. ['с|со'] ..14 {guest:person.ins,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.noun",
        "Состоялись переговоры между Котовым и Роговым.",
        "[@nouns NOUN]! ..5 ['между'] .. {host:person.ins} .. {guest:person.ins}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.noun",
        "Встреча Макрона с Шольцем прошла в Берлине.",
        "[@nouns NOUN]! .. {host:person.gen,} .. ['с|со'] ..14 {guest:person.ins,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.noun",
        "Орлов провёл переговоры с Зайцевым.",
        "{host:person.nom free,} .. [@with_noun VERB] ..6 [@nouns NOUN]! .. ['с|со'] ..14 {guest:person.ins,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.noun",
        "Макрон и Шольц проведут переговоры.",
        "{host:person.nom free,} .. [@with_noun VERB] ..6 [@nouns NOUN]!",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.noun",
        "Переговоры Лаврова и Байдена завершились.",
        "[@nouns NOUN]! .. {host:person.gen,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.noun",
        "На переговорах с участием Котова, Рогова и Зуева решили строить мост.",
        "[@nouns NOUN]! .. ['с|со'] ..14 {guest:person.ins|gen,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.receive",
        "Гусев принял в резиденции Рогова.",
        "{host:person.nom free,} .. [@receive Fin]! .. {guest:person.acc -nom,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.receive",
        "Обама принимает в Белом доме своего коллегу Саркози.",
        "{host:person.nom free,} .. [@receive Fin]! .. {guest:person.acc titled,}",
        _met,
        unless=(denied, alone),
    ),
    FactRule(
        "meeting.chaired",
        "Под председательством Гусева и Рогова прошло заседание.",
        "[@chair]! {host:person.gen,}",
        _met,
        unless=(denied, alone),
    ),
)
TABLE = FactTable(RULES, fact_words("meetings"), test_of_cells)


def find_meetings(rows: Sequence[Cells], traces: list[Trace] | None = None) -> list[Fact]:
    """The meetings of an article, each once: of equal participants the one with most said of it."""
    unique: dict[frozenset[str], Fact] = {}
    for row in rows:
        for fact in find_by_rules("meeting", TABLE, row, SCORES, traces):
            key = frozenset(ids_of(fact.arguments["participants"]))
            if key not in unique or _known(fact) > _known(unique[key]):
                unique[key] = fact
    return list(unique.values())


def _known(fact: Fact) -> int:
    """How many of the place and the date are known."""
    return sum(fact.arguments[role] is not None for role in ("place", "date"))
