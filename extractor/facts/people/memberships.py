"""Who belongs to which party, union or team: «член партии «Рассвет» Орлов», «вступил в «Рассвет»», «вышел из него»."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.document import Fact, Phase
from extractor.facts.modality import modality_of
from extractor.facts.people.patterns import in_relative, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows, governing

SCORES = {"membership.noun": 0.61, "membership.verb": 0.8, "membership.joins": 0.86, "membership.leaves": 0.83}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""

PHASES: dict[str, Phase] = {"membership.joins": "start", "membership.leaves": "end"}


def _members(match: Matched) -> Iterator[Reading]:
    row = match.row
    for who in row.names(match.cells["who"]):
        for body in row.names(match.cells["organization"])[:1]:
            if who.id != body.id:
                start, end = span_of(match, who, body)
                yield Reading({"who": who.id, "organization": body.id}, start, end)


def only_possible(match: Matched) -> bool:
    """«Намерен вступить», «может выйти»."""
    return modality_of(match) is not None


def no_body(match: Matched) -> bool:
    """«Вошёл в Думу», «вышел из МИД»: nothing that one joins, but a place that one enters."""
    row = match.row
    first = row.bounds[match.trigger][1]
    last = row.bounds[match.cells["organization"][0]][1]
    bodies = people_words("memberships")["bodies"]
    return not any(row.scene.words[t].lemmas & bodies for t in range(first, last)) and not _is_party(match)


def _is_party(match: Matched) -> bool:
    row = match.row
    [item, *_] = row.names(match.cells["organization"])
    names = row.scene.names.get(item.id, frozenset())
    return not names.isdisjoint(people_words("memberships")["parties"])


def in_its_board(match: Matched) -> bool:
    """«Входит в совет директоров банка «Рассвет»»: of its board, not of the bank."""
    row = match.row
    between = range(row.bounds[match.trigger][0] + 1, row.bounds[match.cells["organization"][0]][0])
    return any(row.scene.words[t].lemma in people_words("memberships")["boards"] for t in between)


def of_body(match: Matched) -> bool:
    """«Участник рынка «Ромашка»»: a preposition parts the member from the name."""
    row = match.row
    return governing(row, match.cells["organization"][0]) not in ("", "от", "из")


NAMED = "{who:-post -PRON person}"
ANY = "{who:who free subject,}"
RULES = (
    FactRule(
        "membership.noun",
        "Член партии «Рассвет» Иван Орлов уехал.",
        f"[@of]! [nominal]* {{organization:org}} ..6, {NAMED}",
        _members,
        (of_body, in_its_board),
    ),
    FactRule(
        "membership.noun",
        "Депутат от партии «Рассвет» Иван Орлов уехал.",
        f"[@members]! ..5, ['от'] [NOUN|ADJ]* {{organization:org}} ..6, {NAMED}",
        _members,
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов, член партии «Рассвет», уехал.",
        f"{NAMED} [',|—|–|-|('] ..5 [@of]! [nominal]* {{organization:org}}",
        _members,
        (untrue, of_body, in_its_board),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов от партии «Рассвет» выступил первым.",
        f"{NAMED} [@from]! [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, no_body),
    ),
    FactRule(
        "membership.noun",
        "От партии «Рассвет» — Иван Орлов.",
        f"[@from]! [NOUN|ADJ]* {{organization:org}} ['—|–|-']? {NAMED}",
        _members,
        (untrue, no_body),
    ),
    FactRule(
        "membership.noun",
        "Депутат Иван Орлов («Единая Россия») выступил первым.",
        f"{NAMED} [@open]! {{organization:org}} [')']",
        _members,
        (no_body,),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов, депутат от партии «Рассвет», уехал.",
        f"{NAMED} [',|—|–|-|('] ..5 [@members]! ..5, ['от'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue,),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов был членом партии «Рассвет».",
        f"{ANY} .. [VERB|AUX]? .. [@of ins]! [nominal]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, of_body, in_its_board),
    ),
    FactRule(
        "membership.verb",
        "Иван Орлов состоит в партии «Рассвет».",
        f"{ANY} .. [@belongs Fin]! ['в|во|к'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body),
    ),
    FactRule(
        "membership.joins",
        "Иван Орлов вступил в партию «Рассвет».",
        f"{ANY} .. [@joins Fin]! ['в|во|к'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body, in_its_board),
    ),
    FactRule(
        "membership.leaves",
        "Иван Орлов вышел из партии «Рассвет».",
        f"{ANY} .. [@leaves Fin|Part]! ['из'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body),
    ),
    FactRule(
        "membership.leaves",
        "Ивана Орлова исключили из партии «Рассвет».",
        "{who:who.acc oblique free,} .. [@leaves Fin -passive]! ['из'] [NOUN|ADJ]* {organization:org}",
        _members,
        (untrue, only_possible, no_body),
    ),
    FactRule(
        "membership.leaves",
        "Иван Орлов покинул партию «Рассвет».",
        f"{ANY} .. [@leaves Fin]! [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body),
    ),
)
TABLE = FactTable(
    RULES, {**people_words("memberships"), "from": frozenset(("от",)), "open": frozenset("(")}, test_of_people
)


def find_memberships(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """Who is a member of what, each once in a phase."""
    unique: dict[tuple[object, object, Phase | None], Fact] = {}
    for row in rows.with_any(TABLE.keys):
        for fact in find_by_rules("membership", TABLE, row, SCORES, traces):
            phase = PHASES.get(fact.rule)
            key = (fact.arguments["who"], fact.arguments["organization"], phase)
            unique.setdefault(key, replace(fact, phase=phase))
    return list(unique.values())
