"""The JSON Schema: valid, every field described, and every document of ours validates against it."""

import json
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any, get_args

import jsonschema
import pytest
from conftest import ROOT
from document_schema import closed, document_schema

from extractor import Document
from extractor.document import (
    Date,
    DateKind,
    DateSource,
    Fact,
    FactKind,
    Location,
    Mention,
    Modality,
    Money,
    Organization,
    Person,
    Phase,
    TextSpan,
)

SCHEMA = closed(document_schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
MENTION = Mention(0, 4, "Иван", "names.tagger", 0.987)
WHO = {"who": "p1"}
SPAN = TextSpan(0, 4, "Иван", None)
ARGUMENTS: dict[FactKind, dict[str, Any]] = {
    "occupation": {**WHO, "position": SPAN, "where": "o1"},
    "ownership": {"owner": "p1", "property": SPAN, "share": SPAN},
    "deal": {
        **{
            "participants": ("p1", "o1"),
            "buyer": ("p1",),
            "seller": (),
            "object": ("o1",),
            "lender": (),
            "borrower": (),
        },
        **{"deal_type": SPAN, "money": "m1", "date": "d1"},
    },
    "meeting": {"participants": ("p1",), "place": "l1", "date": None},
    "statement": {**WHO, "what": SPAN, "date": None},
    "amount": {"money": "m1", "what": SPAN, "who": None, "date": "d1"},
    "event": {"date": "d1", "what": SPAN, "who": ("p1",)},
    "birth": {**WHO, "date": "d1", "place": "l1"},
    "death": {**WHO, "date": "d1", "place": "l1", "age": SPAN, "cause": SPAN},
    "family": {**WHO, "relation": SPAN, "whom": "p1"},
    "membership": {**WHO, "organization": "o1"},
    "award": {**WHO, "award": SPAN, "by": "o1", "date": "d1"},
    "charge": {
        **WHO,
        **{"stage": SPAN, "crime": SPAN, "penalty": SPAN, "term": "d1", "money": "m1", "court": "o1", "date": "d1"},
    },
    "founding": {"organization": "o1", "by": ("p1",), "date": "d1", "place": "l1"},
    "education": {**WHO, "where": "o1", "date": None},
}
PHASES: dict[FactKind, Phase] = {"occupation": "start", "membership": "end"}
MODALITIES: dict[FactKind, Modality] = {"deal": "planned", "charge": "possible"}
DOCUMENT = Document(
    "Иван",
    title="Иван",
    date="2025-11-15",
    date_from="header",
    people=(Person("p1", "иван", "Иван", ("Ваня",), "Иван", None, None, (MENTION,)),),
    organizations=(Organization("o1", "тасс", "ТАСС", (), "publisher", (MENTION,)),),
    locations=(Location("l1", "россия", "Россия", (), ()),),
    money=(Money("m1", 0, 4, "Иван", "USD", Decimal("357.40"), None, None, "APPROX", None, "m1", "money.symbol"),),
    dates=(Date("d1", 0, 4, "Иван", "date", "-0043", None, "-0043-01-01", "-0043-12-31", False, "date.year"),),
    facts=tuple(
        Fact(f"f{n}", kind, 0, 4, "Иван", arguments, PHASES.get(kind), MODALITIES.get(kind), f"{kind}.verb", 0.5)
        for n, (kind, arguments) in enumerate(ARGUMENTS.items(), 1)
    ),
)


def objects(schema: Any = SCHEMA, place: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object with properties."""
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") in ("object", ["object", "null"]):
            yield place, schema
        for name, inner in schema.items():
            yield from objects(inner, f"{place}.{name}")


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("place", "schema"), [pytest.param(*o, id=o[0]) for o in objects()])
def test_every_field_is_described_and_no_other_allowed(place, schema):
    assert schema["description"]
    assert schema["additionalProperties"] is False or place.endswith("arguments")
    optional = set(schema["properties"]) - set(schema["required"])
    assert optional == ({"text"} if place == "$" else set())
    for name, field in schema["properties"].items():
        target = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else {}
        assert field.get("description") or target.get("description"), name


def test_a_document_with_everything_validates():
    record = json.loads(DOCUMENT.to_json(with_text=True))
    VALIDATOR.validate(record)
    assert record["money"][0]["value"] == 357.4
    assert '"value": 357.4,' in DOCUMENT.to_json()


@pytest.mark.parametrize("kind", get_args(FactKind))
def test_arguments_belong_to_their_kind(kind):
    record = json.loads(DOCUMENT.to_json())
    fact = next(fact for fact in record["facts"] if fact["kind"] == kind)
    fact["arguments"]["whatever"] = None
    assert not VALIDATOR.is_valid(record)
    del fact["arguments"]["whatever"]
    fact["arguments"].popitem()
    assert not VALIDATOR.is_valid(record)


def test_enumerations_are_those_of_the_types():
    defs = SCHEMA["$defs"]
    assert defs["date"]["properties"]["kind"]["enum"] == list(get_args(DateKind))
    assert defs["fact"]["properties"]["kind"]["enum"] == list(get_args(FactKind))
    assert defs["fact"]["properties"]["phase"]["enum"] == [*get_args(Phase), None]
    assert defs["fact"]["properties"]["modality"]["enum"] == [*get_args(Modality), None]
    assert SCHEMA["properties"]["date_from"]["enum"] == [*get_args(DateSource), None]


@pytest.mark.parametrize("kind", [Person, Organization, Location, Mention, Money, Date, Fact, TextSpan])
def test_fields_are_those_of_the_types(kind):
    name = "span" if kind is TextSpan else kind.__name__.lower()
    assert list(SCHEMA["$defs"][name]["properties"]) == [field.name for field in fields(kind)]


def test_samples_validate(extractor):
    for path in (ROOT / "samples").glob("*.txt"):
        doc = extractor.extract(path.read_text(encoding="utf-8"), source=path.name)
        VALIDATOR.validate(json.loads(doc.to_json(with_text=True)))


def test_the_published_schema_takes_fields_of_later_releases():
    record = {**DOCUMENT.to_dict(), "later": 1}
    record["people"][0]["later"] = None
    assert not VALIDATOR.is_valid(record)
    jsonschema.Draft202012Validator(document_schema()).validate(json.loads(json.dumps(record, default=float)))
