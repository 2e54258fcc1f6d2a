"""The JSON object of a document, as the archive handles it."""

from typing import Any

from extractor.document import FACT_ROLES, KIND_OF_LAYER, LIST_ROLES

Record = dict[str, Any]
"""The JSON object of a document, its numbers exact."""


Shape = type | tuple[type, ...] | list[Any] | dict[str, Any]
"""What a value must be: of a type, a list of one shape, an object with fields of some shapes."""

MAYBE_TEXT = (str, type(None))
MENTION: Shape = {"start": int, "end": int, "text": str}
ENTITY: Shape = {"id": str, "key": str, "name": str, "aliases": [str], "mentions": [MENTION]}
MONEY: Shape = {"id": str, "text": str, "currency": MAYBE_TEXT}
FACT: Shape = {"id": str, "kind": str, "arguments": dict}
DOCUMENT: Shape = {
    **{layer: [ENTITY] for layer in KIND_OF_LAYER},
    **dict.fromkeys(("title", "date", "text"), MAYBE_TEXT),
    "source": str,
}
"""What the archive reads of a document without asking; other fields it passes on."""
OPTIONAL: dict[str, Shape] = {"money": [MONEY], "dates": [dict], "facts": [FACT]}
"""Layers that a result made with `--only` does not have."""


def misfit(record: Any) -> str | None:
    """The field of a document that is not what it must be («people[2].aliases»), None where all are."""
    place = _misfit(record, DOCUMENT, "")
    if place is None:
        layers = {name: shape for name, shape in OPTIONAL.items() if record.get(name) is not None}
        place = _misfit(record, layers, "")
    return place


def _misfit(value: Any, shape: Shape, place: str) -> str | None:
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return place
        inner = ((value.get(name), one, f"{place}.{name}".lstrip(".")) for name, one in shape.items())
    elif isinstance(shape, list):
        if not isinstance(value, list):
            return place
        inner = ((one, shape[0], f"{place}[{number}]") for number, one in enumerate(value))
    else:
        return None if isinstance(value, shape) else place
    return next((found for one in inner if (found := _misfit(*one)) is not None), None)


def arguments_of(kind: str, rows: list[Record]) -> Record:
    """The arguments of a fact from rows of a role and an id (`ref`) or a span."""
    arguments: Record = {role: [] if (kind, role) in LIST_ROLES else None for role in FACT_ROLES.get(kind, ())}  # type: ignore[call-overload]
    for row in rows:
        value = row["ref"] or {name: row[name] for name in ("start", "end", "text", "name")}
        if (kind, row["role"]) in LIST_ROLES:
            arguments.setdefault(row["role"], []).append(value)
        else:
            arguments[row["role"]] = value
    return arguments
