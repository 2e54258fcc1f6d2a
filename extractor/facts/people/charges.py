"""Who is suspected, charged, tried, convicted or acquitted, of what, and what the sentence was.

«Суд приговорил Савельева к восьми годам колонии и штрафу в 15 млн рублей за взятку».
"""

from collections.abc import Iterable

from extractor.document import Argument, Fact, TextSpan
from extractor.facts.people.charge_rules import RULES
from extractor.facts.people.circumstances import (
    joined,
    merged,
)
from extractor.facts.people.patterns import test_of_people
from extractor.facts.people.vocabulary import people_words
from extractor.facts.tables import FactTable, Trace, find_by_rules
from extractor.sentence.cells import Rows

SCORES = {
    "charge.sentenced": 0.78,
    "charge.guilty": 0.83,
    "charge.accused": 0.7,
    "charge.suspected": 0.58,
    "charge.custody": 0.8,
    "charge.tried": 0.83,
    "charge.acquitted": 0.8,
    "charge.released": 0.8,
}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""


TABLE = FactTable(RULES, people_words("charges"), test_of_people)


def find_charges(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The stages of the cases of an article."""
    return as_stages(
        fact for row in rows.with_any(TABLE.keys) for fact in find_by_rules("charge", TABLE, row, SCORES, traces)
    )


def as_stages(facts: Iterable[Fact]) -> list[Fact]:
    """Charges, those that say of one stage of somebody's case in pieces what one might say as one fact."""
    stages: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        known = stages.setdefault((fact.arguments["who"], _name(fact, "stage"), fact.modality), [])
        same = next((n for n, other in enumerate(known) if _may_be_one(other, fact)), None)
        if same is None:
            known.append(fact)
        else:
            known[same] = joined(known[same], fact)
    return [fact for known in stages.values() for fact in known]


def _may_be_one(one: Fact, other: Fact) -> bool:
    """Whether two facts of one stage do not contradict each other."""
    roles = ("crime", "penalty", "term", "money")
    return all(merged(_name(one, role), _name(other, role)) for role in roles)


def _name(fact: Fact, role: str) -> Argument:
    argument = fact.arguments[role]
    return argument.name if isinstance(argument, TextSpan) else argument
