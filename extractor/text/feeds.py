"""RSS and Atom feeds to articles, one an item."""

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from typing import NamedTuple
from xml.parsers import expat

from extractor.errors import InputError
from extractor.text.days import parse_date
from extractor.text.decode import decode
from extractor.text.html import strip_tags

MAX_DEPTH = 100
"""Levels of elements; feeds have five, markup inside items some more."""

XML_DECLARATION_RE = re.compile(r"\s*<\?xml[^>]*\?>")

ENTITY_RE = re.compile(
    r"(?P<kept><!\[CDATA\[(?s:.*?)\]\]>|<!DOCTYPE[^>\[]*(?:\[(?s:.*?)\]\s*)?>|&(?:amp|lt|gt|quot|apos);)"
    r"|&#(?P<number>\d{1,7}|[xX][0-9a-fA-F]{1,6});|&(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?"
)
CONTROL_RE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""

ROOTS = ("rss", "feed", "RDF", "channel")
ITEMS = ("item", "entry")
TEXTS = ("full-text", "encoded", "content", "description", "summary")
"""Elements with the text of an item, the fullest first; of equals the longest counts."""

DATES = ("pubDate", "published", "date", "issued", "updated", "created")
AUTHORS = ("author", "creator")
NAMES = ("link", "guid", "id")


class Item(NamedTuple):
    """An item of a feed."""

    text: str
    title: str | None
    date: str | None
    """Publication date, YYYY-MM-DD."""
    author: str | None
    name: str | None
    """Its address or id."""


def read_feed(data: bytes, encoding: str | None = None) -> Iterator[Item]:
    """The items of an RSS or Atom feed, in order.

    Errors: InputError where it is no feed, declares entities, or is broken; the items before that are delivered.
    """
    text = _with_plain_entities(XML_DECLARATION_RE.sub("", decode(data, encoding).text, count=1).lstrip())
    reader = _Reader()
    failure = None
    try:
        reader.parser.Parse(text, True)  # noqa: FBT003 (takes no keywords)
    except expat.ExpatError as error:
        failure = f"broken XML: {expat.ErrorString(error.code)} at line {error.lineno}"
    except InputError as error:
        failure = str(error)
    for fields in reader.items:
        yield _item(fields)
    if failure:
        raise InputError(failure)


def _with_plain_entities(text: str) -> str:
    """XML as many feeds mean it: names of HTML («&nbsp;») and lone «&» outside CDATA, control characters anywhere."""

    def plain(match: re.Match[str]) -> str:
        name = match["name"]
        if match["kept"]:
            return match["kept"]
        if match["number"]:
            number = int(match["number"].lstrip("xX"), 16 if match["number"][0] in "xX" else 10)
            return match[0] if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""
        return html5[f"{name};"] if name and f"{name};" in html5 else "&amp;" + match[0][1:]

    return ENTITY_RE.sub(plain, CONTROL_RE.sub("", text))


def _item(fields: dict[str, list[str]]) -> Item:
    texts = [text for name in TEXTS for text in fields.get(name, ())]
    title = _first(fields, ("title",))
    return Item(
        text=strip_tags(max(texts, key=len, default="")),
        title=" ".join(strip_tags(title).split()) or None if title else None,
        date=next((day for name in DATES for stated in fields.get(name, ()) if (day := parse_date(stated))), None),
        author=_first(fields, AUTHORS),
        name=_first(fields, NAMES),
    )


def _first(fields: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((value for name in names for value in fields.get(name, ()) if value), None)


class _Reader:
    """Collects the fields of the items by the local names of their elements; markup inside a field is kept as such."""

    def __init__(self) -> None:
        self.items: list[dict[str, list[str]]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.EntityDeclHandler = self._refuse
        self._depth = 0
        self._item: dict[str, list[str]] | None = None
        self._item_depth = 0
        self._parts: list[str] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise InputError(f"XML of more than {MAX_DEPTH} levels")
        if self._depth == 1 and name not in ROOTS:
            raise InputError("no RSS or Atom feed")
        if self._item is None:
            if name in ITEMS:
                self._item, self._item_depth = {}, self._depth
        elif self._depth == self._item_depth + 1:
            self._parts = []
            if name == "link" and attributes.get("rel", "alternate") == "alternate" and attributes.get("href"):
                self._item.setdefault(name, []).append(attributes["href"])
        else:
            self._parts.append(f"<{name}>")

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if self._item is not None:
            if self._depth == self._item_depth:
                self.items.append(self._item)
                self._item = None
            elif self._depth == self._item_depth + 1:
                value = "".join(self._parts).strip()
                if value:
                    self._item.setdefault(name, []).append(re.sub(r"</?(?:name|email|uri)>", " ", value).strip())
            else:
                self._parts.append(f"</{name}>")
        self._depth -= 1

    def _data(self, data: str) -> None:
        if self._item is not None:
            is_markup = self._depth > self._item_depth + 1
            self._parts.append(escape(data, quote=False) if is_markup else data)

    def _refuse(self, *declaration: object) -> None:
        raise InputError("XML that declares entities")
