"""Web pages to articles: text, title, publication date and author, without what surrounds them.

The text is found by trafilatura (the extra `html`); title, date and author by what pages state of themselves.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import DecodeError, InputError, missing_extra
from extractor.language.lexicon import load_toml
from extractor.text.days import parse_date
from extractor.text.decode import CODE_PAGES, decode, detect_encoding

MAX_TAGS = 40_000
"""A page with more is refused, for time grows with the square of them; the largest pages of news sites have half."""

MAX_WORDS = 30_000
"""Of one tag: attributes, or words in their values."""

INSTALL = missing_extra("reading HTML", "html")

HTTP_RE = re.compile(rb"HTTP/[\d.]+ \d{3}[^\n]*\n(?:[^\r\n]+\r?\n)*\r?\n")
"""The header of a response that was saved with its page."""

CHARSET_RE = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
XML_DECLARATION_RE = re.compile(r"\s*<\?xml[^>]*\?>")
JSON_DATE_RE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
TIME_BEFORE_RE = re.compile(r"^[^\d]{0,40}(?:\d?\d:\d\d[,\s|]*)?(?=\d{1,2}[\s.])")
WORD_BREAK_RE = re.compile(r"[\s_-]+")
TAG_RE = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
TOKEN_RE = re.compile(
    r"""<!--(?s:.*?)(?:-->|\Z)|<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>?|<[!?][^>]*+>?"""
)
"""A comment, a tag, a declaration; what is not closed ends with the text."""

LONG_SPACE_RE = re.compile(r"\s{100,}+")
CONTROL_RE = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|&#0*(?:[0-8]|1[124-9]|2\d|3[01]);|&#[xX]0*(?:[0-8bBcCeEfF]|1[\da-fA-F]);"
)
"""Control characters, also as references; lxml refuses them."""

CLASS_BREAK_RE = re.compile(r"\s+|__|--")
SPACE_RE = re.compile(r"\s+")
SITE_RE = re.compile(r"\s+[|—–•·:/-]\s+|\s*\|\s*|\s*::\s*")
"""What separates a headline from the name of the site."""

SIGNATURE_RE = re.compile(r"(?=.{,40}$)(?:[A-ZА-ЯЁ][\w-]*(?:\.\s*|\s+|$)){2,3}")
"""A last line that is only a name: «Анна Лаврова», «А. Л.»."""

LEAST_ARTICLE = 400
"""Code points of paragraphs under which nothing is taken for the article on the strength of its length."""

SHORTEST_ARTICLE = 40
"""Code points of a text that is taken for an article though it is where boilerplate is."""

MAX_ELEMENTS = 100
"""Elements of a kind that are looked at; hostile pages have thousands inside each other."""

AUTHOR_RE = re.compile(r"(?:автор|текст|author|by)(?:ы|s)?\s*:\s*", re.IGNORECASE)

LONGEST_NAME = 100
"""Code points of an author's name or an element with a day."""

LONGEST_TITLE = 1000

LEAST_HEADLINE = 10
"""Code points; a shorter first heading is the name of the site."""

BLOCKS = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|fig(?:caption|ure)|footer|h[1-6r]|header|li|main|[ou]l|p|pre"
    "|section|t[dhr]|table"
)
HIDDEN = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "head"))


class Page(NamedTuple):
    """What a page says."""

    text: str
    title: str | None
    date: str | None
    """Publication date, YYYY-MM-DD."""
    author: str | None


def read_page(data: bytes, encoding: str | None = None) -> Page:
    """The article of a web page.

    Errors: InputError where there is none, where the page is too large, or where the extra `html` is not installed.
    """
    source = decode_page(data, encoding)
    if source.count("<") > MAX_TAGS:
        raise InputError(f"a page of more than {MAX_TAGS} tags")
    if any(len(tag[0]) > MAX_WORDS and len(tag[0].split()) > MAX_WORDS for tag in TAG_RE.finditer(source)):
        raise InputError(f"a page with a tag of more than {MAX_WORDS} words")
    source = LONG_SPACE_RE.sub("\n", CONTROL_RE.sub("", source))
    tree = _parse(source)
    if tree is None:
        raise InputError("no HTML page")
    title, date, author = find_title(tree), find_date(tree, source), find_author(tree)
    text = _clean_text(_find_text(tree, without_boilerplate=True), title, author)
    if not text:  # a page of little text, all of it in elements that are called as boilerplate is
        text = _clean_text(_find_text(_parse(source), without_boilerplate=False), title, author)
        text = text if len(text) >= SHORTEST_ARTICLE else ""
    if not text:
        raise InputError("no article found in the page")
    return Page(text, title, date, author)


