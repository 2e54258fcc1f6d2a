"""Who died, when and where, at what age and of what.

An article tells it piece by piece («скончался 9 ноября», «причиной смерти стал инсульт», «ему было 84 года»): what is
said of one person is one death.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import Fact, TextSpan
from extractor.facts.modality import modality_of
from extractor.facts.people.ages import age_in
from extractor.facts.people.ages_told import with_age
from extractor.facts.people.circumstances import (
    is_place,
    items_in,
    named_span,
    phrase_from,
    prepositions,
    scope,
)
from extractor.facts.people.life_readings import (
    beyond_brackets,
    each_person,
    in_brackets,
    life_of,
    once_each,
    with_words,
)
from extractor.facts.people.patterns import in_relative, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading
from extractor.facts.tables import FactRule, FactTable, Matched, Trace
from extractor.sentence.cells import Rows
from extractor.sentence.clauses import is_verb
from extractor.sentence.genders import owner_gender
from extractor.sentence.scene import Scene

SCORES = {"death.verb": 0.71, "death.noun": 0.56, "death.reason": 0.75, "death.brackets": 0.83}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""

WORDS_BESIDE = 5
"""Tokens after «смерть Орлова» in which its date and its place begin."""


# --- what a match says ---


def _died(match: Matched) -> Iterator[Reading]:
    scene, around = match.row.scene, scope(match)
    yield from each_person(
        match,
        {
            **life_of(match),
            "age": age_in(scene, around, match.row.names(match.cells["who"])),
            "cause": _cause(match, around),
        },
    )


def _mourned(match: Matched) -> Iterator[Reading]:
    """Of «смерть Орлова» the date and the place that stand right beside: «после смерти Орлова в 2007 году в Твери»."""
    row = match.row
    match = match._replace(cells={**match.cells, "who": _up_to_comma(match)})
    last = row.bounds[match.cells["who"][-1]][1]
    beside = range(last, min(last + WORDS_BESIDE, len(row.scene.tokens)))
    dates = [item for item in items_in(row.scene, beside, "date") if item.first <= last + 1]
    after = dates[0].last if dates else last
    places = [i for i in items_in(row.scene, beside, "location") if i.first <= after + 1 and is_place(row.scene, i)]
    yield from each_person(match, {"date": dates[0].id if dates else None, "place": places[0].id if places else None})


def _up_to_comma(match: Matched) -> tuple[int, ...]:
    """The cells of those who are listed without a comma: «стихи на смерть Пушкина, Орлова написала»."""
    cells = match.cells["who"]
    for n in range(1, len(cells)):
        if any(match.row.text(cell) == "," for cell in range(cells[n - 1] + 1, cells[n])):
            return cells[:n]
    return cells


def _of_death(match: Matched) -> Iterator[Reading]:
    """«Причиной её смерти стал инсульт»: what is after the verb, else what is before it in the nominative."""
    row = match.row
    scene, around = row.scene, row.bounds[match.trigger][0]
    verb = next((t for t in range(around, len(scene.tokens)) if is_verb(scene, t) or scene.tokens[t].text == "—"), None)
    who = _whose(match)
    if verb is None or who is None:
        return
    end = phrase_from(scene, verb + 1, len(scene.tokens))
    if end > verb + 1:
        start = scene.tokens[around].start
        cause = named_span(scene, verb + 1, end)
        yield Reading({"who": who, "cause": cause}, start, scene.tokens[end - 1].end)


def _whose(match: Matched) -> str | None:
    """The person whose death it is: the name of the pattern, whom the possessive means, else the one named last."""
    named = match.row.names(match.cells.get("who", ()))
    if named:
        return named[0].id
    scene, antecedents = match.row.scene, match.row.antecedents
    bounds = match.row.bounds[match.trigger : match.trigger + 3]  # the death may be the last word of its sentence
    first, last = bounds[0][0], bounds[-1][0]
    for t in range(first, last + 1):
        if owner_gender(scene.tokens[t].text):
            return antecedents.of_pronoun(scene, t)
    return antecedents.person_before(scene, first)


def _cause(match: Matched, around: range) -> TextSpan | None:
    """«От пневмонии», «в ДТП», «после долгой борьбы с раком»."""
    scene, words = match.row.scene, people_words("deaths")
    after = range(match.row.bounds[match.trigger][1], around.stop)
    for t in prepositions(scene, after, words["of"]):
        end = phrase_from(scene, t + 1, around.stop)
        if end > t + 1 and _may_be_cause(scene, t, end):
            return named_span(scene, t + 1, end, "Gen")
    return next((cause for t in around if (cause := _accident(scene, t, around) or _struggle(scene, t, around))), None)


def _accident(scene: Scene, t: int, around: range) -> TextSpan | None:
    """What happened to people, with its adjectives: «в крупном ДТП»."""
    if scene.cover[t] >= 0 or not scene.words[t].lemmas & people_words("deaths")["accidents"]:
        return None
    first = t
    while first > around.start and scene.words[first - 1].upos == "ADJ" and scene.cover[first - 1] < 0:
        first -= 1
    return named_span(scene, first, t + 1)


def _struggle(scene: Scene, t: int, around: range) -> TextSpan | None:
    """What somebody fought with: «после борьбы с раком»."""
    if scene.words[t].lemma not in people_words("deaths")["struggle"] or t + 2 >= around.stop:
        return None
    end = phrase_from(scene, t + 2, around.stop)
    has_cause = scene.tokens[t + 1].text.lower() in ("с", "со") and end > t + 2
    return named_span(scene, t + 2, end, "Ins") if has_cause else None


def _may_be_cause(scene: Scene, t: int, end: int) -> bool:
    """Whether one may die of a phrase after «от»: not «от имени семьи», «от рук», «депутат от фракции ЛДПР»."""
    if scene.kind_at(t - 1) == "position":
        return False
    no_cause = people_words("deaths")["no_cause"]
    head = next((n for n in range(t + 1, end) if scene.words[n].upos == "NOUN"), None)
    if head is not None and scene.words[head].animate:
        return False  # «кандидат от республиканцев»
    return all(scene.cover[n] < 0 and scene.words[n].lemma not in no_cause for n in range(t + 1, end))


# --- guards ---


def only_possible(match: Matched) -> bool:
    """«Может погибнуть», «умрёт», «если бы он умер»: nobody has died."""
    return modality_of(match) is not None


def of_others(match: Matched) -> bool:
    """«Были убиты два политика, знавшие Орлова»: others who have no name."""
    row = match.row
    scene, first, last = row.scene, row.bounds[match.trigger][1], row.bounds[match.cells["who"][0]][0]
    is_many = scene.words[first - 1].plural and len(match.cells["who"]) == 1
    return is_many and any(scene.cover[t] < 0 and scene.words[t].upos in ("NUM", "NOUN") for t in range(first, last))


def of_relative(match: Matched) -> bool:
    """«Убил жену Орлова»."""
    scene, t = match.row.scene, match.row.bounds[match.cells["who"][0]][0] - 1
    return not people_words("family")["kin"].isdisjoint(scene.words[t].lemmas)


def unreal(match: Matched) -> bool:
    """«Покушение на убийство Орлова», «слухи о смерти Орлова»."""
    scene, t = match.row.scene, match.row.bounds[match.trigger][0]
    return any(scene.words[n].lemma in people_words("deaths")["unreal"] for n in range(max(t - 3, 0), t))


# --- the table ---

WHO = "{who:person free subject,}"
NAMED = "{who:-post -PRON person free subject,}"
DEATHS = FactTable(
    (
        FactRule(
            "death.verb",
            "Он умер 6 марта в Твери.",
            f"{WHO} .. [@died Fin]!",
            _died,
            (untrue, only_possible, in_relative),
        ),
        FactRule(
            "death.verb",
            "Орлов, известный физик, который умер в Твери, остался в памяти.",
            "{who:-post -PRON person} [','] ..6 ['который|которая'] .. [@died Fin]!",
            _died,
            (untrue, only_possible),
        ),
        FactRule("death.verb", "В Твери умер Орлов.", f"[@died Fin]! .. {NAMED}", _died, (untrue, only_possible)),
        FactRule(
            "death.verb",
            "Умер режиссёр.",
            "[@died Fin]! ..3, {who:person free subject post}",
            _died,
            (untrue, only_possible),
        ),
        FactRule(
            "death.verb", "Орлов болел. Умер в Твери.", "{who:@died Fin left-out}!", _died, (untrue, only_possible)
        ),
        FactRule(
            "death.verb",
            "Орлов, умерший в Твери, забыт.",
            "{who:-post -PRON person} [','] ..3 [@died Part -passive]!",
            _died,
            (untrue,),
        ),
        FactRule(
            "death.verb",
            "Умерший в Твери Иван Орлов забыт.",
            "[@died Part -passive]! .. {who:-post -PRON person}",
            _died,
            (untrue,),
        ),
        FactRule(
            "death.verb",
            "Орлов ушёл из жизни.",
            f"{WHO} .. [@left VERB] .. ['из'] [@life]!",
            _died,
            (untrue, only_possible),
        ),
        FactRule(
            "death.verb",
            "Ушла из жизни Анна Орлова.",
            f"[@left VERB] .. ['из'] [@life]! .. {NAMED}",
            _died,
            (untrue, only_possible),
        ),
        FactRule(
            "death.verb",
            "Орлов покончил с собой в Твери.",
            f"{WHO} .. [@ends VERB]! ['с'] ['собой']",
            _died,
            (untrue, only_possible, in_relative),
        ),
        FactRule(
            "death.verb",
            "Орлов покончил жизнь самоубийством в Твери.",
            f"{WHO} .. [@ends VERB]! [@life] [@suicide ins]",
            _died,
            (untrue, only_possible, in_relative),
        ),
        FactRule(
            "death.verb",
            "В Твери покончил с собой Иван Орлов.",
            f"[@ends VERB]! ['с'] ['собой'] .. {NAMED}",
            _died,
            (untrue, only_possible),
        ),
        FactRule(
            "death.verb",
            "Орлов был найден мёртвым в Твери.",
            f"{WHO} .. [@found short passive]! ..3 [@dead ins]",
            _died,
            (untrue, only_possible, in_relative),
        ),
        FactRule(
            "death.verb",
            "В Твери найден мёртвым Иван Орлов.",
            f"[@found short passive]! ..3 [@dead ins] .. {NAMED}",
            _died,
            (untrue, only_possible),
        ),
        FactRule("death.verb", "Не стало Ивана Орлова.", "['не'] [@gone 'стало']! .. {who:person.gen,}", _died),
        FactRule(
            "death.verb",
            "Орлов был убит в Твери.",
            f"{WHO} .. [@killed short passive]!",
            _died,
            (untrue, only_possible),
        ),
        FactRule(
            "death.verb",
            "В Твери убит политик Иван Орлов.",
            f"[@killed short passive]! .. {NAMED}",
            _died,
            (untrue, only_possible, of_others),
        ),
        FactRule(
            "death.verb",
            "Убитый в Твери Иван Орлов был политиком.",
            "[@killed Part passive -short]! .. {who:-post -PRON person}",
            _died,
            (untrue,),
        ),
        FactRule(
            "death.verb",
            "Неизвестные застрелили Ивана Орлова.",
            "[@killed Fin -passive]! .. {who:person.acc -nom free}",
            _died,
            (untrue, only_possible, of_relative),
        ),
        FactRule(
            "death.verb",
            "Преступник убил 26-летнюю Чжан Ли.",
            "[@killed Fin -passive]! [ADJ acc -nom] {who:-post -PRON person}",
            _died,
            (untrue, only_possible),
        ),
        FactRule(
            "death.reason",
            "Причиной смерти Орлова стал инсульт.",
            "[@reasons NOUN]! [ADJ|DET]* [@nouns NOUN] [NOUN|ADJ]* {who:person.gen}",
            _of_death,
            (untrue,),
        ),
        FactRule(
            "death.reason",
            "Орлов умер. Причиной его смерти стал инсульт.",
            "[@reasons NOUN]! [ADJ|DET|PRON]* [@nouns NOUN]",
            _of_death,
            (untrue,),
        ),
        FactRule(
            "death.noun",
            "После смерти Ивана Орлова прошёл год.",
            "[@nouns NOUN]! [NOUN|ADJ]* {who:person.gen,}",
            _mourned,
            (untrue, unreal, only_possible),
        ),
        FactRule(
            "death.brackets",
            "Иван Орлов (12 мая 1950, Тверь — 3 июня 2021) — физик.",
            "{who:-post -PRON person} [@open]! ..6 {born:date} ..8 ['—|–|-'] ..4 {date:date}",
            in_brackets,
            (with_words, beyond_brackets),
        ),
        FactRule(
            "death.brackets",
            "Иван Орлов (скончался 3 июня 2021 года) — физик.",
            "{who:-post -PRON person} [@open]! ..3 [@died Fin] .. {date:date}",
            _died,
        ),
    ),
    {**people_words("deaths"), "open": frozenset("(")},
    test_of_people,
)


def find_deaths(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The deaths of an article, one of each person."""
    deaths = once_each("death", DEATHS, rows, SCORES, traces)
    return [with_age(rows, death) for death in _with_reason(rows, deaths)]


def _with_reason(rows: Rows, deaths: Sequence[Fact]) -> list[Fact]:
    """The deaths; a reason without a name is that of the only one of whom it was said before that he died.

    «Сухарев скончался. Об этом сообщила его дочь Ирина. Причиной смерти стала сердечная недостаточность.»
    """
    reasons = [death for death in deaths if death.rule == "death.reason"]
    others = [death for death in deaths if death.rule != "death.reason"]
    told = [death for death in others if reasons and death.end <= reasons[0].start]
    if len(told) != 1 or len(reasons) != 1 or told[0].arguments["cause"] or _names_somebody(rows, reasons[0]):
        return list(deaths)
    with_cause = replace(told[0], arguments={**told[0].arguments, "cause": reasons[0].arguments["cause"]})
    return [with_cause if death is told[0] else death for death in others]


def _names_somebody(rows: Rows, fact: Fact) -> bool:
    """Whether a name of a person is among the words of a fact."""
    at = bisect_left(rows.scenes, fact.end, key=lambda scene: scene.sentence.end)
    return any(fact.start <= item.start < fact.end for item in rows.scenes[at].of("person"))
