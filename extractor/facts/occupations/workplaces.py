"""Where a post is held: the places of its sentence, else those that the article implies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.document import Document
from extractor.facts.occupations.pairs import ScoredPairs, head_lemma
from extractor.facts.occupations.strangers import is_place_of_another
from extractor.facts.vocabulary import fact_words
from extractor.language.geography import Place, find_place
from extractor.sentence.items import Item, OnlyNamed
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import kinds_of_organizations, word_lists
from extractor.sentence.words import GEN

PLACE_HELD, PLACE_OF_ADJECTIVE = 0.45, 0.35
"""Probabilities from which a position is held at a place."""

WORKS_THERE, MAY_BE_HELD_THERE = 0.6, 0.2
"""Where its only holder works a position is held, if not too improbably."""

OF_SAME_POST, OF_MAIN_COUNTRY, OF_ORGANIZATION_MEANT = 0.75, 0.6, 0.7
"""Share of right ones on the factRuEval devset among the places found each way, rounded; the last is estimated."""

DOMINANT = 2.0
"""How many times more sentences must name the country of an article than the country named second."""

SENTENCES_BACK = 12
"""Sentences back to an organization that «института» means."""

SENTENCES_TO_ANY = 1
"""Sentences back to an organization that «компания» or «её» means, whatever it is called."""

POSSESSIVES = ("его", "её", "ее", "их")


@dataclass(slots=True)
class Workplace:
    """An organization or place of an article where a post may be held."""

    id: str
    country: str | None
    """ISO 3166 code of the country that it is, or is in; None where the table does not have it."""
    is_country: bool
    sentences: list[int] = field(default_factory=list)
    """Indices of those that name it, adjectives included."""
    heads: set[str] = field(default_factory=set)
    """Head lemmas of the positions that the article says are held there."""
    holders: dict[str, set[str]] = field(default_factory=dict)
    """By head lemma the ids of the people who hold one there."""


# --- in the sentence of the post ---


def places_of(pairs: ScoredPairs, x: int, holders: Sequence[int]) -> list[int]:
    """The numbers of the places where position number `x` is held.

    Those that the model ties to it, else the one where its only holder works.
    """
    found = [z for z in range(len(pairs.places)) if _is_tied(pairs, x, z)]
    found = [z for z in found if not _modifies(pairs.places, z, found)]
    if not found and len(holders) == 1:
        found = [z for z in range(len(pairs.places)) if _is_where_holder_works(pairs, x, holders[0], z)]
    return found


def _is_tied(pairs: ScoredPairs, x: int, z: int) -> bool:
    least = PLACE_OF_ADJECTIVE if pairs.places[z].kind == "adjective" else PLACE_HELD
    return pairs.place.get((x, z), 0.0) >= least


def _is_where_holder_works(pairs: ScoredPairs, x: int, holder: int, z: int) -> bool:
    return pairs.work.get((holder, z), 0.0) >= WORKS_THERE and pairs.place.get((x, z), 0.0) >= MAY_BE_HELD_THERE


def _modifies(places: Sequence[Item], z: int, found: Sequence[int]) -> bool:
    """Whether an adjective belongs to the organization right after it («глава японского МИДа»), which is found too."""
    place = places[z]
    return place.kind == "adjective" and any(
        places[other].kind == "organization" and places[other].first == place.last for other in found
    )


def are_coordinated(scene: Scene, a: Item, b: Item) -> bool:
    """Whether two items of a sentence are joined by «и» or a comma."""
    if a is b or a.id == b.id:
        return False
    left, right = (a, b) if a.first < b.first else (b, a)
    between = [token.text.lower() for token in scene.tokens[left.last : right.first]]
    return bool(between) and len(between) <= 3 and between[0] in ("и", ",")


# --- in the article ---


def organization_meant(here: Scene, position: Item, scenes: Sequence[Scene]) -> str | None:
    """The organization of «её директор», «основатель компании»: the one named last.

    A noun of a kind must be a word of its name: «института» means an institute.
    """
    kind = kind_said(here, position)
    if kind is None and not _is_possessed(here, position):
        return None
    for back in range(min(here.index, SENTENCES_BACK) + 1):
        scene = scenes[here.index - back]
        bodies = [item for item in scene.of("organization") if back or item.first < position.first]
        meant = bodies if back <= SENTENCES_TO_ANY and _is_any(kind) else _so_named(scene, bodies, kind)
        if meant:
            return meant[-1].id
    return None


def _is_any(kind: str | None) -> bool:
    """Whether a noun says nothing of the organization: none, or «компания»."""
    return kind is None or kind in word_lists("positions")["any_organization"]


def _so_named(scene: Scene, bodies: Sequence[Item], kind: str | None) -> list[Item]:
    """The organizations that have a noun of their kind in their name."""
    return [body for body in bodies if kind in scene.names.get(body.id, ())]


def _is_possessed(scene: Scene, position: Item) -> bool:
    """Whether «его», «её» is right before a position."""
    return position.first > 0 and scene.tokens[position.first - 1].text.lower() in POSSESSIVES


def kind_said(scene: Scene, position: Item) -> str | None:
    """The noun of an organization in a position or right after it: «директора института», «основатель компании»."""
    for t in range(position.first + 1, min(position.last + 1, len(scene.words))):
        if scene.words[t].lemma in kinds_of_organizations() and (t < position.last or scene.cover[t] < 0):
            return scene.words[t].lemma
    return None


def find_workplaces(doc: Document, scenes: Iterable[Scene]) -> dict[str, Workplace]:
    """The organizations and places of an article by id; `OnlyNamed` is one that the article names only inside others.

    A country is named by its ministry, too: «Минэнерго Узбекистана».
    """
    names = {e.id: e.name for e in doc.locations}
    countries = {place.name: id_ for id_, name in names.items() if (place := find_place(name)) and place.is_country}
    found: dict[str, Workplace] = {}
    for scene in scenes:
        for item in scene.of("organization", "location", "adjective"):
            named = [(item.id, _place_of(item, item.place or names.get(item.id)))]
            if item.kind == "organization":
                named += [
                    (countries.get(place.name, OnlyNamed(word)), place) for word, place in _countries_in(scene, item)
                ]
            for id_, place in named:
                if id_ not in found:
                    found[id_] = Workplace(
                        id_, place.country if place else None, place is not None and place.is_country
                    )
                sentences = found[id_].sentences
                if scene.index not in sentences[-1:]:
                    sentences.append(scene.index)
    return found


def _countries_in(scene: Scene, item: Item) -> Iterator[tuple[str, Place]]:
    """The countries of one word that the name of an organization has, each as it is called there."""
    for t in range(item.first, item.last):
        place = find_place(scene.words[t].lemma) if scene.tokens[t].text[0].isupper() else None
        if place is not None and place.is_country:
            yield scene.words[t].lemma.capitalize(), place


def _place_of(item: Item, name: str | None) -> Place | None:
    return find_place(name) if name and item.kind != "organization" else None


def infer_workplace(head: str, workplaces: dict[str, Workplace], who: str | None) -> tuple[str, float] | None:
    """The id of the place where a post with this head lemma is held, and how sure that is; None where unclear.

    A head of state is one: where another holds the post now, `who` does not, but in an article on that country's past.
    """
    positions = word_lists("positions")
    same = [workplace for workplace in workplaces.values() if head in workplace.heads]
    main = _main_country(workplaces.values())
    if len(same) == 1:
        others = same[0].holders.get(head, set()) - {who}
        is_anothers = who is not None and head in positions["only_one"] and bool(others)
        return None if is_anothers and same[0].id != main else (same[0].id, OF_SAME_POST)
    if same or head not in positions["of_state"]:
        return None
    return (main, OF_MAIN_COUNTRY) if main is not None else None


def _main_country(workplaces: Iterable[Workplace]) -> str | None:
    """The id of the country that far more sentences name than any other, by itself, its regions or its towns."""
    sentences: dict[str, set[int]] = {}
    ids: dict[str, tuple[int, str]] = {}
    for workplace in workplaces:
        if workplace.country:
            sentences.setdefault(workplace.country, set()).update(workplace.sentences)
        if workplace.country and workplace.is_country:
            ids[workplace.country] = max(ids.get(workplace.country, (0, "")), (len(workplace.sentences), workplace.id))
    counts = sorted((len(found), country) for country, found in sentences.items())
    if not counts or (len(counts) > 1 and counts[-1][0] < DOMINANT * counts[-2][0]):
        return None
    return ids.get(counts[-1][1], (0, None))[1]


class Inferred:
    """The places of the posts of an article whose sentences name none."""

    def __init__(
        self,
        doc: Document,
        scenes: Sequence[Scene],
        scored: Sequence[ScoredPairs],
        held: Iterable[tuple[str, str, str]],
    ) -> None:
        """`held`: head lemma, place and holder of the posts whose place is known."""
        self._scenes = scenes
        self._workplaces = find_workplaces(doc, scenes)
        for pairs in scored:
            for (x, z), score in pairs.place.items():
                position, place = pairs.positions[x], pairs.places[z]
                if score >= PLACE_HELD and not is_place_of_another(pairs.scene, place, position):
                    self._workplaces[place.id].heads.add(head_lemma(pairs.scene, position))
        for head, where, who in held:
            if where in self._workplaces:
                self._workplaces[where].holders.setdefault(head, set()).add(who)

    def place_of(self, scene: Scene, position: Item, who: str | None) -> tuple[str, float] | None:
        """The id of the place where a post is held, and how sure that is; None where unclear.

        `who`: who holds it now, None of one who did.
        """
        if _is_of_somebody(scene, position):
            return None
        if named := organization_meant(scene, position, self._scenes):
            return named, OF_ORGANIZATION_MEANT
        if _is_joined_to_post(scene, position):
            return None
        found = infer_workplace(head_lemma(scene, position), self._workplaces, who)
        if found is None or not _may_be_of(scene, position, scene.names.get(found[0], frozenset())):
            return None
        if not self._workplaces[found[0]].is_country:
            return found
        ids = {item.id for item in scene.of("location", "adjective")}
        if found[1] == OF_MAIN_COUNTRY and found[0] not in ids and scene.index:  # «Чили открыта. Президент Пиньера …»
            ids |= {item.id for item in self._scenes[scene.index - 1].of("location", "adjective")}
        is_only = found[1] == OF_MAIN_COUNTRY or found[0] not in ids
        return None if is_only and self._is_country_among(ids - {found[0]}) else found

    def _is_country_among(self, ids: Iterable[str]) -> bool:
        """«Власти Украины уволили генпрокурора Котова» in an article on America."""
        return any(self._workplaces[id_].is_country for id_ in ids if id_ in self._workplaces)


def _is_of_somebody(scene: Scene, position: Item) -> bool:
    """«Котов и его заместитель Лосев»: of the man, and not of a body named last."""
    is_helper = scene.words[head_of(scene, position)].lemma in fact_words("occupations")["helpers"]
    return is_helper and _is_possessed(scene, position)


def _is_joined_to_post(scene: Scene, position: Item) -> bool:
    """«Вице-премьер и глава МИД Италии»: the place follows the other post."""
    after = range(position.last, min(position.last + 2, len(scene.tokens)))
    return [scene.kind_at(t) or scene.tokens[t].text for t in after] == ["и", "position"]


def _may_be_of(scene: Scene, position: Item, names: frozenset[str]) -> bool:
    """Whether a post may be held at a place whose names have these words, by the noun that says of what it is.

    «Руководитель центра военного анализа»: of nothing but a centre. Of directors and aides an article may speak of
    several: one that says nothing of his body, or «глава профильного министерства», is of none that is known.
    """
    positions = word_lists("positions")
    noun, adjectives = _genitive(scene, position.last, len(scene.tokens))
    if head_lemma(scene, position) in positions["of_state"] | positions["of_parliament"]:
        return noun is None or noun in positions["any_body"] | names
    if noun is None:
        noun, adjectives = _genitive(scene, head_of(scene, position) + 1, position.last)
    bodies = positions["any_body"] - positions["any_state"]
    if names.isdisjoint(kinds_of_organizations() - positions["any_organization"]):
        bodies |= positions["any_organization"]  # and not «директор компании» of an institute
    return noun is not None and noun in bodies | names and adjectives.isdisjoint(positions["any_other"])


def _genitive(scene: Scene, first: int, last: int) -> tuple[str | None, frozenset[str]]:
    """The lemmas of the noun in the genitive that begins at a token, and of its adjectives before it."""
    t = first
    while t < last and scene.may_be_noun(t) and scene.words[t].upos == "ADJ" and scene.words[t].cases & GEN:
        t += 1
    if t == last or not scene.may_be_noun(t) or scene.words[t].upos != "NOUN" or not scene.words[t].cases & GEN:
        return None, frozenset()
    return scene.words[t].lemma, frozenset(scene.words[n].lemma for n in range(first, t))
