"""Documents as JSON Lines and as one JSON array."""

from typing import TextIO

from extractor.document import Document
from extractor.output.record import render_line


class JsonLines:
    """One document a line, flushed one by one."""

    def __init__(self, out: TextIO, *, with_text: bool = False) -> None:
        self._out = out
        self._with_text = with_text

    def write(self, doc: Document) -> None:
        """Put `doc` out as one line."""
        self._out.writelines(render_line(doc, with_text=self._with_text))
        self._out.write("\n")
        self._out.flush()

    def close(self) -> None:
        """Nothing is left to do."""


class JsonArray:
    """All documents in one array, an empty one where there is none."""

    def __init__(self, out: TextIO, *, with_text: bool = False, indent: int | None = None) -> None:
        self._out = out
        self._with_text = with_text
        self._indent = indent
        self._margin = " " * (indent or 0)
        self._is_empty = True

    def write(self, doc: Document) -> None:
        """Put `doc` out as the next item."""
        self._out.write("[\n" if self._is_empty else ",\n")
        self._is_empty = False
        item = doc.to_json(with_text=self._with_text, indent=self._indent)
        self._out.write(self._margin + item.replace("\n", f"\n{self._margin}"))
        self._out.flush()

    def close(self) -> None:
        """Close the array."""
        self._out.write("[]\n" if self._is_empty else "\n]\n")
        self._out.flush()
