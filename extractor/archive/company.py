"""In whose company, and when, a name occurs: what distinguishes two bearers of one name."""

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from math import hypot, log
from typing import NamedTuple

SAMPLE = 400
"""Documents of a name that are looked at, its first ones: more change no answer."""

MOST_TOGETHER = 0.2
"""Of the documents of the rarer of two names, those that may hold both of one entity (a slip in one article)."""

KEPT_PROFILES = 2_000
"""Of names that are compared; those of a block are compared together, once."""

DAYS_OF_PERIOD = 30
"""Documents within as many days of each other, and in the periods around, are of the same time."""


class Profile(NamedTuple):
    """Whom a name occurs with, as a vector."""

    weights: dict[int, float]
    """By the names (of an entity its root): in how many documents, times what it tells."""
    length: float


class Company:
    """The company of names in an archive."""

    def __init__(self, connection: sqlite3.Connection, roots: Sequence[int], documents: int) -> None:
        """`roots`: by the number of a name that of the name which stands for its entity; may change later."""
        self._connection = connection
        self._roots = roots
        self._documents = max(documents, 1)
        self._profiles: OrderedDict[tuple[int, ...], Profile] = OrderedDict()
        self._weights: dict[int, float] = {}

    def of_document(self, document: int, without: Iterable[int] = ()) -> Profile:
        """Who is named in a document, certain names left out."""
        rows = self._connection.execute("SELECT name FROM appearances WHERE document = ?", (document,))
        return self._profile((name for (name,) in rows), frozenset(without))

    def of_names(self, names: tuple[int, ...]) -> Profile:
        """Whom names of one entity occur with, over a sample of their documents."""
        known = self._profiles.get(names)
        if known is not None:
            self._profiles.move_to_end(names)
            return known
        marks = ", ".join("?" * len(names))
        rows = self._connection.execute(
            "SELECT DISTINCT b.document, b.name FROM"
            f" (SELECT DISTINCT document FROM appearances WHERE name IN ({marks}) ORDER BY document LIMIT {SAMPLE}) a"
            " JOIN appearances b ON b.document = a.document",
            names,
        )
        profile = self._profile((name for _, name in rows), frozenset(names))
        self._profiles[names] = profile
        if len(self._profiles) > KEPT_PROFILES:
            self._profiles.popitem(last=False)
        return profile

    def are_apart(self, one: int, other: int) -> bool:
        """Whether articles name both as two: of the documents of the rarer one too many hold the other."""
        both, first, second = self._connection.execute(
            "SELECT (SELECT count(*) FROM appearances a JOIN appearances b ON b.document = a.document AND b.name = ?2"
            " WHERE a.name = ?1), (SELECT count(*) FROM appearances WHERE name = ?1),"
            " (SELECT count(*) FROM appearances WHERE name = ?2)",
            (one, other),
        ).fetchone()
        return bool(both > MOST_TOGETHER * min(first, second))

    def _profile(self, names: Iterable[int], without: frozenset[int]) -> Profile:
        counts = Counter(self._roots[name] for name in names if name not in without)
        weights = {name: count * self._weight(name) for name, count in counts.items()}
        return Profile(weights, hypot(*weights.values()))

    def similarity(self, a: Profile, b: Profile) -> float:
        """Cosine of two profiles, from 0 to 1; names that occur everywhere count for little."""
        if len(b.weights) < len(a.weights):
            a, b = b, a
        common = sum(weight * b.weights[name] for name, weight in a.weights.items() if name in b.weights)
        return common / (a.length * b.length) if common else 0.0

    def _weight(self, name: int) -> float:
        """The inverse document frequency."""
        weight = self._weights.get(name)
        if weight is None:
            (articles,) = self._connection.execute("SELECT articles FROM names WHERE id = ?", (name,)).fetchone()
            weight = self._weights[name] = log(1 + self._documents / (1 + articles))
        return weight


class Times:
    """How often names occur at what time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._of = lru_cache(maxsize=KEPT_PROFILES)(self._count)

    def near(self, names: tuple[int, ...], day: str | None) -> int:
        """Documents with one of the names about a day, or all of them where the day is unknown."""
        counts = self._of(names)
        period = period_of(day)
        if period is None:
            return sum(counts.values())
        return counts[None] + sum(counts[period + step] for step in (-1, 0, 1))

    def _count(self, names: tuple[int, ...]) -> Counter[int | None]:
        marks = ", ".join("?" * len(names))
        rows = self._connection.execute(
            "SELECT d.date, count(*) FROM appearances a JOIN documents d ON d.id = a.document"
            f" WHERE a.name IN ({marks}) GROUP BY d.date",
            names,
        )
        counts: Counter[int | None] = Counter()
        for day, articles in rows:
            counts[period_of(day)] += articles
        return counts


def period_of(day: str | None) -> int | None:
    """The number of a day's period; None where there is no day."""
    try:
        return date.fromisoformat(day).toordinal() // DAYS_OF_PERIOD if day else None
    except ValueError:
        return None
