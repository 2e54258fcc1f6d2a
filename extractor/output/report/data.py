"""What the page shows, as compact JSON: short names and lists, since there may be a thousand articles.

Offsets are UTF-16 code units, as JavaScript counts. A role of a fact holds the number of an entity, a list of such, a
text, `{"m": n}` for an amount or `{"d": n}` for a date.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from extractor.document import NAME_KINDS, Argument, Date, Document, Fact, Money, TextSpan
from extractor.output.record import plain_digits
from extractor.output.report.entities import EntityTable, Group, kinds_and_entities
from extractor.output.wording.amounts import amount_words
from extractor.output.wording.dates import date_words
from extractor.output.wording.words import Language

KINDS = (*NAME_KINDS, "money", "date")
"""Kinds of mentions; the page knows them by their place in this list."""

LABEL = 90
"""Characters of a first line that stands for a title in lists."""

HEADLINE = 160
"""Characters, the most, of a first paragraph that is a headline."""


def report_data(docs: Sequence[Document], language: Language) -> dict[str, Any]:
    """The data of the page: articles with their mentions, and tables of entities, money, dates, facts and sources."""
    return _Collector(docs, language).data


class _Collector:
    """Rows of all articles, numbered through."""

    def __init__(self, docs: Sequence[Document], language: Language) -> None:
        self._language = language
        self._entities = EntityTable(docs)
        self._sources: dict[str, int] = {}
        self._money: list[list[Any]] = []
        self._dates: list[list[Any]] = []
        self._facts: list[list[Any]] = []
        articles = [self._article(number, doc) for number, doc in enumerate(docs)]
        self.data = {
            "articles": articles,
            "sources": list(self._sources),
            "entities": [_entity_row(group) for group in self._entities.groups],
            "money": self._money,
            "dates": self._dates,
            "facts": self._facts,
        }

    def _article(self, number: int, doc: Document) -> dict[str, Any]:
        unit = utf16_offsets(doc.text)
        begin = doc.body_start
        head = _headline_end(doc)
        mentions: list[list[Any]] = []
        places: dict[str, Any] = {}
        for kind, entity in kinds_and_entities(doc):
            index = places[entity.id] = self._entities.index(kind, entity)
            code = KINDS.index(kind)
            mentions += [[unit(m.start), unit(m.end), code, index, round(100 * m.score)] for m in entity.mentions]
        for amount in doc.money:
            places[amount.id] = {"m": len(self._money)}
            mentions.append([unit(amount.start), unit(amount.end), KINDS.index("money"), len(self._money)])
            self._money.append(self._money_row(number, amount, unit))
        for found in doc.dates:
            places[found.id] = {"d": len(self._dates)}
            if found.start >= begin:
                mentions.append([unit(found.start), unit(found.end), KINDS.index("date"), len(self._dates)])
            self._dates.append(self._date_row(number, found, unit, is_header=found.start < begin))
        self._facts += [_fact_row(number, fact, unit, places) for fact in doc.facts]
        source = self._sources.setdefault(_publisher(doc), len(self._sources))
        return {
            "source": doc.source,
            "from": source,
            "title": doc.title or _label(doc),
            "date": doc.date,
            "author": doc.author,
            "begin": unit(begin),
            "head": head and unit(head),
            "text": doc.text,
            "sentences": [unit(sentence.start) for sentence in doc.sentences],
            "mentions": sorted(mentions, key=lambda mention: (mention[0], -mention[1])),
        }

    def _money_row(self, article: int, amount: Money, unit: Callable[[int], int]) -> list[Any]:
        numbers = (amount.value, amount.min_value, amount.max_value)
        exact = [None if number is None else plain_digits(number) for number in numbers]
        said = amount_words(amount, self._language)
        return [article, unit(amount.start), unit(amount.end), said, *exact, amount.currency, amount.mod, amount.per]

    def _date_row(self, article: int, found: Date, unit: Callable[[int], int], *, is_header: bool) -> list[Any]:
        said = date_words(found, self._language)
        # A line `date 2025-10-21` at the head of a file dates the article and reports nothing.
        bounds = (None, None) if is_header else (found.earliest, found.latest)
        return [article, unit(found.start), unit(found.end), said, found.kind, found.value, found.mod, *bounds]


def _entity_row(group: Group) -> list[Any]:
    aliases = sorted(group.aliases - {group.name})
    return [KINDS.index(group.kind), group.key, group.name, aliases, group.mentions, group.articles, group.is_publisher]


def _fact_row(article: int, fact: Fact, unit: Callable[[int], int], places: dict[str, Any]) -> list[Any]:
    arguments = {role: _argument(value, places) for role, value in fact.arguments.items() if value}
    score = round(100 * fact.score)
    return [article, unit(fact.start), unit(fact.end), fact.kind, fact.phase, fact.modality, score, arguments]


def _argument(argument: Argument, places: dict[str, Any]) -> Any:
    match argument:
        case TextSpan():
            return " ".join((argument.name or argument.text).split())
        case tuple():
            return [places[id_] for id_ in argument]
        case _:
            return places[argument] if argument else None


def _headline_end(doc: Document) -> int | None:
    """Where the headline at the beginning of the text ends; None for a text that has none."""
    body = doc.text[doc.body_start :]
    begin = doc.body_start + len(body) - len(body.lstrip())
    if doc.title and doc.text.startswith(doc.title, begin):
        return begin + len(doc.title)
    line, line_end, rest = doc.text[begin:].partition("\n")
    is_headline = line_end and rest.strip() and len(line) <= HEADLINE and line.rstrip()[-1:] not in tuple(".:;,")
    return begin + len(line) if is_headline else None


def _label(doc: Document) -> str:
    """The first line of the article, its `date` header left out, cut after a word."""
    line = doc.text[doc.body_start :].strip().partition("\n")[0]
    return line if len(line) <= LABEL else f"{line[:LABEL].rpartition(' ')[0] or line[:LABEL]}…"


def _publisher(doc: Document) -> str:
    """Who published it: the host of its address, else the agency that it names, else its folder."""
    host = urlsplit(doc.source).hostname if "://" in doc.source else None
    if host:
        return host.removeprefix("www.")
    named = [organization.name for organization in doc.organizations if organization.role == "publisher"]
    folder = PurePath(doc.source.partition("#")[0]).parent.as_posix()
    return named[0] if named else "" if folder == "." else folder


def utf16_offsets(text: str) -> Callable[[int], int]:
    """From code points of `text` to UTF-16 code units."""
    if max(text, default="") <= "\uffff":
        return lambda offset: offset
    astral = [position for position, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(astral, offset)
