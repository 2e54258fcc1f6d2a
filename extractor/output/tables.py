"""A document as tables for people."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.document import Date, Document, Entity, Money, Organization
from extractor.output.values import argument_names, fact_kind, fact_sentence, said_amount, said_date
from extractor.output.visible import visible_document

LEFT, RIGHT = 20, 120
"""Characters of its line shown before and after a first mention; what does not fit the screen is cut."""


class Tables:
    """The documents one after the other, as wide as the terminal is."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._console = Console(file=out, highlight=False)

    def write(self, doc: Document) -> None:
        """Put out the tables of `doc`."""
        doc = visible_document(doc)
        with self._console.capture() as shown:
            self._console.print(render_tables(doc))
        self._out.writelines(f"{line.rstrip()}\n" for line in shown.get().splitlines())
        self._out.flush()

    def close(self) -> None:
        """Nothing is left to do."""


def render_tables(doc: Document) -> RenderableType:
    """The heading and a table for every kind that was found."""
    tables: list[Table] = [
        _entities(doc, "People", doc.people),
        _entities(doc, "Organizations", doc.organizations),
        _entities(doc, "Places", doc.locations),
        _money(doc.money),
        _dates(doc.dates),
        _facts(doc),
    ]
    found = [table for table in tables if table.row_count]
    parts = [_heading(doc), *found] if found else [_heading(doc), Text(" nothing found")]
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _heading(doc: Document) -> RenderableType:
    published = f"{doc.date} ({doc.date_from})" if doc.date else "date unknown"
    title = f"[bold]{escape(doc.source)}[/] · {published} · {doc.language} · {len(doc.text)} characters"
    rule = Rule(Text.from_markup(title), align="left", style="dim")
    return Group(rule, Text(f" {doc.title}", style="bold")) if doc.title else rule


def _table(*columns: str) -> Table:
    """A table whose first heading is its title."""
    table = Table(box=None, expand=True, pad_edge=True, padding=(0, 1), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    table.columns[0].header_style = "bold"
    return table


def _entities(doc: Document, title: str, entities: Iterable[Entity]) -> Table:
    table = _table(title, "N", "First mention")
    name, count, context = table.columns
    name.ratio, context.ratio = 2, 3
    count.justify, count.no_wrap = "right", True
    context.no_wrap, context.overflow = True, "ellipsis"
    for entity in entities:
        label = Text(entity.name)
        if entity.aliases:
            label.append(f" ({', '.join(entity.aliases)})", style="dim")
        if isinstance(entity, Organization) and entity.role:
            label.append(f" [{entity.role}]", style="dim")
        table.add_row(label, str(len(entity.mentions)), _context(doc, entity))
    return table


def _context(doc: Document, entity: Entity) -> Text:
    if not entity.mentions:
        return Text("—")
    first = entity.mentions[0]
    before = doc.text[max(doc.body_start, first.start - LEFT) : first.start].rpartition("\n")[2]
    if len(before) == LEFT:
        before = f"… {before.partition(' ')[2]}"
    after = doc.text[first.end : first.end + RIGHT].partition("\n")[0]
    return Text.assemble(before, (" ".join(first.text.split()), "bold"), after)


def _money(amounts: Iterable[Money]) -> Table:
    table = _table("Money", "As written")
    table.columns[0].justify = "right"
    table.columns[1].ratio = 1
    for money in amounts:
        table.add_row(Text(said_amount(money)), Text(money.text))
    return table


def _dates(dates: Iterable[Date]) -> Table:
    table = _table("Dates", "Kind", "As written")
    table.columns[2].ratio = 1
    for found in sorted(dates, key=_calendar_order):
        table.add_row(Text(said_date(found) if found.value else "?"), found.kind, Text(found.text))
    return table


def _calendar_order(found: Date) -> tuple[bool, str, str]:
    """Dates by their first day, years before Christ first; what has no place in the calendar last."""
    day = found.earliest or found.latest
    if day is None:
        return True, "", ""
    if day.startswith("-"):
        # The further back, the bigger the number.
        return False, "-", "".join(chr(ord("9") - ord(c) + ord("0")) if c.isdigit() else c for c in day[1:5])
    return False, day, found.latest or ""


def _facts(doc: Document) -> Table:
    table = _table("Facts", "What is said", "Score")
    table.columns[1].ratio = 1
    table.columns[2].justify, table.columns[2].no_wrap = "right", True
    names = argument_names(doc)
    for fact in doc.facts:
        table.add_row(fact_kind(fact), Text(fact_sentence(fact, names)), f"{fact.score:.2f}")
    return table
