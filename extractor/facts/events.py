"""What happened when: the predicate that a date belongs to, its subject, the people and organizations beside it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.document import Argument, Document, Fact
from extractor.facts.record import Reading, make_fact, text_span
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import find_predicate, find_subject, is_verb, object_end, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene

SCORES = {"event.verb": 0.92, "event.participle": 0.83, "event.verbal-noun": 0.8}
"""Share of right ones among those that a rule gave on tests/gold, drawn towards 0.85 where they are few."""


YEAR_RE = re.compile(r"\d{4}(?:\s*(?:год|г\b)|$)")
"""A year without day and month."""


class Event(NamedTuple):
    """One date and what happened then."""

    date: str
    start: int
    """Of the predicate with its subject."""
    end: int
    who: tuple[str, ...]
    rule: str
    first: int
    last: int


@cache
def _nouns() -> frozenset[str]:
    return fact_words("events")["nouns"]


def find_events(doc: Document, scenes: list[Scene]) -> Iterator[Fact]:
    """An event for every resolved date or interval that a predicate belongs to."""
    dates = {date.id for date in doc.dates if date.value is not None}
    for scene in scenes:
        for item in scene.of("date"):
            if item.id in dates and not _is_attribute(scene, item):
                event = _event(scene, item)
                if event is not None:
                    yield _fact(doc, event)


def _fact(doc: Document, found: Event) -> Fact:
    arguments: dict[str, Argument] = {
        "date": found.date,
        "what": text_span(doc, found.start, found.end),
        "who": found.who,
    }
    return make_fact(doc, "event", Reading(arguments, found.first, found.last), found.rule, SCORES[found.rule])


def _event(scene: Scene, item: Item) -> Event | None:
    noun = _noun_before(scene, item)
    if noun is not None:
        return _made(scene, item, noun, noun + 1, "event.verbal-noun")
    predicate = find_predicate(scene, item)
    if predicate is None:
        return None
    if not is_verb(scene, predicate):
        first, last = predicate, predicate + 1
        while first > 1 and scene.tokens[first - 1].text == "," and scene.cover[first - 2] < 0:
            first -= 2
        return _made(scene, item, first, last, "event.participle")
    bounds = segment_bounds(scene, predicate)
    subject = find_subject(scene, predicate)
    first, last = predicate, object_end(scene, predicate, bounds[1])
    if subject is not None:
        first, last = min(first, subject[0]), max(last, subject[1])
    return _made(scene, item, first, last, "event.verb")


def _is_attribute(scene: Scene, item: Item) -> bool:
    """Whether a date only tells one thing from others: «закон от 3 апреля», «бюджет на 2026 год», «приз 2012 года»."""
    if not item.first:
        return False
    before = item.first - 1
    preposition = scene.tokens[before].text.lower() if scene.words[before].upos == "ADP" else ""
    noun = before - 1 if preposition else before
    after_noun = noun >= 0 and scene.cover[noun] < 0 and scene.words[noun].upos == "NOUN"
    if preposition == "от":
        return after_noun
    year = YEAR_RE.match(scene.doc.text[item.start : item.end]) is not None
    if preposition == "на":
        return after_noun and year and scene.words[noun].lemma not in _nouns()
    return (
        not preposition
        and year
        and (after_noun or scene.cover[before] >= 0)
        and scene.words[noun].lemma not in _nouns()
    )


def _noun_before(scene: Scene, item: Item) -> int | None:
    """The verbal noun right before a date («открытие 5 мая», «встречи в 1990 году»)."""
    t = item.first - 1
    if t >= 0 and scene.words[t].upos == "ADP":
        t -= 1
    if t < 0 or scene.cover[t] >= 0 or scene.words[t].upos != "NOUN":
        return None
    if scene.words[t].lemma in _nouns() and not any(is_verb(scene, v) for v in range(*segment_bounds(scene, t))):
        return t
    return None


def _made(scene: Scene, item: Item, first: int, last: int, rule: str) -> Event:
    start, end = scene.tokens[first].start, scene.tokens[last - 1].end
    bounds = segment_bounds(scene, first)
    inside = range(min(bounds[0], first), max(bounds[1], last))
    who = dict.fromkeys(i.id for i in scene.of("person", "organization") if i.first in inside)
    return Event(item.id, start, end, tuple(who), rule, min(start, item.start), max(end, item.end))
