"""Who said what: the quotations and reports of an article, each once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.document import Document, Fact
from extractor.facts.statements.context import Context
from extractor.facts.statements.quotations import Passage, quotations
from extractor.facts.statements.rules import DIALOGUE_RULES, QUOTATION_RULES, SCORES, TABLES, PassageRule
from extractor.facts.statements.said import Said
from extractor.facts.statements.statement import GUARDS, Statement, evidence_of, fact_of, statement_of
from extractor.facts.statements.turns import paragraphs_in_dashes
from extractor.facts.tables import Steps, Trace, steps_of, trace_of_refused
from extractor.grammar.cell_rules import Attempt
from extractor.sentence.cells import Cells

NEIGHBOURS = 4
"""Statements before one in the text with which it may share words."""
ORDER = {rule: n for n, rule in enumerate(SCORES)}
"""The place of each rule id among the others."""


class Candidate(NamedTuple):
    """What a rule has read."""

    statement: Statement | None
    """None where a guard refused it."""
    why: Trace


def find_statements(doc: Document, rows: Sequence[Cells], traces: list[Trace] | None = None) -> list[Fact]:
    """The statements of an article in order, none inside another of the same speaker."""
    if not rows:
        return []
    context = Context(doc, rows)
    in_marks = list(_in_passages(context, quotations(context), QUOTATION_RULES))
    others = [
        *_in_passages(context, paragraphs_in_dashes(context), DIALOGUE_RULES),
        *(candidate for row in rows for candidate in _in_clauses(context, row, traces)),
    ]
    quoted = _statements(in_marks)
    found = [*quoted, *(statement for statement in _statements(others) if not _is_inside(statement, quoted))]
    unrivalled = _without_rivals(doc.text, found)
    once = _each_once(doc.text, unrivalled)
    if traces is not None:
        stages = {"inside_quotation": found, "another_statement": unrivalled, "said_before": once}
        traces += [_explained(candidate, stages) for candidate in (*in_marks, *others)]
    return [fact_of(doc, statement, SCORES[statement.rule]) for statement in once]


def _statements(candidates: Iterable[Candidate]) -> list[Statement]:
    return [candidate.statement for candidate in candidates if candidate.statement is not None]


def _explained(candidate: Candidate, stages: Mapping[str, Sequence[Statement]]) -> Trace:
    """Why there is a statement or none; `stages`: by what they sort out the statements that they leave."""
    statement, why = candidate
    if statement is None:
        return why
    return why._replace(refused_by=next((name for name, kept in stages.items() if statement not in kept), None))


# --- what the rules read ---


def _in_passages(context: Context, passages: Iterable[Passage], rules: Sequence[PassageRule]) -> Iterator[Candidate]:
    """Of each passage what the rules read, up to the first that no guard refuses."""
    for passage in passages:
        for rule in rules:
            said = rule.read(context, passage)
            if said is None:
                continue
            verb = said.scene.tokens[said.verb].text
            candidate = _read(
                context, rule.id, rule.pattern, said, (("passage", context.doc.text[slice(*passage)]), ("verb", verb))
            )
            yield candidate
            if candidate.statement is not None:
                break


def _in_clauses(context: Context, row: Cells, traces: list[Trace] | None) -> Iterator[Candidate]:
    """What the patterns of clauses match in a sentence; those that their own guards refuse go into `traces`."""
    refused: list[Attempt[Cells, Said]] = []
    for attempt in (attempt for table in TABLES if row.has_any(table.keys) for attempt in table.find(row, refused)):
        for said in attempt.rule.read(attempt.match):
            yield _read(context, attempt.rule.id, attempt.rule.pattern, said, steps_of(attempt.match))
    if traces is not None:
        traces += [trace_of_refused("statement", attempt) for attempt in refused]


def _read(context: Context, rule: str, pattern: str, said: Said, steps: Steps) -> Candidate:
    guard = next((guard for guard in GUARDS if guard(said, context.antecedents)), None)
    why = Trace("statement", rule, *evidence_of(said), pattern, steps, guard.__name__ if guard else None)
    return Candidate(None if guard else statement_of(said, rule), why)


# --- each once ---


def _without_rivals(text: str, found: list[Statement]) -> list[Statement]:
    """Of those that share their words the one that precedes the others."""
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: (s.start, -s.end)):
        rivals = [other for other in kept[-NEIGHBOURS:] if _share_words(statement, other)]
        if all(_precedes(text, statement, other) for other in rivals):
            kept[-NEIGHBOURS:] = [other for other in kept[-NEIGHBOURS:] if other not in rivals]
            kept.append(statement)
    return kept


def _is_inside(statement: Statement, quoted: Sequence[Statement]) -> bool:
    """Whether a statement, its verb and its speaker are all within a quotation, among quotations in order."""
    n = bisect_right(quoted, statement.first, key=lambda quotation: quotation.start) - 1
    return n >= 0 and statement.last <= quoted[n].end


def _each_once(text: str, statements: list[Statement]) -> list[Statement]:
    """Without what the same speaker says again in the same words: the first stays, or the first that has a date."""
    fullest: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        who = statement.who if isinstance(statement.who, str) else statement.who.name
        words = who, text[statement.start : statement.end]
        known = fullest.get(words)
        if known is None or (statement.date and not known.date):
            fullest[words] = statement
    return sorted(fullest.values(), key=lambda s: (s.start, -s.end))


def _precedes(text: str, a: Statement, b: Statement) -> bool:
    """Whether the first of two that share their words stays: the inner one («X заявил, что …, передаёт Y»).

    A speaker with a name precedes one without.
    """
    if isinstance(a.who, str) != isinstance(b.who, str):
        return isinstance(a.who, str)
    if _frames(text, b, a):
        return True
    return not _frames(text, a, b) and ORDER[a.rule] < ORDER[b.rule]


def _frames(text: str, a: Statement, b: Statement) -> bool:
    """Whether what one reports is that somebody else says the other."""
    rules = ("statement.clause-verb-name", "statement.verb-that")
    own_words = text[a.start] in '«"“„'
    return (a.rule, b.rule) == rules and not own_words and a.who != b.who and a.start <= b.first and b.end <= a.end


def _share_words(a: Statement, b: Statement) -> bool:
    """Whether two have more than half of the shorter one in common."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared > min(a.end - a.start, b.end - b.start)
