"""What the stages of the pipeline read and give: the article, its tokens, its layers.

All offsets, everywhere: half-open, in Unicode code points of `Document.text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from extractor.edits import Reading

NameKind = Literal["person", "organization", "location"]
DateKind = Literal["date", "interval", "duration", "set"]
DateSource = Literal["argument", "metadata", "header", "dateline", "filename"]
FactKind = Literal[
    "occupation", "ownership", "deal", "meeting", "statement", "amount", "event",
    "birth", "death", "family", "membership", "award", "charge", "founding", "education",
]  # fmt: skip
Phase = Literal["start", "end"]
Modality = Literal["planned", "possible"]

Style = Literal["news", "nerel"]
"""Which names count: by docs/output.md, or by the wider guideline of the NEREL corpus."""

KIND_OF_LAYER: Mapping[str, NameKind] = {"people": "person", "organizations": "organization", "locations": "location"}
"""The layers of a document that hold names, in the order of the output, and of what kind these are."""

NAME_KINDS: tuple[NameKind, ...] = tuple(KIND_OF_LAYER.values())

LAYERS = (*KIND_OF_LAYER, "money", "dates", "facts")
"""All that is found in a document, in the order of the output."""

FACT_ROLES: Mapping[FactKind, tuple[str, ...]] = {
    "occupation": ("who", "position", "where"),
    "ownership": ("owner", "property", "share"),
    "deal": ("participants", "buyer", "seller", "object", "lender", "borrower", "deal_type", "money", "date"),
    "meeting": ("participants", "place", "date"),
    "statement": ("who", "what", "date"),
    "amount": ("money", "what", "who", "date"),
    "event": ("date", "what", "who"),
    "birth": ("who", "date", "place"),
    "death": ("who", "date", "place", "age", "cause"),
    "family": ("who", "relation", "whom"),
    "membership": ("who", "organization"),
    "award": ("who", "award", "by", "date"),
    "charge": ("who", "stage", "crime", "penalty", "term", "money", "court", "date"),
    "founding": ("organization", "by", "date", "place"),
    "education": ("who", "where", "date"),
}
"""The arguments of each kind of fact, in the order of the output."""

LIST_ROLES = frozenset(
    {
        *(("deal", role) for role in ("participants", "buyer", "seller", "object", "lender", "borrower")),
        ("meeting", "participants"),
        ("event", "who"),
        ("founding", "by"),
    }
)
"""Arguments that are lists, by the kind of fact."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read, before any analysis."""

    text: str
    source: str = "-"
    """The path as given, `-` for standard input, or what a record names itself by."""
    title: str | None = None
    date: str | None = None
    """Publication date of the metadata, YYYY-MM-DD."""
    author: str | None = None
    """Who signed it, as the metadata spell it."""


class Token(NamedTuple):
    """A word, number or punctuation mark."""

    start: int
    end: int
    text: str


class Sentence(NamedTuple):
    """A sentence with its tokens, in order."""

    start: int
    end: int
    tokens: tuple[Token, ...]


class Word(NamedTuple):
    """Grammar of one token in its sentence, in the terms of Universal Dependencies."""

    upos: str
    feats: Mapping[str, str]
    """Case, Gender, Number, Tense … as in CoNLL-U."""


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


class Dateline(NamedTuple):
    """A line that says where, when and by whom a report was filed: «ТАШКЕНТ, 15 ноября 2025 — Sputnik.»."""

    start: int
    end: int
    """Where the report begins."""
    day: str | None
    """YYYY-MM-DD; None where there is no day, or none with a year."""
    places: tuple[Span, ...]
    """The town, then perhaps the country."""
    credits: tuple[Span, ...]
    """Agencies and papers, quotation marks outside."""
    authors: tuple[Span, ...]
    """People named beside them."""


class NameMention(NamedTuple):
    """A name as found in the text, not yet grouped into an entity."""

    kind: NameKind
    start: int
    end: int
    text: str
    rule: str
    score: float
    """Probability from 0 to 1 that the mention is right."""
    name: str | None = None
    """The nominative, where the user has given it."""


class Position(NamedTuple):
    """A post or profession («президента», «заместителя министра») as found in the text."""

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of an entity."""

    start: int
    end: int
    text: str
    rule: str
    score: float
    """Estimated probability, 0 to 1, that the mention is right."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article."""

    id: str
    key: str
    name: str
    aliases: tuple[str, ...]
    given_name: str | None
    patronymic: str | None
    family_name: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization of the article."""

    id: str
    key: str
    name: str
    aliases: tuple[str, ...]
    role: Literal["publisher"] | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the article; it has no mentions where only its adjective occurs and a fact needs it."""

    id: str
    key: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


