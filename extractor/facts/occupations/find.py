"""The occupations of an article: from the scored pairs of its sentences, each once, at its fullest place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.document import Document, Phase, Style
from extractor.facts.occupations.features import count_mentions
from extractor.facts.occupations.implied import find_implied
from extractor.facts.occupations.matters import with_matter
from extractor.facts.occupations.models import Models
from extractor.facts.occupations.offices import central_people, is_listed
from extractor.facts.occupations.pairs import ScoredPairs, head_lemma, score_pairs, score_places
from extractor.facts.occupations.phases import find_phase, past_work
from extractor.facts.occupations.strangers import inner_post, is_anothers, is_only_sought, is_place_of_another
from extractor.facts.occupations.workplaces import PLACE_HELD, Inferred, are_coordinated, places_of
from extractor.sentence.items import Item
from extractor.sentence.phrases import decapitalized, nominative_phrase
from extractor.sentence.scene import Scene, head_of

HOLDS: Mapping[Style, float] = {"news": 0.6, "nerel": 0.3}
WORKS: Mapping[Style, float] = {"news": 0.72, "nerel": 0.3}
IMPLIED: Mapping[Style, float] = {"news": 0.8, "nerel": 0.3}
"""Probabilities from which a pair counts: of a holder and a position, of a person and a place of work; of people who
are not named in the sentence for both."""

HERO_SHARE = 0.5
"""Share of the mentions of people that the person has whom an article is about."""

DESCRIBED_BACK = 2
"""Sentences back to the name of a person whom a position describes."""

DESCRIBED_SCORE = 0.55
"""Share of right ones in NEREL train among `described`."""

SENTENCES_TOGETHER = 500
"""Sentences whose pairs are scored together, a few megabytes of them."""


class Occupation(NamedTuple):
    """One place of the text that says an occupation."""

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
        return self.where is not None and self.scene.kinds.get(self.where) == "organization"


def find_occupations(doc: Document, scenes: Sequence[Scene], models: Models, style: Style = "news") -> list[Occupation]:
    """The occupations of an article, each once, at its fullest place.

    In the style `news` a bare profession («журналист») without an organization or a place is left out, unless the
    article speaks of its holder again and again.
    """
    implied = find_implied(doc, scenes)
    mentions = count_mentions(doc)
    scored: list[ScoredPairs] = []
    for first in range(0, len(scenes), SENTENCES_TOGETHER):
        together = scenes[first : first + SENTENCES_TOGETHER]
        scored += score_pairs(together, models, implied, mentions, least=HOLDS[style])
    found = [o for pairs in scored for o in scene_occupations(pairs, style)]
    if style == "nerel":
        found += described(scenes, found)
    found = merge_occupations(_with_implied_places(doc, scenes, scored, merge_occupations(found), models))
    if style == "nerel":
        return found
    central = central_people(doc)
    return [
        o for o in found if o.where or o.position is None or is_listed(o.scene, o.position, is_central=o.who in central)
    ]


# --- of one sentence ---


def scene_occupations(pairs: ScoredPairs, style: Style) -> Iterator[Occupation]:
    """The occupations that one sentence says."""
    of_positions = [found for x in range(len(pairs.positions)) for found in _of_position(pairs, x, style)]
    yield from of_positions
    known = {(found.who, found.where) for found in of_positions}
    yield from _of_work(pairs, style, known.union(_refused(pairs), _matters(pairs)) if style == "news" else known)


def _matters(pairs: ScoredPairs) -> Iterator[tuple[str, str | None]]:
    """Everybody with the places that posts of the sentence deal with: «министр по вопросам выхода из ЕС»."""
    for position in pairs.positions:
        last = with_matter(pairs.scene, position).last
        for place in pairs.places:
            if position.last <= place.first < last:
                yield from ((person.id, place.id) for person in pairs.people)


def _refused(pairs: ScoredPairs) -> Iterator[tuple[str, str | None]]:
    """The people and places of posts that a rule has given to somebody else."""
    for (x, y), score in pairs.hold.items():
        if score >= HOLDS["news"] and y < pairs.named and not _holds(pairs, x, y, "news"):
            for z in places_of(pairs, x, [y]):
                yield pairs.people[y].id, pairs.places[z].id


def _of_work(pairs: ScoredPairs, style: Style, known: set[tuple[str, str | None]]) -> Iterator[Occupation]:
    """Who works where without a position; `known`: people and places that have one together."""
    for (y, z), score in sorted(pairs.work.items(), key=lambda pair: -pair[1]):
        person, place = pairs.people[y], pairs.places[z]
        least = (WORKS if y < pairs.named else IMPLIED)[style]
        if score >= least and (person.id, place.id) not in known and place.kind != "adjective":
            known.add((person.id, place.id))
            yield _occupation(pairs.scene, person, None, place, holds=1.0, placed=score)


def _of_position(pairs: ScoredPairs, x: int, style: Style) -> Iterator[Occupation]:
    """The occupations of the people who hold position number `x`."""
    position = pairs.positions[x]
    if style == "news" and is_only_sought(pairs.scene, position):
        return
    holders, places = _holders_and_places(pairs, x, style)
    chances = [pairs.place.get((x, z), 0.0) for z in places]
    for n, chosen in _matched(pairs.scene, position, len(holders), [pairs.places[z] for z in places], chances):
        person = holders[n]
        post = inner_post(pairs.scene, pairs.people[person], position)
        where = None if chosen is None else places[chosen]
        yield _occupation(
            pairs.scene,
            pairs.people[person],
            post,
            None if where is None else pairs.places[where],
            holds=max(pairs.hold.get((x, person), 0.0), HOLDS[style]),
            placed=1.0 if where is None else max(pairs.place.get((x, where), 0.0), PLACE_HELD),
        )


def _holders_and_places(pairs: ScoredPairs, x: int, style: Style) -> tuple[list[int], list[int]]:
    """The numbers of the people who hold a position and of the places where; of a plural one also those joined."""
    position = pairs.positions[x]
    holders = [y for y in range(len(pairs.people)) if _holds(pairs, x, y, style)]
    places = places_of(pairs, x, holders)
    places = [z for z in places if not is_place_of_another(pairs.scene, pairs.places[z], position)]
    if not pairs.scene.words[head_of(pairs.scene, position)].plural:
        return holders, places
    holders = _with_joined_people(pairs, position, holders) if holders else holders
    return holders, _with_joined_places(pairs, places) if len(holders) > 1 else places


def _holds(pairs: ScoredPairs, x: int, y: int, style: Style) -> bool:
    """Whether person number y has position number x by the model, and no rule says that it is somebody else's."""
    is_named = y < pairs.named
    least = (HOLDS if is_named else IMPLIED)[style]
    if pairs.hold.get((x, y), 0.0) < least:
        return False
    scene, person, position = pairs.scene, pairs.people[y], pairs.positions[x]
    return not (is_named and is_anothers(scene, person, inner_post(scene, person, position)))


