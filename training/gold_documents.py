"""Documents whose names, entities and positions are those of the annotated corpora, to develop and train on.

`nerel_documents(folder)` and `factrueval_documents(folder)` yield `Gold`: the Document as the taggers would give it
if they made no error, and what the annotation says of its occupations, by mention.
"""

import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from extractor.document import Document, Location, Mention, NameMention, Organization, Person, Position
from extractor.models.grammar_taggers import Grammar
from extractor.text.segment import segment

SHARED = Path(__file__).resolve().parents[1] / "../shared"
sys.path.insert(0, str(SHARED / "score"))

KINDS = {"PER": "person", "ORG": "organization", "LOC": "location"}
ADJECTIVE_RE = re.compile(r"(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$", re.IGNORECASE)


@dataclass
class Gold:
    """A document with gold layers and the annotated links between them."""

    doc: Document
    holds: set[tuple[str, tuple[int, int]]] = field(default_factory=set)
    """(person id, (start, end) of a position)"""
    works: set[tuple[str, str]] = field(default_factory=set)
    """(person id, organization or location id)"""
    place: set[tuple[tuple[int, int], str]] = field(default_factory=set)
    """((start, end) of a position, organization or location id)"""
    adjectives: dict[tuple[int, int], str] = field(default_factory=dict)
    """(start, end) of an adjective of a place: id of the place"""


def outermost(spans: list[Any]) -> list[Any]:
    """Of objects with start and end, those inside no other; of equal ones the first."""
    kept: list[Any] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def nerel_documents(folder: Path | str) -> list[Gold]:
    import nerel_gold

    return [_nerel(document) for document in nerel_gold.read(folder)]


def _nerel(source: Any) -> Gold:
    text = source.text if hasattr(source, "text") else ""
    every = [m for m in source.mentions.values() if text[m.start : m.end] == m.text]
    names = outermost([m for m in every if m.kind and not (m.kind == "LOC" and ADJECTIVE_RE.search(m.text))])
    chosen = {m.id for m in names}
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for m in names:
        groups[m.kind, source.entity_of[m.id]].append(m)
    adjectives = [m for m in every if m.kind == "LOC" and m.id not in chosen and ADJECTIVE_RE.search(m.text)]
    for m in adjectives:
        groups.setdefault((m.kind, source.entity_of[m.id]), [])
    doc, ids = _with_entities(text, names, groups, source)
    gold = Gold(doc)
    place_id = {}  # any mention id -> id of the entity that it or what holds it is
    for m in every:
        if m.kind:
            place_id[m.id] = ids.get((m.kind, source.entity_of[m.id]))
    for m in adjectives:
        if place_id.get(m.id):
            gold.adjectives[m.start, m.end] = place_id[m.id]
    professions = [m for m in every if m.type == "PROFESSION"]
    cut = {m.id: trim(text, m.start, m.end, names, adjectives) for m in professions}
    positions = outermost([Position(*c, text[c[0] : c[1]], 1.0) for c in cut.values() if c])
    gold.doc = replace(doc, positions=tuple(positions))

    def position_of(mention_id: str) -> tuple[int, int] | None:
        c = cut.get(mention_id)
        if not c:
            return None
        p = next((p for p in positions if p.start <= c[0] and c[1] <= p.end), None)
        return (p.start, p.end) if p and (c[0] < p.start + 3) else None

    for relation, head, tail in source.relations:
        h, t = source.mentions.get(head), source.mentions.get(tail)
        if not h or not t:
            continue
        if relation == "WORKS_AS" and h.kind == "PER" and place_id.get(head) and position_of(tail):
            gold.holds.add((place_id[head], position_of(tail)))
        elif relation in ("WORKPLACE", "MEMBER_OF") and h.kind == "PER" and t.kind in ("ORG", "LOC"):
            if place_id.get(head) and place_id.get(tail):
                gold.works.add((place_id[head], place_id[tail]))
        elif relation == "WORKPLACE" and h.type == "PROFESSION" and place_id.get(tail) and position_of(head):
            gold.place.add((position_of(head), place_id[tail]))
    return gold


def trim(text: str, start: int, end: int, names: list[Any], adjectives: list[Any]) -> tuple[int, int] | None:
    """The bounds of a position without the place before it and the name inside or after it."""
    for a in adjectives:
        if a.start == start and a.end < end:
            start = a.end + (len(text[a.end : end]) - len(text[a.end : end].lstrip()))
    for n in sorted(names, key=lambda n: n.start):
        if n.start <= start < n.end:
            return None
        if start < n.start < end:
            end = n.start
    stripped = text[start:end].rstrip(' ,-–—«"(')
    words = re.sub(r"\s+(в|на|по|из|при|от|с|и|у|во|для|к|о|об)$", "", stripped)
    return (start, start + len(words)) if words else None


