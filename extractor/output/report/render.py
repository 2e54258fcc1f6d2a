"""The page with its data, style and script in one file."""

import base64
import hashlib
import html
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Literal

from extractor.document import Document
from extractor.language.lexicon import load_toml
from extractor.output.report.data import report_data

Language = Literal["ru", "en"]

FOLDER = Path(__file__).parent


def render_report(docs: Sequence[Document], language: Language = "ru", title: str | None = None) -> str:
    """One HTML page without anything from outside.

    The content security policy allows the page's own style and script by their hashes and nothing else; the articles
    are compressed data that the script puts out as text only.
    """
    labels: dict[str, str] = load_toml(FOLDER / "labels.toml")[language]
    style, script = _file("page.css"), _file("page.js")
    data = json.dumps(report_data(docs), ensure_ascii=False, separators=(",", ":"))
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(_file("page.html")).substitute(
        lang=language,
        policy=html.escape(policy),
        title=html.escape(title or _title(docs, labels)),
        needs_scripts=html.escape(labels["needs_scripts"]),
        labels=json.dumps(labels, ensure_ascii=False).replace("<", "\\u003c"),
        data=base64.b64encode(zlib.compress(data.encode("utf-8", "backslashreplace"), 9)).decode("ascii"),
        style=style,
        script=script,
    )


def _title(docs: Sequence[Document], labels: dict[str, str]) -> str:
    if len(docs) == 1:
        return docs[0].title or docs[0].source
    return f"{labels['report']}: {labels['articles'].lower()}, {len(docs)}"


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
