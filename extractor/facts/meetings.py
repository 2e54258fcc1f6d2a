"""Who met whom, where and when: «Токаев встретился с Мирзиёевым», «переговоры между X и Y», «X принял Y»."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractor.facts.transactions import REACH, case_of, joined, names_after, names_before, negated
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.words import ACC, GEN, INS, NOM

SCORES = {"meeting.verb": 0.85, "meeting.noun": 0.75, "meeting.receive": 0.6, "meeting.chaired": 0.7}
"""Share of right ones among those that a rule gave on our own phrases and on NEREL train, rounded."""


class Meeting(NamedTuple):
    """Two or more people who met."""

    participants: tuple[str, ...]
    place: str | None
    date: str | None
    rule: str
    start: int
    end: int


@cache
def _words() -> dict[str, frozenset[str]]:
    return dict(fact_words("meetings"))


@cache
def _telling() -> frozenset[str]:
    """Words without one of which a sentence tells of no meeting."""
    words = _words()
    return words["verbs"] | words["nouns"] | words["receive"] | words["chair"]


def find_meetings(scenes: Sequence[Scene]) -> list[Meeting]:
    """The meetings of an article, each once: of equal participants the one with most said of it."""
    unique: dict[frozenset[str], Meeting] = {}
    for scene in scenes:
        if _telling().isdisjoint(scene.lemmas) or len(scene.of("person")) < 2:
            continue
        for meeting in _scene_meetings(scene):
            key = frozenset(meeting.participants)
            known = unique.get(key)
            if known is None or _weight(meeting) > _weight(known):
                unique[key] = meeting
    return list(unique.values())


def _weight(meeting: Meeting) -> int:
    return (meeting.place is not None) + (meeting.date is not None)


def _scene_meetings(scene: Scene) -> Iterator[Meeting]:
    words = _words()
    for t, word in enumerate(scene.words):
        if scene.cover[t] >= 0 or negated(scene, t):
            continue
        if word.lemmas & words["verbs"] and word.upos == "VERB":
            hosts = names_before(scene, t, ("person",), NOM) or names_after(scene, t, ("person",), NOM)
            yield from _met(scene, t, [*hosts, *_guests(scene, t, hosts)], "meeting.verb")
        elif word.lemma in words["nouns"] and word.upos == "NOUN":
            between = _between(scene, t)
            if between:
                yield from _met(scene, t, between, "meeting.noun")
                continue
            guests = _guests(scene, t, [])
            hosts = [i for i in names_after(scene, t, ("person",), GEN) if i not in guests]
            if not hosts and any(
                scene.words[v].lemmas & words["with_noun"] for v in range(max(t - 6, 0), min(t + 7, len(scene.words)))
            ):
                hosts = names_before(scene, t, ("person",), NOM) or _subject_before(scene, t)
            yield from _met(scene, t, [*hosts, *guests], "meeting.noun")
        elif word.lemmas & words["receive"] and word.form == "Fin":
            hosts = names_before(scene, t, ("person",), NOM)
            guests = [
                i for i in names_after(scene, t, ("person",), ACC) if not case_of(scene, i) & NOM or _titled(scene, i)
            ]
            if guests:
                yield from _met(scene, t, [*hosts, *guests], "meeting.receive")
        elif word.lemma in words["chair"]:
            chairs = names_after(scene, t, ("person",), GEN)
            yield from _met(scene, t, chairs, "meeting.chaired")


def _titled(scene: Scene, item: Item) -> bool:
    """Whether a post or a noun stands before a name («коллегу Николя Саркози»)."""
    t = item.first - 1
    if t < 0:
        return False
    covered = scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind == "position"
    return covered or (scene.words[t].upos == "NOUN" and not scene.words[t].cases & NOM)


def _guests(scene: Scene, t: int, hosts: list[Item]) -> list[Item]:
    """The people after «с» that follows a token: «встретился в Москве с премьер-министром X и Y»."""
    for v in range(t + 1, min(t + REACH, len(scene.tokens))):
        if is_verb(scene, v) or scene.tokens[v].text in (";", ":"):
            return []
        if scene.tokens[v].text.lower() in ("с", "со") and scene.cover[v] < 0:
            found = [i for i in scene.of("person") if i.first > v and i not in hosts]
            if not found or found[0].first - v > 14 or not case_of(scene, found[0]) & INS:
                continue
            guests = found[:1]
            for item in found[1:]:
                if joined(scene, guests[-1], item):
                    guests.append(item)
            return guests
    return []


def _between(scene: Scene, t: int) -> list[Item]:
    """«между X и Y»."""
    for v in range(t + 1, min(t + 6, len(scene.tokens))):
        if scene.tokens[v].text.lower() == "между":
            found = [i for i in scene.of("person") if v < i.first <= v + 24 and case_of(scene, i) & INS]
            return found[:2] if len(found) > 1 else []
    return []


def _subject_before(scene: Scene, t: int) -> list[Item]:
    for v in range(t - 1, max(t - 7, -1), -1):
        if is_verb(scene, v):
            return names_before(scene, v, ("person",), NOM)
    return []


def _met(scene: Scene, t: int, people: list[Item], rule: str) -> Iterator[Meeting]:
    unique = {item.id: item for item in people}
    if len(unique) < 2:
        return
    places = [
        i
        for i in scene.of("location", "organization")
        if i.first and scene.tokens[i.first - 1].text.lower() in ("в", "во", "на")
    ]
    dates = scene.of("date")
    place = min(places, key=lambda i: abs(i.first - t)).id if places else None
    date = min(dates, key=lambda i: abs(i.first - t)).id if dates else None
    start = min(scene.tokens[t].start, *(i.start for i in unique.values()))
    end = max(scene.tokens[t].end, *(i.end for i in unique.values()))
    yield Meeting(tuple(unique), place, date, rule, start, end)
