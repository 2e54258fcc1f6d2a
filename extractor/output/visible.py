"""Characters that would do something to a terminal, as characters that show.

Control characters (C0, C1, DEL) begin the commands of terminals: to clear the screen, to set its title, to write to the
clipboard. Characters of direction show a text in another order than it has. Where a person reads they are replaced one
by one, so that offsets stay what they are; data keep them.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from extractor.document import Document
from extractor.language.patterns import compile_re

DIRECTION = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

ACTING_RE = compile_re(f"[\0-\x08\x0b-\x1f\x7f-\x9f{DIRECTION}]")
"""All control characters but tabulator and line end."""

_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (9, 10)},  # ␛ is U+241B
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), *map(ord, DIRECTION)], 0xFFFD),
}


def visible(text: str) -> str:
    """The text with a picture for each character that would act on a terminal; as long as before."""
    return text.replace("\r\n", " \n").translate(_PICTURES) if ACTING_RE.search(text) else text


def escaped(json_text: str) -> str:
    """JSON in which these characters are escaped, so that it means the same."""
    return ACTING_RE.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text)


def visible_document(doc: Document) -> Document:
    """The document with all its texts visible."""
    if not any(ACTING_RE.search(text or "") for text in (doc.text, doc.source, doc.title, doc.author)):
        return doc
    shown: Document = _visible(doc)
    return shown


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        items = map(_visible, value)
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, Mapping):
        return {key: _visible(inner) for key, inner in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _visible(getattr(value, field.name)) for field in fields(value)})
    return value
