"""Brothers and sisters whom one noun names as the children of somebody: «дети Орлова — Анна и Пётр»."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from extractor.document import Argument, Fact, TextSpan
from extractor.facts.record import Reading, make_fact
from extractor.sentence.cells import Rows

RULE, SCORE = "family.siblings", 0.9
CHILDREN = ("сын", "дочь", "ребёнок")


def find_siblings(rows: Rows, family: Sequence[Fact]) -> Iterator[Fact]:
    """Of the relatives of an article those whom one noun calls children of one, unless it is told what they are."""
    known = {frozenset((fact.arguments["who"], fact.arguments["whom"])) for fact in family}
    for children in _by_noun(family).values():
        if len(children) < 2 or _names_another(rows, children):
            continue
        for one, other in combinations(children, 2):
            pair = frozenset((one.arguments["who"], other.arguments["who"]))
            if len(pair) == 2 and pair not in known:
                known.add(pair)
                yield _siblings(rows, one, other)


def _by_noun(family: Iterable[Fact]) -> Mapping[tuple[object, int], list[Fact]]:
    """Who is whose child, by the parent and the place of the noun that says so."""
    found: dict[tuple[object, int], list[Fact]] = {}
    for fact in family:
        relation = fact.arguments["relation"]
        if isinstance(relation, TextSpan) and relation.name in CHILDREN:
            found.setdefault((fact.arguments["whom"], relation.start), []).append(fact)
    return found


def _names_another(rows: Rows, children: Sequence[Fact]) -> bool:
    """«Дети Орлова от брака с Марией — Анна и Пётр»: somebody else is named among them, maybe a parent of one."""
    start, end = min(fact.start for fact in children), max(fact.end for fact in children)
    scene = rows.scenes[bisect_left(rows.scenes, end, key=lambda scene: scene.sentence.end)]
    family = {fact.arguments[role] for fact in children for role in ("who", "whom")}
    return any(start <= item.start < end and item.id not in family for item in scene.of("person"))


def _siblings(rows: Rows, one: Fact, other: Fact) -> Fact:
    first, last = sorted((one, other), key=lambda fact: fact.end)
    who, relation = last.arguments["who"], last.arguments["relation"]
    name = "брат" if rows.antecedents.may_be(str(who), "Masc") else "сестра"
    arguments: dict[str, Argument] = {
        "who": who,
        "relation": replace(relation, name=name) if isinstance(relation, TextSpan) else None,
        "whom": first.arguments["who"],
    }
    start, end = min(one.start, other.start), max(one.end, other.end)
    return make_fact(rows.scenes[0].doc, "family", Reading(arguments, start, end), RULE, SCORE)
