"""What happened when: the predicate that a date belongs to, its subject, the people and organizations beside it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import attrgetter

from extractor.document import Argument, Fact
from extractor.facts.comparisons import is_compared
from extractor.facts.record import Reading, text_span
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules
from extractor.facts.vocabulary import fact_words
from extractor.grammar.cell_rules import once
from extractor.language.patterns import compile_re
from extractor.sentence.cells import Rows, test_of_cells
from extractor.sentence.clauses import (
    find_object_before,
    find_predicate,
    find_subject,
    is_verb,
    object_end,
    segment_bounds,
)
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene

SCORES = {"event.verb": 0.92, "event.participle": 0.83, "event.verbal-noun": 0.8}
"""Share of right ones among those that a rule gave on tests/gold, drawn towards 0.85 where they are few."""

YEAR_RE = compile_re(r"\d{4}(?:\s*[-–—]\s*\d{4})?(?:-х)?(?:\s*(?:год|г\b)|$)")
"""A year without day and month, years from one to another, a decade."""
YEARS_RE = compile_re(r"\d{4}(?:\s*[-–—]\s*\d{4})?(?:\s*(?:гг?\.?|год[аы]?))?")


# --- what happened ---


def _noun(match: Matched) -> Iterator[Reading]:
    noun = match.row.bounds[match.cells["what"][0]][0]
    yield _event(match, noun, noun + 1)


def _clause(match: Matched) -> Iterator[Reading]:
    """A finite verb with its subject and object."""
    scene, predicate = match.row.scene, _predicate(match)
    assert predicate is not None
    first, last = predicate, _end_of_complement(scene, predicate)
    beside = find_subject(scene, predicate)
    has_object = last > predicate + 1 and scene.words[predicate + 1].upos != "ADP"
    if beside is None and not has_object:
        beside = find_object_before(scene, predicate)
    if beside is not None:
        first, last = min(first, beside[0]), max(last, beside[1])
    yield _event(match, first, last)


def _end_of_complement(scene: Scene, predicate: int) -> int:
    """The index after the object of a verb; of one without an object after «на киностудии «Лютик»»."""
    bound = segment_bounds(scene, predicate)[1]
    last = object_end(scene, predicate, bound)
    if last != predicate + 1 or last + 1 >= bound or scene.cover[last] >= 0 or scene.words[last].upos != "ADP":
        return last
    is_dated = scene.kind_at(last + 1) in ("date", "money") or scene.words[last + 1].lemma in _words()["compound"]
    end = object_end(scene, last, bound)
    return last if is_dated or end == last + 1 else end


def _with_noun(match: Matched) -> Iterator[Reading]:
    """A participle with the word before its comma: «мост, построенный»; a gerund or an infinitive alone."""
    scene, predicate = match.row.scene, _predicate(match)
    assert predicate is not None
    first = predicate
    while first > 1 and scene.tokens[first - 1].text == "," and scene.cover[first - 2] < 0:
        first -= 2
    yield _event(match, first, predicate + 1)


def _event(match: Matched, first: int, last: int) -> Reading:
    """What the tokens from `first` to `last` say, with the people and organizations of their stretch."""
    scene, date = match.row.scene, _date(match)
    start, end = scene.tokens[first].start, scene.tokens[last - 1].end
    bounds = segment_bounds(scene, first)
    inside = range(min(bounds[0], first), max(bounds[1], last))
    named = [i for i in scene.of("person", "organization") if i.first in inside and not _is_medium(scene, i)]
    who = dict.fromkeys(i.id for i in named)
    arguments: dict[str, Argument] = {"date": date.id, "what": text_span(scene.doc, start, end), "who": tuple(who)}
    return Reading(arguments, min(start, date.start), max(end, date.end))


def _words() -> Mapping[str, frozenset[str]]:
    return fact_words("events")


def _is_medium(scene: Scene, item: Item) -> bool:
    """«В соцсети Weibo», «на сайте «Ромашки»»: where it was said."""
    t = item.first - 1
    return t >= 0 and scene.cover[t] < 0 and scene.words[t].lemma in _words()["media"]


def _date(match: Matched) -> Item:
    date = match.row.name(match.trigger)
    assert date is not None
    return date


@once
def _predicate(match: Matched) -> int | None:
    return find_predicate(match.row.scene, _date(match))


# --- guards ---


def without_value(match: Matched) -> bool:
    """Nobody knows when it is: «в тот день»."""
    dates, date = match.row.scene.doc.dates, _date(match)
    n = bisect_left(dates, date.start, key=attrgetter("start"))
    return all(found.value is None for found in dates[n : n + 1] if found.id == date.id)


def of_a_paper(match: Matched) -> bool:
    """«Закон от 3 апреля»."""
    preposition, noun = _before(match)
    return preposition == "от" and _is_free_noun(match.row.scene, noun)


def for_a_year(match: Matched) -> bool:
    """«Бюджет на 2026 год»."""
    scene, (preposition, noun) = match.row.scene, _before(match)
    return preposition == "на" and _is_free_noun(scene, noun) and _is_year(match) and not _is_verbal(scene, noun)


def of_a_year(match: Matched) -> bool:
    """«Приз 2012 года»."""
    scene, (preposition, noun) = match.row.scene, _before(match)
    if preposition or noun < 0 or not (scene.cover[noun] >= 0 or scene.words[noun].upos == "NOUN"):
        return False
    return _is_year(match) and not _is_verbal(scene, noun)


def of_comparison(match: Matched) -> bool:
    """«По сравнению с 2012 годом прибыль упала»."""
    return is_compared(match.row.scene, _date(match))


def in_brackets(match: Matched) -> bool:
    """«Лето» (2016)», «глава собрания (2003—2011)»: years of a name or a post."""
    scene, date = match.row.scene, _date(match)
    around = [scene.tokens[t].text for t in (date.first - 1, date.last) if 0 <= t < len(scene.tokens)]
    return around == ["(", ")"] and YEARS_RE.fullmatch(scene.doc.text[date.start : date.end]) is not None


def beside_verb(match: Matched) -> bool:
    """A verb says what happened: «встреча 5 мая сорвалась»."""
    scene, noun = match.row.scene, match.row.bounds[match.cells["what"][0]][0]
    return any(is_verb(scene, t) for t in range(*segment_bounds(scene, noun)))


def without_predicate(match: Matched) -> bool:
    """The sentence has none: «5 мая, Москва»."""
    return _predicate(match) is None


def without_finite_verb(match: Matched) -> bool:
    """A participle, a gerund or an infinitive is the predicate."""
    predicate = _predicate(match)
    return predicate is None or not is_verb(match.row.scene, predicate)


@once
def _before(match: Matched) -> tuple[str, int]:
    """The preposition before the date, or an empty string, and the token before both."""
    scene, last = match.row.scene, match.row.bounds[match.trigger][0] - 1
    if last >= 0 and scene.words[last].upos == "ADP":
        return scene.tokens[last].text.lower(), last - 1
    return "", last


def _is_year(match: Matched) -> bool:
    date = _date(match)
    return YEAR_RE.match(match.row.scene.doc.text[date.start : date.end]) is not None


def _is_free_noun(scene: Scene, t: int) -> bool:
    return t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "NOUN"


def _is_verbal(scene: Scene, t: int) -> bool:
    return scene.words[t].lemma in _words()["nouns"]


# --- the table ---

ATTRIBUTES = (of_a_paper, for_a_year, of_a_year, of_comparison, in_brackets)
"""The date only distinguishes one thing from others."""

RULES = (
    FactRule(
        "event.verbal-noun",
        "Всему виной авария в 1990 году.",
        "{what:@nouns NOUN} [ADP]? {date:date}!",
        _noun,
        unless=(without_value, *ATTRIBUTES, beside_verb),
    ),
    FactRule(
        "event.verb",
        "15 мая суд отпустил министра.",
        "{date:date}!",
        _clause,
        unless=(without_value, *ATTRIBUTES, without_finite_verb),
    ),
    FactRule(
        "event.participle",
        "Мост, построенный в 1987 году, закрыли.",
        "{date:date}!",
        _with_noun,
        unless=(without_value, *ATTRIBUTES, without_predicate),
    ),
)
TABLE = FactTable(RULES, fact_words("events"), test_of_cells)


def find_events(rows: Rows, traces: list[Trace] | None = None) -> Iterator[Fact]:
    """An event for every resolved date or interval that a predicate belongs to."""
    for row in rows.with_any(TABLE.keys):
        yield from find_by_rules("event", TABLE, row, SCORES, traces)
