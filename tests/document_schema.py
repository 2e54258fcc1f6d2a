"""The JSON Schema as it is published, and closed: what our own documents may not have more of."""

import json
from typing import Any

from extractor.output.schema import schema_text


def document_schema() -> dict[str, Any]:
    return json.loads(schema_text())


def closed(schema: Any) -> Any:
    """The schema without room for fields that it does not describe."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(part) for name, part in schema.items()}
    is_object = "object" in schema.get("type", ()) and "properties" in schema
    return inner | {"additionalProperties": False} if is_object else inner
