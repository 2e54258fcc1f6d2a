"""Documents to bytes: JSON, CSV, workbooks, tables for people."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from extractor.document import Document


class Writer(Protocol):
    """Puts documents out one after the other; what `write` was given is visible to a reader at once."""

    def write(self, doc: "Document") -> None:
        """Put `doc` out."""

    def close(self) -> None:
        """Put out what belongs at the end; nothing is written after it."""
