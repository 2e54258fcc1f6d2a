"""`extractor schema`."""

from extractor.cli.options import need_stdout


def schema() -> None:
    """Print the JSON Schema of a document.

    \b
    Examples:
      extractor schema > document.schema.json
      extractor schema | python -m json.tool
    """
    from extractor.output.schema import schema_text

    need_stdout()
    print(schema_text(), end="")
