"""Passages with their mentions in braces, as the tests of names read them."""

import re
from functools import cache

from extractor.document import Document, NameKind, NameMention
from extractor.models.grammar_taggers import Grammar
from extractor.names.coreference import group_names
from extractor.text.dateline import read_datelines
from extractor.text.segment import segment

BRACES_RE = re.compile(r"\{(?:(?P<entity>[pol]\d+):)?(?P<text>[^{}]*)\}")
KINDS: dict[str, NameKind] = {"p": "person", "o": "organization", "l": "location"}


@cache
def grammar() -> Grammar:
    return Grammar()


def read_passage(passage: str, kind: NameKind | None = None) -> tuple[Document, list[str]]:
    """The document of a passage without its braces, names found, and the entity each mention belongs to.

    `kind` is that of mentions which name no entity.
    """
    text, mentions, entities, end = "", [], [], 0
    for match in BRACES_RE.finditer(passage):
        text += passage[end : match.start()]
        entity = match["entity"] or ""
        start = len(text)
        text += match["text"]
        found = KINDS[entity[0]] if entity else kind
        assert found is not None, passage
        mentions.append(NameMention(found, start, len(text), match["text"], "names.tagger", 1.0))
        entities.append(entity)
        end = match.end()
    text += passage[end:]
    sentences = segment(text)
    words = dict(enumerate(grammar().tag(sentences)))
    doc = Document(text=text, sentences=sentences, words=words, names=tuple(mentions), datelines=read_datelines(text))
    people, organizations, locations = group_names(doc)
    from dataclasses import replace

    return replace(doc, people=people, organizations=organizations, locations=locations), entities
