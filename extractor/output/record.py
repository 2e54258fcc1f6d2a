"""A document as the JSON object of the output contract."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from extractor.document import (
    Argument,
    Date,
    Document,
    Entity,
    Fact,
    Location,
    Mention,
    Money,
    Organization,
    Person,
    TextSpan,
)

SCHEMA_VERSION = "1"

LONG = 100_000
"""Characters of an article whose JSON is not held in memory as a whole."""


def render_record(doc: Document, *, with_text: bool = False) -> dict[str, Any]:
    """The JSON object of `doc`; exact decimals stay Decimal."""
    return {**_head(doc, with_text=with_text), **{name: list(found) for name, found in _lists(doc)}}


def render_line(doc: Document, *, with_text: bool = False) -> Iterator[str]:
    """The JSON text of `doc` on one line, that of a long article in pieces: a hundred megabytes for one of ten."""
    if len(doc.text) < LONG:
        yield render_json(render_record(doc, with_text=with_text))
        return
    yield render_json(_head(doc, with_text=with_text)).removesuffix("}")
    for name, found in _lists(doc):
        yield f', "{name}": ['
        for number, item in enumerate(found):
            yield f", {render_json(item)}" if number else render_json(item)
        yield "]"
    yield "}"


def _head(doc: Document, *, with_text: bool) -> dict[str, Any]:
    return {
        "schema": SCHEMA_VERSION,
        "source": doc.source,
        "title": doc.title,
        "author": doc.author,
        "date": doc.date,
        "date_from": doc.date_from,
        "language": doc.language,
        "length": len(doc.text),
        **({"text": doc.text} if with_text else {}),
    }


def _lists(doc: Document) -> tuple[tuple[str, Iterator[dict[str, Any]]], ...]:
    """What was found, in the order of the record."""
    return (
        ("people", map(_person, doc.people)),
        ("organizations", map(_organization, doc.organizations)),
        ("locations", map(_location, doc.locations)),
        ("money", map(_money, doc.money)),
        ("dates", map(_date, doc.dates)),
        ("facts", map(_fact, doc.facts)),
    )


def render_json(record: Any, *, indent: int | None = None) -> str:
    """JSON text of a record, decimals in plain digits without exponent or trailing zeros."""
    if indent is not None:
        return _render_indented(record, " " * indent, "\n")
    try:
        return _ENCODER.encode(record)
    except _LongDecimalError:
        return _render(record)


def plain_digits(number: Decimal) -> str:
    """The number without exponent and trailing zeros: 1.50E+3 is 1500."""
    digits = format(number, "f")
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) or "0"


class _LongDecimalError(ValueError):
    """A number that only `_render` can write."""


def _number(value: Any) -> int | float:
    """The number that the standard encoder, which is ten times as fast as ours, writes with the digits of `value`."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not JSON")
    if value == (whole := int(value)):
        return whole
    if repr(nearest := float(value)) == plain_digits(value):
        return nearest
    raise _LongDecimalError


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_number)


def _render(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_string(k)}: {_render(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_render, value)) + "]"
    return _scalar(value)


def _render_indented(value: Any, step: str, margin: str) -> str:
    inner = margin + step
    if isinstance(value, Mapping) and value:
        items = (f"{_string(k)}: {_render_indented(v, step, inner)}" for k, v in value.items())
        return "{" + inner + f",{inner}".join(items) + margin + "}"
    if isinstance(value, (list, tuple)) and value:
        return "[" + inner + f",{inner}".join(_render_indented(v, step, inner) for v in value) + margin + "]"
    return _render(value)


def _scalar(value: Any) -> str:
    return plain_digits(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _string(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "rule": mention.rule,
        "score": round(mention.score, 2),
    }


def _named(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "key": entity.key, "name": entity.name, "aliases": list(entity.aliases)}


def _mentions(entity: Entity) -> dict[str, Any]:
    return {"mentions": [_mention(mention) for mention in entity.mentions]}


def _person(person: Person) -> dict[str, Any]:
    parts = {name: getattr(person, name) for name in ("given_name", "patronymic", "family_name")}
    return {**_named(person), **parts, **_mentions(person)}


def _organization(organization: Organization) -> dict[str, Any]:
    return {**_named(organization), "role": organization.role, **_mentions(organization)}


def _location(location: Location) -> dict[str, Any]:
    return {**_named(location), **_mentions(location)}


def _money(money: Money) -> dict[str, Any]:
    return {
        "id": money.id,
        "start": money.start,
        "end": money.end,
        "text": money.text,
        "currency": money.currency,
        "value": money.value,
        "min_value": money.min_value,
        "max_value": money.max_value,
        "mod": money.mod,
        "per": money.per,
        "equivalent": money.equivalent,
        "rule": money.rule,
    }


def _date(found: Date) -> dict[str, Any]:
    return {
        "id": found.id,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "kind": found.kind,
        "value": found.value,
        "mod": found.mod,
        "earliest": found.earliest,
        "latest": found.latest,
        "relative": found.relative,
        "rule": found.rule,
    }


def _argument(argument: Any) -> Any:
    if isinstance(argument, TextSpan):
        return {"start": argument.start, "end": argument.end, "text": argument.text, "name": argument.name}
    return list(argument) if isinstance(argument, tuple) else argument


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "start": fact.start,
        "end": fact.end,
        "text": fact.text,
        "arguments": {role: _argument(argument) for role, argument in fact.arguments.items()},
        "phase": fact.phase,
        "modality": fact.modality,
        "rule": fact.rule,
        "score": round(fact.score, 2),
    }


# --- and back ---------------------------------------------------------------------------------


def read_record(record: Mapping[str, Any]) -> Document:
    """The document of a JSON object; its text is empty where the object has none.

    Errors: KeyError, TypeError where it is not what `render_record` gives.
    """
    return Document(
        text=record.get("text") or "",
        source=record["source"],
        title=record["title"],
        author=record["author"],
        date=record["date"],
        date_from=record["date_from"],
        language=record["language"],
        people=tuple(_read_entity(Person, item) for item in record["people"]),
        organizations=tuple(_read_entity(Organization, item) for item in record["organizations"]),
        locations=tuple(_read_entity(Location, item) for item in record["locations"]),
        money=tuple(
            _made(Money, item | {name: _exact(item[name]) for name in ("value", "min_value", "max_value")})
            for item in record["money"]
        ),
        dates=tuple(_made(Date, item) for item in record["dates"]),
        facts=tuple(map(_read_fact, record["facts"])),
    )


_Named = TypeVar("_Named", Person, Organization, Location)


_Made = TypeVar("_Made", Person, Organization, Location, Mention, Money, Date, Fact)


def _made(kind: type[_Made], item: Mapping[str, Any]) -> _Made:
    """Of an object only what this release knows: fields may have been added."""
    return kind(**{name: item[name] for name in kind.__slots__})


def _read_entity(kind: type[_Named], item: Mapping[str, Any]) -> _Named:
    mentions = tuple(_made(Mention, {**mention, "score": float(mention["score"])}) for mention in item["mentions"])
    return _made(kind, {**item, "aliases": tuple(item["aliases"]), "mentions": mentions})


def _read_fact(item: Mapping[str, Any]) -> Fact:
    arguments = {role: _read_argument(value) for role, value in item["arguments"].items()}
    return _made(Fact, {"modality": None, **item, "arguments": arguments, "score": float(item["score"])})


def _read_argument(value: Any) -> Argument:
    if isinstance(value, Mapping):
        return TextSpan(**value)
    return tuple(value) if isinstance(value, list) else value


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