def decode_page(data: bytes, encoding: str | None = None) -> str:
    """The characters of a page, the header of the response removed.

    What the bytes are like counts for more than what the page declares, for pages are often wrong about themselves;
    a declaration is believed where it names an encoding that bytes do not show.
    """
    header = HTTP_RE.match(data)
    body = data[header.end() :] if header else data
    if encoding is not None:
        return decode(body, encoding).text
    declared = CHARSET_RE.search(header[0] if header else b"") or CHARSET_RE.search(body[:4096])
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    try:
        found = detect_encoding(body)
    except DecodeError:
        return _decode_as(body, name) or decode(body).text
    if found in CODE_PAGES and name.startswith(("gb", "big5", "euc", "shift", "windows-125", "cp125", "iso-8859")):
        is_cyrillic = name.endswith(("1251", "8859-5"))
        return (None if is_cyrillic or found != "windows-1252" else _decode_as(body, name)) or decode(body).text
    return decode(body).text


def find_title(tree: Any) -> str | None:
    """The headline: the heading that the page's own title repeats, else what its metadata name so."""
    stated = [*_stated(tree, "title"), _text_of(tree.find(".//title"))]
    headings = [
        heading for heading in map(_text_of, islice(tree.iter("h1"), MAX_ELEMENTS)) if len(heading) >= LEAST_HEADLINE
    ]
    for heading in headings:
        if any(_repeats(heading.casefold(), _line(title).casefold()) for title in stated):
            return heading
    for candidate in (*_json_values(tree, "headline"), *stated):
        if candidate:
            return _without_site(_line(candidate))
    return headings[0] if headings else None


def find_date(tree: Any, source: str) -> str | None:
    """The day of publication, YYYY-MM-DD: of JSON-LD, `meta`, `time`, an element named so, in this order."""
    for stated in _dates(tree, source):
        day = parse_date(stated.strip())
        if day:
            return day
    return None


def find_author(tree: Any) -> str | None:
    """Who signed the article, None where nobody is named."""
    for value in (*_json_values(tree, "author"), *_stated(tree, "author"), *_named(tree, "author")):
        name = AUTHOR_RE.sub("", _line(value))
        if name and len(name) < LONGEST_NAME and not name.startswith("http"):
            return name
    return None


def strip_tags(fragment: str) -> str:
    """The text of a fragment of HTML, a paragraph a line; linear in its length, whatever it holds."""
    parts: list[str] = []
    position = 0
    while match := TOKEN_RE.search(fragment, position):
        parts.append(fragment[position : match.start()])
        position = match.end()
        name = (match["name"] or "").lower()
        if BLOCKS.fullmatch(name):
            parts.append("\0")
        if name in HIDDEN and not match["closing"]:
            end = re.compile(f"</{name}", re.IGNORECASE).search(fragment, position)
            position = end.start() if end else len(fragment)
    parts.append(fragment[position:])
    lines = "".join(parts).split("\0") if parts[1:] else fragment.splitlines()
    return "\n".join(filter(None, map(_line, lines)))


def _parse(source: str) -> Any:
    try:
        from lxml import etree, html
    except ImportError:
        raise InputError(INSTALL) from None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    source = XML_DECLARATION_RE.sub("", source, count=1).replace("\0", "")
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None


def _find_text(tree: Any, *, without_boilerplate: bool) -> str:
    """The article's paragraphs, one a line, as trafilatura finds them in what is left of the page."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise InputError(INSTALL) from None
    if without_boilerplate:
        _drop_boilerplate(tree)
    for table in list(tree.iter("table")):
        if table.find(".//p") is not None or table.find(".//h1") is not None:
            _unfold(table)
    try:
        found = bare_extraction(tree, fast=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise InputError(f"the page cannot be read: {error}") from None
    return (found.text or "") if found is not None and not isinstance(found, dict) else ""


def _drop_boilerplate(tree: Any) -> None:
    """Take out the elements that are called as boilerplate is, but one that holds the article (`class="widget"`)."""
    paragraphs = _size_of_paragraphs(tree)
    open_elements, kept = [tree], 0
    while open_elements:
        for child in list(open_elements.pop()):
            if not isinstance(child.tag, str) or not _is_boilerplate(child):
                open_elements.append(child)
            elif kept < MAX_ELEMENTS and _holds_article(child, paragraphs):
                kept += 1
                child.tag = "div"
                child.attrib.clear()
                open_elements.append(child)
            else:
                child.drop_tree()


def _unfold(table: Any) -> None:
    """Make a table that only lays out the page a sequence of blocks."""
    for element in list(table.iter("table", "tbody", "tr", "td", "th")):
        element.tag = "div"


def _is_boilerplate(element: Any) -> bool:
    if element.tag in ("nav", "aside", "footer", "button"):
        return True
    if element.tag not in ("div", "section", "ul", "p", "span", "figcaption"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    words = {*names.split(), *WORD_BREAK_RE.split(names), *CLASS_BREAK_RE.split(names)}
    return not words.isdisjoint(_table("classes", "boilerplate"))


def _holds_article(element: Any, paragraphs: int) -> bool:
    """Whether most of the page's `paragraphs` (code points) are inside: then the name does not mean what it says."""
    inside = _size_of_paragraphs(element)
    return inside > LEAST_ARTICLE and 2 * inside > paragraphs


