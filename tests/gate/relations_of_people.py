"""Births, deaths, relatives, members, awards, charges, foundings and schools against the relations of NEREL.

Gold and found are pairs of an article. A gold entity is found by a mention that overlaps one of its; what is no entity
(a date, an age, a crime, an award) by a span that overlaps one of its mentions. Left out are heads without a name
(«погибший»), families, states in alliances, and governments as founded by who leads them. What there is one of (when
somebody was born) is one pair, however many ways the article says it. Relatives are pairs without order: «сын» of one
is the father of the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

Span = tuple[int, int]
Ends = tuple[frozenset[Any], frozenset[Any]]
"""What the two ends of a pair may be: entities of the gold, or spans."""

ROLES = {
    "DATE_OF_BIRTH": ("birth", "date"),
    "PLACE_OF_BIRTH": ("birth", "place"),
    "DATE_OF_DEATH": ("death", "date"),
    "PLACE_OF_DEATH": ("death", "place"),
    "CAUSE_OF_DEATH": ("death", "cause"),
    "AGE_DIED_AT": ("death", "age"),
    "SPOUSE": ("family", "spouse"),
    "PARENT_OF": ("family", "parent"),
    "SIBLING": ("family", "sibling"),
    "RELATIVE": ("family", "relative"),
    "MEMBER_OF": ("membership", "organization"),
    "AWARDED_WITH": ("award", "award"),
    "CONVICTED_OF": ("charge", "crime"),
    "PENALIZED_AS": ("charge", "penalty"),
    "FOUNDED_BY": ("founding", "by"),
    "DATE_FOUNDED_IN": ("founding", "date"),
    "SCHOOLS_ATTENDED": ("education", "where"),
}
"""By relation the kind of fact and the role that its tail fills."""

KINDS = tuple(dict.fromkeys(kind for kind, _ in ROLES.values()))

ONE_OF_EACH = {"birth", "death"}
"""Kinds that somebody has once: each role of it is one pair."""

SUBJECTS = {"founding": "organization"}
"""Roles of the heads, where these are not `who`."""

RELATIONS = {
    **dict.fromkeys(("муж", "жена", "супруг", "супруга", "вдова", "вдовец"), "spouse"),
    **dict.fromkeys(("отец", "мать", "сын", "дочь", "ребёнок", "родитель"), "parent"),
    **dict.fromkeys(("брат", "сестра"), "sibling"),
}
"""By the name of a relation the role of NEREL; any other is a relative."""


class Pair(NamedTuple):
    """Two things that a relation joins."""

    kind: str
    role: str
    head: frozenset[Any]
    """Ids of gold entities that it may be."""
    tail: frozenset[Any]
    """The same of an entity; offsets of anything else."""
    place: Span


class Figures(NamedTuple):
    """How much of a kind is found and right."""

    gold: int
    found: int
    right_gold: int
    right_found: int

    @property
    def precision(self) -> float:
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def total(figures: Iterable[Figures]) -> Figures:
    """The sum of some figures."""
    return Figures(*map(sum, zip(*figures, strict=True)))


def gold_pairs(document: Any) -> list[Pair]:
    """The pairs of an annotated article; those with a head that is no named entity («погибший») do not count."""
    mentions, entity = document.mentions, document.entity_of
    spans: dict[Any, set[Span]] = defaultdict(set)
    places: dict[Any, Span] = {}
    for relation, head, tail in document.relations:
        if relation not in ROLES or not {head, tail} <= mentions.keys() or not mentions[head].kind:
            continue
        kind, role = ROLES[relation]
        target = mentions[tail]
        if kind == "membership" and (target.type != "ORGANIZATION" or mentions[head].type == "COUNTRY"):
            continue  # families, and states of alliances
        if kind == "family" and target.type != "PERSON":
            continue
        if kind == "founding" and mentions[head].start <= target.start and target.end <= mentions[head].end:
            continue  # «кабинет Абэ»: who leads a government, not who founded it
        tail_key = None if kind in ONE_OF_EACH else entity[tail]
        if kind == "family":
            key = (kind, role, *sorted((entity[head], tail_key)))
        else:
            key = (kind, role, entity[head], tail_key)
        spans[key] |= _ends(document, tail)
        places.setdefault(key, (min(mentions[head].start, target.start), max(mentions[head].end, target.end)))
    found = []
    for key, ends in spans.items():
        kind, role, head, tail = key
        ids = frozenset((tail,)) if kind == "family" else frozenset(ends)
        found.append(Pair(kind, role, frozenset((head,)), ids, places[key]))
    return found


def _ends(document: Any, tail: str) -> set[Any]:
    """The id of an entity, the offsets of all mentions of anything else."""
    mention = document.mentions[tail]
    if mention.kind:
        return {document.entity_of[tail]}
    return {(m.start, m.end) for m in document.mentions_of(document.entity_of[tail])}


def found_pairs(document: Any, answer: dict[str, Any]) -> Iterator[Pair]:
    """The pairs of the facts of an output."""
    named = _gold_entities(document, answer)
    dates = {date["id"]: (date["start"], date["end"]) for date in answer["dates"]}
    for fact in answer["facts"]:
        kind, arguments, place = fact["kind"], fact["arguments"], (fact["start"], fact["end"])
        who = arguments.get(SUBJECTS.get(kind, "who"))
        for relation_kind, role in ROLES.values():
            if relation_kind == kind and kind != "family" and isinstance(who, str):
                for tail in _as_list(arguments[role]):
                    yield Pair(kind, role, named[who], _tail(tail, named, dates), place)
        if kind == "family":
            role = RELATIONS.get(arguments["relation"]["name"], "relative")
            yield Pair(kind, role, named[who], named[arguments["whom"]], place)


def _as_list(argument: Any) -> list[Any]:
    if isinstance(argument, list):
        return argument
    return [argument] if argument is not None else []


def _tail(argument: Any, named: dict[str, frozenset[str]], dates: dict[str, Span]) -> frozenset[Any]:
    if isinstance(argument, dict):
        return frozenset(((argument["start"], argument["end"]),))
    return frozenset((dates[argument],)) if argument in dates else named[argument]


def _gold_entities(document: Any, answer: dict[str, Any]) -> dict[str, frozenset[str]]:
    """By id of an entity of the output the gold entities that share a mention with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for kinds in ("people", "organizations", "locations"):
        for entity in answer[kinds]:
            found[entity["id"]] |= {
                document.entity_of[gold.id]
                for mention in entity["mentions"]
                for gold in document.mentions.values()
                if gold.kind
                and gold.start < mention["end"]
                and mention["start"] < gold.end
                and (gold.kind == "PER") == (kinds == "people")
            }
    return defaultdict(frozenset, {id_: frozenset(ids) for id_, ids in found.items()})


