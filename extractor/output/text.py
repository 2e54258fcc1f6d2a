"""An article as it would be read, its mentions coloured."""

from typing import TextIO

from rich.console import Console
from rich.text import Text

from extractor.document import Document
from extractor.output.layers import all_mentions, outermost
from extractor.output.visible import visible_document

STYLES = {
    "person": "bold yellow",
    "organization": "bold blue",
    "location": "bold green",
    "money": "bold red",
    "date": "bold magenta",
}
"""Colours of the terminal's own palette, readable on light and dark."""

MARKS = {"person": "P", "organization": "O", "location": "L", "money": "M", "date": "D"}
"""What distinguishes the kinds where there is no colour: `[Иван Петров]P`."""

LEGEND = {
    "person": "people",
    "organization": "organizations",
    "location": "places",
    "money": "money",
    "date": "dates",
}


class ReadableText:
    """The documents one after the other, as wide as the terminal is."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._console = Console(file=out, highlight=False)

    def write(self, doc: Document) -> None:
        """Put out title and date, the text, and a legend."""
        doc = visible_document(doc)
        coloured = self._console.is_terminal and not self._console.no_color
        with self._console.capture() as shown:
            heading = " · ".join(part for part in (doc.title, doc.source, doc.date) if part)
            self._console.print(Text(heading, style="bold"))
            self._console.print()
            self._console.print(readable(doc, coloured=coloured))
            self._console.print()
            self._console.print(legend(coloured=coloured))
            self._console.print()
        self._out.writelines(f"{line.rstrip()}\n" for line in shown.get().splitlines())
        self._out.flush()

    def close(self) -> None:
        """Nothing is left to do."""


def readable(doc: Document, *, coloured: bool) -> Text:
    """The text without its header, mentions in colour or in brackets with a letter."""
    text, at = Text(), doc.body_start
    start = len(doc.title) if doc.title and doc.text.startswith(doc.title) else at
    at = max(at, start)
    for mention in outermost([mention for mention in all_mentions(doc) if mention.start >= at]):
        text.append(doc.text[at : mention.start])
        shown = doc.text[mention.start : mention.end]
        text.append(shown if coloured else f"[{shown}]{MARKS[mention.kind]}", style=STYLES[mention.kind])
        at = mention.end
    text.append(doc.text[at:])
    text.rstrip()
    return text[len(text.plain) - len(text.plain.lstrip()) :]


def legend(*, coloured: bool) -> Text:
    """What the colours, or the letters, mean."""
    parts = [Text(name if coloured else f"{MARKS[kind]} {name}", style=STYLES[kind]) for kind, name in LEGEND.items()]
    return Text("  ").join(parts)
