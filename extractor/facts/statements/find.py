"""Who said what: the quotations and reports of an article, each once."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Document
from extractor.facts.statements.context import Context
from extractor.facts.statements.nameless import name_of
from extractor.facts.statements.quotations import find_quotations
from extractor.facts.statements.reports import verb_of_gerund
from extractor.facts.statements.rules import FINDERS, ORDER
from extractor.facts.statements.said import Phrase, Said
from extractor.facts.statements.words import vocabulary
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.clauses import find_predicate
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, is_speech, says_in

NEIGHBOURS = 4
"""Statements before one in the text with which it may share words."""


class Words(NamedTuple):
    """A speaker whom the article does not name."""

    start: int
    end: int
    name: str
    """In the nominative."""


class Statement(NamedTuple):
    """One place where somebody is said to have said something."""

    who: str | Words
    """The id of an entity, or the words for somebody without a name."""
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
    context = Context(doc, scenes, antecedents)
    quoted = [_statement(said) for said in find_quotations(context) if said is not None]
    reported = (_statement(said) for find in FINDERS if find is not find_quotations for said in find(context) if said)
    found = [*quoted, *(statement for statement in reported if not _is_inside(statement, quoted))]
    return _each_once(doc.text, _without_rivals(doc.text, found))


def _without_rivals(text: str, found: list[Statement]) -> list[Statement]:
    """Of those that share their words the one that precedes the others."""
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: (s.start, -s.end)):
        rivals = [other for other in kept[-NEIGHBOURS:] if _share_words(statement, other)]
        if all(_precedes(text, statement, other) for other in rivals):
            kept[-NEIGHBOURS:] = [other for other in kept[-NEIGHBOURS:] if other not in rivals]
            kept.append(statement)
    return kept


def _is_inside(statement: Statement, quoted: Sequence[Statement]) -> bool:
    """Whether a statement, its verb and its speaker are all within a quotation, among quotations in order."""
    n = bisect_right(quoted, statement.first, key=lambda quotation: quotation.start) - 1
    return n >= 0 and statement.last <= quoted[n].end


def _each_once(text: str, statements: list[Statement]) -> list[Statement]:
    """Without what the same speaker says again in the same words: the first stays, or the first that has a date."""
    fullest: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        who = statement.who if isinstance(statement.who, str) else statement.who.name
        words = who, text[statement.start : statement.end]
        known = fullest.get(words)
        if known is None or (statement.date and not known.date):
            fullest[words] = statement
    return sorted(fullest.values(), key=lambda s: (s.start, -s.end))


def _precedes(text: str, a: Statement, b: Statement) -> bool:
    """Whether the first of two that share their words stays: the inner one («X заявил, что …, передаёт Y»).

    A speaker with a name precedes one without.
    """
    if isinstance(a.who, str) != isinstance(b.who, str):
        return isinstance(a.who, str)
    if _frames(text, b, a):
        return True
    return not _frames(text, a, b) and ORDER[a.rule] < ORDER[b.rule]


def _frames(text: str, a: Statement, b: Statement) -> bool:
    """Whether what one reports is that somebody else says the other."""
    rules = ("statement.clause-verb-name", "statement.verb-that")
    own_words = text[a.start] in '«"“„'
    return (a.rule, b.rule) == rules and not own_words and a.who != b.who and a.start <= b.first and b.end <= a.end


def _share_words(a: Statement, b: Statement) -> bool:
    """Whether two have more than half of the shorter one in common."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared > min(a.end - a.start, b.end - b.start)


def _statement(said: Said) -> Statement:
    """What somebody said with the day when, and where its evidence is."""
    scene, speaker, start, end, verb, rule = said
    offsets = [start, scene.tokens[verb].start]
    ends = [end, scene.tokens[verb].end]
    if not isinstance(speaker, str):
        offsets.append(speaker.start)
        ends.append(speaker.end)
    dates = [i for i in scene.of("date") if not start <= i.start < end and _is_of_saying(scene, i, verb)]
    date = min(dates, key=lambda i: abs(i.first - verb)).id if dates else None
    who: str | Words
    if isinstance(speaker, Phrase):
        who = Words(speaker.start, speaker.end, name_of(scene, speaker))
    else:
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
