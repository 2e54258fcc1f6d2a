"""Who was born, when and where: «родился 6 марта в Твери», «уроженец Твери», «(12 мая 1950 — 3 июня 2021)»."""

from collections.abc import Iterator

from extractor.document import Fact
from extractor.facts.people.life_readings import (
    beyond_brackets,
    each_person,
    in_brackets,
    life_of,
    once_each,
    with_words,
)
from extractor.facts.people.patterns import test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading
from extractor.facts.tables import FactRule, FactTable, Matched, Trace
from extractor.sentence.cells import Rows
from extractor.sentence.words import GEN, NOM

SCORES = {"birth.verb": 0.93, "birth.native": 0.86, "birth.brackets": 0.9}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""


WORDS_TO_CHILD = 3
"""Tokens after «родился» in which the noun for a child is looked for."""


def _born(match: Matched) -> Iterator[Reading]:
    yield from each_person(match, life_of(match))


def only_rumoured(match: Matched) -> bool:
    """«По теории о том, что Орлов родился в Кении»."""
    return not people_words("births")["rumours"].isdisjoint(match.row.scene.lemmas)


def of_parent(match: Matched) -> bool:
    """«У певицы Котовой родилась двойня», «первенец Роналду родился»: who has a child is named, not who was born."""
    row = match.row
    who = match.cells.get("who", (match.trigger,))[0]
    last = row.bounds[match.trigger][1]
    children = people_words("births")["children"]
    first = row.bounds[who][0]
    if first and row.scene.words[first - 1].lemma in children and row.cases(who) & GEN:
        return True
    after = row.scene.words[last : last + WORDS_TO_CHILD]
    return who < match.trigger and any(word.cases & NOM and not children.isdisjoint(word.lemmas) for word in after)


def in_relative_clause(match: Matched) -> bool:
    """«Родился её первенец, которому Шепелев дал имя»: who is named does something else."""
    row = match.row
    first, last = row.bounds[match.trigger][1], row.bounds[match.cells["who"][0]][0]
    return any(row.scene.words[t].lemma == "который" for t in range(first, last))


def _native(match: Matched) -> Iterator[Reading]:
    """Of a native only the place is told."""
    yield from each_person(match, {"place": match.row.names(match.cells["place"])[0].id})


WHO = "{who:person free subject,}"
NAMED = "{who:-post -PRON person free subject,}"
BIRTHS = FactTable(
    (
        FactRule(
            "birth.brackets",
            "Иван Орлов (род. 24 мая 1941, Тверь) — физик.",
            "{who:-post -PRON person} ['('] ..6 [@born 'род']! ['.'] {date:date}",
            in_brackets,
        ),
        FactRule(
            "birth.verb",
            "Он родился 6 марта 1929 года в Твери.",
            f"{WHO} .. [@born Fin]!",
            _born,
            (untrue, only_rumoured, of_parent),
        ),
        FactRule(
            "birth.verb",
            "Орлов, известный физик, который родился в Твери, уехал.",
            "{who:-post -PRON person} [','] ..6 ['который|которая'] .. [@born Fin]!",
            _born,
            (untrue,),
        ),
        FactRule(
            "birth.verb", "У певца родилась дочь Анна.", f"[@born Fin]! .. {NAMED}", _born, (untrue, in_relative_clause)
        ),
        FactRule("birth.verb", "Орлов уехал. Родился в Твери.", "{who:@born Fin left-out}!", _born, (untrue,)),
        FactRule(
            "birth.verb",
            "Орлов, родившийся в Твери, уехал.",
            "{who:-post -PRON person} [','] ..3 [@born Part]!",
            _born,
            (untrue,),
        ),
        FactRule(
            "birth.verb",
            "Родившийся в Твери Иван Орлов уехал.",
            "[@born Part]! .. {who:-post -PRON person}",
            _born,
            (untrue,),
        ),
        FactRule(
            "birth.native",
            "Уроженец Твери Иван Орлов уехал.",
            "[@natives NOUN]! [ADJ|NOUN]* {place:place} ..4, {who:-post -PRON person}",
            _native,
            (untrue,),
        ),
        FactRule(
            "birth.native",
            "Иван Орлов — уроженец Твери.",
            "{who:-post -PRON person} [',|—|–|-|(']? [ADJ|NUM]* [@natives NOUN]! [ADJ|NOUN]* {place:place}",
            _native,
            (untrue,),
        ),
        FactRule(
            "birth.native",
            "Иван Орлов родом из Твери.",
            f"{WHO} .. [@origin 'родом']! ['из'] [ADJ|NOUN]* {{place:place}}",
            _native,
            (untrue,),
        ),
        FactRule(
            "birth.brackets",
            "Иван Орлов (р. 24 мая 1941, Тверь) — физик.",
            "{who:-post -PRON person} ['('] ..6 [@short]! ['.'] {date:date}",
            in_brackets,
        ),
        FactRule(
            "birth.brackets",
            "Иван Орлов (12 мая 1950, Тверь — 3 июня 2021) — физик.",
            "{who:-post -PRON person} [@open]! ..6 {date:date} ..8 ['—|–|-'] ..4 {died:date}",
            in_brackets,
            (with_words, beyond_brackets),
        ),
        FactRule(
            "birth.brackets",
            "Иван Орлов, 1987 года рождения, задержан.",
            "{who:-post -PRON person} ['(|,']? {date:date} [@birth]!",
            _born,
        ),
        FactRule(
            "birth.brackets",
            "Елена (1996 г. р.) учится.",
            "{who:-post -PRON person} ['(|,']? {date:date} [@short]!",
            _born,
        ),
    ),
    {**people_words("births"), "open": frozenset("(")},
    test_of_people,
)


def find_births(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The births of an article, one of each person."""
    return once_each("birth", BIRTHS, rows, SCORES, traces)
