"""Where a post is held when its sentence does not say: where the article says so, or the country it is about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extractor.document import Document
from extractor.language.geography import find_place
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists

SAME_POST, COUNTRY = 0.75, 0.6
"""Share of right ones on the factRuEval devset among the places found each way, rounded."""

DOMINANT = 2.0
"""How many times more sentences must name the country of an article than the country named second."""


@dataclass(slots=True)
class Seat:
    """An organization or place of an article where a post may be held."""

    id: str
    is_country: bool
    sentences: list[int] = field(default_factory=list)
    """Indices of those that name it, adjectives included."""
    heads: set[str] = field(default_factory=set)
    """Head lemmas of the positions that the article says are held there."""


@cache
def state_posts() -> frozenset[str]:
    """Head lemmas of the posts that a country has."""
    return word_lists("positions")["of_state"]


def find_seats(doc: Document, scenes: Iterable[Scene]) -> dict[str, Seat]:
    """The organizations and places of an article by id; @ and its name for one that only an adjective names."""
    names = {e.id: e.name for e in doc.locations}
    found: dict[str, Seat] = {}
    for scene in scenes:
        for item in scene.of("organization", "location", "adjective"):
            seat = found.get(item.id)
            if seat is None:
                name = item.place or names.get(item.id)
                place = find_place(name) if name and item.kind != "organization" else None
                seat = found[item.id] = Seat(item.id, place is not None and place.is_country)
            if not seat.sentences or seat.sentences[-1] != scene.index:
                seat.sentences.append(scene.index)
    return found


def choose_seat(head: str, seats: dict[str, Seat]) -> tuple[str, float] | None:
    """The id of the place where a post with this head lemma is held, and how sure that is; None where unclear."""
    same = [seat for seat in seats.values() if head in seat.heads]
    if len(same) == 1:
        return same[0].id, SAME_POST
    if same or head not in state_posts():
        return None
    countries = sorted((len(seat.sentences), seat.id) for seat in seats.values() if seat.is_country)
    if countries and (len(countries) == 1 or countries[-1][0] >= DOMINANT * countries[-2][0]):
        return countries[-1][1], COUNTRY
    return None
