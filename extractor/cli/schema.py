"""`extractor schema`."""


def schema() -> None:
    """Print the JSON Schema of a document.

    \b
    Examples:
      extractor schema > document.schema.json
      extractor schema | python -m json.tool
    """
    from extractor.output.schema import schema_text

    print(schema_text(), end="")
