"""What births and deaths have in common: who, when and where, also in brackets after a name."""

from collections.abc import Iterator, Mapping

from extractor.document import Argument, Fact, FactKind
from extractor.facts.people.circumstances import (
    date_in,
    items_in,
    joined,
    place_in,
    scope,
)
from extractor.facts.record import Reading
from extractor.facts.tables import FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows
from extractor.sentence.items import Item


def each_person(match: Matched, arguments: Mapping[str, Argument]) -> Iterator[Reading]:
    """A reading for each person of a match, with what is said of all of them."""
    for who in _meant(match):
        start, end = span_of(match, who)
        yield Reading({"who": who.id, **arguments}, start, end)


def _meant(match: Matched) -> list[Item]:
    """The people of a match; of a verb in the singular the nearest: «умер Орлов, соратник Котова»."""
    row = match.row
    people, t = row.names(match.cells["who"]), row.bounds[match.trigger][0]
    word = row.scene.words[t]
    is_one = word.upos == "VERB" and word.singular and not word.plural
    return sorted(people, key=lambda who: abs(who.first - t))[:1] if is_one else people


def life_of(match: Matched) -> Mapping[str, Argument]:
    """The date and the place around the trigger, those that the pattern names first."""
    around = scope(match)
    date = match.row.names(match.cells.get("date", ()))
    place = match.row.names(match.cells.get("place", ()))
    return {
        "date": date[0].id if date else date_in(match, around),
        "place": place[0].id if place else place_in(match, around),
    }


def in_brackets(match: Matched) -> Iterator[Reading]:
    """«(12 мая 1950, Тверь — 3 июня 2021)»: the place is right after its date."""
    [date], scene = match.row.names(match.cells["date"]), match.row.scene
    after = range(date.last + 1, date.last + 2)
    places = items_in(scene, after, "location") if scene.tokens[date.last].text == "," else []
    yield from each_person(match, {"date": date.id, "place": places[0].id if places else None})


def with_words(match: Matched) -> bool:
    """«Мария Кюри (1903 — физика, 1911 — химия)»: no years of a life."""
    row = match.row
    last = max(row.bounds[cell][0] for _, cells in match.steps for cell in cells)
    between = range(row.bounds[match.trigger][1], last)
    return any(
        row.scene.kind_at(t) not in ("date", "location") and row.scene.words[t].upos in ("NOUN", "VERB")
        for t in between
    )


def beyond_brackets(match: Matched) -> bool:
    """«Президенты Орлов (1877-1881) и Котов (1889-1893)»: the dates are in brackets of their own."""
    row = match.row
    last = max(row.bounds[cell][0] for _, cells in match.steps for cell in cells)
    return any(row.scene.tokens[t].text == ")" for t in range(row.bounds[match.trigger][1], last))


def once_each(
    kind: FactKind, table: FactTable, rows: Rows, score: dict[str, float], traces: list[Trace] | None
) -> list[Fact]:
    """The facts of a kind that a person has one of, with all that the article tells of each."""
    unique: dict[Argument, Fact] = {}
    for row in rows.with_any(table.keys):
        for fact in find_by_rules(kind, table, row, score, traces):
            who = fact.arguments["who"]
            unique[who] = joined(unique[who], fact) if who in unique else fact
    return list(unique.values())
