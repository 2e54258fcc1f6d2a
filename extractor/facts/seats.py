"""Where a post is held when its sentence does not say: what the article is about just there."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.document import Document
from extractor.facts.scene import Scene
from extractor.language.geography import find_place

FEATURES = (
    "person_rate", "org_rate", "country_rate", "locality_rate", "is_org", "is_country", "is_adjective_only",
    "mentions", "share", "rank",
    "before", "after", "nearest_rank", "same_sentence", "pair", "first_sentence", "same_head", "other_head",
    "who_elsewhere",
    "last_seat", "position_words", "hold", "work", "people", "countries", "organizations",
)  # fmt: skip

FAR = 30
"""Sentences; a greater distance counts as this one."""


@dataclass(slots=True)
class Candidate:
    """An organization or place of an article where a post may be held."""

    id: str
    is_org: bool
    is_country: bool
    sentences: list[int] = field(default_factory=list)
    """Indices of those that name it, adjectives included."""
    named: bool = False
    """By more than an adjective."""
    heads: set[str] = field(default_factory=set)
    """Head lemmas of the positions that the article says are held there."""
    holders: set[str] = field(default_factory=set)
    """Ids of the people that hold a position there."""


@dataclass(frozen=True, slots=True)
class Post:
    """A position with its holder but without its place."""

    who: str
    head: str
    sentence: int
    rates: tuple[float, float, float, float]
    """How often positions with this head have a person, an organization, a country, another place."""
    words: int
    hold: float
    pair: dict[str, float]
    """By id of a candidate: what the model of pairs gives it, in the same sentence."""
    work: dict[str, float]
    """By id of a candidate: what the model of workplaces gives the person and it, best of the article."""


def find_candidates(doc: Document, scenes: Iterable[Scene]) -> dict[str, Candidate]:
    """The organizations and places of an article by id; @ and its name for one that only an adjective names."""
    names = {e.id: e.name for e in doc.locations}
    found: dict[str, Candidate] = {}
    for scene in scenes:
        for item in scene.of("organization", "location", "adjective"):
            candidate = found.get(item.id)
            if candidate is None:
                name = item.place or names.get(item.id)
                place = find_place(name) if name and item.kind != "organization" else None
                candidate = Candidate(item.id, item.kind == "organization", place is not None and place.is_country)
                found[item.id] = candidate
            if not candidate.sentences or candidate.sentences[-1] != scene.index:
                candidate.sentences.append(scene.index)
            candidate.named |= item.kind != "adjective"
    return found


def seat_features(post: Post, candidates: dict[str, Candidate], people: int) -> list[list[float]]:
    """The values of FEATURES for each candidate, in order."""
    every = list(candidates.values())
    total = sum(len(c.sentences) for c in every)
    like = {
        kind: sorted((len(c.sentences) for c in every if kind == (c.is_org, c.is_country)), reverse=True)
        for kind in {(c.is_org, c.is_country) for c in every}
    }
    distances = [_distances(c.sentences, post.sentence) for c in every]
    order = sorted((min(before, after + 0.5), n) for n, (before, after) in enumerate(distances))
    nearest_rank: dict[int, int] = {}
    seen: dict[tuple[bool, bool], int] = {}
    for _, n in order:
        kind = every[n].is_org, every[n].is_country
        nearest_rank[n] = seen.get(kind, 0)
        seen[kind] = nearest_rank[n] + 1
    countries, organizations = sum(c.is_country for c in every), sum(c.is_org for c in every)
    rows = []
    for n, (c, (before, after)) in enumerate(zip(every, distances, strict=True)):
        rows.append([
            *post.rates, float(c.is_org), float(c.is_country), float(not c.named), len(c.sentences), len(c.sentences)
            / total,
            like[c.is_org, c.is_country].index(len(c.sentences)), before, after, nearest_rank[n], float(before == 0),
            post.pair.get(c.id, -1.0), float(c.sentences[0] <= 1), float(post.head in c.heads), float(bool(c.heads -
            {post.head})),
            float(post.who in c.holders), float(bool(c.holders)), post.words, post.hold, post.work.get(c.id, -1.0),
            people,
            countries, organizations,
        ])  # fmt: skip
    return rows


def _distances(sentences: list[int], at: int) -> tuple[float, float]:
    """Sentences back to the last mention at or before `at`, and on to the next one; FAR where there is none."""
    n = bisect_left(sentences, at + 1)
    before = at - sentences[n - 1] if n else FAR
    after = sentences[n] - at if n < len(sentences) else FAR
    return float(min(before, FAR)), float(min(after, FAR))
