"""Who holds which post, and where: pairs of items weighed by models, then put together.

The models (trees over `extractor.facts.pairs.FEATURES`, trained by `training/occupation.py` on NEREL and factRuEval)
tell for a
position and a person of a sentence whether the person holds it, for a position and a place whether it is held there,
and for a person
and a place whether the person works there.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from extractor.document import Document, Phase
from extractor.facts.implied import Implied, by_tokens, find_implied
from extractor.facts.pairs import FEATURES, Classes, MentionCounts, count_mentions, pair_features
from extractor.facts.seats import choose_seat, find_seats
from extractor.facts.vocabulary import fact_words
from extractor.models.forest import Forest, read_forest
from extractor.sentence.items import Item
from extractor.sentence.phrases import decapitalized, nominative_phrase
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import kinds_of_organizations, word_lists

Style = Literal["news", "nerel"]

TASKS = ("hold", "place", "work")
"""Who holds a position, where a position is held, who works where: what the models tell of a pair."""

UNKNOWN_RATES = (0.5, 0.15, 0.12, 0.08)
PRIOR = 4.0
"""Weight of UNKNOWN_RATES against the counts of a position, as in training."""
NO_RATES = (0.0, 0.0, 0.0, 0.0)
"""Of people, who have none."""

HOLD = {"news": 0.6, "nerel": 0.3}
PLACE, PLACE_ADJECTIVE = 0.45, 0.35
WORK_THERE, PLACE_THERE = 0.6, 0.2
WORK = {"news": 0.72, "nerel": 0.3}
"""Probabilities from which a pair counts."""

IMPLIED = {"news": 0.8, "nerel": 0.3}
"""The same for people who are not named in the sentence."""

STANDS_BEFORE = 0.9
"""Share of people who hold the position where `stands_before` is true, in NEREL train and factRuEval."""

HERO, LOOK_BACK, DESCRIBED = 0.5, 2, 0.55
"""Share of the mentions that the person of an article has, sentences back to his name, share of right ones in NEREL
train among `described`."""

OFTEN, SEVERAL = 5, 3
"""Mentions of a person from which the article is about him; where its first sentence names him."""

NAMED_BACK, ORGANIZATION_MEANT = 12, 0.7
"""Sentences back to an organization that «института» means; estimated share of right ones."""

FARTHEST, FARTHEST_WORK, MOST_ITEMS = 30, 20, 60
"""Tokens between two items beyond which a pair is not looked at; items of a sentence that is looked at."""

WEIGHED = 500
"""Sentences that are weighed together, a few megabytes of them."""

Rates = tuple[float, float, float, float]
Weights = dict[tuple[int, int], float]


class Models(NamedTuple):
    """The models of pairs and what is known of positions."""

    pairs: Forest
    """A classifier for each of TASKS."""
    rates: dict[str, Rates]
    """By head lemma: see `smoothed`."""


@cache
def load_models(path: str | None = None) -> Models:
    """The models of a file, by default those of the package."""
    with np.load(path or Path(__file__).with_name("occupation.npz"), allow_pickle=False) as arrays:
        counts: dict[str, list[int]] = json.loads(str(arrays["positions"]))
        pairs = read_forest(arrays, TASKS)
    return Models(pairs, {head: smoothed(row) for head, row in counts.items()})


def smoothed(counts: Sequence[int]) -> Rates:
    """How often a position has a person, an organization, a country, another place; `counts[0]`: seen at all."""
    seen, *others = counts
    rates = [(n + prior * PRIOR) / (seen + PRIOR) for n, prior in zip(others, UNKNOWN_RATES, strict=True)]
    return rates[0], rates[1], rates[2], rates[3]


class Occupation(NamedTuple):
    """One place of the text that tells an occupation."""

    who: str
    position: Item | None
    where: str | None
    """Id of the entity."""
    scene: Scene
    phase: Phase | None
    rule: str
    score: float
    hold: float
    """Probability that the person holds the position."""
    name: str | None
    """Of the position, in the nominative."""
    start: int
    end: int

    @property
    def is_in_organization(self) -> bool:
        """Whether the place of work is an organization."""
        return self.where is not None and self.where.startswith("o")


@dataclass(slots=True)
class Weighed:
    """The items of a sentence between which a model sees ties, by their indices."""

    scene: Scene
    people: list[Item]
    named: int
    """How many of the people, the first ones, are named."""
    positions: list[Item]
    places: list[Item]
    hold: Weights
    place: Weights
    work: Weights


def find_occupations(doc: Document, scenes: Sequence[Scene], models: Models, style: Style = "news") -> list[Occupation]:
    """The occupations of an article, each once, at its fullest place.

    In the style `news` a bare profession («журналист») without an organization or a place is left out, unless the
    article speaks of its holder again and again.
    """
    implied = find_implied(doc, scenes)
    parts = (scenes[i : i + WEIGHED] for i in range(0, len(scenes), WEIGHED))
    mentions = count_mentions(doc)
    weighed = [w for part in parts for w in weigh(part, models, implied, mentions)]
    told = [o for w in weighed for o in scene_occupations(w, style)]
    if style == "nerel":
        told += described(scenes, told)
    told = merge_occupations(seat_posts(doc, scenes, weighed, merge_occupations(told)))
    if style == "nerel":
        return told
    central = central_people(doc)
    return [o for o in told if is_listed(o, o.who in central)]


def described(scenes: Sequence[Scene], told: Sequence[Occupation]) -> Iterator[Occupation]:
    """«Певице было 75 лет»: positions that nobody of their sentence holds, of the person whom the article is about.

    That person has at least half of the mentions of people, and is the only one named last before the position.
    """
    counts = Counter(item.id for scene in scenes for item in scene.of("person"))
    if not counts:
        return
    hero, mentions = counts.most_common(1)[0]
    if mentions < HERO * counts.total():
        return
    taken = {o.position.start for o in told if o.position is not None}
    named: set[str] = set()
    since = LOOK_BACK + 1
    for scene in scenes:
        for item in scene.of("person", "position"):
            if item.kind == "person":
                named, since = {item.id} if since else named | {item.id}, 0
            elif item.start not in taken and named == {hero} and since <= LOOK_BACK:
                word = scene.words[head_of(scene, item)]
                if word.singular and word.animate:
                    yield _described(scene, hero, item)
        since += 1


def _described(scene: Scene, who: str, position: Item) -> Occupation:
    words = tuple(token.text for token in scene.tokens[position.first : position.last])
    name = decapitalized(nominative_phrase(words, singular=True))
    rule, score = "occupation.described", DESCRIBED
    return Occupation(who, position, None, scene, None, rule, score, score, name, position.start, position.end)


def central_people(doc: Document) -> set[str]:
    """The ids of the people whom an article is about: named often, or several times and in its first sentence too."""
    opening = doc.sentences[0].end if doc.sentences else 0
    return {
        person.id
        for person in doc.people
        if len(person.mentions) >= (SEVERAL if person.mentions[0].start < opening else OFTEN)
    }


def is_listed(occupation: Occupation, is_central: bool) -> bool:
    """Whether a reader of news would list it: who works where, not what somebody is by trade who is named in passing.

    `is_central`: whether the article is about the person.
    """
    position = occupation.position
    if occupation.where is not None or position is None:
        return True
    if is_central and occupation.scene.words[head_of(occupation.scene, position)].singular:
        return True
    return _kind_said(occupation.scene, position) is not None


def weigh(
    scenes: Sequence[Scene], models: Models, implied: Mapping[int, Sequence[Implied]], mentions: MentionCounts
) -> list[Weighed]:
    """What the models see in the sentences that may tell an occupation; they are asked once for all."""
    found = [w for scene in scenes if (w := _open(scene, implied.get(scene.index, ())))]
    pairs: list[tuple[Weights, tuple[int, int]]] = []
    tasks: list[int] = []
    features = array("f")
    for w in found:
        classes = Classes(w.scene, mentions, by_tokens(implied.get(w.scene.index, ())))
        rates = [models.rates.get(head_lemma(w.scene, x), UNKNOWN_RATES) for x in w.positions]
        for task, (weights, xs, known, ys, farthest) in enumerate((
            (w.hold, w.positions, rates, w.people, FARTHEST),
            (w.place, w.positions, rates, w.places, FARTHEST),
            (w.work, w.people, [NO_RATES] * len(w.people), w.places, FARTHEST_WORK),
        )):  # fmt: skip
            for i, x in enumerate(xs):
                for j, y in enumerate(ys):
                    if abs(x.first - y.first) <= farthest:
                        pairs.append((weights, (i, j)))
                        tasks.append(task)
                        features.fromlist(pair_features(w.scene, classes, x, y, known[i]))
    scores = models.pairs.probabilities(np.array(features).reshape(-1, len(FEATURES)), tasks)
    for (weights, pair), score in zip(pairs, scores, strict=True):
        weights[pair] = score
    for w in found:
        for pair in w.hold:
            if pair[1] < w.named and stands_before(w.scene, w.positions[pair[0]], w.people[pair[1]]):
                w.hold[pair] = max(w.hold[pair], STANDS_BEFORE)
    return found


def _open(scene: Scene, implied: Sequence[Implied]) -> Weighed | None:
    """The people, positions and places of a sentence; None where it tells no occupation, as a long list."""
    named, positions = scene.of("person"), scene.of("position")
    people = [*named, *(i.item for i in implied)]
    places = scene.of("organization", "location", "adjective")
    if not (people and (positions or places)) and not (positions and places):
        return None
    return Weighed(scene, people, len(named), positions, places, {}, {}, {}) if len(scene.items) <= MOST_ITEMS else None


def stands_before(scene: Scene, position: Item, person: Item) -> bool:
    """«Владелец «Ромашки» Антон Гусев», «основатель компании Денис Рощин»: a position and a person of the same case.

    Between them stands one name at most, with a noun of its kind, or that noun alone.
    """
    between = [item for item in scene.items if position.last <= item.first < person.first]
    if len(between) > 1 or any(item.kind not in ("organization", "location") for item in between):
        return False
    last = between[0].first if between else person.first
    if person.first <= position.last or (between and between[0].last != person.first):
        return False
    nouns = range(position.last, last)
    if len(nouns) > 2 or any(scene.words[t].lemma not in kinds_of_organizations() for t in nouns):
        return False
    return bool(scene.words[head_of(scene, position)].cases & scene.words[head_of(scene, person)].cases)


def head_lemma(scene: Scene, position: Item) -> str:
    """The lemma by which the rates of a position are known."""
    return scene.words[head_of(scene, position)].lemma


def scene_occupations(w: Weighed, style: Style) -> Iterator[Occupation]:
    """The occupations that one sentence tells."""
    bars = [HOLD[style] if y < w.named else IMPLIED[style] for y in range(len(w.people))]
    explained: set[tuple[str, str]] = set()
    for x, position in enumerate(w.positions):
        holders = [y for y in range(len(w.people)) if w.hold.get((x, y), 0.0) >= bars[y]]
        seats = _seats(w, x, holders)
        plural = w.scene.words[head_of(w.scene, position)].plural
        if holders and plural:
            holders = _with_joined_people(w, position, holders)
        if len(holders) > 1 and plural:
            seats = _with_joined_places(w, seats)
        chances = [w.place.get((x, z), 0.0) for z in seats]
        for y, z in _joined(w.scene, position, len(holders), [w.places[z] for z in seats], chances):
            person = holders[y]
            where = seats[z] if z is not None else None
            if where is not None:
                explained.add((w.people[person].id, w.places[where].id))
            yield _occupation(
                w.scene,
                w.people[person],
                position,
                None if where is None else w.places[where],
                max(w.hold.get((x, person), 0.0), HOLD[style]),
                max(w.place.get((x, where), 0.0), PLACE) if where is not None else 1.0,
            )
    for (y, z), score in sorted(w.work.items(), key=lambda pair: -pair[1]):
        key = w.people[y].id, w.places[z].id
        if (
            score >= (WORK if y < w.named else IMPLIED)[style]
            and key not in explained
            and w.places[z].kind != "adjective"
        ):
            explained.add(key)
            yield _occupation(w.scene, w.people[y], None, w.places[z], 1.0, score)


def _seats(w: Weighed, x: int, holders: Sequence[int]) -> list[int]:
    """Where a position is held: the places that the model ties to it, else the one where its only holder works."""
    seats = [
        z
        for z, place in enumerate(w.places)
        if w.place.get((x, z), 0.0) >= (PLACE_ADJECTIVE if place.kind == "adjective" else PLACE)
    ]
    seats = [z for z in seats if not _modifies(w.places, z, seats)]
    if not seats and len(holders) == 1:
        seats = [
            z
            for z in range(len(w.places))
            if w.work.get((holders[0], z), 0.0) >= WORK_THERE and w.place.get((x, z), 0.0) >= PLACE_THERE
        ]
    return seats


def _modifies(places: Sequence[Item], z: int, seats: Sequence[int]) -> bool:
    """Whether an adjective belongs to the organization right after it («глава японского МИДа»), which is a seat too."""
    place = places[z]
    return place.kind == "adjective" and any(
        places[other].kind == "organization" and places[other].first == place.last for other in seats
    )


def _with_joined_people(w: Weighed, position: Item, holders: list[int]) -> list[int]:
    """The holders of a position in the plural and those in one list with them: «актёры Иван Котов и Пётр Лось»."""
    found = list(holders)
    for y in range(w.named):
        person = w.people[y]
        if (
            y not in found
            and person.first >= position.last
            and any(_coordinated(w.scene, w.people[other], person) for other in found if other < w.named)
        ):
            found.append(y)
    return sorted(found)


def _with_joined_places(w: Weighed, seats: list[int]) -> list[int]:
    """The places and those in one list with them: «президенты Узбекистана и Казахстана»."""
    return [
        z
        for z, place in enumerate(w.places)
        if z in seats or any(_coordinated(w.scene, place, w.places[seat]) for seat in seats)
    ]


def organization_meant(o: Occupation, scenes: Sequence[Scene]) -> str | None:
    """The organization of «её директор», «основатель компании»: the one named last; of «института» one so named."""
    assert o.position is not None
    kind = _kind_said(o.scene, o.position)
    before = o.scene.tokens[o.position.first - 1].text.lower() if o.position.first else ""
    if kind is None and before not in ("его", "её", "ее", "их"):
        return None
    near = kind is None or kind in word_lists("positions")["any_organization"]
    for back in range(min(o.scene.index, NAMED_BACK) + 1):
        scene = scenes[o.scene.index - back]
        for item in reversed(scene.of("organization")):
            so_named = kind in scene.names.get(item.id, ())
            if (back or item.first < o.position.first) and (so_named or (near and back <= 1)):
                return item.id
    return None


def _kind_said(scene: Scene, position: Item) -> str | None:
    """The noun of an organization in a position or right after it: «директора института», «основатель компании»."""
    for t in range(position.first + 1, min(position.last + 1, len(scene.words))):
        if scene.words[t].lemma in kinds_of_organizations() and (t < position.last or scene.cover[t] < 0):
            return scene.words[t].lemma
    return None


def seat_posts(
    doc: Document, scenes: Sequence[Scene], weighed: Sequence[Weighed], told: Sequence[Occupation]
) -> list[Occupation]:
    """The occupations, those that name no place with the one that the article implies, where it does."""
    if all(o.where is not None or o.position is None for o in told):
        return list(told)
    seats = find_seats(doc, scenes)
    for w in weighed:
        for (x, z), score in w.place.items():
            if score >= PLACE:
                seats[w.places[z].id].heads.add(head_lemma(w.scene, w.positions[x]))
    result = []
    known: dict[str, tuple[str, float] | None] = {}
    for o in told:
        chosen = None
        if o.position and o.where is None and (named := organization_meant(o, scenes)):
            chosen = named, ORGANIZATION_MEANT
        elif o.position and o.where is None:
            head = head_lemma(o.scene, o.position)
            chosen = known[head] = known[head] if head in known else choose_seat(head, seats)
        if chosen is not None:
            o = o._replace(where=chosen[0], score=o.score * chosen[1], rule="occupation.place-of-article")
        result.append(o)
    return result


def _joined(
    scene: Scene, position: Item, holders: int, seats: Sequence[Item], chances: Sequence[float]
) -> Iterator[tuple[int, int | None]]:
    """Which holder (index) has the position where (index or None); `chances`: how probable each seat is.

    As many places as people after a plural position go one by one («президенты Узбекистана и Казахстана М. и Т.»),
    several joined places of one person are several posts («член палаты и комиссии»); else everybody gets the most
    probable place.
    """
    if not seats:
        yield from ((y, None) for y in range(holders))
    elif holders == len(seats) > 1:
        yield from zip(range(holders), range(len(seats)), strict=True)
    else:
        best = max(range(len(seats)), key=lambda z: (chances[z], -_distance(position, seats[z])))
        chosen = [z for z in range(len(seats)) if z == best or _coordinated(scene, seats[best], seats[z])]
        for y in range(holders):
            for z in chosen if holders == 1 else [best]:
                yield y, z


def _distance(a: Item, b: Item) -> int:
    return b.first - a.last if b.first >= a.last else a.first - b.last


def _coordinated(scene: Scene, a: Item, b: Item) -> bool:
    if a is b or a.id == b.id:
        return False
    left, right = (a, b) if a.first < b.first else (b, a)
    between = [token.text.lower() for token in scene.tokens[left.last : right.first]]
    return bool(between) and len(between) <= 3 and between[0] in ("и", ",")


def _occupation(
    scene: Scene, who: Item, position: Item | None, where: Item | None, hold: float, place: float
) -> Occupation:
    items = [item for item in (who, position, where) if item is not None]
    name = None
    if position is not None:
        words = tuple(token.text for token in scene.tokens[position.first : position.last])
        name = decapitalized(nominative_phrase(words, singular=True))
    if position is None:
        rule = "occupation.workplace"
    elif position.first < who.first:
        rule = "occupation.position-before-name"
    else:
        rule = "occupation.name-before-position"
    return Occupation(
        who.id,
        position,
        where.id if where else None,
        scene,
        _phase(scene, who, position),
        rule,
        hold * place,
        hold,
        name,
        min(item.start for item in items),
        max(item.end for item in items),
    )


def _phase(scene: Scene, who: Item, position: Item | None) -> Phase | None:
    """`start` or `end` where words before the position or the verb between it and the name tell so."""
    if position is None:
        return None
    known = _phases()
    first_word = scene.tokens[position.first].text.lower()
    before = [scene.words[t].lemma for t in range(max(position.first - 2, 0), position.last)]
    if first_word.startswith(("экс-", "бывш")) or not known.former.isdisjoint(before):
        return "end"
    if not known.new.isdisjoint(before[:3]):
        return "start"
    left, right = (who, position) if who.first < position.first else (position, who)
    around = {scene.words[t].lemma for t in range(max(left.first - 4, 0), right.last) if scene.cover[t] < 0}
    if around & known.end and not around & known.begin:
        return "end"
    between = {scene.words[t].lemma for t in range(left.last, right.first) if scene.cover[t] < 0}
    before_left = {scene.words[t].lemma for t in range(max(left.first - 3, 0), left.first) if scene.cover[t] < 0}
    return "start" if (between | before_left) & known.begin else None


class _Phases(NamedTuple):
    former: frozenset[str]
    new: frozenset[str]
    begin: frozenset[str]
    end: frozenset[str]


@cache
def _phases() -> _Phases:
    """The words before a position and the verbs that tell a phase."""
    before, verbs = fact_words("before"), word_lists("verbs")
    return _Phases(before["former"], before["new"], verbs["begin"], verbs["end"])


def merge_occupations(told: list[Occupation]) -> list[Occupation]:
    """Each occupation once: what says less of the same person, or the same again, is left out."""
    ranked = sorted(
        told, key=lambda o: (-(o.where is not None) - (o.position is not None), o.phase is None, -o.score, o.start)
    )
    kept: dict[str, list[Occupation]] = {}
    for occupation in ranked:
        known = kept.setdefault(occupation.who, [])
        if not any(_says_all(other, occupation) for other in known):
            known.append(occupation)
    return sorted((o for known in kept.values() for o in known), key=lambda o: o.start)


def holders(occupations: Sequence[Occupation]) -> dict[str, dict[str, set[str | None]]]:
    """The people who hold a position, by its head lemma, each with the ids of the places where."""
    found: dict[str, dict[str, set[str | None]]] = {}
    for o in occupations:
        if o.position is not None:
            found.setdefault(head_lemma(o.scene, o.position), {}).setdefault(o.who, set()).add(o.where)
    return found


def _says_all(full: Occupation, other: Occupation) -> bool:
    """Whether an occupation of the same person says what another does."""
    if other.where is not None and (full.where is None or full.where != other.where):
        return False
    if other.name is None or full.name is None:
        return other.name is None
    words, others = full.name.lower().split(), other.name.lower().split()
    return words == others or set(others) <= set(words) or set(words) <= set(others)
