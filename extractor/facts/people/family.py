"""Who is whose relative: «дочь Петрова Анна», «Орлов и его жена Мария», «женат на Анне Котовой»."""

from collections.abc import Iterator, Sequence

from extractor.document import Fact, TextSpan
from extractor.facts.people.patterns import other_case, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows
from extractor.sentence.genders import verb_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import may_be_subject

SCORES = {
    "family.genitive": 0.87,
    "family.apposition": 0.79,
    "family.possessive": 0.82,
    "family.own": 0.77,
    "family.married": 0.77,
    "family.born": 0.86,
    "family.couple": 0.83,
    "family.siblings": 0.9,
}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""

# --- what a match says ---


def _relatives(match: Matched) -> Iterator[Reading]:
    """Each of those that the noun calls a relative with each of those whose relative they are."""
    row = match.row
    people, others = row.names(match.cells["who"]), row.names(match.cells["whom"])
    yield from _pairs(match, people, others)


def _of_possessive(match: Matched) -> Iterator[Reading]:
    """«Его жена Мария»: of the person whom the possessive means."""
    row = match.row
    scene, t = row.scene, row.bounds[match.cells["whose"][0]][0]
    who = _listed_before(match, t) or row.antecedents.of_pronoun(scene, t)
    if who is not None:
        yield from _pairs(match, row.names(match.cells["who"]), [_standing_for(who, scene, t)])


def _listed_before(match: Matched, t: int) -> str | None:
    """The person before «и» and a possessive: «отравили Скрипаля и его дочь Юлию»."""
    row = match.row
    item = row.scene.item_at(t - 2) if t > 1 and row.scene.tokens[t - 1].text == "и" else None
    gender = "Masc" if row.scene.tokens[t].text.lower() == "его" else "Fem"
    is_owner = item is not None and item.kind == "person" and row.antecedents.may_be(item.id, gender)
    return item.id if is_owner and item is not None else None


def other_gender(match: Matched) -> bool:
    """«Его жена и санитарный врач Джером Адамс»: a man is nobody's wife."""
    row = match.row
    if row.scene.words[row.bounds[match.trigger][0]].lemma not in people_words("family")["women"]:
        return False
    return not any(row.antecedents.may_be(who.id, "Fem") for who in row.names(match.cells["who"]))


def _of_subject(match: Matched) -> Iterator[Reading]:
    """«Со своей женой Марией»: of the subject of the sentence, before the words or after them."""
    row = match.row
    people = row.names(match.cells["who"])
    scene, t = row.scene, row.bounds[match.trigger][0]
    subject = _named_subject(scene, t, people)
    if subject is None:
        who = row.antecedents.person_before(scene, t)
        subject = None if who is None else _standing_for(who, scene, t)
    yield from _pairs(match, people, [subject] if subject else [])


def _named_subject(scene: Scene, t: int, others: Sequence[Item]) -> Item | None:
    """The last person before a token who may be the subject, else the first: «Орлов пришёл со своей женой Марией»."""
    taken = {one.id for one in others}
    named = [item for item in scene.of("person") if item.id not in taken and may_be_subject(scene, item)]
    before = [item for item in named if item.last <= t]
    return before[-1] if before else next(iter(named), None)


def _standing_for(person: str, scene: Scene, t: int) -> Item:
    """The word that stands for a person: «его», «своей»."""
    token = scene.tokens[t]
    return Item("person", person, t, t + 1, token.start, token.end)


def _pairs(match: Matched, people: Sequence[Item], others: Sequence[Item]) -> Iterator[Reading]:
    for who in people:
        for whom in others:
            if who.id != whom.id:
                start, end = span_of(match, who, whom)
                yield Reading({"who": who.id, "relation": _relation(match), "whom": whom.id}, start, end)


def _relation(match: Matched) -> TextSpan:
    """The noun for the relative, its name in the singular; of «супруга», which may be either, the woman."""
    row = match.row
    scene, (first, last) = row.scene, row.bounds[match.trigger]
    word = scene.words[first]
    lemma = NAMES.get(word.lemma, word.lemma)
    if lemma == "супруг" and not scene.tokens[first].text.lower().endswith(("супруг", "ом")):
        lemma = "супруга"
    return token_span(scene, first, last, lemma)


NAMES = {"дочка": "дочь", "ребенок": "ребёнок"}


def _spouses(match: Matched) -> Iterator[Reading]:
    """«Женат на Анне»: he is her husband."""
    row = match.row
    scene, (first, last) = row.scene, row.bounds[match.trigger]
    is_woman = (
        scene.words[first].lemma in people_words("family")["married"] or verb_gender(scene.tokens[first].text) == "Fem"
    )
    for reading in _pairs(match, row.names(match.cells["who"]), row.names(match.cells["whom"])):
        relation = token_span(scene, first, last, "жена" if is_woman else "муж")
        yield reading._replace(arguments={**reading.arguments, "relation": relation})


def _couple(match: Matched) -> Iterator[Reading]:
    """«Супруги Иван Орлов и Мария Котова»: of two one is the other's."""
    row = match.row
    people = row.names(match.cells["who"])
    if len(people) == 2:
        for reading in _pairs(match, people[:1], people[1:]):
            scene, (first, last) = row.scene, row.bounds[match.trigger]
            yield reading._replace(
                arguments={**reading.arguments, "relation": token_span(scene, first, last, "супруг")}
            )


