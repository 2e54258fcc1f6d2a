"""Who works where, told beside names: «Игорь Лапшин (школа «Клён»)», «академики Игорь Лапшин и Пётр Котов из РАН»."""

from collections.abc import Iterator

from extractor.document import Fact
from extractor.facts.occupations.find import post_name
from extractor.facts.record import Reading, text_span
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Rows, test_of_cells
from extractor.sentence.vocabulary import kinds_of_organizations

SCORES = {"occupation.in-brackets": 0.8, "occupation.listed": 0.85}
"""Estimated: there are too few of either in annotated news."""


def _each(match: Matched) -> Iterator[Reading]:
    """That each of the people works at the one place."""
    row = match.row
    scene = row.scene
    where = row.names(match.cells["where"])[0]
    posts = [scene.items[scene.cover[row.bounds[cell][0]]] for cell in match.cells.get("position", ())]
    position = [text_span(scene.doc, post.start, post.end, post_name(scene, post)) for post in posts]
    for who in row.names(match.cells["who"]):
        items = (who, where, *posts)
        start, end = min(item.start for item in items), max(item.end for item in items)
        yield Reading({"who": who.id, "position": position[0] if position else None, "where": where.id}, start, end)


TABLE = FactTable(
    (
        FactRule(
            "occupation.in-brackets",
            "Выступят Игорь Лапшин (школа «Клён») и Пётр Котов.",
            "{who:person} [@open]! [@kinds] {where:org} [')']",
            _each,
        ),
        FactRule(
            "occupation.listed",
            "Среди них академики Игорь Лапшин и Пётр Котов из РАН.",
            "{position:post} {who:person,} [@from]! {where:org}",
            _each,
        ),
    ),
    {
        "kinds": kinds_of_organizations() | fact_words("occupations")["beside"],
        "open": frozenset("("),
        "from": frozenset(("из",)),
    },
    test_of_cells,
)


def find_beside(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The occupations that are told beside the names of an article, in order."""
    told = (row for row in rows.with_any(TABLE.keys) if row.scene.of("person") and row.scene.of("organization"))
    return [fact for row in told for fact in find_by_rules("occupation", TABLE, row, SCORES, traces)]
