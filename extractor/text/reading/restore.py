"""What was found in the text as analysed, at its places in the text as given."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from extractor.document import (
    Argument,
    Dateline,
    Document,
    Fact,
    Location,
    Mention,
    Organization,
    Person,
    Sentence,
    Span,
    TextSpan,
    Token,
)
from extractor.edits import Reading

_Named = TypeVar("_Named", Person, Organization, Location)


def restore(doc: Document, reading: Reading) -> Document:
    """`doc`, analysed as `reading.text`, with all offsets and texts those of `reading.given`.

    Names, keys and values stay as they were read; so do the texts of tokens.
    """
    if not reading.is_changed:
        return doc
    restorer = _Restorer(reading)
    return replace(
        doc,
        text=reading.given,
        people=restorer.entities(doc.people),
        organizations=restorer.entities(doc.organizations),
        locations=restorer.entities(doc.locations),
        money=tuple(map(restorer.spanned, doc.money)),
        dates=tuple(map(restorer.spanned, doc.dates)),
        facts=tuple(map(restorer.fact, doc.facts)),
        body_start=reading.given_start(doc.body_start) if doc.body_start else 0,
        datelines=tuple(map(restorer.dateline, doc.datelines)),
        sentences=tuple(map(restorer.sentence, doc.sentences)),
        names=tuple(map(restorer.found, doc.names)),
        positions=tuple(map(restorer.found, doc.positions)),
    )


class _Restorer:
    def __init__(self, reading: Reading) -> None:
        self._span = reading.given_span
        self._shift = reading.shift
        self._given = reading.given

    def spanned(self, found: Any) -> Any:
        """An amount, date or span of text (dataclasses)."""
        start, end = self._span(found.start, found.end)
        return replace(found, start=start, end=end, text=self._given[start:end])

    def mention(self, found: Mention) -> Mention:
        start, end = self._span(found.start, found.end)
        return Mention(start, end, self._given[start:end], found.rule, found.score)

    def found(self, found: Any) -> Any:
        """A name or post of the working layers (named tuples)."""
        start, end = self._span(found.start, found.end)
        return found._replace(start=start, end=end, text=self._given[start:end])

    def entities(self, entities: Iterable[_Named]) -> tuple[_Named, ...]:
        return tuple(replace(entity, mentions=tuple(map(self.mention, entity.mentions))) for entity in entities)

    def fact(self, fact: Fact) -> Fact:
        arguments = {role: self._argument(argument) for role, argument in fact.arguments.items()}
        restored: Fact = self.spanned(fact)
        return replace(restored, arguments=arguments)

    def _argument(self, argument: Argument) -> Argument:
        if isinstance(argument, TextSpan):
            restored: TextSpan = self.spanned(argument)
            return restored
        return argument

    def sentence(self, sentence: Sentence) -> Sentence:
        start, end, tokens = sentence
        shift = self._shift(start, end)
        if shift == 0:
            return sentence
        if shift is None:
            restored = [Token(*self._span(first, last), text) for first, last, text in tokens]
            return Sentence(*self._span(start, end), tuple(restored))
        restored = [Token(first + shift, last + shift, text) for first, last, text in tokens]
        return Sentence(start + shift, end + shift, tuple(restored))

    def dateline(self, line: Dateline) -> Dateline:
        start, end = self._span(line.start, line.end)
        return Dateline(start, end, line.day, *map(self._spans, (line.places, line.credits, line.authors)))

    def _spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(Span(*self._span(*span)) for span in spans)
