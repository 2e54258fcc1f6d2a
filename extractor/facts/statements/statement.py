"""A statement: who said what and when, and where the article says so."""

from typing import NamedTuple

from extractor.document import Argument, Document, Fact
from extractor.facts.record import Reading, make_fact, text_span
from extractor.facts.statements.nameless import name_of
from extractor.facts.statements.reports import verb_of_gerund
from extractor.facts.statements.said import Phrase, Said
from extractor.facts.statements.words import vocabulary
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.clauses import find_predicate
from extractor.sentence.items import Item, OnlyNamed
from extractor.sentence.negation import has_negation
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, is_speech, says_in

SHORTEST_SAID = 10
"""Characters of what is said."""


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


def statement_of(said: Said, rule: str) -> Statement:
    """What somebody said with the day when, and where its evidence is."""
    first, last = evidence_of(said)
    return Statement(_who(said), said.start, said.end, _date_of(said), rule, first, last)


def _who(said: Said) -> str | Words:
    speaker = said.speaker
    assert speaker is not None
    if isinstance(speaker, Phrase):
        return Words(speaker.start, speaker.end, name_of(said.scene, speaker))
    return speaker if isinstance(speaker, str) else speaker.id


def _date_of(said: Said) -> str | None:
    """The day of saying that is nearest to the verb, outside what is said."""
    scene, start, end, verb = said.scene, said.start, said.end, said.verb
    dates = [i for i in scene.of("date") if not start <= i.start < end and _is_of_saying(scene, i, verb)]
    return min(dates, key=lambda i: abs(i.first - verb)).id if dates else None


def evidence_of(said: Said) -> tuple[int, int]:
    """The offsets from the first to the last of what is said, its verb and its speaker."""
    verb = said.scene.tokens[said.verb]
    spans = [(said.start, said.end), (verb.start, verb.end)]
    if isinstance(said.speaker, Item | Phrase):
        spans.append((said.speaker.start, said.speaker.end))
    return min(start for start, _ in spans), max(end for _, end in spans)


def fact_of(doc: Document, found: Statement, score: float) -> Fact:
    """The fact of a statement."""
    who = found.who
    arguments: dict[str, Argument] = {
        "who": who if isinstance(who, str) else text_span(doc, who.start, who.end, who.name),
        "what": text_span(doc, found.start, found.end),
        "date": found.date,
    }
    return make_fact(doc, "statement", Reading(arguments, found.first, found.last), found.rule, score)


def _is_of_saying(scene: Scene, date: Item, verb: int) -> bool:
    """Whether a date is that of a verb of speech, of what it is a gerund to, or of «опубликованный»."""
    predicate = find_predicate(scene, date)
    if predicate is None:
        return False
    if predicate == verb or _says(scene, predicate) or scene.words[predicate].lemmas & vocabulary()["publishing"]:
        return True
    return scene.words[verb].form == "Conv" and predicate == verb_of_gerund(scene, verb)


def _says(scene: Scene, t: int) -> bool:
    return is_speech(scene, t) or is_reporting(scene, t) or says_in(scene, t)


# --- what is said of any statement ---


def nobody(said: Said, antecedents: Antecedents) -> bool:
    """Nobody is known to say it."""
    who = said.speaker.id if isinstance(said.speaker, Item) else said.speaker
    return who is None or isinstance(who, OnlyNamed)


def too_short(said: Said, antecedents: Antecedents) -> bool:
    """Of a few characters: «Котов сказал, что да»."""
    return said.end - said.start < SHORTEST_SAID


def of_other_number_or_gender(said: Said, antecedents: Antecedents) -> bool:
    """The verb is not the speaker's: «сообщили» of one person, «сообщила» of a man."""
    if said.speaker is None or isinstance(said.speaker, Phrase):
        return False
    return not antecedents.agrees(said.scene, said.speaker, said.verb)


def denied_before(said: Said, antecedents: Antecedents) -> bool:
    """«Ким не сказал: «…»»."""
    return said.verb > 0 and has_negation(said.scene, said.verb)


GUARDS = (denied_before, too_short, nobody, of_other_number_or_gender)
"""They refuse what any rule has read."""
