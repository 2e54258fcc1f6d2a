"""The documents of an archive as the report shows them: one entity for all that are one."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.archive.records import Record
from extractor.archive.results import read_results
from extractor.document import KIND_OF_LAYER, Article, Document
from extractor.errors import InputError
from extractor.text.published import find_published
from extractor.text.segment import segment


def read_documents(path: str) -> Iterator[Document]:
    """The documents of an archive or of other results, those of one entity with its id as their `key`.

    Errors: InputError for what is no result, or holds no texts.
    """
    for record in read_results(path):
        if record.get("text") is None:
            raise InputError("holds no texts: make the results with --with-text")
        yield _document(record)


def _document(record: Record) -> Document:
    for layer in KIND_OF_LAYER:
        for found in record[layer]:
            found["key"] = found.pop("entity", None) or found["key"]
            found.pop("entity_score", None)
    doc = Document.from_dict(record)
    begin = find_published(Article(doc.text, doc.source, doc.title), doc.text, None, ()).body_start
    return replace(doc, body_start=begin, sentences=segment(doc.text, begin))