def agree(gold: Pair, found: Pair) -> bool:
    """Whether a pair of the output is one of the gold."""
    if (gold.kind, gold.role) != (found.kind, found.role):
        return False
    if _meet(gold.head, found.head) and _meet(gold.tail, found.tail):
        return True
    return gold.kind == "family" and _meet(gold.head, found.tail) and _meet(gold.tail, found.head)


def _meet(some: frozenset[Any], others: frozenset[Any]) -> bool:
    if some & others:
        return True
    spans = [end for end in others if isinstance(end, tuple)]
    return any(isinstance(a, tuple) and a[0] < b[1] and b[0] < a[1] for a in some for b in spans)


def score(document: Any, answer: dict[str, Any]) -> tuple[dict[str, Figures], list[str]]:
    """The figures of an article by kind, and its errors."""
    gold = gold_pairs(document)
    given = list({(p.kind, p.role, p.head, p.tail): p for p in found_pairs(document, answer)}.values())
    figures, errors = {}, []
    for kind in KINDS:
        wanted, ours = [p for p in gold if p.kind == kind], [p for p in given if p.kind == kind]
        missed = [p for p in wanted if not any(agree(p, one) for one in ours)]
        wrong = [p for p in ours if not any(agree(one, p) for one in wanted)]
        figures[kind] = Figures(len(wanted), len(ours), len(wanted) - len(missed), len(ours) - len(wrong))
        errors += [_shown("missed", document, pair) for pair in missed]
        errors += [_shown("wrong", document, pair) for pair in wrong]
    return figures, errors


def _shown(what: str, document: Any, pair: Pair) -> str:
    start, end = pair.place
    end = min(end, start + 300)
    text = document.text
    tails = "; ".join(text[e[0] : e[1]] for e in sorted(x for x in pair.tail if isinstance(x, tuple)))
    around = f"{text[max(0, start - 60) : start]}[[{text[start:end]}]]{text[end : end + 50]}"
    return f"{what} {pair.kind}.{pair.role} {document.name} ({tails}): {' '.join(around.split())}"
