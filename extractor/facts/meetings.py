"""Who met whom, where and when: «Токаев встретился с Мирзиёевым», «переговоры между X и Y», «X принял Y»."""

from collections.abc import Iterator

from extractor.document import Fact
from extractor.facts.attributes import is_year_of_noun
from extractor.facts.modality import modality_of
from extractor.facts.record import Reading, ids_of
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, denied, find_by_rules, in_clause, span_of
from extractor.facts.vocabulary import fact_words
from extractor.sentence.anaphora import is_one_person
from extractor.sentence.cells import Rows, test_of_cells
from extractor.sentence.clauses import find_subject, is_verb, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.negation import is_denied
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import ACC, GEN, NOM

SCORES = {
    "meeting.verb": 0.85,
    "meeting.noun": 0.75,
    "meeting.receive": 0.6,
    "meeting.discussed": 0.8,
    "meeting.chaired": 0.7,
}
"""Share of right ones among those that a rule gave on our own phrases and on NEREL train, rounded."""


WORDS_OF_PHRASE = 3
"""Tokens of a phrase from its preposition to its noun: «в своей резиденции»."""


def _people(match: Matched) -> dict[str, Item]:
    """The people who met, by id."""
    return {item.id: item for item in (*_hosts(match), *match.row.names(match.cells.get("guest", ())))}


def _hosts(match: Matched) -> list[Item]:
    """The people of the subject, those alone who may be in the case of the last: «(победить Котова), Лосев и Ким»."""
    cells = match.cells.get("host", ())
    shared = match.row.cases(max(cells)) if cells else 0
    return match.row.names([cell for cell in cells if match.row.cases(cell) & shared])


def _met(match: Matched) -> Iterator[Reading]:
    people, scene = _people(match), match.row.scene
    last = max(item.last for item in people.values())
    venues = [item for item in _venues(scene) if _is_told(match, item, last)]
    place = next(iter(in_clause(match, venues) or [item for item in venues if _is_where(scene, item)]), None)
    dates = [item for item in scene.of("date") if _is_told(match, item, last) and not is_year_of_noun(scene, item)]
    date = next(iter(in_clause(match, dates)), None)
    start, end = span_of(match, *people.values())
    yield Reading(
        {"participants": tuple(people), "place": place.id if place else None, "date": date.id if date else None},
        start,
        end,
        modality_of(match, besides=fact_words("meetings")["discusses"]),
    )


def _is_told(match: Matched, item: Item, last: int) -> bool:
    """Whether a place or date may be that of the meeting: not one of brackets, or of what follows after a comma.

    `last`: the token after the people who met.
    """
    scene, trigger = match.row.scene, match.row.bounds[match.trigger][0]
    first, end = segment_bounds(scene, item.first)
    if first <= trigger < end or first <= last - 1 < end:
        return True
    if first and scene.tokens[first - 1].text == "(":
        return False
    return item.first < max(trigger, last)


def _venues(scene: Scene) -> list[Item]:
    """The places and organizations after «в», «на»."""
    within = word_lists("places")["within"]
    return [
        item
        for item in scene.of("location", "organization")
        if item.first and scene.tokens[item.first - 1].text.lower() in within
    ]


def _is_where(scene: Scene, item: Item) -> bool:
    """Whether «где» follows a place: «приехал в Тулу, где встретился»."""
    return [token.text.lower() for token in scene.tokens[item.last : item.last + 2]] == [",", "где"]


def alone(match: Matched) -> bool:
    """Fewer than two people: «Орлов встретился с избирателями»."""
    return len(_people(match)) < 2


def of_their_people(match: Matched) -> bool:
    """«Встреча семьи Орлова с Зайцевым»: those who met him have no name, or are of a subject without one.

    «Премьер провёл переговоры с Орловым и Зайцевым», who did not meet each other.
    """
    scene, lemmas = match.row.scene, fact_words("meetings")["their_people"]
    if any(scene.is_word(t) and scene.words[t].lemma in lemmas for t in (item.first - 1 for item in _hosts(match))):
        return True
    if match.cells.get("host"):
        return False
    first, _ = segment_bounds(scene, match.row.bounds[match.trigger][0])
    verbs = [t for t in range(first, match.row.bounds[match.trigger][0]) if is_verb(scene, t)]
    subject = find_subject(scene, verbs[-1]) if verbs else None
    return subject is not None and is_one_person(scene, subject[0])


