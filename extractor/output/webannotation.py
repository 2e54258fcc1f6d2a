"""Mentions as W3C Web Annotations.

Source: https://www.w3.org/TR/annotation-model/ (JSON-LD, TextQuoteSelector, TextPositionSelector in code points).
"""

import json
from typing import Any, TextIO

from extractor.document import Document
from extractor.output.layers import Layered, all_mentions

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
QUOTED = 32
"""Characters of prefix and suffix that distinguish equal quotations."""


class WebAnnotations:
    """One annotation page (a JSON-LD object) a line and document."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, doc: Document) -> None:
        """Put out the page of `doc`."""
        self._out.write(json.dumps(annotation_page(doc), ensure_ascii=False) + "\n")
        self._out.flush()

    def close(self) -> None:
        """Nothing is left to do."""


def annotation_page(doc: Document) -> dict[str, Any]:
    """An AnnotationPage with one annotation a mention; the body says kind, id and what it comes to."""
    return {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [_annotation(doc, mention) for mention in all_mentions(doc)],
    }


def _annotation(doc: Document, mention: Layered) -> dict[str, Any]:
    before = doc.text[max(0, mention.start - QUOTED) : mention.start]
    after = doc.text[mention.end : mention.end + QUOTED]
    quote = {"type": "TextQuoteSelector", "exact": doc.text[mention.start : mention.end]}
    return {
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": mention.kind},
            {"type": "TextualBody", "purpose": "identifying", "value": mention.label},
        ],
        "target": {
            "source": doc.source,
            "selector": [
                {**quote, "prefix": before, "suffix": after},
                {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
            ],
        },
    }
