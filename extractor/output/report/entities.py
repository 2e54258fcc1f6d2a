"""The entities of a corpus: what its articles name by one key, or by two where they are known to mean the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.document import NAME_KINDS, Document, Entity, Organization
from extractor.language.geography import find_place
from extractor.language.lexicon import normalize_word

JOINED = ("organization", "location")
"""Kinds that are joined by an alias: «ЕБРР» of one article is the bank that another calls by both names. A family name
is no such sign, many have it."""

QUOTATION_MARKS = str.maketrans("", "", "«»„“”\"'")


@dataclass(slots=True, eq=False)
class Group:
    """An entity of the corpus."""

    kind: str
    key: str
    name: str
    aliases: set[str] = field(default_factory=set)
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Articles by key and name."""
    mentions: int = 0
    articles: int = 0
    is_publisher: bool = False
    root: "Group | None" = None

    def find(self) -> "Group":
        """The group that stands for all that were joined with this one."""
        return self if self.root is None else self.root.find()

    def join(self, other: "Group") -> None:
        """Take `other` in."""
        other.root = self
        self.aliases |= other.aliases | {other.name}
        self.names += other.names


class EntityTable:
    """The groups of the entities of some documents, numbered by their first mention.

    One of several names has the one that most articles give it, «Кыргызстан» or «Киргизия».
    """

    def __init__(self, docs: Sequence[Document]) -> None:
        self._groups: dict[tuple[str, str], Group] = {}
        for doc in docs:
            for kind, entity in kinds_and_entities(doc):
                self._add(kind, entity)
        self._join_aliases()
        for doc in docs:
            for group in {id(g): g for g in (self._of(kind, e) for kind, e in kinds_and_entities(doc))}.values():
                group.articles += 1
        for doc in docs:
            for kind, entity in kinds_and_entities(doc):
                self._of(kind, entity).mentions += len(entity.mentions)
        for group in self._groups.values():
            if group.root is None:
                (group.key, group.name), _ = group.names.most_common(1)[0]
        self.groups = [group for group in self._groups.values() if group.root is None]
        self._index = {id(group): number for number, group in enumerate(self.groups)}

    def index(self, kind: str, entity: Entity) -> int:
        """The place in `groups` of the entity."""
        return self._index[id(self._of(kind, entity))]

    def _of(self, kind: str, entity: Entity) -> Group:
        return self._groups[kind, _key(kind, entity)].find()

    def _add(self, kind: str, entity: Entity) -> None:
        group = self._groups.setdefault((kind, _key(kind, entity)), Group(kind, entity.key, entity.name))
        group.names[entity.key, _usual_name(kind, entity)] += 1
        group.aliases |= {entity.name, *entity.aliases} - {group.name}
        group.is_publisher |= isinstance(entity, Organization) and entity.role == "publisher"

    def _join_aliases(self) -> None:
        """Join a group with the only one that has its name among the aliases."""
        claims: dict[tuple[str, str], set[int]] = {}
        groups = list(self._groups.values())
        for number, group in enumerate(groups):
            if group.kind in JOINED:
                for alias in group.aliases:
                    claims.setdefault((group.kind, _plain(alias)), set()).add(number)
        for place, claimants in claims.items():
            named = self._groups.get(place)
            if named is None or len(claimants) > 1:
                continue
            one, other = groups[claimants.pop()].find(), named.find()
            if one is not other:
                one.join(other)


def kinds_and_entities(doc: Document) -> Iterator[tuple[str, Entity]]:
    """The entities of a document with their kinds."""
    layers: tuple[tuple[Entity, ...], ...] = (doc.people, doc.organizations, doc.locations)
    for kind, entities in zip(NAME_KINDS, layers, strict=True):
        for entity in entities:
            yield kind, entity


def _key(kind: str, entity: Entity) -> str:
    """The key; of a country one for all its names, as «США» and «Соединённые Штаты»."""
    country = _country(kind, entity)
    return _plain(country) if country else entity.key


def _usual_name(kind: str, entity: Entity) -> str:
    """The name; of a country that is named in several ways the usual one, «США» rather than «Америка»."""
    country = _country(kind, entity)
    return country if country in entity.aliases else entity.name


def _country(kind: str, entity: Entity) -> str | None:
    """What a country is usually called; None for anything else."""
    place = find_place(entity.name) if kind == "location" else None
    return place.name if place and place.is_country else None


def _plain(name: str) -> str:
    return normalize_word(name.translate(QUOTATION_MARKS))
