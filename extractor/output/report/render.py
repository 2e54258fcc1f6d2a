"""The page with its data, style and script in one file."""

import base64
import hashlib
import html
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any

from extractor.document import Document
from extractor.language.lexicon import load_toml
from extractor.output.report.data import report_data
from extractor.output.wording.words import Language, words_of

FOLDER = Path(__file__).parent
PAGE = FOLDER / "page"

STYLES = ("tokens", "base", "lists", "views", "print")
SCRIPTS = (
    "dom",
    "model",
    "route",
    "charts",
    "marks",
    "rows",
    "names",
    "facts",
    "timeline",
    "money",
    "articles",
    "overview",
    "print",
    "main",
)
"""The parts of the style and the script, in this order."""

PLAIN_DATA = 4_000_000
"""Bytes of data, the most, that are put in as they are and so are there before the page counts as loaded, as a printer
without a screen needs; more is compressed."""


def render_report(docs: Sequence[Document], language: Language = "ru", title: str | None = None) -> str:
    """One HTML page without anything from outside.

    The content security policy allows the page's own style and script by their hashes and nothing else; the articles
    are data that the script puts out as text only.
    """
    labels = load_toml(FOLDER / "labels.toml")[language]
    style, script = _joined(STYLES, ".css"), _joined(SCRIPTS, ".js")
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    packing, data = _packed(_json(report_data(docs, language)))
    return Template((PAGE / "page.html").read_text(encoding="utf-8")).substitute(
        lang=language,
        policy=html.escape(policy),
        title=html.escape(title or _title(docs, labels, language)),
        needs_scripts=html.escape(labels["needs_scripts"]),
        labels=_json(labels),
        packing=packing,
        data=data,
        style=style,
        script=script,
    )


def _title(docs: Sequence[Document], labels: dict[str, Any], language: Language) -> str:
    if len(docs) == 1:
        return docs[0].title or docs[0].source
    count = str(len(docs))
    return f"{labels['report_on']} {count} {words_of(language).plural(count, labels['on_articles'])}"


def _packed(data: str) -> tuple[str, str]:
    """How the data are put in, and the data so put."""
    encoded = data.encode("utf-8", "backslashreplace")
    if len(encoded) <= PLAIN_DATA:
        return "plain", encoded.decode("utf-8")
    return "deflate", base64.b64encode(zlib.compress(encoded)).decode("ascii")


def _json(value: Any) -> str:
    """JSON that cannot end the element that it is put into."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _joined(names: Sequence[str], suffix: str) -> str:
    return "\n".join((PAGE / f"{name}{suffix}").read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
