"""The facts of an article, all kinds together."""

from collections.abc import Mapping
from dataclasses import replace

from extractor.document import Argument, Document, Fact, FactKind, Location, TextSpan
from extractor.facts import amounts, events, meetings, statements, transactions
from extractor.facts.amounts import Amount, find_amounts
from extractor.facts.events import Event, find_events
from extractor.facts.meetings import Meeting, find_meetings
from extractor.facts.occupation import Models, Occupation, Style, decapitalized, find_occupations, holders, load_models
from extractor.facts.statements import Statement, find_statements
from extractor.facts.transactions import Deal, Ownership, find_deals, find_ownerships, is_owner
from extractor.language.lexicon import normalize_word
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.phrases import nominative_phrase
from extractor.sentence.scene import find_scenes


def find_facts(
    doc: Document, style: Style = "news", models: Models | None = None
) -> tuple[tuple[Fact, ...], tuple[Location, ...]]:
    """The facts of an article with all its other layers, in order of their place; ids f1, f2 ….

    With them the locations of the article, those added that only an adjective names («российский президент»).
    """
    places = Places(doc)
    scenes = list(find_scenes(doc))
    occupations = find_occupations(doc, scenes, models or load_models(), style)
    found = [_occupation(doc, o, places) for o in occupations if style == "nerel" or not is_owner(o)]
    found += [_ownership(doc, o) for o in find_ownerships(scenes, occupations)]
    antecedents = Antecedents(doc, scenes, holders(occupations))
    found += [_deal(doc, d) for d in find_deals(scenes)]
    found += [_meeting(doc, m) for m in find_meetings(scenes)]
    found += [_statement(doc, s) for s in find_statements(doc, scenes, antecedents)]
    found += [_amount(doc, a) for a in find_amounts(doc, scenes)]
    found += [_event(doc, e) for e in find_events(doc, scenes)]
    del scenes, occupations
    found.sort(key=lambda fact: (fact.start, fact.end))
    found.reverse()  # taken from the end one by one, so that a long article's are not held twice
    return tuple(replace(found.pop(), id=f"f{n}") for n in range(1, len(found) + 1)), places.locations


class Places:
    """The locations of an article, with those that adjectives add."""

    def __init__(self, doc: Document) -> None:
        self._locations = list(doc.locations)
        self._added: dict[str, str] = {}
        self._number = max((int(e.id[1:]) for e in doc.locations), default=0)

    @property
    def locations(self) -> tuple[Location, ...]:
        """All of them, added ones last."""
        return tuple(self._locations)

    def id_of(self, identity: str) -> str:
        """The id of an entity; of @ and a name that of a location without mentions."""
        if not identity.startswith("@"):
            return identity
        if identity not in self._added:
            self._number += 1
            self._added[identity] = f"l{self._number}"
            name = identity[1:]
            self._locations.append(Location(self._added[identity], normalize_word(name), name, (), ()))
        return self._added[identity]


def span(doc: Document, start: int, end: int, name: str | None) -> TextSpan:
    """The text from `start` to `end` as an argument."""
    return TextSpan(start, end, doc.text[start:end], name)


def _occupation(doc: Document, found: Occupation, places: Places) -> Fact:
    position = found.position
    arguments: dict[str, Argument] = {
        "who": found.who,
        "position": span(doc, position.start, position.end, found.name) if position else None,
        "where": places.id_of(found.where) if found.where else None,
    }
    return Fact(
        "",
        "occupation",
        found.start,
        found.end,
        doc.text[found.start : found.end],
        arguments,
        found.phase,
        found.rule,
        found.score,
    )


def _ownership(doc: Document, found: Ownership) -> Fact:
    arguments: dict[str, Argument] = {"owner": found.owner, "property": found.owned}
    score = transactions.SCORES[found.rule]
    return _fact(doc, "ownership", found.start, found.end, arguments, found.rule, score)


def _deal(doc: Document, found: Deal) -> Fact:
    tokens = found.scene.tokens
    arguments: dict[str, Argument] = {
        "participants": found.participants,
        "deal_type": span(doc, tokens[found.first].start, tokens[found.last - 1].end, found.type),
        "money": found.money,
        "date": found.date,
    }
    return _fact(doc, "deal", found.start, found.end, arguments, found.rule, transactions.SCORES[found.rule])


def _meeting(doc: Document, found: Meeting) -> Fact:
    arguments: dict[str, Argument] = {
        "participants": found.participants,
        "place": found.place,
        "date": found.date,
    }
    return _fact(doc, "meeting", found.start, found.end, arguments, found.rule, meetings.SCORES[found.rule])


def _statement(doc: Document, found: Statement) -> Fact:
    arguments: dict[str, Argument] = {
        "who": found.who,
        "what": span(doc, found.start, found.end, None),
        "date": found.date,
    }
    score = statements.SCORES[found.rule]
    return _fact(doc, "statement", found.first, found.last, arguments, found.rule, score)


def _amount(doc: Document, found: Amount) -> Fact:
    tokens = found.scene.tokens[found.first_token : found.last_token]
    name = decapitalized(nominative_phrase(tuple(token.text for token in tokens)))
    arguments: dict[str, Argument] = {
        "money": found.money,
        "what": span(doc, tokens[0].start, tokens[-1].end, name),
        "who": found.who,
        "date": found.date,
    }
    return _fact(doc, "amount", found.start, found.end, arguments, found.rule, amounts.SCORES[found.rule])


def _event(doc: Document, found: Event) -> Fact:
    arguments: dict[str, Argument] = {
        "date": found.date,
        "what": span(doc, found.start, found.end, None),
        "who": found.who,
    }
    return _fact(doc, "event", found.first, found.last, arguments, found.rule, events.SCORES[found.rule])


def _fact(
    doc: Document, kind: FactKind, start: int, end: int, arguments: Mapping[str, Argument], rule: str, score: float
) -> Fact:
    return Fact("", kind, start, end, doc.text[start:end], arguments, None, rule, score)