def of_nearer_host(match: Matched) -> bool:
    """«Псаки сообщила, что Байден в разговоре с Путиным …»: another subject stands between the first and the noun."""
    row = match.row
    first, last = row.bounds[max(match.cells["host"])][1], row.bounds[match.trigger][0]
    people = [item for item in row.scene.of("person") if first <= item.first < last]
    return any(case_of(row.scene, person) & (NOM | GEN) == NOM for person in people)


def called_off(match: Matched) -> bool:
    """«Встреча отменена», «переговоры не состоялись»: what is said of the meeting after it."""
    scene, words = match.row.scene, fact_words("meetings")
    last = max(match.row.bounds[cell][1] for _, cells in match.steps for cell in cells)
    verb = next((t for t in range(last, segment_bounds(scene, last - 1)[1]) if is_verb(scene, t)), None)
    if verb is None:
        return False
    lemmas = scene.words[verb].lemmas
    return bool(lemmas & words["called_off"]) or (bool(lemmas & words["with_noun"]) and is_denied(scene, verb))


def in_a_game(match: Matched) -> bool:
    """«Встретятся в финале», «на сцене»: sportsmen and actors."""
    scene = match.row.scene
    clause = range(*segment_bounds(scene, match.row.bounds[match.trigger][0]))
    return any(scene.cover[t] < 0 and scene.words[t].lemma in fact_words("meetings")["plays"] for t in clause)


def accepts_something(match: Matched) -> bool:
    """«Принял отставку Зайцева», «принял предложение министра Зайцева»: a thing is accepted, not its author."""
    scene = match.row.scene
    first, last = match.row.bounds[match.trigger][1], match.row.bounds[match.cells["guest"][0]][0]
    for t in range(first, last):
        word = scene.words[t]
        if scene.kind_at(t - 1) == "position" and word.cases & GEN:  # «главу компании «Лютик» Зайцева»
            continue
        if scene.cover[t] < 0 and word.upos == "NOUN" and not word.animate and word.cases & ACC:
            return not any(scene.words[n].upos == "ADP" for n in range(max(first, t - WORDS_OF_PHRASE), t))
    return False


