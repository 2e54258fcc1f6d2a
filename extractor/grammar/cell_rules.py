"""Tables of rules over rows of cells: each a pattern with an example, guards that refuse it, and how it is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from extractor.grammar.cell_patterns import Element, Pattern, R, Tests, read_pattern

T = TypeVar("T")


class Match(NamedTuple, Generic[R]):
    """Cells that a pattern matched."""

    row: R
    trigger: int
    cells: Mapping[str, tuple[int, ...]]
    """By role the cells of its argument, in their order in the row."""
    steps: tuple[tuple[str, tuple[int, ...]], ...]
    """Each element that matched, as the pattern has it, with its cells; in the order of the pattern."""
    known: dict[Callable[..., Any], Any]
    """What functions that are `once` have answered of it."""


def once(asked: Callable[[Match[R]], T]) -> Callable[[Match[R]], T]:
    """A function that works out once for each match what several guards and the reading ask."""

    def answer(match: Match[R]) -> T:
        if asked not in match.known:
            match.known[asked] = asked(match)
        found: T = match.known[asked]
        return found

    return answer


@dataclass(frozen=True)
class Rule(Generic[R, T]):
    """A row of a table: what it is called, an example, the pattern, how a match is read and what forbids it."""

    id: str
    example: str
    pattern: str
    read: Callable[[Match[R]], Iterable[T]]
    unless: tuple[Callable[[Match[R]], bool], ...] = ()
    """Guards, by name: each says of a match whether it is something else."""
    also: tuple[str, ...] = ()
    """Patterns with the same trigger that add arguments to a match, where they match other cells."""


@dataclass(frozen=True, slots=True)
class Attempt(Generic[R, T]):
    """A rule whose pattern matched: what became of it."""

    rule: Rule[R, T]
    match: Match[R]
    refused_by: str | None
    """Name of the guard that forbade it."""


class Compiled(NamedTuple, Generic[R, T]):
    """A rule with its patterns as they are matched."""

    rule: Rule[R, T]
    pattern: Pattern[R]
    also: tuple[Pattern[R], ...]


Taken = tuple[tuple[Element[R], tuple[int, ...]], ...]


class Table(Generic[R, T]):
    """The rules of one kind of fact; of those that match at a trigger the first that no guard refuses counts."""

    def __init__(self, rules: Sequence[Rule[R, T]], lists: Mapping[str, frozenset[str]], tests: Tests[R]) -> None:
        """`lists`, `tests`: what the words of the patterns stand for. Errors: ValueError for a pattern that is none."""
        self.rules = tuple(rules)
        self._compiled = [
            Compiled(
                rule,
                read_pattern(rule.pattern, lists, tests),
                tuple(read_pattern(source, lists, tests) for source in rule.also),
            )
            for rule in rules
        ]
        self._by_key: dict[str, list[int]] = {}
        """The rules that a lemma or a kind may be the trigger of, by their places in the table."""
        for number, compiled in enumerate(self._compiled):
            for key in compiled.pattern.keys:
                self._by_key.setdefault(key, []).append(number)
        self.keys = frozenset(self._by_key)
        """A row without one of these matches nothing."""

    def find(self, row: R, refused: list[Attempt[R, T]]) -> Iterator[Attempt[R, T]]:
        """What the rules match in a row, once at each trigger; those that a guard refused go into `refused`."""
        present = row.present(self.keys)
        for cell in row.cells_with(present) if present else ():
            for attempt in self._attempts(row, cell, present):
                if attempt.refused_by is None:
                    yield attempt
                    break
                refused.append(attempt)

    def _attempts(self, row: R, cell: int, present: frozenset[str]) -> Iterator[Attempt[R, T]]:
        """The rules that match with a cell as their trigger, in the order of the table, refused ones included.

        `present`: those of the keys of the table that the row may have.
        """
        keys = present & row.keys(cell)
        for number in sorted({number for key in keys for number in self._by_key[key]}):
            rule, pattern, also = self._compiled[number]
            match = match_at(pattern, row, cell)
            if match is not None:
                for added in also:
                    match = _joined(match, match_at(added, row, cell))
                guard = next((guard for guard in rule.unless if guard(match)), None)
                yield Attempt(rule, match, guard.__name__ if guard else None)


def match_at(pattern: Pattern[R], row: R, trigger: int) -> Match[R] | None:
    """The match of a pattern whose trigger is a cell; None where its elements are not there."""
    assert pattern.trigger.test is not None
    if not pattern.may_match(row) or not pattern.trigger.test(row, trigger):
        return None
    before = _walk(row, trigger - 1, -1, pattern.before, trigger)
    after = None if before is None else _walk(row, trigger + 1, 1, pattern.after, trigger)
    if before is None or after is None:
        return None
    taken = (*reversed(before), (pattern.trigger, (trigger,)), *after)
    cells = {element.role: found for element, found in taken if element.role is not None}
    return Match(row, trigger, cells, tuple((element.source, found) for element, found in taken), {})


def _joined(match: Match[R], added: Match[R] | None) -> Match[R]:
    """The match with the arguments of another at its trigger, unless these are known or other arguments already."""
    if added is None:
        return match
    known = {cell for cells in match.cells.values() for cell in cells}
    new = {role: cells for role, cells in added.cells.items() if cells != match.cells.get(role)}
    if not new or any(role in match.cells or not known.isdisjoint(cells) for role, cells in new.items()):
        return match
    steps = tuple(step for step in added.steps if step not in match.steps)
    return match._replace(cells={**match.cells, **new}, steps=match.steps + steps)


def _walk(row: R, cell: int, step: int, elements: tuple[Element[R], ...], trigger: int) -> Taken[R] | None:
    """The cells that elements match from a cell on in one direction, each as near to the trigger as it can be."""
    if not elements:
        return ()
    element, rest = elements[0], elements[1:]
    if element.test is None:
        return _over_gap(row, cell, step, elements, trigger)
    if element.repeats:
        return _over_repeated(row, cell, step, elements, trigger)
    if _passes(row, cell, element, trigger):
        found = row.listed_with(cell, step, trigger) if element.is_list else (cell,)
        after = _walk(row, (found[-1] if step > 0 else found[0]) + step, step, rest, trigger)
        if after is not None:
            return ((element, found), *after)
    return _walk(row, cell, step, rest, trigger) if element.may_miss else None


def _passes(row: R, cell: int, element: Element[R], trigger: int) -> bool:
    assert element.test is not None
    return 0 <= cell < len(row) and element.test(row, cell) and not row.is_aside(cell, trigger)


def _over_repeated(row: R, cell: int, step: int, elements: tuple[Element[R], ...], trigger: int) -> Taken[R] | None:
    """As many cells as an element may match and the following ones leave it."""
    element, rest = elements[0], elements[1:]
    found: list[int] = []
    left = element.longest
    while left > 0 and _passes(row, cell, element, trigger):
        found.append(cell)
        left -= row.tokens(cell)
        cell += step
    while True:
        after = _walk(row, cell, step, rest, trigger)
        if after is not None:
            return (*((element, (one,)) for one in found), *after)
        if not found:
            return None
        cell = found.pop()


def _over_gap(row: R, cell: int, step: int, elements: tuple[Element[R], ...], trigger: int) -> Taken[R] | None:
    passed = 0
    while passed <= elements[0].longest:
        after = _walk(row, cell, step, elements[1:], trigger)
        if after is not None or not 0 <= cell < len(row):
            return after
        stops = row.stops_gap(cell, step, trigger) or (elements[0].ends_at_comma and row.text(cell) == ",")
        if stops and not row.is_aside(cell, trigger):
            return None
        passed += row.tokens(cell)
        cell += step
    return None