Entity = Person | Organization | Location


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money."""

    id: str
    start: int
    end: int
    text: str
    currency: str | None
    """ISO 4217, or the ticker of a crypto asset; None if unknown."""
    value: Decimal | None
    """Exact amount in units of the currency; None for ranges and vague amounts."""
    min_value: Decimal | None
    max_value: Decimal | None
    mod: str | None
    """TIMEX3 modifier."""
    per: str | None
    """Unit of a price or rate, in the nominative."""
    equivalent: str | None
    """Id of the amount that the text gives as the same sum in another currency."""
    rule: str


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar expression."""

    id: str
    start: int
    end: int
    text: str
    kind: DateKind
    value: str | None
    """ISO 8601 or EDTF; None for a relative date with nothing to lean on."""
    mod: str | None
    earliest: str | None
    """First day that the value covers, YYYY-MM-DD; None where open or unknown."""
    latest: str | None
    """Last day that the value covers, inclusive."""
    relative: bool
    rule: str


@dataclass(frozen=True, slots=True)
class TextSpan:
    """An argument of a fact that is no entity, date or amount."""

    start: int
    end: int
    text: str
    name: str | None
    """In the nominative; None for a clause."""


Argument = str | TextSpan | tuple[str, ...] | None
"""An id, a span of text, a list of ids, or nothing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between what was extracted."""

    id: str
    kind: FactKind
    start: int
    end: int
    text: str
    arguments: Mapping[str, Argument]
    """All arguments of the kind, unknown ones None."""
    phase: Phase | None
    modality: Modality | None
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Document:
    """An article and all that was found in it; each stage of the pipeline fills its own layer."""

    text: str
    source: str = "-"
    title: str | None = None
    date: str | None = None
    """Publication date, YYYY-MM-DD."""
    date_from: DateSource | None = None
    language: str = "ru"
    """ISO 639-1."""
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    locations: tuple[Location, ...] = ()
    money: tuple[Money, ...] = ()
    dates: tuple[Date, ...] = ()
    facts: tuple[Fact, ...] = ()

    # Working layers, not part of the output.
    author: str | None = None
    """Who signed the article, as its metadata spell it."""
    body_start: int = 0
    """Where the analysis begins: after a `date YYYY-MM-DD` header."""
    reading: Reading | None = field(default=None, repr=False, compare=False)
    """What was analysed of the text, with the way back to its offsets; all layers have those of `text`."""
    datelines: tuple[Dateline, ...] = ()
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    words: Mapping[int, tuple[Word, ...]] = field(default_factory=dict, repr=False)
    """Grammar by index of the sentence, for the sentences that needed it."""
    names: tuple[NameMention, ...] = field(default=(), repr=False)
    positions: tuple[Position, ...] = field(default=(), repr=False)
    value_readings: tuple[Any, ...] = field(default=(), repr=False, compare=False)
    """What the grammars of money and dates read before values were resolved, by the offsets of what was analysed."""

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Document":
        """The document of an object that `to_dict` gave or JSON holds; without its text where that has none.

        Errors: KeyError, TypeError where it is no such object.
        """
        from extractor.output.record import read_record

        return read_record(record)

    def by_id(self, id_: str) -> "Entity | Money | Date | Fact":
        """What has the id in this document (`p1`, `m2`, `f3`), as the arguments of facts name it.

        Errors: KeyError where nothing has it.
        """
        for found in (*self.entities, *self.money, *self.dates, *self.facts):
            if found.id == id_:
                return found
        raise KeyError(id_)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The people, the organizations and the locations, in this order."""
        return (*self.people, *self.organizations, *self.locations)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about the text: that it is wrapped, a table, decoded wrongly. At most one."""
        return self.reading.notes if self.reading is not None else ()

    def to_dict(self, *, with_text: bool = False) -> dict[str, Any]:
        """The document as the JSON object of the output contract, decimals exact."""
        from extractor.output.record import render_record

        return render_record(self, with_text=with_text)

    def to_json(self, *, with_text: bool = False, indent: int | None = None) -> str:
        """The JSON text of `to_dict`, on one line unless `indent` (spaces a level) is given."""
        from extractor.output.record import render_json, render_line

        if indent is None:
            return "".join(render_line(self, with_text=with_text))
        return render_json(self.to_dict(with_text=with_text), indent=indent)
