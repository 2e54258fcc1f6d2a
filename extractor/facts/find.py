"""The facts of an article, all kinds together."""

from extractor.document import Document, Fact


def find_facts(doc: Document) -> tuple[Fact, ...]:
    """The facts of an article with all its other layers, in order of their place; ids f1, f2 …."""
    return ()