AT = "['на|в|во|после|перед|ходе|время'] [ADJ]*"
AND_THERE = ".. [VERB Fin] .. [','] ['где'] .."
WITH_GUEST = "['с|со'] ..14 {guest:person.ins,}"
RULES = (
    FactRule(
        "meeting.verb",
        "Иван Орлов встретился с Петром Зайцевым.",
        f"{{host:person.nom free,}} .. [@verbs VERB]! .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.verb",
        "В Астане встретился с Петром Зайцевым глава МИД Иван Орлов.",
        f"[@verbs VERB]! .. {WITH_GUEST} .. {{host:person.nom}}",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.verb",
        "Вчера встретился Иван Орлов с Петром Зайцевым.",
        f"[@verbs VERB]! .. {{host:person.nom,}} .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.verb",
        "Токаев прилетел в Баку. Встретился с Мирзиёевым.",
        f"{{host:@verbs VERB left-out}}! .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.verb",
        "Вчера Токаев и Мирзиёев встречались.",
        "{host:person.nom free,} .. [@verbs VERB]!",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.verb",
        "Вчера встретились Иван Орлов и Пётр Зайцев.",
        "[@verbs VERB]! .. {host:person.nom,}",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.verb",
        "Делегация встретилась с министрами Рябковым и Карасиным.",
        f"[@verbs VERB]! .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.verb",
        "Пётр Лосев прибыл в Пекин, где встретился с Петром Зайцевым.",
        f"{{host:person.nom free,}} {AND_THERE} [@verbs VERB]! .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, in_a_game),
    ),
    FactRule(
        "meeting.discussed",
        "Иван Орлов обсудил торговлю с Петром Зайцевым.",
        f"{{host:person.nom free,}} .. [@discusses VERB]! .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people),
    ),
    FactRule(
        "meeting.discussed",
        "С министром Петром Зайцевым обсудил торговлю Иван Орлов.",
        f"{WITH_GUEST} .. [@discusses VERB]! .. {{host:person.nom free,}}",
        _met,
        unless=(denied, alone, of_their_people),
    ),
    FactRule(
        "meeting.discussed",
        "Иван Орлов и Пётр Зайцев обсудили торговлю.",
        "{host:person.nom free,} .. [@discusses VERB plural]!",
        _met,
        unless=(denied, alone, of_their_people),
    ),
    FactRule(
        "meeting.noun",
        "Иван Орлов сказал это на встрече с Петром Зайцевым.",
        f"{{host:person.nom free,}} .. [VERB Fin] .. {AT} [@nouns NOUN]! {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, called_off, of_nearer_host),
    ),
    FactRule(
        "meeting.noun",
        "На встрече с Петром Зайцевым Иван Орлов рассказал о планах.",
        f"{AT} [@nouns NOUN]! {WITH_GUEST} .. {{host:person.nom free,}}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Иван Орлов в ходе переговоров с Петром Зайцевым заявил о планах.",
        f"{{host:person.nom free,}} .. ['ходе|время'] [ADJ]* [@nouns NOUN]! {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Пётр Лосев прибыл в Пекин, где провёл переговоры с Петром Зайцевым.",
        f"{{host:person.nom free,}} {AND_THERE} [@with_noun VERB] ..6 [@nouns NOUN]! .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Прошла встреча советника Лапшина Петра Котова с Анной Седовой.",
        f"[@nouns NOUN]! .. {{host:person.gen,}} {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Состоялись переговоры между Котовым и Роговым.",
        "[@nouns NOUN]! ..5 ['между'] .. {host:person.ins} .. {guest:person.ins}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Встреча Антона Гусева в Берлине с Ильёй Роговым прошла вчера.",
        f"[@nouns NOUN]! .. {{host:person.gen,}} .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Орлов провёл переговоры с Зайцевым.",
        f"{{host:person.nom free,}} .. [@with_noun VERB] ..6 [@nouns NOUN]! .. {WITH_GUEST}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Макрон и Шольц проведут переговоры.",
        "{host:person.nom free,} .. [@with_noun VERB] ..6 [@nouns NOUN]!",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "Переговоры Лаврова и Байдена завершились.",
        "[@nouns NOUN]! .. {host:person.gen,}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.noun",
        "На встречу с Иваном Орловым и Петром Зайцевым пришли все.",
        "[@nouns NOUN]! .. ['с|со'] ..14 {guest:person.ins|gen,}",
        _met,
        unless=(denied, alone, of_their_people, called_off),
    ),
    FactRule(
        "meeting.receive",
        "Антон Гусев принял в резиденции Илью Рогова.",
        "{host:person.nom free,} .. [@receive Fin]! .. {guest:person.acc -nom,}",
        _met,
        unless=(denied, alone, of_their_people, accepts_something),
    ),
    FactRule(
        "meeting.receive",
        "Обама принимает в Белом доме своего коллегу Саркози.",
        "{host:person.nom free,} .. [@receive Fin]! .. {guest:person.acc titled,}",
        _met,
        unless=(denied, alone, of_their_people, accepts_something),
    ),
    FactRule(
        "meeting.chaired",
        "Под председательством Гусева и Рогова прошло заседание.",
        "[@chair]! {host:person.gen,}",
        _met,
        unless=(denied, alone, of_their_people),
    ),
)
TABLE = FactTable(RULES, fact_words("meetings"), test_of_cells)


def find_meetings(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The meetings of an article, each once: deduplicated by participants, keeping the most complete."""
    unique: dict[frozenset[str], Fact] = {}
    for row in rows.with_any(TABLE.keys):
        for fact in find_by_rules("meeting", TABLE, row, SCORES, traces):
            key = frozenset(ids_of(fact.arguments["participants"]))
            if key not in unique or _known(fact) > _known(unique[key]):
                unique[key] = fact
    return list(unique.values())


def _known(fact: Fact) -> int:
    """How many of the place and the date are known."""
    return sum(fact.arguments[role] is not None for role in ("place", "date"))