def _siblings(match: Matched) -> Iterator[Reading]:
    """«Сыновья Илья и Пётр»: brothers; those of other words are children of one family all the same."""
    row = match.row
    people = row.names(match.cells["who"])
    (first, last), scene = row.bounds[match.trigger], row.scene
    for n, one in enumerate(people[1:], 1):
        name = "брат" if row.antecedents.may_be(one.id, "Masc") else "сестра"
        for reading in _pairs(match, [one], people[:n]):
            relation = token_span(scene, first, last, name)
            yield reading._replace(arguments={**reading.arguments, "relation": relation})


def _child(match: Matched) -> Iterator[Reading]:
    """«Родился в семье Ивана и Анны Орловых»: their son."""
    row = match.row
    cell = match.cells["born"][0]
    scene, (first, last) = row.scene, row.bounds[cell]
    name = "дочь" if verb_gender(scene.tokens[first].text) == "Fem" else "сын"
    for reading in _pairs(match, row.names(match.cells["who"]), row.names(match.cells["whom"])):
        yield reading._replace(arguments={**reading.arguments, "relation": token_span(scene, first, last, name)})


# --- the table ---

RULES = (
    FactRule(
        "family.apposition",
        "Мария Орлова, дочь известного физика Ивана Орлова, уехала.",
        "{who:-post -PRON person} [',|—|–|-|('] [ADJ|NUM|ADV]* [@kin NOUN]! ..6, {whom:person.gen oblique,}",
        _relatives,
        (untrue,),
    ),
    FactRule(
        "family.genitive",
        "Бывшая супруга Ивана Орлова Мария уехала.",
        "[@kin NOUN]! ..6, {whom:person.gen oblique} ['—|–|-']? [nominal]* {who:-post -PRON person}",
        _relatives,
        (other_case,),
    ),
    FactRule(
        "family.possessive",
        "Иван Орлов уехал. Его жена Мария осталась.",
        "{whose:'его|её|ее'} [ADJ|NUM]* [@kin NOUN]! [joined]* {who:-post -PRON person,}",
        _of_possessive,
        (other_case, other_gender),
    ),
    FactRule(
        "family.own",
        "Иван Орлов приехал со своей женой Марией.",
        "[@own] [ADJ|NUM]* [@kin NOUN]! [joined]* {who:-post -PRON person,}",
        _of_subject,
        (other_case,),
    ),
    FactRule(
        "family.own",
        "Иван Орлов с женой Марией уехал.",
        "['с|со'] [ADJ|NUM]* [@kin NOUN ins]! [nominal]* {who:person.ins,}",
        _of_subject,
        (other_case,),
    ),
    FactRule(
        "family.married",
        "Иван Орлов женат на Анне Котовой.",
        "{who:person free subject} .. [AUX]? ..3 [@married_to]! ..4 ['на'] ..6 {whom:person}",
        _spouses,
        (untrue,),
    ),
    FactRule(
        "family.married",
        "Анна Котова замужем за Иваном Орловым.",
        "{who:person free subject} .. [@married]! ..4 ['за'] ..6 {whom:person}",
        _spouses,
        (untrue,),
    ),
    FactRule(
        "family.born",
        "У Ивана Орлова есть дочь Анна и сын Пётр.",
        "['у'] [nominal]* {whom:person.gen,} ..6 [VERB|AUX]? ..6 [@kin NOUN]! [joined]* {who:person free subject,}",
        _relatives,
        (untrue,),
    ),
    FactRule(
        "family.born",
        "Иван Орлов имеет сына Антона и дочь Анну.",
        "{whom:person free subject} .. [@has VERB] ..5 [@kin NOUN]! [joined]* {who:-post -PRON person,}",
        _relatives,
        (untrue,),
    ),
    FactRule(
        "family.born",
        "Иван Орлов родился в семье физика Петра Орлова.",
        "{who:person free subject} .. {born:@born VERB} .. ['в'] [ADJ]* [@household NOUN]! ..4, {whom:person.gen,}",
        _child,
        (untrue,),
    ),
    FactRule(
        "family.married",
        "Анна Котова вышла замуж за Ивана Орлова.",
        "{who:person free subject} .. [@marries VERB] ..2 [@marrying]! ['за'] ..6 {whom:person}",
        _spouses,
        (untrue,),
    ),
    FactRule(
        "family.married",
        "Иван Орлов развёлся с Анной Котовой.",
        "{who:person free subject} .. [@divorced VERB]! ..2 ['с|со'] ..6 {whom:person.ins}",
        _spouses,
        (untrue,),
    ),
    FactRule(
        "family.siblings",
        "Дети Илья и Вера уехали.",
        "[@children NOUN plural]! [joined]* {who:-post -PRON person,}",
        _siblings,
    ),
    FactRule(
        "family.couple",
        "Супруги Иван Орлов и Мария Котова уехали.",
        "[@couple NOUN plural]! {who:-post -PRON person,}",
        _couple,
    ),
)
TABLE = FactTable(RULES, people_words("family"), test_of_people)


def find_relatives(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The relatives of an article, each two once."""
    unique: dict[frozenset[object], Fact] = {}
    for row in rows.with_any(TABLE.keys):
        for fact in find_by_rules("family", TABLE, row, SCORES, traces):
            unique.setdefault(frozenset((fact.arguments["who"], fact.arguments["whom"])), fact)
    return list(unique.values())
