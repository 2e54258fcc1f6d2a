"""Patterns over classes of tokens, rules made of them, and the matcher.

A pattern is a regular expression in which a name in braces stands for a class, a set of classes or another pattern:
«{int31} {mon}» matches a number up to 31 and a month. Spaces count for nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from extractor.grammar.classes import Classes
from extractor.language.patterns import compile_re

Match = re.Match[str]

_NAME_RE = re.compile(r"\{([a-zA-Z_]\w*)\}")


class Coded(Protocol):
    """Tokens of a text with a character of class for each."""

    @property
    def codes(self) -> str:
        """One character a token."""
        ...


T = TypeVar("T", bound=Coded)
R = TypeVar("R")


class Notation:
    """What the names in braces stand for."""

    def __init__(self, classes: Classes, sets: Mapping[str, str], patterns: Mapping[str, str]) -> None:
        """`sets`: name to the classes of which any may stand there; `patterns`: name to a pattern, taken as a group."""
        self._classes, self._sets, self._patterns = classes, sets, patterns
        self._expanded: dict[str, str] = {}

    def expand(self, pattern: str) -> str:
        """The regular expression over characters of class that a pattern stands for."""
        return _NAME_RE.sub(lambda match: self._named(match[1]), pattern.replace(" ", ""))

    def any_of(self, names: str) -> str:
        """The class of a regular expression that holds the classes named."""
        return "[" + "".join(self._classes.code(name) for name in names.split()) + "]"

    def _named(self, name: str) -> str:
        if name not in self._expanded:
            if name in self._patterns:
                self._expanded[name] = f"(?:{self.expand(self._patterns[name])})"
            elif name in self._sets:
                self._expanded[name] = self.any_of(self._sets[name])
            else:
                self._expanded[name] = self._classes.code(name)
        return self._expanded[name]


@dataclass(frozen=True)
class Rule(Generic[T, R]):
    """A row of a table: what it is called, an example, the pattern, how a match is read and what forbids it."""

    id: str
    example: str
    pattern: str
    read: Callable[[T, Match], R | None]
    """None where the tokens matched do not go together."""
    unless: tuple[Callable[[T, int, int], bool], ...] = ()
    """Guards, by name: each says of the tokens matched (first, end) whether they are something else."""


@dataclass(slots=True)
class Attempt(Generic[T, R]):
    """A rule whose pattern matched: what became of it."""

    rule: Rule[T, R]
    match: Match
    refused_by: str | None
    """Name of the guard that forbade it."""
    result: R | None

    @property
    def last(self) -> int:
        """The token after the last that was matched."""
        return self.match.end()


class Table(Generic[T, R]):
    """Rules; of the matches at one token the longest that its rule accepts counts, of equal ones the earlier row's."""

    def __init__(self, notation: Notation, rules: Sequence[Rule[T, R]]) -> None:
        self.rules = tuple(rules)
        self._notation = notation

    @cached_property
    def _by_class(self) -> dict[str, list[tuple[int, Rule[T, R], re.Pattern[str]]]]:
        """The rules by the class of the token that they may begin with."""
        by_class: dict[str, list[tuple[int, Rule[T, R], re.Pattern[str]]]] = {}
        for order, rule in enumerate(self.rules):
            pattern = self._notation.expand(rule.pattern)
            compiled = compile_re(pattern)
            for code in first_characters(pattern):
                by_class.setdefault(code, []).append((order, rule, compiled))
        return by_class

    def read_at(self, tokens: T, i: int) -> Attempt[T, R] | None:
        """What begins at token i; None where nothing does."""
        for attempt in self.attempts(tokens, i):
            if attempt.result is not None:
                return attempt
        return None

    def attempts(self, tokens: T, i: int) -> Iterator[Attempt[T, R]]:
        """The rules that match at token i in the order in which they are tried, those refused included."""
        codes = tokens.codes
        rules = self._by_class.get(codes[i])
        if not rules:
            return
        matches = [
            (match.end(), -order, rule, match) for order, rule, pattern in rules if (match := pattern.match(codes, i))
        ]
        if len(matches) > 1:
            matches.sort(key=_length_and_order, reverse=True)
        for end, _, rule, match in matches:
            guard = next((guard for guard in rule.unless if guard(tokens, i, end)), None)
            yield Attempt(rule, match, guard.__name__ if guard else None, None if guard else rule.read(tokens, match))


def _length_and_order(found: tuple[int, int, object, object]) -> tuple[int, int]:
    return found[0], found[1]


def first_characters(pattern: str) -> set[str]:
    """The characters that a match of an expanded pattern may begin with.

    Understands what the rules use of regular expressions, no more.
    """
    found, _, at = _first_of_branches(pattern, 0)
    assert at == len(pattern), pattern
    return found


def _first_of_branches(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """First characters, whether the match may be empty, and where the alternatives end."""
    found: set[str] = set()
    any_empty = False
    while True:
        empty = True
        while empty and pattern[at : at + 1] not in BRANCH_ENDS:
            characters, empty, at = _first_of_item(pattern, at)
            found |= characters
        any_empty |= empty
        at = _end_of_branch(pattern, at)
        if pattern[at : at + 1] != "|":
            return found, any_empty, at
        at += 1


BRANCH_ENDS = ("", "|", ")")
BRACKET_RE = re.compile(r"\[[^\]]*\]|[()|]")


def _end_of_branch(pattern: str, at: int) -> int:
    """Where an alternative ends: before the next one, the bracket that closes it or the end of all."""
    depth = 0
    for match in BRACKET_RE.finditer(pattern, at):
        if match[0] == "(":
            depth += 1
        elif match[0] in BRANCH_ENDS:
            if not depth:
                return match.start()
            depth -= match[0] == ")"
    return len(pattern)


def _first_of_item(pattern: str, at: int) -> tuple[set[str], bool, int]:
    if pattern[at] == "[":
        end = pattern.index("]", at)
        characters, optional, at = set(pattern[at + 1 : end]), False, end + 1
    elif pattern.startswith(("(?=", "(?<="), at):
        _, _, at = _first_of_branches(pattern, pattern.index("=", at) + 1)
        characters, optional, at = set(), True, at + 1
    elif pattern[at] == "(":
        at = pattern.index(">" if pattern.startswith("(?P", at) else ":", at) + 1
        characters, optional, at = _first_of_branches(pattern, at)
        at += 1
    else:
        characters, optional, at = {pattern[at]}, False, at + 1
    if at < len(pattern) and pattern[at] == "?":
        return characters, True, at + 1
    if at < len(pattern) and pattern[at] == "{":
        end = pattern.index("}", at) + 1
        return characters, optional or pattern[at + 1] == "0", end + (pattern[end : end + 1] == "?")
    return characters, optional, at
