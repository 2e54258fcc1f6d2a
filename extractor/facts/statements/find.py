"""Who said what: the quotations and reports of an article, each once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.document import Document, Fact
from extractor.facts.statements.context import Context
from extractor.facts.statements.quotations import Passage, quotations
from extractor.facts.statements.rules import DIALOGUE_RULES, QUOTATION_RULES, SCORES, TABLES, ClauseRule, PassageRule
from extractor.facts.statements.said import Said
from extractor.facts.statements.statement import GUARDS, Statement, evidence_of, fact_of, statement_of
from extractor.facts.statements.turns import paragraphs_in_dashes
from extractor.facts.tables import Matched, Trace, steps_of, trace_of_refused
from extractor.grammar.cell_rules import Attempt
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.cells import Cells, Rows

NEIGHBOURS = 4
"""Statements before one in the text with which it may share words."""
KEYS = frozenset().union(*[table.keys for table in TABLES])
"""A sentence without one of these matches no pattern of clauses."""
ORDER = {rule: n for n, rule in enumerate(SCORES)}
"""The place of each rule id among the others."""


class Candidate(NamedTuple):
    """What a rule has read."""

    said: Said
    rule: ClauseRule | PassageRule
    refused_by: str | None
    """Name of the guard that refused it."""
    statement: Statement | None
    """None where a guard refused it."""
    match: Matched | None
    """None of a passage, and where nobody asks."""


def find_statements(doc: Document, rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The statements of an article in order, none inside another of the same speaker."""
    context = Context(doc, rows)
    in_marks = list(_in_passages(context, quotations(context), QUOTATION_RULES))
    others = [*_in_passages(context, paragraphs_in_dashes(context), DIALOGUE_RULES)]
    for row in rows.with_any(KEYS):
        others += _in_clauses(row, traces)
    quoted = _statements(in_marks)
    found = [*quoted, *_outside(quoted, _statements(others))]
    unrivalled = _without_rivals(doc.text, found)
    once = _each_once(doc.text, unrivalled)
    if traces is not None:
        stages = {"inside_quotation": found, "another_statement": unrivalled, "said_before": once}
        traces += [_explained(candidate, stages) for candidate in (*in_marks, *others)]
    return [fact_of(doc, statement, SCORES[statement.rule]) for statement in once]


def _outside(quoted: Sequence[Statement], others: Iterable[Statement]) -> list[Statement]:
    """The statements that are not all inside a quotation."""
    return [statement for statement in others if not _is_inside(statement, quoted)]


def _statements(candidates: Iterable[Candidate]) -> list[Statement]:
    return [candidate.statement for candidate in candidates if candidate.statement is not None]


def _explained(candidate: Candidate, stages: Mapping[str, Sequence[Statement]]) -> Trace:
    """Why there is a statement or none; `stages`: by what they sort out the statements that they leave."""
    said, rule, refused_by, statement, match = candidate
    if statement is not None:
        refused_by = next((name for name, kept in stages.items() if statement not in kept), None)
    words = (("said", said.scene.doc.text[said.start : said.end]), ("verb", said.scene.tokens[said.verb].text))
    steps = words if match is None else steps_of(match)
    return Trace("statement", rule.id, *evidence_of(said), rule.pattern, steps, refused_by)


# --- what the rules read ---


def _in_passages(context: Context, passages: Iterable[Passage], rules: Sequence[PassageRule]) -> Iterator[Candidate]:
    """Of each passage what the rules read, up to the first that no guard refuses."""
    for passage in passages:
        for rule in rules:
            said = rule.read(context, passage)
            if said is not None:
                candidate = _candidate(said, rule, context.antecedents)
                yield candidate
                if candidate.statement is not None:
                    break


def _in_clauses(row: Cells, traces: list[Trace] | None) -> Iterator[Candidate]:
    """What the patterns of clauses match in a sentence; those that their own guards refuse go into `traces`."""
    refused: list[Attempt[Cells, Said]] = []
    for table in TABLES:
        for attempt in table.find(row, refused):
            for said in attempt.rule.read(attempt.match):
                match = attempt.match if traces is not None else None  # a match keeps its sentence in memory
                yield _candidate(said, attempt.rule, row.antecedents, match)
    if traces is not None:
        traces += [trace_of_refused("statement", attempt) for attempt in refused]


def _candidate(
    said: Said, rule: ClauseRule | PassageRule, antecedents: Antecedents, match: Matched | None = None
) -> Candidate:
    guard = next((guard for guard in GUARDS if guard(said, antecedents)), None)
    if guard is not None:
        return Candidate(said, rule, guard.__name__, None, match)
    return Candidate(said, rule, None, statement_of(said, rule.id), match)


# --- each once ---


def _without_rivals(text: str, found: list[Statement]) -> list[Statement]:
    """Of those that share their words the one that precedes the others."""
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: (s.start, -s.end)):
        near = kept[-NEIGHBOURS:]
        rivals = [other for other in near if _share_words(statement, other)]
        if all(_precedes(text, statement, other) for other in rivals):
            kept[-NEIGHBOURS:] = [*(other for other in near if other not in rivals), statement]
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
