"""The notation of patterns over a row of cells.

    {owner:party.dat,} .. [@belongs Fin]! .. {property:org.nom|gen}

[tests]         one cell that passes all the tests, which spaces separate
{role:tests}    the same, the cell being the argument `role`
{role:tests,}   the argument is the cell and all those that it is listed with
!               after an element: the trigger, from which the others are matched outwards to both sides; it is found by
                its list, else by its first test, which is the kind of a cell
?  *  *8        after an element: it may be missing; it may be there any number of times, with at most 8 tokens
..  ..8         a gap: any cells that the row lets it pass over, at most 8 tokens of them
..,  ..8,       a gap that ends at commas as well
@list           a test: one of the lemmas of the cell is in that list
'a|b'           a test: the text of the cell, in lower case, is one of these
-test           a test: the cell does not pass this one
any other word  a test that the caller defines
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

from extractor.language.patterns import compile_re

LONGEST_GAP = 25
"""Tokens that a gap passes over where its pattern gives no number."""
LONGEST_SENTENCE = 1_000
"""Tokens that a repeated element has where its pattern gives no number: any."""

_ELEMENT_RE = compile_re(
    r"""
    (?P<gap>\.\.)(?P<tokens>\d*)(?P<within>,?)
    | \{(?P<role>\w+):(?P<argument>[^}]*?)(?P<many>,?)\}(?P<argument_mark>[!?]?)
    | \[(?P<cell>[^\]]*)\](?P<mark>[!?]|\*\d*|)
    """,
    re.VERBOSE,
)


class Row(Protocol):
    """What a pattern asks of the cells that it is matched with; a cell goes by its number."""

    def __len__(self) -> int: ...

    def keys(self, cell: int) -> frozenset[str]:
        """What a trigger is found by: all lemmas of a word, the kind of any other cell."""

    def has_any(self, keys: frozenset[str]) -> bool:
        """Whether the row may have a cell with one of the keys."""

    def has_text(self, texts: frozenset[str]) -> bool:
        """Whether the row may have a word with one of the texts."""

    def lacks(self, tests: frozenset[str]) -> bool:
        """Whether one of some tests, by their words up to a point, is seen to be passed by no cell."""

    def present(self, keys: frozenset[str]) -> frozenset[str]:
        """Those of the keys that a cell of the row may have."""

    def cells_with(self, keys: frozenset[str]) -> Iterable[int]:
        """The cells that have one of the keys, in order."""

    def text(self, cell: int) -> str:
        """The text of a word in lower case; empty for a cell that is no word."""

    def tokens(self, cell: int) -> int:
        """How many tokens a cell has."""

    def is_aside(self, cell: int, trigger: int) -> bool:
        """Whether a gap passes over the cell and no element matches it, as in an inserted clause."""

    def stops_gap(self, cell: int, step: int, trigger: int) -> bool:
        """Whether no gap passes over the cell on its way from the trigger; `step` is 1 or -1."""

    def listed_with(self, cell: int, step: int, trigger: int) -> tuple[int, ...]:
        """A cell and those that follow it in a list in the direction of `step`, in their order in the row."""


R = TypeVar("R", bound=Row)
Test = Callable[[R, int], bool]
Tests = Callable[[str], Test[R]]
"""Gives the test that a word of a pattern names. Errors: ValueError for a word that names none."""


class Element(NamedTuple, Generic[R]):
    """A part of a pattern: a gap, or a test of one cell."""

    source: str
    """As the pattern has it."""
    test: Test[R] | None
    """None for a gap."""
    role: str | None = None
    is_list: bool = False
    may_miss: bool = False
    repeats: bool = False
    longest: int = LONGEST_GAP
    """Tokens of a gap, or of all that a repeated element matches."""
    ends_at_comma: bool = False
    """Of a gap."""


class Pattern(NamedTuple, Generic[R]):
    """A pattern as it is matched: from the trigger outwards."""

    before: tuple[Element[R], ...]
    """The elements before the trigger, the nearest to it first."""
    trigger: Element[R]
    after: tuple[Element[R], ...]
    keys: frozenset[str]
    """Lemmas, or the kind, without one of which no cell is the trigger."""
    lists: tuple[frozenset[str], ...]
    """Of its other elements, but for those that may miss: a row without a lemma of each does not match."""
    texts: tuple[frozenset[str], ...]
    """The same of texts."""
    tests: frozenset[str]
    """The words of these elements' other tests, up to a point: `person` of `person.nom`."""

    def may_match(self, row: R) -> bool:
        """Whether a row has what the pattern needs, as is seen at once; this rules out most rules."""
        return all(map(row.has_any, self.lists)) and all(map(row.has_text, self.texts)) and not row.lacks(self.tests)


