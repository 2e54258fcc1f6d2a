"""The JSON Schema of a document."""

import json
from importlib.resources import files
from typing import Any


def schema_text() -> str:
    """The schema as published: JSON Schema 2020-12, every field described."""
    return files("extractor.output").joinpath("schema.json").read_text(encoding="utf-8")


def document_schema() -> dict[str, Any]:
    """The schema as an object."""
    schema: dict[str, Any] = json.loads(schema_text())
    return schema
