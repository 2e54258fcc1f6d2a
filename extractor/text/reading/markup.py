"""Markup left in a text: entities and tags of HTML, Markdown, wiki and BBCode marks, numbers of notes."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from extractor.edits import Edit
from extractor.language.patterns import compile_re

ENTITY_RE = compile_re(
    r"&(?:amp;)*(?:#\d{2,7}|#[xX][\da-fA-F]{2,6}|[A-Za-z][A-Za-z\d]{1,30});|&(?:amp;)*nbsp(?![a-zA-Z;])"
)

INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|nobr|noindex|q|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr"
)
BLOCK = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fig(?:caption|ure)|footer|form|h[1-6]|head|header|hr"
    "|html|iframe|img|li|main|nav|noscript|ol|p|pre|section|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
TAG_RE = compile_re(
    rf"(?P<note><sup\b[^<>]*>\s*\[?\d{{1,3}}\]?\s*</sup>)"
    rf"|<(?P<hidden>script|style)\b[^<>]*>"
    rf"|</?(?:(?P<inline>{INLINE})|(?P<block>{BLOCK}|script|style))(?=[\s/>])[^<>]*>"
    r"|(?P<comment><!--)"
    r"|\[/?(?P<bbcode>b|i|u|s|url|quote|img|size|color|center|list|spoiler)(?:=(?:[^\[\]\n]|\n(?=[^\[\]\s])){0,200})?\]",
    re.IGNORECASE,
)
"""Tags with a name that HTML knows; «<Москва>» and «x < 5» are none."""

SUSPECTS = ("*", "_", "`", "[", "#", ">", "~~", "\\", "'''", "==", "\n+ ")
"""Without one of these there are no marks."""

URL_RE = compile_re(r"\b(?:https?://|www\.|[\w.+-]{1,64}@)[^\s<>«»\"\[\]]+")
TARGET = r"\]\((?:[^()\s]|\([^()\s]*\))*(?:[ ]\"[^\"\n]*\")?\)"
MARKDOWN_RE = compile_re(
    rf"""(?=[*_`\#\[\]>~\\'=+!]|^[ \t-]|[ \t]+(?:\#+|=+)[ \t]*$)(?:
    (?P<rule>^[ \t]*(?:[*_=-][ \t]*){{3,}}$)
    |(?P<heading>^[ ]{{0,3}}(?:\#{{1,6}}[ \t]+|={{2,5}}[ \t]*(?=[^=\n]+={{2,5}}[ \t]*$)))
    |(?P<heading_end>[ \t]+\#+[ \t]*$|[ \t]*(?<=[^=\n])={{2,5}}[ \t]*$)
    |(?P<quote>^[ ]{{0,3}}(?:>[ ]?)+(?=[^\s\d$€£¥₽₸₴~<>=]))
    |(?P<item>^[ \t]*[*+](?=[ \t]+\S))
    |(?P<link>!?\[(?=[^\[\]\n]{{1,300}}{TARGET}))
    |(?P<target>{TARGET})
    |(?P<wiki>\[\[(?:[^\[\]|\n]{{1,150}}\|)?(?=[^\[\]|\n]{{1,200}}\]\]))|(?P<wiki_end>(?<=[^\[\]|\n])\]\])
    |(?P<note>(?<=[\w»”".,!?)\]])\[(?:\^?\d{{1,3}}|[a-z]|прим\.[^\[\]\n]{{0,10}})(?:[,;–-][ ]?\d{{1,3}})*\])
    |(?P<escape>\\[*_`\[\]\#>.\-()!~+])
    |(?P<strong>(?<!\*)\*{{2,3}}(?!\*)|(?<!_)__(?!_)|~~|'{{3,5}})
    |(?P<stars>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*{{1,3}}(?![\w*]))
    |(?P<under>(?<!\w)_(?=[^\s_])|(?<=[^\s_])_(?!\w))
    |(?P<code>(?<![^\W\d_])`+|`+(?![^\W\d_]))
    )""",
    re.MULTILINE | re.VERBOSE,
)
"""One alternative a mark."""

READ_AS = {"item": "•"}
"""The mark of a list stays one."""

KINDS = {"note": "note mark", "target": "link", "link": "link", "wiki": "link", "wiki_end": "link"}
ROW_RE = compile_re(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)


def find_entities(text: str) -> Iterator[Edit]:
    """The references to characters, also those that were escaped twice («&amp;nbsp;»)."""
    if "&" not in text:
        return
    for match in ENTITY_RE.finditer(text):
        read_as = match[0]
        while (once := unescape(read_as)) != read_as:
            read_as = once
        if read_as != match[0] and len(read_as) <= 2:
            yield Edit(match.start(), match.end(), read_as, "entity")


def find_tags(text: str) -> Iterator[Edit]:
    """The tags of HTML and BBCode, comments, and what scripts and styles hold; blocks end a line."""
    if "<" not in text and "[" not in text:
        return
    position = 0
    while match := TAG_RE.search(text, position):
        start, position = match.span()
        group = match.lastgroup or ""
        if group == "comment":
            close = text.find("-->", position)
            position = close + 3 if close >= 0 else len(text)
        elif group == "hidden":
            end = re.compile(f"</{match[group]}", re.IGNORECASE).search(text, position)
            position = end.start() if end else len(text)
        yield Edit(start, position, "\n" if group == "block" else "", "note mark" if group == "note" else "tag")


def find_marks(text: str) -> Iterator[Edit]:
    """The marks of Markdown and wikis, and the numbers of notes; addresses are kept as they are."""
    if not any(suspect in text for suspect in SUSPECTS):
        return
    addresses = [match.span() for match in URL_RE.finditer(text)]
    starts = [start for start, _ in addresses]
    for match in MARKDOWN_RE.finditer(text):
        group = match.lastgroup or ""
        at = bisect_right(starts, match.start()) - 1
        if group != "rule" and not (at >= 0 and match.start() < addresses[at][1] and group in ("under", "stars")):
            read_as = match[0][1:] if group == "escape" else READ_AS.get(group, "")
            yield Edit(match.start(), match.end(), read_as, KINDS.get(group, "markdown mark"))


def find_bars(text: str) -> Iterator[Edit]:
    """The bars between the cells of a table's row."""
    if "|" not in text:
        return
    for row in ROW_RE.finditer(text):
        for at in range(*row.span()):
            if text[at] == "|":
                yield Edit(at, at + 1, "\n", "column")