def _with_joined_people(pairs: ScoredPairs, position: Item, holders: list[int]) -> list[int]:
    """The holders of a position in the plural and those in one list with them: «актёры Иван Котов и Пётр Лось»."""
    found = list(holders)
    for y, person in enumerate(pairs.people[: pairs.named]):
        if y not in found and person.first >= position.last and _is_joined(pairs, person, found):
            found.append(y)
    return sorted(found)


def _is_joined(pairs: ScoredPairs, person: Item, holders: Sequence[int]) -> bool:
    others = [pairs.people[y] for y in holders if y < pairs.named]
    return any(are_coordinated(pairs.scene, other, person) for other in others)


def _with_joined_places(pairs: ScoredPairs, places: list[int]) -> list[int]:
    """The places and those in one list with them: «президенты Узбекистана и Казахстана»."""
    return [
        z
        for z, place in enumerate(pairs.places)
        if z in places or any(are_coordinated(pairs.scene, place, pairs.places[other]) for other in places)
    ]


def _matched(
    scene: Scene, position: Item, holders: int, places: Sequence[Item], chances: Sequence[float]
) -> Iterator[tuple[int, int | None]]:
    """Which holder (index) has the position where (index or None); `chances`: how probable each place is.

    As many places as people after a plural position go one by one («президенты Узбекистана и Казахстана М. и Т.»),
    several joined places of one person are several posts («член палаты и комиссии»); else everybody gets the most
    probable place.
    """
    if not places:
        return ((y, None) for y in range(holders))
    if holders == len(places) > 1:
        return zip(range(holders), range(len(places)), strict=True)
    best = max(range(len(places)), key=lambda z: (chances[z], -_distance(position, places[z])))
    if holders > 1:
        return ((y, best) for y in range(holders))
    joined = (z for z, place in enumerate(places) if z == best or are_coordinated(scene, places[best], place))
    return ((y, z) for y in range(holders) for z in joined)


def _distance(a: Item, b: Item) -> int:
    return b.first - a.last if b.first >= a.last else a.first - b.last


def _occupation(
    scene: Scene, who: Item, position: Item | None, where: Item | None, *, holds: float, placed: float
) -> Occupation:
    position = None if position is None else with_matter(scene, position)
    if position is not None and where is not None and position.first <= where.first < position.last:
        where = None  # «министр по вопросам выхода из ЕС»
    items = [item for item in (who, position, where) if item is not None]
    return Occupation(
        who=who.id,
        position=position,
        where=where.id if where else None,
        scene=scene,
        phase=past_work(scene, who, where) if position is None else find_phase(scene, who, position, where),
        rule=_rule(who, position),
        score=holds * placed,
        hold=holds,
        name=post_name(scene, position) if position is not None else None,
        start=min(item.start for item in items),
        end=max(item.end for item in items),
    )


