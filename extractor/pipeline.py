"""The stages in order; the only place that puts a layer onto a Document."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date as calendar_day
from itertools import islice
from typing import Literal, get_args

from extractor.dates.find import DateReading, find_dates
from extractor.dates.resolve import resolve_dates
from extractor.document import Article, Document, NameMention, Style
from extractor.facts.find import find_facts
from extractor.facts.tables import Trace
from extractor.garbage import without_collection
from extractor.language.geography import find_countries
from extractor.language.patterns import keep_patterns
from extractor.language.threads import one_thread
from extractor.models.grammar_taggers import Grammar
from extractor.money.find import MoneyReading, find_money
from extractor.money.resolve import need_countries, resolve_money
from extractor.names.completion import complete
from extractor.names.coreference import group_names, prepare_names
from extractor.names.listed import ListedNames, read_names
from extractor.names.overlay import Context, overlay
from extractor.names.scores import with_scores
from extractor.names.tagger import NameTagger, Tagger
from extractor.recover import each_for_itself
from extractor.sentence.nameless import is_nameless
from extractor.text.dateline import read_datelines
from extractor.text.languages import detect_language
from extractor.text.published import find_published
from extractor.text.reading.read import read_text
from extractor.text.reading.restore import restore
from extractor.text.segment import segment

Day = str | calendar_day
"""A day of the calendar, or YYYY-MM-DD."""

OnError = Literal["raise", "skip"] | Callable[[Article, Exception], None]
"""What becomes of an article on which the analysis breaks."""

BATCH_ARTICLES = 32
"""Articles that are tagged together; the taggers are faster on many sentences at once."""


class Extractor:
    """Facts from Russian news text, for any number of articles and from any number of threads.

    Models are loaded once a process, whatever the number of extractors.
    """

    def __init__(
        self, *, style: Style = "news", tagger: NameTagger | None = None, names: Iterable[str] | None = None
    ) -> None:
        """`tagger` finds the names in place of our own, which is trained for two styles of annotation.

        It is given the sentences that may name somebody: see `extractor.sentence.nameless`.
        `names`: names of the user's own, in the nominative, found besides in all their forms; a line each, as
        `extractor.names.listed` says. Errors: ValueError for a line that is none and for another style.
        """
        if style not in get_args(Style):
            raise ValueError(f"style: {style!r} is none of {', '.join(get_args(Style))}")
        self._listed = ListedNames(read_names(names, segment)) if names is not None else None
        self._style = style
        self._tagger: NameTagger = Tagger(style) if tagger is None else tagger
        self._grammar = Grammar()

    def extract(
        self,
        text: str,
        date: Day | None = None,
        *,
        title: str | None = None,
        source: str = "-",
        author: str | None = None,
    ) -> Document:
        """All that is found in one article.

        `date` is the publication date, a day or YYYY-MM-DD; where it is None the article may give it.
        Errors: ValueError for a date that is no day of the calendar.
        """
        return next(self.extract_many([Article(text, source, title, author=author)], date=date))

    def extract_many(
        self,
        articles: Iterable[Article | str],
        *,
        date: Day | None = None,
        batch: int = BATCH_ARTICLES,
        on_error: OnError = "raise",
    ) -> Iterator[Document]:
        """The documents of many articles, in their order, read and analysed `batch` at a time.

        `on_error`: what becomes of an article on which the analysis breaks. `raise` ends with the error, "skip" leaves
        the article out, a function is called with the article and the error, and the article is left out.

        Errors: ValueError for a date that is no day of the calendar.
        """
        day = _iso_day(date)
        stream = iter(articles)
        while chunk := list(islice(stream, batch)):
            with without_collection(), one_thread():
                docs = self._run_safely([Article(a) if isinstance(a, str) else a for a in chunk], day, on_error)
            keep_patterns()
            yield from docs

    def readings(self, doc: Document) -> dict[tuple[int, int], MoneyReading | DateReading]:
        """What the grammars read in `doc` before values were resolved, by span: why a value is what it is."""
        given_span = doc.reading.given_span if doc.reading is not None and doc.reading.is_changed else None
        return {
            given_span(reading.start, reading.end) if given_span else (reading.start, reading.end): reading
            for reading in doc.value_readings
        }

    def traces(self, doc: Document) -> list[Trace]:
        """What the rules of facts matched in `doc`, those included that a guard refused: why a fact is there or not."""
        traces: list[Trace] = []
        find_facts(doc, self._style, traces=traces)
        return traces

    def _run_safely(self, articles: list[Article], date: str | None, on_error: OnError) -> list[Document]:
        if on_error == "raise":
            return self._run(articles, date)

        def failed(article: Article, error: Exception) -> None:
            if callable(on_error):
                on_error(article, error)

        docs = each_for_itself(lambda part: self._run(list(part), date), articles, failed)
        return [doc for doc in docs if doc is not None]

    def _run(self, articles: list[Article], date: str | None) -> list[Document]:
        docs = [self._open(article, date) for article in articles]
        read = [[sentence for sentence in doc.sentences if not is_nameless(sentence)] for doc in docs]
        tagged = self._tagger.tag([doc.text for doc in docs], read)
        docs = [
            replace(doc, names=self._with_rules(doc, names), positions=positions)
            for doc, (names, positions) in zip(docs, tagged, strict=True)
        ]
        docs = self._annotate(docs)
        prepare_names(docs)
        return [self._relate(doc) for doc in docs]

    def _with_rules(self, doc: Document, names: tuple[NameMention, ...]) -> tuple[NameMention, ...]:
        """The names of the tagger completed by rules, over them those of the user."""
        names = complete(names, Context(doc.text, doc.sentences, doc.datelines, by_contract=self._style == "news"))
        return tuple(overlay(names, self._listed.find(doc.text, doc.sentences))) if self._listed else names

    def _annotate(self, docs: list[Document]) -> list[Document]:
        """Add the grammar of the sentences that hold a name, of all articles together."""
        needed = [_sentences_with_names(doc) for doc in docs]
        words = iter(
            self._grammar.tag([doc.sentences[i] for doc, wanted in zip(docs, needed, strict=True) for i in wanted])
        )
        return [
            replace(doc, words=dict(zip(wanted, words, strict=False))) if wanted else doc
            for doc, wanted in zip(docs, needed, strict=True)
        ]

    def _open(self, article: Article, date: str | None) -> Document:
        reading = read_text(f"{article.title}\n\n{article.text}" if article.title else article.text)
        text = reading.text
        body = reading.read_offset(len(article.title)) if article.title else 0
        datelines = read_datelines(text, body, article.source)
        published = find_published(article, text, date, datelines)
        return Document(
            text=text,
            source=article.source,
            title=article.title,
            author=article.author,
            date=published.date,
            date_from=published.date_from,
            language=detect_language(text),
            body_start=published.body_start,
            datelines=datelines,
            sentences=segment(text, published.body_start),
            reading=reading,
        )

    def _weigh(self, doc: Document) -> Document:
        """The scores of mentions; they are fitted on news as the contract wants its names."""
        return with_scores(doc) if self._style == "news" else doc

    def _relate(self, doc: Document) -> Document:
        people, organizations, locations = group_names(doc)
        doc = self._weigh(replace(doc, people=people, organizations=organizations, locations=locations))
        amounts = find_money(doc.text, doc.sentences)
        countries = find_countries(doc.text, doc.sentences) if need_countries(amounts) else ()
        published = calendar_day.fromisoformat(doc.date) if doc.date else None
        readings = find_dates(doc.text, doc.sentences)
        doc = replace(
            doc,
            money=resolve_money(doc.text, amounts, countries),
            dates=resolve_dates(doc.text, doc.sentences, readings, published),
            value_readings=(*amounts, *readings),
        )
        facts, locations = find_facts(doc, self._style)
        doc = replace(doc, facts=facts, locations=locations)
        return restore(doc, doc.reading) if doc.reading is not None else doc


def _sentences_with_names(doc: Document) -> list[int]:
    starts = [sentence.start for sentence in doc.sentences]
    return sorted({bisect_right(starts, name.start) - 1 for name in doc.names})


def _iso_day(date: Day | None) -> str | None:
    """YYYY-MM-DD. Errors: ValueError for another string."""
    if date is None:
        return None
    if isinstance(date, calendar_day):  # a datetime is one, too
        return date.isoformat()[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", date, re.ASCII):
        with suppress(ValueError):
            return calendar_day.fromisoformat(date).isoformat()
    raise ValueError(f"date: {date!r} is no day of the calendar, written YYYY-MM-DD")
