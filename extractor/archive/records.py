"""The JSON object of a document, as the archive handles it."""

from typing import Any

from extractor.document import FACT_ROLES, LIST_ROLES

Record = dict[str, Any]
"""The JSON object of a document, its numbers exact."""


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
