"""Whom a short name means in an article: «Байден», «Т. Мэй», «МИД», «ВОЗ».

The candidates are the entities of the archive that bear a full name of which it may be short. The company of names in
the article, and how often a candidate is named at that time, decide among them; where they do not, the name remains an
entity of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from extractor.archive.company import Company, Times
from extractor.archive.forms import (
    SHORTEST_SHORT_SLIP,
    Name,
    canonical_words,
    form_of,
    is_initial,
    is_known,
    slips,
    without_countries,
)
from extractor.archive.identity import Identity
from extractor.archive.rules import PERSON, THINGS
from extractor.archive.store import Store

LEAST_SHARE = 0.6
"""Of the weights of all candidates, what the chosen one must have."""

LEAST_COMPANY = 0.05
"""Similarity of the article's company to the candidate's, below which nobody is meant."""

SURE_SHARE = 0.8
SURE_COMPANY = 0.1
"""The same for a given name alone, which strangers share."""

SMOOTHING = 0.02
"""Similarity of company that is granted to every candidate."""

LEAST_VOTES = 0.1
"""Of the articles that say what an abbreviation means, those that a candidate must have."""

Asked = Callable[[Name], Iterator[str]]


class ShortRule(NamedTuple):
    """A short name is looked for among the full names that give one of the keys that it asks for."""

    id: str
    example: str
    kinds: tuple[str, ...]
    gives: Asked
    asks: Asked
    is_sure: bool = False
    """Whether more is demanded of the company."""
    is_rarer: bool = False
    """Whether only a name that is commoner than the short one can be meant: «Дональд Трамп» is not his son."""


class Assignment(NamedTuple):
    """What a name means in a document."""

    document: int
    name: int
    root: int
    rule: str
    score: float


def _families(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full:
        for family in dict.fromkeys((form.family, f"{form.family}|{form.generation}".rstrip("|"))):
            yield family
            yield f"{form.given[:1]}. {family}"


def _family_alone(name: Name) -> Iterator[str]:
    """«Байден-младший» is not short for «Джо Байден»."""
    form = form_of(name)
    if form.family and is_initial(form.given):
        family = f"{form.family}|{form.generation}".rstrip("|")
        yield f"{form.given[:1]}. {family}" if form.given else family


def _family_slips(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full:
        yield from _slips(form.family)


def _slips(family: str) -> Iterator[str]:
    """What a family name has in common with its misspellings; «Скрипали» ends otherwise and is several people."""
    if len(family) >= SHORTEST_SHORT_SLIP:
        yield from (f"{slip}|{family[-1]}" for slip in slips(family))


def _family_alone_slips(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.family and not form.given and not form.generation:
        yield from _slips(form.family)


def _givens(name: Name) -> Iterator[str]:
    """«Елизавета II» is called by a given name alone, too."""
    form = form_of(name)
    if form.is_full or (form.generation and not form.family):
        yield form.given


def _given_alone(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.given and not form.family and not form.generation and not is_initial(form.given):
        yield form.given


def _with_suffix(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full and form.generation:
        yield f"{form.given}|{form.family}"


def _without_suffix(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full and not form.generation:
        yield f"{form.given}|{form.family}"


def _countrys(name: Name) -> Iterator[str]:
    words = canonical_words(name.kind, name.name)
    if len(plain := without_countries(words)) < len(words) and plain:
        yield " ".join(plain)


def _no_country(name: Name) -> Iterator[str]:
    words = canonical_words(name.kind, name.name)
    if without_countries(words) == words:
        yield " ".join(words)


SHORT: tuple[ShortRule, ...] = (
    ShortRule("context.family-name", "Байден, Т. Мэй", PERSON, _families, _family_alone),
    ShortRule("context.slip", "Будиджадж", PERSON, _family_slips, _family_alone_slips, is_sure=True),
    ShortRule("context.given-name", "Хиллари", PERSON, _givens, _given_alone, is_sure=True),
    ShortRule("context.generation", "Джордж Буш", PERSON, _with_suffix, _without_suffix, is_rarer=True),
    ShortRule("context.country", "МИД = МИД Великобритании", ("organization",), _countrys, _no_country),
)

ALIAS_RULE = "context.alias"
"""«ВОЗ» after articles that say «Всемирная организация здравоохранения (ВОЗ)»."""


def assign_short_names(store: Store, identity: Identity) -> Iterator[Assignment]:
    """What every short name means in every document, where that is known."""
    context = _Context(store, identity)
    for short, rule, is_sure, candidates in context.short_names():
        yield from context.assign(short, rule, candidates, is_sure=is_sure)


_Tables = tuple[list[tuple[ShortRule, dict[str, set[int]]]], dict[tuple[str, str], set[int]], Counter[int]]
"""By rule the entities by the keys that they give; those that articles call by an alias; documents by entity."""


class _Context:
    def __init__(self, store: Store, identity: Identity) -> None:
        self._store = store
        self._identity = identity
        self._company = Company(store.connection, identity.roots, store.count())
        self._times = Times(store.connection)
        self._members: dict[int, tuple[int, ...]] = {}

    def short_names(self) -> Iterator[tuple[Name, str, bool, set[int]]]:
        """The short names with a rule, whether more is demanded, and the entities that they may mean."""
        for kinds in (PERSON, THINGS):
            names = [name for name in self._store.names() if name.kind in kinds]
            short = {name.id: found for name in names if (found := self._candidates(name, kinds))}
            ambiguous = {self._identity.root(name) for name in short}
            for name in names:
                if name.id in short:
                    rule, is_sure, roots = short[name.id]
                    # what is short itself («Джордж Буш» beside father and son) is no candidate where others are
                    yield name, rule, is_sure, roots - ambiguous or roots

    def _candidates(self, name: Name, kinds: tuple[str, ...]) -> tuple[str, bool, set[int]] | None:
        """The rule by which a name is short, whether it demands more, and the entities; of the first that has any."""
        tables, votes, common = self._tables(kinds)
        own = self._identity.root(name.id)
        for rule, table in tables:
            found = {root for key in rule.asks(name) for root in table.get(key, ())} - {own}
            if rule.is_rarer:
                found = {root for root in found if common[root] > common[own]}
            if found:
                return rule.id, rule.is_sure, found
        if is_known(name):
            return None
        found = votes.get((name.kind, name.key), set()) - {own}
        return (ALIAS_RULE, False, found) if found else None

    @cache  # noqa: B019  # lives as long as the object, one run
    def _tables(self, kinds: tuple[str, ...]) -> "_Tables":
        rules = [rule for rule in SHORT if rule.kinds[0] in kinds]
        asked = {key for name in self._store.names() if name.kind in kinds for rule in rules for key in rule.asks(name)}
        tables: list[tuple[ShortRule, dict[str, set[int]]]] = [(rule, defaultdict(set)) for rule in rules]
        for name in self._store.names():
            if name.kind in kinds:
                for rule, table in tables:
                    for key in asked.intersection(rule.gives(name)):
                        table[key].add(self._identity.root(name.id))
        return tables, self._votes(kinds), self._commonness(kinds)

    def _commonness(self, kinds: tuple[str, ...]) -> Counter[int]:
        """Documents by entity."""
        counts: Counter[int] = Counter()
        for name in self._store.names():
            if name.kind in kinds:
                counts[self._identity.root(name.id)] += name.articles
        return counts

    def _votes(self, kinds: tuple[str, ...]) -> dict[tuple[str, str], set[int]]:
        """The entities that articles call by an alias."""
        votes: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        rows = self._store.connection.execute(
            "SELECT kind, alias, name, count(*) FROM aliases GROUP BY kind, alias, name ORDER BY 1, 2, 3"
        )
        for kind, alias, name, count in rows:
            if kind in kinds:
                votes[kind, alias][self._identity.root(name)] += count
        return {
            key: {root for root, count in counts.items() if count >= LEAST_VOTES * counts.total()}
            for key, counts in votes.items()
        }

    def assign(self, short: Name, rule: str, candidates: set[int], *, is_sure: bool) -> Iterator[Assignment]:
        """The documents in which a short name means one of the candidates."""
        roots = sorted(candidates)
        least_share = SURE_SHARE if is_sure else LEAST_SHARE
        least_company = SURE_COMPANY if is_sure else LEAST_COMPANY
        profiles = [self._company.of_names(self._names(root)) for root in roots]
        rows = self._store.connection.execute(
            "SELECT DISTINCT d.id, d.date FROM appearances a JOIN documents d ON d.id = a.document"
            " WHERE a.name = ? ORDER BY 1",
            (short.id,),
        )
        for document, day in rows:
            here = self._company.of_document(document, (short.id,))
            similar = [self._company.similarity(here, profile) for profile in profiles]
            weights = [
                (SMOOTHING + value) * (1 + self._times.near(self._names(root), day)) ** 0.5
                for root, value in zip(roots, similar, strict=True)
            ]
            best = max(range(len(roots)), key=weights.__getitem__)
            share = weights[best] / sum(weights)
            if share >= least_share and similar[best] >= least_company:
                score = round(min(0.98, share), 2)
                yield Assignment(document, short.id, roots[best], rule, score)

    def _names(self, root: int) -> tuple[int, ...]:
        """The names of an entity, its first twenty."""
        if not self._members:
            members: dict[int, list[int]] = defaultdict(list)
            for name, of in enumerate(self._identity.roots):
                if len(members[of]) < 20:
                    members[of].append(name)
            self._members = {of: tuple(names) for of, names in members.items()}
        return self._members[root]