def read_pattern(source: str, lists: Mapping[str, frozenset[str]], tests: Tests[R]) -> Pattern[R]:
    """The pattern of its notation; `lists` are those of `@list`, `tests` those of all other words.

    Errors: ValueError for what is no pattern: an unknown sign, test or list, not one trigger.
    """
    elements, n = _read_elements(source, lists, tests)
    before, trigger, after = elements[:n], elements[n], elements[n + 1 :]
    keys = _lists_of(trigger, lists) or [frozenset((_words(trigger.source)[0].partition(".")[0],))]
    needed = [word for element in (*before, *after) if not element.may_miss for word in _words(element.source)]
    return Pattern(
        tuple(reversed(before)),
        trigger,
        tuple(after),
        keys[0],
        tuple([lists[word[1:]] for word in needed if word[0] == "@"]),
        tuple([_texts(word) for word in needed if word[0] == "'"]),
        frozenset([word.partition(".")[0] for word in needed if word[0] not in "@'-."]),
    )


def _read_elements(source: str, lists: Mapping[str, frozenset[str]], tests: Tests[R]) -> tuple[list[Element[R]], int]:
    """The elements of a pattern, and which of them is the trigger. Errors: as `read_pattern`."""
    elements: list[Element[R]] = []
    triggers: list[int] = []
    at = 0
    for match in _ELEMENT_RE.finditer(source):
        if source[at : match.start()].strip():
            break
        at = match.end()
        if "!" in (match["mark"], match["argument_mark"]):
            triggers.append(len(elements))
        elements.append(_read_element(match, lists, tests))
    if source[at:].strip():
        raise ValueError(f"no element of a pattern: {source[at:]}")
    if len(triggers) != 1:
        raise ValueError(f"a pattern has one trigger: {source}")
    return elements, triggers[0]


def _lists_of(element: Element[R], lists: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """The lists that a cell must have a lemma of to match an element."""
    return [lists[word[1:]] for word in _words(element.source) if word.startswith("@")]


def _texts(word: str) -> frozenset[str]:
    """The texts of a test in quotation marks."""
    return frozenset(word.strip("'").split("|"))


def _read_element(match: re.Match[str], lists: Mapping[str, frozenset[str]], tests: Tests[R]) -> Element[R]:
    if match["gap"]:
        return Element(match[0], None, longest=int(match["tokens"] or LONGEST_GAP), ends_at_comma=bool(match["within"]))
    source = match["argument"] if match["role"] else match["cell"]
    test = _all_of([_read_test(word, lists, tests) for word in source.split()])
    mark = match["mark"] or match["argument_mark"] or ""
    return Element(
        match[0],
        test,
        match["role"],
        is_list=bool(match["many"]),
        may_miss=mark[:1] in ("?", "*"),
        repeats=mark[:1] == "*",
        longest=int(mark[1:] or LONGEST_SENTENCE),
    )


def _words(source: str) -> list[str]:
    words = source.rstrip("!?*0123456789").strip("[]{},")
    return words.partition(":")[2].split() if source[0] == "{" else words.split()


def _all_of(tests: list[Test[R]]) -> Test[R]:
    first, *others = tests
    if not others:
        return first
    rest = _all_of(others)
    return lambda row, cell: first(row, cell) and rest(row, cell)


def _read_test(word: str, lists: Mapping[str, frozenset[str]], tests: Tests[R]) -> Test[R]:
    if word[0] == "-":
        test = _read_test(word[1:], lists, tests)
        return lambda row, cell: not test(row, cell)
    if word[0] == "@":
        if word[1:] not in lists:
            raise ValueError(f"no list of lemmas: {word}")
        lemmas = lists[word[1:]]
        return lambda row, cell: not lemmas.isdisjoint(row.keys(cell))
    if word[0] == "'":
        texts = _texts(word)
        return lambda row, cell: row.text(cell) in texts
    return tests(word)