def _size_of_paragraphs(element: Any) -> int:
    return sum(len(p.text_content()) for p in islice(element.iter("p"), MAX_ELEMENTS))


def _clean_text(text: str, title: str | None, author: str | None) -> str:
    """The paragraphs that belong to the article, without headline and day before them, and signature after them."""
    lines_table = load_toml(Path(__file__).with_name("html.toml"))["lines"]
    drop = re.compile(rf"\s*(?:{lines_table['begins']})|(?:{lines_table['whole']})\s*$", re.IGNORECASE)
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not drop.match(line)]
    while lines and (_same(lines[0], title) or (len(lines[0]) < 60 and parse_date(lines[0]))):
        del lines[0]
    while lines and (SIGNATURE_RE.fullmatch(lines[-1]) or _same(AUTHOR_RE.sub("", lines[-1]), author)):
        del lines[-1]
    return "\n".join(lines)


def _same(line: str, title: str | None) -> bool:
    return title is not None and _line(line).casefold().rstrip(".") == title.casefold().rstrip(".")


def _dates(tree: Any, source: str) -> Iterator[str]:
    yield from _json_values(tree, "datePublished")
    yield from JSON_DATE_RE.findall(source)
    yield from _stated(tree, "date")
    times = list(islice(tree.iter("time"), MAX_ELEMENTS))
    for element in sorted(times, key=lambda one: (one.get("itemprop") or "").lower() != "datepublished"):
        yield element.get("datetime") or ""
        yield _text_of(element)
    for text in _named(tree, "date"):
        if len(text) < LONGEST_NAME:
            yield TIME_BEFORE_RE.sub("", text)
            yield text


def _named(tree: Any, what: str) -> Iterator[str]:
    """The texts of the elements whose class, id or property is called so."""
    words = set(_table("classes", what))
    seen = 0
    for element in tree.iter("div", "span", "p", "a", "td", "li", "i", "b", "em", "small"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".lower()
        if seen < MAX_ELEMENTS and words.intersection(WORD_BREAK_RE.split(names)):
            seen += 1
            yield _text_of(element)


def _stated(tree: Any, what: str) -> list[str]:
    """What the `meta` elements of a kind say, best first."""
    wanted = _table("meta", what)
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if content and name in wanted:
                found.setdefault(name, content)
    return [found[name] for name in wanted if name in found]


def _json_values(tree: Any, field: str) -> list[str]:
    """The values of a field in the page's JSON-LD; of objects their names."""
    values: list[str] = []
    for script in islice(tree.iter("script"), MAX_ELEMENTS):
        if (script.get("type") or "").lower() == "application/ld+json":
            try:
                found = deque([json.loads(script.text or "", strict=False)])
            except (ValueError, RecursionError):
                continue
            while found:
                node = found.popleft()
                if isinstance(node, list):
                    found.extend(node)
                elif isinstance(node, dict):
                    values += _names(node.get(field))
                    found.extend(child for name, child in node.items() if name == "@graph")
    return values


def _names(value: Any) -> list[str]:
    """The strings that a value of JSON-LD is or names, however deep its lists are."""
    names: list[str] = []
    found = [value]
    while found:
        one = found.pop()
        if isinstance(one, str):
            names.append(one)
        elif isinstance(one, dict):
            found.append(one.get("name"))
        elif isinstance(one, list):
            found.extend(reversed(one))
    return names


def _repeats(heading: str, title: str) -> bool:
    """Whether a title is a heading with the name of the site, not a name of the site with a heading."""
    return bool(title) and (title.startswith(heading[:40]) or (heading in title and 2 * len(heading) > len(title)))


def _without_site(title: str) -> str:
    """The title up to the name of the site, if enough is left."""
    parts = SITE_RE.split(title)
    return title[: title.rindex(parts[-1])].rstrip(" |—–•·:/-") if len(parts) > 1 and len(parts[-1]) < 30 else title


def _table(section: str, key: str) -> list[str]:
    words: list[str] = load_toml(Path(__file__).with_name("html.toml"))[section][key]
    return words


def _text_of(element: Any) -> str:
    """The text of an element, of a long one the beginning."""
    if element is None:
        return ""
    parts, size = [], 0
    for part in element.itertext():
        parts.append(part[:LONGEST_TITLE])
        size += len(parts[-1])
        if size > LONGEST_TITLE:
            break
    return _line("".join(parts))


def _line(text: str) -> str:
    return SPACE_RE.sub(" ", unescape(text)).strip()


def _decode_as(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
