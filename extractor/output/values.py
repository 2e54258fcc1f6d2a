"""How a value and a fact read in every output: terminal, tables, databases, report.

more than 90 000 000 RUB · 5 000 000 – 7 000 000 USD · 70 USD / баррель · by 2030 · start of 2025-11
occupation (end): Пётр Клёнов — мэр — Лугово
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from extractor.document import Argument, Date, Document, Entity, Fact, Money, Organization, TextSpan
from extractor.output.record import plain_digits

MOD_WORDS = {
    "APPROX": "about",
    "MORE_THAN": "more than",
    "LESS_THAN": "less than",
    "EQUAL_OR_MORE": "at least",
    "EQUAL_OR_LESS": "at most",
    "ON_OR_BEFORE": "by",
    "BEFORE": "before",
    "ON_OR_AFTER": "from",
    "AFTER": "after",
    "START": "start of",
    "MID": "middle of",
    "END": "end of",
}

READING_ORDER = (
    "who",
    "position",
    "relation",
    "whom",
    "stage",
    "crime",
    "penalty",
    "term",
    "award",
    "organization",
    "by",
    "where",
    "owner",
    "participants",
    "deal_type",
    "property",
    "share",
    "what",
    "money",
    "court",
    "date",
    "place",
    "age",
    "cause",
)
EVENT_ORDER = ("date", "what", "who")
"""The arguments of a fact as one reads them."""


def grouped_digits(number: Decimal) -> str:
    """The number with no-break spaces between groups of three: `1 300 000 000`, `1 300,5` never."""
    return format(Decimal(plain_digits(number)), ",f").replace(",", "\u00a0")


def amount_text(money: Money) -> str:
    """The amount without its modifier: `1 300 000 000 USD`, `5 000 000 – 7 000 000 USD`, `70 USD / баррель`."""
    low, high = money.min_value, money.max_value
    if low is not None and high is not None:
        amount = f"{grouped_digits(low)} – {grouped_digits(high)}"
    elif low is not None or high is not None:
        amount = f"from {grouped_digits(low)}" if low is not None else f"up to {grouped_digits(high or Decimal())}"
    else:
        amount = grouped_digits(money.value) if money.value is not None else "?"
    return f"{amount}\u00a0{money.currency or '?'}" + (f" / {money.per}" if money.per else "")


def said_amount(money: Money) -> str:
    """The amount as the text means it: `more than 90 000 000 000 KGS`; its own words where it has no number."""
    if money.value is None and money.min_value is None and money.max_value is None:
        return " ".join(money.text.split())
    return _with_mod(money.mod, amount_text(money))


def said_date(found: Date) -> str:
    """The date as the text means it: `by 2030`, `start of 2025-11`; its own words where it has no value."""
    return _with_mod(found.mod, found.value) if found.value else " ".join(found.text.split())


def said_entity(entity: Entity) -> str:
    """The name, with the role of an agency that only reports: `Азия-Ньюс [publisher]`."""
    role = entity.role if isinstance(entity, Organization) else None
    return f"{entity.name} [{role}]" if role else entity.name


def _with_mod(mod: str | None, value: str) -> str:
    return f"{MOD_WORDS[mod]} {value}" if mod else value


def fact_kind(fact: Fact) -> str:
    """The kind with the phase or the modality: `occupation (end)`, `deal (planned)`."""
    added = fact.phase or fact.modality
    return f"{fact.kind} ({added})" if added else fact.kind


def fact_sentence(fact: Fact, names: Mapping[str, str]) -> str:
    """The arguments as one reads them: «Касым-Жомарт Токаев — президент — Казахстан».

    `names` are those of `argument_names`.
    """
    order = EVENT_ORDER if fact.kind == "event" else READING_ORDER
    parts = (", ".join(argument_texts(fact.arguments[role], names)) for role in order if role in fact.arguments)
    return " — ".join(part for part in parts if part)


def argument_names(doc: Document) -> dict[str, str]:
    """What an id means to people: a name, an amount, a date."""
    names = {entity.id: entity.name for entity in doc.entities}
    names.update((money.id, said_amount(money)) for money in doc.money)
    names.update((found.id, said_date(found)) for found in doc.dates)
    return names


def argument_texts(argument: Argument, names: Mapping[str, str]) -> list[str]:
    """The names of what an argument holds; a clause, which has no name, in its own words."""
    match argument:
        case None:
            return []
        case TextSpan():
            return [" ".join((argument.name or argument.text).split())]
        case str():
            return [names[argument]]
        case _:
            return [names[id_] for id_ in argument]


def argument_ids(argument: Argument) -> tuple[str, ...]:
    """The ids that an argument holds."""
    if isinstance(argument, str):
        return (argument,)
    return argument if isinstance(argument, tuple) else ()


def named_layers(doc: Document) -> Iterator[tuple[str, Entity]]:
    """The entities with their kind: person, organization, location."""
    layers: tuple[tuple[str, tuple[Entity, ...]], ...] = (
        ("person", doc.people),
        ("organization", doc.organizations),
        ("location", doc.locations),
    )
    for kind, entities in layers:
        for entity in entities:
            yield kind, entity
