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
from extractor.sentence.items import Item
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
    scene, speaker, start, end, verb = said
    assert speaker is not None
    first, last = evidence_of(said)
    dates = [i for i in scene.of("date") if not start <= i.start < end and _is_of_saying(scene, i, verb)]
    date = min(dates, key=lambda i: abs(i.first - verb)).id if dates else None
    who: str | Words
    if isinstance(speaker, Phrase):
        who = Words(speaker.start, speaker.end, name_of(scene, speaker))
    else:
        who = speaker if isinstance(speaker, str) else speaker.id
    return Statement(who, start, end, date, rule, first, last)


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
    if predicate == verb or is_speech(scene, predicate) or is_reporting(scene, predicate) or says_in(scene, predicate):
        return True
    if scene.words[predicate].lemmas & vocabulary()["publishing"]:
        return True
    return scene.words[verb].form == "Conv" and predicate == verb_of_gerund(scene, verb)


# --- what is said of any statement ---


def nobody(said: Said, antecedents: Antecedents) -> bool:
    """Nobody is known to say it."""
    who = said.speaker.id if isinstance(said.speaker, Item) else said.speaker
    return who is None or (isinstance(who, str) and who.startswith("@"))


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
