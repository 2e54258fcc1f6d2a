"""Appointments and departures that a verb or a noun shows, whatever the models of pairs make of them."""

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Fact, TextSpan
from extractor.facts.occupations.change_rules import RULES, SCORES
from extractor.facts.tables import FactTable, Trace, find_by_rules
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Rows, test_of_cells

TABLE = FactTable(RULES, fact_words("changes"), test_of_cells)


def find_changes(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The appointments and departures of an article, in order."""
    return [
        fact for row in rows.with_any(TABLE.keys) for fact in find_by_rules("occupation", TABLE, row, SCORES, traces)
    ]


def with_changes(occupations: Sequence[Fact], changes: Sequence[Fact]) -> list[Fact]:
    """The occupations with what changed of each, and the changes that are of none of them."""
    found = list(occupations)
    for change in changes:
        known = [n for n, fact in enumerate(found) if _is_of(change, fact)]
        for n in known:
            where = found[n].arguments["where"] or change.arguments["where"]
            phase = change.phase or found[n].phase
            found[n] = replace(
                found[n], phase=phase, rule=change.rule, arguments={**found[n].arguments, "where": where}
            )
        if not known and not any(_says_more(fact, change) for fact in found):
            found.append(change)
    return found


def _says_more(fact: Fact, change: Fact) -> bool:
    """Whether an occupation has the post that a change leaves out: «назначен директором», «возглавил «Гранит»»."""
    same = all(fact.arguments[role] == change.arguments[role] for role in ("who", "where"))
    return same and change.arguments["position"] is None and fact.phase == change.phase


def _is_of(change: Fact, fact: Fact) -> bool:
    """Whether both are of the same person's same post, or place where the change names no post, said at one place."""
    if fact.arguments["who"] != change.arguments["who"] or fact.end <= change.start or change.end <= fact.start:
        return False
    post, other = change.arguments["position"], fact.arguments["position"]
    if isinstance(post, TextSpan) and isinstance(other, TextSpan):
        return post.start == other.start
    return fact.arguments["where"] == change.arguments["where"] is not None
