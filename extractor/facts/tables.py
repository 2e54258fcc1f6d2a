"""Facts by tables of rules: what the rules of a kind find in the sentences of an article, and what decided."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from extractor.document import Fact, FactKind
from extractor.facts.record import Reading, make_fact, nearest
from extractor.grammar.cell_rules import Attempt, Match, Rule, Table
from extractor.sentence.cells import Cells
from extractor.sentence.clauses import is_participle, is_verb, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.negation import is_denied

FactRule = Rule[Cells, Reading]
FactTable = Table[Cells, Reading]
Matched = Match[Cells]


Steps = tuple[tuple[str, str], ...]
"""Each element of a pattern and the text that it matched."""


class Trace(NamedTuple):
    """Why there is a fact, or why there is none though a rule nearly matched."""

    kind: FactKind
    rule: str
    start: int
    """Offsets of the fact; of one that was refused, of all that matched."""
    end: int
    pattern: str
    steps: Steps
    refused_by: str | None
    """The guard without which there would be a fact."""


def find_by_rules(
    kind: FactKind, table: FactTable, row: Cells, score: dict[str, float], traces: list[Trace] | None
) -> Iterator[Fact]:
    """The facts of a sentence by the rules of a table; what decided goes into `traces`."""
    refused: list[Attempt[Cells, Reading]] = []
    for attempt in table.find(row, refused):
        for reading in attempt.rule.read(attempt.match):
            if traces is not None:
                traces.append(trace_of(kind, attempt, (reading.start, reading.end)))
            yield make_fact(row.scene.doc, kind, reading, attempt.rule.id, score[attempt.rule.id], reading.phase)
    if traces is not None:
        traces += [trace_of_refused(kind, attempt) for attempt in refused]


def denied(match: Matched) -> bool:
    """«Не купила», «вряд ли встретится», «отказалась продать»."""
    row = match.row
    words = [row.bounds[cell][0] for _, cells in match.steps for cell in cells if row.is_word(cell)]
    return any(is_denied(row.scene, t) for t in words if row.scene.words[t].upos in ("VERB", "NOUN", "ADP"))


def span_of(match: Matched, *names: Item) -> tuple[int, int]:
    """The offsets from the first to the last of the trigger and some names."""
    first, last = match.row.bounds[match.trigger]
    tokens = match.row.scene.tokens
    return min(tokens[first].start, *(n.start for n in names)), max(tokens[last - 1].end, *(n.end for n in names))


def in_clause(match: Matched, items: list[Item]) -> list[Item]:
    """The item nearest to the trigger of those that no other verb parts from it; none or one."""
    row = match.row
    token = row.bounds[match.trigger][0]
    taken = {row.bounds[cell][0] for _, cells in match.steps for cell in cells}

    def is_parted(item: Item) -> bool:
        own = range(*segment_bounds(row.scene, item.first))
        others = set() if token in own else set(own)
        if any(is_participle(row.scene, t) for t in others if t < item.first):  # «Ким, приехавший в Тулу, провёл …»
            return True
        if row.scene.words[token].upos != "NOUN":  # but «слияние состоялось весной»
            others.update(range(min(item.first, token) + 1, max(item.first, token)))
        return any(t not in taken and row.scene.words[t].upos != "AUX" and is_verb(row.scene, t) for t in others)

    found = nearest([item for item in items if not is_parted(item)], token)
    return [found] if found else []


def trace_of(kind: FactKind, attempt: Attempt[Cells, Any], span: tuple[int, int]) -> Trace:
    """Why a rule gave what is at a span, or was refused."""
    return Trace(kind, attempt.rule.id, *span, attempt.rule.pattern, steps_of(attempt.match), attempt.refused_by)


def trace_of_refused(kind: FactKind, attempt: Attempt[Cells, Any]) -> Trace:
    """Why a rule that matched gave nothing."""
    return trace_of(kind, attempt, _extent(attempt.match))


def steps_of(match: Matched) -> Steps:
    """What each element of a pattern matched."""
    text = match.row.scene.doc.text
    return tuple(
        (source, "; ".join(_cell_text(match.row, cell, text) for cell in cells)) for source, cells in match.steps
    )


def _extent(match: Matched) -> tuple[int, int]:
    """The offsets of all that matched."""
    bounds, tokens = match.row.bounds, match.row.scene.tokens
    taken = [cell for _, cells in match.steps for cell in cells]
    return tokens[bounds[min(taken)][0]].start, tokens[bounds[max(taken)][1] - 1].end


def _cell_text(row: Cells, cell: int, text: str) -> str:
    first, last = row.bounds[cell]
    return text[row.scene.tokens[first].start : row.scene.tokens[last - 1].end]
