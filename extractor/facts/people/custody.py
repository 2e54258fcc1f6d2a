"""How those are kept who are suspected or sentenced: held, under arrest, in custody; and set free."""

from collections.abc import Iterator

from extractor.document import Argument
from extractor.facts.people.charge_readings import (
    RELEASED,
    crime_in,
    durations,
    end_of_penalty,
    has_penalty,
    is_governed,
    people_charged,
)
from extractor.facts.people.circumstances import date_in, named_span, phrase_from, scope
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import Matched, span_of
from extractor.sentence.words import INS

WORDS_TO_DAYS = 8
"""Tokens from «арестовал» to the length of the arrest."""


def held(match: Matched) -> Iterator[Reading]:
    """«Задержан на 48 часов»: a suspect for a time."""
    row = match.row
    scene, (first, last) = row.scene, row.bounds[match.trigger]
    term = next((id_ for id_, start, _ in durations(scene) if start == last + 1), None)
    stage, date = token_span(scene, first, last, "suspected"), date_in(match, scope(match))
    for who in people_charged(match):
        arguments: dict[str, Argument] = {"who": who.id, "stage": stage, "term": term, "date": date}
        yield Reading(arguments, *span_of(match, who))


def guarded(match: Matched) -> Iterator[Reading]:
    """«Под домашним арестом», «под стражу»: how a suspect is kept from leaving."""
    row = match.row
    scene, (first, last) = row.scene, row.bounds[match.trigger]
    while scene.words[first - 1].upos in ("ADJ", "NOUN") and scene.cover[first - 1] < 0:
        first -= 1
    case = "Ins" if scene.words[last - 1].cases & INS else "Acc"
    penalty = named_span(scene, first, max(phrase_from(scene, first, len(scene.tokens)), last), case)
    for who in people_charged(match):
        stage = token_span(scene, first, last, "suspected")
        arguments: dict[str, Argument] = {"who": who.id, "stage": stage, "penalty": penalty}
        start, end = span_of(match, who)
        yield Reading(arguments, start, max(end, penalty.end))


def confined(match: Matched) -> Iterator[Reading]:
    """«Арестован на десять суток за мелкое хулиганство»: an arrest of days is a penalty."""
    scene, (first, last) = match.row.scene, match.row.bounds[match.trigger]
    for id_, start, stop in _days_after(match):
        penalty = token_span(scene, start, stop)
        arguments: dict[str, Argument] = {
            "stage": token_span(scene, first, last, "convicted"),
            "penalty": penalty,
            "term": id_,
            "crime": crime_in(match, scope(match), frozenset(("за",))),
        }
        for who in people_charged(match):
            begin, end = span_of(match, who)
            yield Reading({"who": who.id, **arguments}, begin, max(end, penalty.end))


def _days_after(match: Matched) -> list[tuple[str, int, int]]:
    """The first length of time after the trigger and «на», if it is one of days: «на десять суток»."""
    scene, last = match.row.scene, match.row.bounds[match.trigger][1]
    near = range(last, last + WORDS_TO_DAYS)
    found = [one for one in durations(scene) if one[1] in near and is_governed(scene, one[1])][:1]
    return [one for one in found if any(scene.words[t].lemma in ("сутки", "сутка") for t in range(one[1], one[2]))]


def no_days(match: Matched) -> bool:
    """«Арестован на два месяца»: no penalty, but until the trial."""
    return not _days_after(match)


def freed(match: Matched) -> Iterator[Reading]:
    """«Вышел на свободу», with the penalty that is behind: «после десяти суток ареста за хулиганство»."""
    scene, around = match.row.scene, scope(match)
    after = next((t + 1 for t in around if scene.tokens[t].text.lower() == "после"), around.stop)
    terms = {first: (id_, last) for id_, first, last in durations(scene)}
    term, end = terms.get(after, (None, after))
    is_penalty = after < around.stop and has_penalty(scene, max(end - 1, after), around.stop)
    for reading in RELEASED(match):
        if not is_penalty:
            yield reading
            continue
        penalty = token_span(scene, after, end_of_penalty(scene, after, end, around.stop))
        crime = crime_in(match, range(after, around.stop), frozenset(("за",)))
        arguments = {**reading.arguments, "penalty": penalty, "term": term, "crime": crime}
        yield reading._replace(arguments=arguments, end=max(reading.end, penalty.end))
