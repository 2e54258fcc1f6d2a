"""Who said what: the quotations and reports of an article, each once."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Document
from extractor.facts.quotations import find_quotations
from extractor.facts.reports import find_reports, verb_of_gerund
from extractor.facts.speakers import Said, Speakers
from extractor.facts.speech import vocabulary
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.clauses import find_predicate
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, is_speech, says_in

SCORES = {
    "statement.quotation-verb-name": 0.94,
    "statement.name-verb-quotation": 0.88,
    "statement.clause-verb-name": 0.95,
    "statement.next-paragraph": 0.91,
    "statement.verb-that": 0.91,
    "statement.according-to": 0.92,
    "statement.about-this": 0.92,
    "statement.said-in-document": 0.9,
}
"""Share of right ones among those that a rule gives.

Judged by the guideline of tests/gold on 350 statements of other articles than its own (126 of them of articles that
no rule had been made on), drawn towards the 0.9 of tests/gold itself where they are few. Of two that share their words
the one whose rule stands first here stays.
"""

ORDER = {rule: n for n, rule in enumerate(SCORES)}

NEIGHBOURS = 4
"""Statements before one in the text with which it may share words."""


class Statement(NamedTuple):
    """One place where somebody is said to have said something."""

    who: str
    start: int
    """Of what was said."""
    end: int
    date: str | None
    rule: str
    first: int
    """Offset where the evidence begins: the statement, its verb and its speaker."""
    last: int


def find_statements(doc: Document, scenes: Sequence[Scene], antecedents: Antecedents) -> list[Statement]:
    """The statements of an article in order, none inside another of the same speaker."""
    speakers = Speakers(antecedents)
    found = [_statement(said) for said in find_quotations(doc, scenes, speakers)]
    quoted = [(s.start, s.end) for s in found]
    begins = [start for start, _ in quoted]
    for scene in scenes:
        for statement in map(_statement, find_reports(scenes, scene, speakers)):
            n = bisect_right(begins, statement.first) - 1
            if n < 0 or statement.last > quoted[n][1]:
                found.append(statement)
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: (s.start, -s.end)):
        rivals = [other for other in kept[-NEIGHBOURS:] if _same(statement, other)]
        if all(_precedes(doc.text, statement, other) for other in rivals):
            kept[-NEIGHBOURS:] = [other for other in kept[-NEIGHBOURS:] if other not in rivals]
            kept.append(statement)
    return _each_once(doc.text, kept)


def _each_once(text: str, statements: list[Statement]) -> list[Statement]:
    """Without what the same speaker says again in the same words: the first stays, or the first that has a date."""
    fullest: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        words = statement.who, text[statement.start : statement.end]
        known = fullest.get(words)
        if known is None or (statement.date and not known.date):
            fullest[words] = statement
    return sorted(fullest.values(), key=lambda s: (s.start, -s.end))


def _precedes(text: str, a: Statement, b: Statement) -> bool:
    """Whether the first of two that share their words stays: the inner one («X заявил, что …, передаёт Y»)."""
    if _frames(text, b, a):
        return True
    return not _frames(text, a, b) and ORDER[a.rule] < ORDER[b.rule]


def _frames(text: str, a: Statement, b: Statement) -> bool:
    """Whether what one reports is that somebody else says the other."""
    rules = ("statement.clause-verb-name", "statement.verb-that")
    own_words = text[a.start] in '«"“„'
    return (a.rule, b.rule) == rules and not own_words and a.who != b.who and a.start <= b.first and b.end <= a.end


def _same(a: Statement, b: Statement) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared > min(a.end - a.start, b.end - b.start)


def _statement(said: Said) -> Statement:
    """What somebody said with the day when, and where its evidence stands."""
    scene, speaker, start, end, verb, rule = said
    offsets = [start, scene.tokens[verb].start]
    ends = [end, scene.tokens[verb].end]
    if isinstance(speaker, Item):
        offsets.append(speaker.start)
        ends.append(speaker.end)
    dates = [i for i in scene.of("date") if not start <= i.start < end and _is_of_saying(scene, i, verb)]
    date = min(dates, key=lambda i: abs(i.first - verb)).id if dates else None
    who = speaker if isinstance(speaker, str) else speaker.id
    return Statement(who, start, end, date, rule, min(offsets), max(ends))


def _is_of_saying(scene: Scene, date: Item, verb: int) -> bool:
    """Whether a date is that of a verb of speech, of what it is a gerund to, or of «опубликованный»."""
    predicate = find_predicate(scene, date)
    if predicate is None:
        return False
    if predicate == verb or is_speech(scene, predicate) or is_reporting(scene, predicate) or says_in(scene, predicate):
        return True
    if scene.words[predicate].lemmas & vocabulary()["publishing"]:
        return True
    return scene.words[verb].form == "Conv" and predicate == verb_of_gerund(scene, verb)