def _with_entities(text: str, names: list[Any], groups: Any, source: Any) -> tuple[Document, dict[Any, str]]:
    people, organizations, locations, ids = [], [], [], {}
    for (kind, key), found in groups.items():
        mentions = tuple(Mention(m.start, m.end, text[m.start : m.end], "gold", 1.0) for m in found)
        name = next((source.labels[m.id] for m in found if m.id in source.labels), found[0].text if found else "")
        others = tuple(dict.fromkeys(m.text for m in found))
        if kind == "PER":
            ids[kind, key] = f"p{len(people) + 1}"
            people.append(Person(ids[kind, key], name.lower(), name, others, None, None, None, mentions))
        elif kind == "ORG":
            ids[kind, key] = f"o{len(organizations) + 1}"
            organizations.append(Organization(ids[kind, key], name.lower(), name, others, None, mentions))
        else:
            ids[kind, key] = f"l{len(locations) + 1}"
            locations.append(Location(ids[kind, key], name.lower(), name, others, mentions))
    layer = tuple(
        NameMention(KINDS[m.kind], m.start, m.end, text[m.start : m.end], "gold", 1.0)  # type: ignore[arg-type]
        for m in names
    )
    sentences = segment(text)
    doc = Document(
        text=text,
        source=source.name,
        people=tuple(people),
        organizations=tuple(organizations),
        locations=tuple(locations),
        sentences=sentences,
        words=dict(enumerate(grammar().tag(sentences))),
        names=layer,
    )
    return doc, ids


@cache
def grammar() -> Grammar:
    return Grammar()


def factrueval_documents(folder: Path | str) -> list[Gold]:
    import factrueval_gold

    jobs = {path.stem: _jobs(path) for path in Path(folder).glob("*.spans")}
    return [_factrueval(document, jobs[document.name], Path(folder)) for document in factrueval_gold.read(folder)]


def _jobs(path: Path) -> dict[str, tuple[int, int]]:
    rows = (line.split() for line in path.read_text(encoding="utf-8").split("\n"))
    return {r[0]: (int(r[2]), int(r[2]) + int(r[3])) for r in rows if len(r) > 5 and r[1] == "job"}


@dataclass
class _Name:
    id: str
    kind: str
    start: int
    end: int
    text: str


class _Source:
    def __init__(self, name: str) -> None:
        self.name, self.labels = name, {}


def _factrueval(source: Any, jobs: dict[str, tuple[int, int]], folder: Path) -> Gold:
    text = source.text
    entity_of = {m.id: e for e in source.entities for m in e.mentions}
    candidates = []
    for m in source.mentions:
        if m.optional or m.id not in entity_of or not m.naming:
            continue
        start, end = m.name_start, m.name_end
        if m.kind == "ORG" and text[m.start].isupper():
            start, end = m.start, m.end
        candidates.append(_Name(m.id, entity_of[m.id].kind, start, end, text[start:end]))
    names = outermost(candidates)
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    labels = _Source(source.name)
    for m in names:
        e = entity_of[m.id]
        groups[m.kind, e.id].append(m)
        label = _label(folder / f"{source.name}.coref", e.id, m.kind)
        if label:
            labels.labels[m.id] = label
    for m in source.mentions:
        if {s[0] for s in m.spans} <= {"geo_adj"} and m.id in entity_of:
            groups.setdefault(("LOC", entity_of[m.id].id), [])
    doc, ids = _with_entities(text, names, groups, labels)
    by_entity = {key: value for (_, key), value in ids.items()}
    gold = Gold(doc)
    for m in source.mentions:
        if {s[0] for s in m.spans} <= {"geo_adj"} and m.id in entity_of and entity_of[m.id].id in by_entity:
            gold.adjectives[m.start, m.end] = by_entity[entity_of[m.id].id]
    adjectives = [_Name("", "LOC", s, e, text[s:e]) for s, e in gold.adjectives]
    positions = []
    for start, end in jobs.values():
        bounds = trim(text, start, end, names, adjectives)
        if bounds:
            positions.append(Position(*bounds, text[slice(*bounds)], 1.0))
    positions = outermost(positions)
    gold.doc = replace(doc, positions=tuple(positions))
    _factrueval_links(folder / f"{source.name}.facts", jobs, positions, by_entity, gold)
    return gold


def _label(path: Path, entity: str, kind: str) -> str | None:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [r.strip() for r in block.split("\n") if r.strip()]
        if not rows or rows[0].split()[0] != entity:
            continue
        values: dict[str, str] = {}
        for key, _, value in (r.partition(" ") for r in rows[1:]):
            values.setdefault(key, value.strip())
        if kind == "PER":
            parts = [values.get(k) for k in ("firstname", "patronymic", "lastname")]
            return " ".join(p for p in parts if p) or values.get("nickname")
        return values.get("name")
    return None


def _factrueval_links(path: Path, jobs: Any, positions: list[Position], by_entity: Any, gold: Gold) -> None:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [r.strip() for r in block.split("\n") if r.strip()]
        if not rows or not rows[0].endswith("Occupation"):
            continue
        arguments = {key: re.findall(r"(obj|span)(\d+)", rest) for key, _, rest in (r.partition(" ") for r in rows[1:])}
        people = [by_entity[n] for k, n in arguments.get("Who", []) if k == "obj" and n in by_entity]
        places = [by_entity[n] for k, n in arguments.get("Where", []) if k == "obj" and n in by_entity]
        spans = [jobs[n] for k, n in arguments.get("Position", []) if k == "span" and n in jobs]
        held = [(p.start, p.end) for s in spans for p in positions if p.start < s[1] and s[0] < p.end]
        gold.holds |= {(w, p) for w in people for p in held}
        gold.works |= {(w, p) for w in people for p in places}
        gold.place |= {(h, p) for h in held for p in places}
