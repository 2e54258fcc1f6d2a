"""The facts of an article, all kinds together."""

from dataclasses import replace

from extractor.document import Document, Fact, Location, Style
from extractor.facts.amounts import find_amounts
from extractor.facts.deals.find import find_deals
from extractor.facts.events import find_events
from extractor.facts.meetings import find_meetings
from extractor.facts.occupations.beside import find_beside
from extractor.facts.occupations.changes import find_changes, with_changes
from extractor.facts.occupations.find import Occupation, find_occupations, holders
from extractor.facts.occupations.models import Models, load_models
from extractor.facts.ownership.find import find_ownerships, is_owner
from extractor.facts.people.find import find_people_facts
from extractor.facts.record import Reading, make_fact, text_span
from extractor.facts.statements.find import find_statements
from extractor.facts.tables import Trace
from extractor.names.keys import name_key
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.cells import Rows
from extractor.sentence.items import OnlyNamed
from extractor.sentence.scene import find_scenes


def find_facts(
    doc: Document, style: Style = "news", models: Models | None = None, traces: list[Trace] | None = None
) -> tuple[tuple[Fact, ...], tuple[Location, ...]]:
    """The facts of an article with all its other layers, in order of their place; ids f1, f2 ….

    With them the locations of the article, those added that only an adjective names («российский президент»).
    `traces`: a list to which is added why the tables of rules gave what they did.
    """
    places = Places(doc)
    occupations, rows = sentences_of(doc, style, models)
    found = [_occupation(doc, o, places) for o in occupations if style == "nerel" or not is_owner(o)]
    found = with_changes(found, [*find_changes(rows, traces), *find_beside(rows, traces)])
    deals = find_deals(rows, traces)
    found += [*find_ownerships(rows, occupations, deals, traces), *deals]
    found += find_meetings(rows, traces)
    found += find_statements(doc, rows, traces)
    found += find_amounts(doc, rows, traces)
    found += find_events(rows, traces)
    found += find_people_facts(rows, occupations, traces)
    found.sort(key=lambda fact: (fact.start, fact.end))
    return tuple(replace(fact, id=f"f{n}") for n, fact in enumerate(found, 1)), places.locations


def sentences_of(doc: Document, style: Style = "news", models: Models | None = None) -> tuple[list[Occupation], Rows]:
    """The occupations of an article, and its sentences as all other facts look at them."""
    scenes = list(find_scenes(doc))
    occupations = find_occupations(doc, scenes, models or load_models(), style)
    return occupations, Rows(scenes, Antecedents(doc, scenes, holders(occupations)))


class Places:
    """The locations of an article, with those that adjectives add."""

    def __init__(self, doc: Document) -> None:
        self._locations = list(doc.locations)
        self._added: dict[str, str] = {}

    @property
    def locations(self) -> tuple[Location, ...]:
        """All of them, added ones last."""
        return tuple(self._locations)

    def id_of(self, identity: str) -> str:
        """The id of an entity; of a place that is only named that of a location without mentions."""
        if not isinstance(identity, OnlyNamed):
            return identity
        if identity not in self._added:
            name = str(identity)
            self._added[identity] = f"l{len(self._locations) + 1}"
            self._locations.append(Location(self._added[identity], name_key("location", name), name, (), ()))
        return self._added[identity]


def _occupation(doc: Document, found: Occupation, places: Places) -> Fact:
    position = found.position
    reading = Reading(
        {
            "who": found.who,
            "position": text_span(doc, position.start, position.end, found.name) if position else None,
            "where": places.id_of(found.where) if found.where else None,
        },
        found.start,
        found.end,
    )
    return make_fact(doc, "occupation", reading, found.rule, found.score, found.phase)
