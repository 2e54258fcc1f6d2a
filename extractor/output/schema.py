"""The JSON Schema of a document."""

from importlib.resources import files


def schema_text() -> str:
    """The schema as published: JSON Schema 2020-12, every field described, open for fields of later releases."""
    return files("extractor.output").joinpath("schema.json").read_text(encoding="utf-8")