def _rule(who: Item, position: Item | None) -> str:
    if position is None:
        return "occupation.workplace"
    return "occupation.position-before-name" if position.first < who.first else "occupation.name-before-position"


def post_name(scene: Scene, position: Item) -> str:
    """What a post is called, in the nominative singular: «директор» of «директора»."""
    words = tuple(token.text for token in scene.tokens[position.first : position.last])
    return decapitalized(nominative_phrase(words, singular=True))


# --- of the article ---


def described(scenes: Sequence[Scene], found: Sequence[Occupation]) -> Iterator[Occupation]:
    """«Певице было 75 лет»: positions that nobody of their sentence holds, of the person whom the article is about.

    That person has at least half of the mentions of people, and is the only one named last before the position.
    """
    hero = _hero(scenes)
    if hero is None:
        return
    taken = {o.position.start for o in found if o.position is not None}
    for scene, item in _after_name_of(hero, scenes):
        word = scene.words[head_of(scene, item)]
        if item.start not in taken and word.singular and word.animate:
            yield _described(scene, hero, item)


def _after_name_of(who: str, scenes: Sequence[Scene]) -> Iterator[tuple[Scene, Item]]:
    """The positions soon after the name of a person, where nobody else is named in the sentence that names him."""
    named: set[str] = set()
    since = DESCRIBED_BACK + 1
    for scene in scenes:
        for item in scene.of("person", "position"):
            if item.kind == "person":
                named, since = {item.id} if since else named | {item.id}, 0
            elif named == {who} and since <= DESCRIBED_BACK:
                yield scene, item
        since += 1


def _hero(scenes: Sequence[Scene]) -> str | None:
    """The id of the person who has at least HERO_SHARE of the mentions of people."""
    counts = Counter(item.id for scene in scenes for item in scene.of("person"))
    for who, mentions in counts.most_common(1):
        return who if mentions >= HERO_SHARE * counts.total() else None
    return None


def _described(scene: Scene, who: str, position: Item) -> Occupation:
    return Occupation(
        who=who,
        position=position,
        where=None,
        scene=scene,
        phase=None,
        rule="occupation.described",
        score=DESCRIBED_SCORE,
        hold=DESCRIBED_SCORE,
        name=post_name(scene, position),
        start=position.start,
        end=position.end,
    )


def _with_implied_places(
    doc: Document,
    scenes: Sequence[Scene],
    scored: Sequence[ScoredPairs],
    occupations: Sequence[Occupation],
    models: Models,
) -> list[Occupation]:
    """The occupations, those that name no place with the one that the article implies, where it does."""
    asked = {head_lemma(o.scene, o.position) for o in occupations if o.where is None and o.position is not None}
    if not asked:
        return list(occupations)
    posts = [(pairs, x, head_lemma(pairs.scene, post)) for pairs in scored for x, post in enumerate(pairs.positions)]
    score_places([(pairs, x) for pairs, x, head in posts if head in asked], models)
    held = [
        (head_lemma(o.scene, o.position), o.where, o.who)
        for o in occupations
        if o.position is not None and o.where is not None and o.phase != "end"
    ]
    inferred = Inferred(doc, scenes, scored, held)
    return [_with_implied_place(o, inferred) for o in occupations]


def _with_implied_place(o: Occupation, inferred: Inferred) -> Occupation:
    if o.position is None or o.where is not None:
        return o
    chosen = inferred.place_of(o.scene, o.position, None if o.phase == "end" else o.who)
    if chosen is None or _deals_with(o.scene, o.position, chosen[0]):
        return o
    return o._replace(where=chosen[0], score=o.score * chosen[1], rule="occupation.place-of-article")


def _deals_with(scene: Scene, position: Item, where: str) -> bool:
    """«Министр по вопросам выхода из ЕС»: the organization is what the post deals with."""
    return any(item.id == where and position.first <= item.first < position.last for item in scene.of("organization"))


def merge_occupations(found: list[Occupation]) -> list[Occupation]:
    """Each occupation once: what says less of the same person, or the same again, is left out."""
    ranked = sorted(
        found, key=lambda o: (-(o.where is not None) - (o.position is not None), o.phase is None, -o.score, o.start)
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
    if other.where not in (None, full.where):
        return False
    if other.name is None or full.name is None:
        return other.name is None
    words, others = set(full.name.lower().split()), set(other.name.lower().split())
    return others <= words or words <= others
