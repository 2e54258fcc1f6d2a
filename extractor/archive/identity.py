"""Which names of an archive are of one entity, whatever the article: names joined by `rules.SAME_RULES`."""

import sqlite3
from array import array
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from extractor.archive.company import Company
from extractor.archive.forms import Name, form_of, is_initial
from extractor.archive.rules import SAME_RULES, SameRule
from extractor.archive.store import Store
from extractor.names.spelling import skeleton

LARGEST_BLOCK = 200
"""Names that share a key; of more each is compared with the commonest only."""

COMPARED = 12
"""Names of a block that every other is compared with, the commonest ones."""


class Link(NamedTuple):
    """Two names that are one, and why."""

    one: int
    other: int
    rule: str
    score: float
    evidence: str
    """What was measured, for people."""


class Identity:
    """The entities as sets of names: `roots[name]` is the first name of the entity, in order of appearance."""

    def __init__(self, size: int) -> None:
        self.roots = array("q", range(size + 1))
        self._traits: dict[int, tuple[str, str]] = {}

    def root(self, name: int) -> int:
        """The name that stands for the entity of `name`."""
        roots = self.roots
        while roots[name] != name:
            roots[name] = roots[roots[name]]
            name = roots[name]
        return name

    def join(self, one: Name, other: Name) -> bool:
        """Make two names one entity; False where they are, or where another of their names contradicts."""
        first, second = sorted((self.root(one.id), self.root(other.id)))
        if first == second:
            return False
        if one.kind == "person":
            known = self._traits.get(first, ("", "")), self._traits.get(second, ("", "")), _traits(one), _traits(other)
            merged = tuple(next((trait for trait in traits if trait), "") for traits in zip(*known, strict=True))
            if any(trait and trait != kept for traits in known for trait, kept in zip(traits, merged, strict=True)):
                return False
            self._traits[first] = (merged[0], merged[1])
        self.roots[second] = first
        return True

    def flatten(self) -> None:
        """Let every name point to its root directly."""
        for name in range(len(self.roots)):
            self.roots[name] = self.root(name)


def _traits(name: Name) -> tuple[str, str]:
    """What two names of one person cannot differ in: patronymic (not its initial) and generation."""
    form = form_of(name)
    return "" if is_initial(form.patronymic) else skeleton(form.patronymic), form.generation


def find_identity(store: Store) -> tuple[Identity, list[Link]]:
    """The entities of all names of a state file, and the links that made them."""
    connection = store.connection
    (size,) = connection.execute("SELECT coalesce(max(id), 0) FROM names").fetchone()
    identity = Identity(size)
    company = Company(connection, identity.roots, store.count())
    links: list[Link] = []
    for rule in SAME_RULES:
        _write_keys(store, rule)
        for block in _blocks(connection):
            links += _join_block(rule, block, identity, company)
        identity.flatten()
    return identity, links


def _write_keys(store: Store, rule: SameRule) -> None:
    """The keys of a rule as a table, which SQLite sorts on disk where they are many."""
    connection = store.connection
    connection.executescript("DROP TABLE IF EXISTS temp.keys; CREATE TEMP TABLE keys (key TEXT, name INTEGER)")
    rows = (
        (f"{name.kind[0]}{key}", name.id)
        for name in store.names()
        if name.kind in rule.kinds
        for key in set(rule.keys(name))
    )
    connection.executemany("INSERT INTO keys VALUES (?, ?)", rows)


def _blocks(connection: sqlite3.Connection) -> Iterator[list[Name]]:
    """The names that share a key, the commonest first."""
    rows = connection.execute(
        "SELECT k.key, n.* FROM keys k JOIN names n ON n.id = k.name"
        " WHERE k.key IN (SELECT key FROM keys GROUP BY key HAVING count(*) > 1)"
        " ORDER BY k.key, n.articles DESC, n.id"
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield [Name._make(row[1:]) for row in group]


def _join_block(rule: SameRule, block: list[Name], identity: Identity, company: Company) -> Iterator[Link]:
    contested = _contested(rule, block)
    for one, other in _pairs(block):
        if identity.root(one.id) == identity.root(other.id) or not rule.agree(one, other):
            continue
        least = rule.company
        if contested and not (_patronymic(one) and _patronymic(other)):
            least = max(least, CONTESTED)
        evidence = ""
        if least:
            similar = company.similarity(company.of_names((one.id,)), company.of_names((other.id,)))
            if similar < least or (rule.never_together and company.are_apart(one.id, other.id)):
                continue
            evidence = f"company {similar:.2f}"
        if identity.join(one, other):
            yield Link(one.id, other.id, rule.id, rule.score, evidence)


def _pairs(block: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Every name with those before it; of a large block with the commonest only."""
    compared = len(block) if len(block) <= COMPARED else (COMPARED if len(block) <= LARGEST_BLOCK else 1)
    for n, other in enumerate(block):
        yield from ((one, other) for one in block[: min(n, compared)])


CONTESTED = 0.1
"""The least similarity of company where a name without patronymic may be either of two people."""


def _patronymic(name: Name) -> str:
    return form_of(name).patronymic


def _contested(rule: SameRule, block: list[Name]) -> bool:
    """Whether a name of the block may be either of two people with other patronymics or generations."""
    if "person" not in rule.kinds:
        return False
    forms = [form_of(name) for name in block]
    return len({f.patronymic for f in forms if f.patronymic}) > 1 or len({f.generation for f in forms}) > 1
