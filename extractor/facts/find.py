"""The facts of an article, all kinds together."""

from dataclasses import replace

from extractor.document import Argument, Document, Fact, Location, TextSpan
from extractor.facts.occupation import Models, Occupation, Style, find_occupations, load_models
from extractor.facts.scene import find_scenes
from extractor.language.lexicon import normalize_word


def find_facts(
    doc: Document, style: Style = "news", models: Models | None = None
) -> tuple[tuple[Fact, ...], tuple[Location, ...]]:
    """The facts of an article with all its other layers, in order of their place; ids f1, f2 ….

    With them the locations of the article, those added that only an adjective names («российский президент»).
    """
    places = Places(doc)
    scenes = list(find_scenes(doc))
    found = [_occupation(doc, o, places) for o in find_occupations(doc, scenes, models or load_models(), style)]
    found.sort(key=lambda fact: (fact.start, fact.end))
    return tuple(replace(fact, id=f"f{n}") for n, fact in enumerate(found, 1)), places.locations


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
