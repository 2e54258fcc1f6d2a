"""What happened when: the predicate that a date belongs to, its subject, the people and organizations beside it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from extractor.document import Argument, Fact
from extractor.facts.attributes import (
    date_of,
    for_a_year,
    governor,
    in_brackets,
    of_a_paper,
    of_a_plan,
    of_a_purpose,
    of_a_year,
    of_another_clause,
    of_birth,
    of_comparison,
)
from extractor.facts.completions import completed
from extractor.facts.nonfinite import nonfinite
from extractor.facts.predications import predication, shared_subject, subject_of
from extractor.facts.record import Reading, text_span
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules
from extractor.facts.vocabulary import fact_words
from extractor.grammar.cell_rules import once
from extractor.language.patterns import compile_re
from extractor.sentence.cells import Cells, Rows, governing, is_post, test_of_cells
from extractor.sentence.clauses import (
    find_predicate,
    has_preposition,
    is_genitive_of_noun,
    is_participle,
    is_verb,
    segment_bounds,
)
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import NOM

SCORES = {"event.verb": 0.92, "event.participle": 0.83, "event.verbal-noun": 0.8, "event.post": 0.85}
"""Share of right ones among those that a rule gave on tests/gold, drawn towards 0.85 where they are few."""

NUMERIC_RE = compile_re(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:,?\s*\d{1,2}:\d{2})?")
"""A date in figures, as pages write theirs."""
TIME_BEFORE_RE, TIME_AFTER_RE = compile_re(r"\d{1,2}:\d{2},?\s*$"), compile_re(r"\s*,?\s*\d{1,2}:\d{2}")
LONGEST_TIME = 8
"""Characters of «14:00» and the marks beside it."""


# --- what happened ---


def _post(match: Matched) -> Iterator[Reading]:
    """A post of a life told in headwords: «с 2000 года — консультант»."""
    first, last = match.row.bounds[match.cells["what"][0]]
    yield _event(match, first, last)


def _noun(match: Matched) -> Iterator[Reading]:
    noun = match.row.bounds[match.cells["what"][0]][0]
    yield _event(match, noun, noun + 1)


def _clause(match: Matched) -> Iterator[Reading]:
    """A finite verb with its subject and object."""
    scene, predicate = match.row.scene, _predicate(match)
    assert predicate is not None
    first, last = predication(scene, predicate)
    end = completed(scene, predicate, last)
    said = end - first - (scene.tokens[first].text.lower() == "не")
    if said > 1 or scene.words[predicate].lemma != "быть":  # «больше, чем было в 2016 году»
        shared = shared_subject(scene, predicate) if subject_of(scene, predicate) is None else None
        if shared is not None and not match.row.antecedents.agrees(scene, shared, predicate):
            shared = None
        yield _event(match, first, last, end, shared)


def _nonfinite(match: Matched) -> Iterator[Reading]:
    """A participle with its noun, an infinitive or a gerund with what completes it."""
    predicate = _predicate(match)
    assert predicate is not None
    yield _event(match, *nonfinite(match.row.scene, predicate, date_of(match)))


def _event(match: Matched, first: int, last: int, completed_by: int = 0, subject: Item | None = None) -> Reading:
    """What the tokens from `first` to `last` say, with the people and organizations that take part in it.

    `completed_by`: the token after what only completes it, whose names take no part. `subject`: one outside.
    """
    scene, date = match.row.scene, date_of(match)
    start, end = scene.tokens[first].start, scene.tokens[max(last, completed_by) - 1].end
    arguments: dict[str, Argument] = {
        "date": date.id,
        "what": text_span(scene.doc, start, end),
        "who": tuple(dict.fromkeys([*([subject.id] if subject else ()), *_who(match, range(first, last))])),
    }
    return Reading(arguments, min(start, date.start), max(end, date.end))


def _who(match: Matched, tokens: range) -> Iterator[str]:
    """The people and organizations of what is said, and with whom it happened: «встретился с Орловым»."""
    row = match.row
    first, last = segment_bounds(row.scene, tokens[0])
    around = range(min(first, tokens.start), max(last, tokens.stop))
    found = dict.fromkeys(
        item.id
        for cell, (first, _) in enumerate(row.bounds)
        if first in around and (item := row.name(cell)) is not None and _takes_part(row, cell, item, tokens)
    )
    yield from found


def _takes_part(row: Cells, cell: int, item: Item, tokens: range) -> bool:
    """Whether a name is who did it or to whom it was done: not where, of what or instead of whom."""
    first, last = row.bounds[cell]
    if (
        item.kind not in ("person", "organization")
        or first == last
        or row.is_word(cell)  # «она» is as often a thing
        or is_post(row, cell)
        or _is_medium(row.scene, item)
    ):
        return False
    if item.kind == "organization" and row.scene.kind_at(first - 1) == "position" and first:
        return False  # «глава банка «Гранит» Иван Орлов»
    if item.kind == "person" and _is_of_person(row.scene, item):
        return False
    preposition = governing(row, cell)
    return preposition in _words()["with"] or (first in tokens and not preposition)


def _is_of_person(scene: Scene, item: Item) -> bool:
    """«Родственники Орлова встретились»: whose they are takes no part."""
    t = item.first - 1
    if not scene.is_word(t) or not scene.words[t].animate or not is_genitive_of_noun(scene, item.first):
        return False
    noun, named = scene.words[t], case_of(scene, item)
    if named & NOM:  # not «мать пятерых детей Анна Орлова»
        return bool(noun.cases & NOM) and noun.plural and not noun.singular
    return not noun.cases & named


def _words() -> Mapping[str, frozenset[str]]:
    return fact_words("events")


def _is_medium(scene: Scene, item: Item) -> bool:
    """«В соцсети Weibo», «на сайте «Ромашки»»: where it was said."""
    t = item.first - 1
    return t >= 0 and scene.cover[t] < 0 and scene.words[t].lemma in _words()["media"]


@once
def _predicate(match: Matched) -> int | None:
    return find_predicate(match.row.scene, date_of(match))


# --- guards ---


def without_value(match: Matched) -> bool:
    """Nobody knows when it is: «в тот день»."""
    dates, date = match.row.scene.doc.dates, date_of(match)
    n = bisect_left(dates, date.start, key=attrgetter("start"))
    return all(found.value is None for found in dates[n : n + 1] if found.id == date.id)


def of_the_sentence(match: Matched) -> bool:
    """«На выборах 5 мая победил Орлов»: the date is that of the predicate as well as of the noun.

    Not «поднял вопрос о вмешательстве в выборы 5 мая»: other nouns or a verb part the predicate from a noun that a
    preposition governs.
    """
    scene, noun = match.row.scene, match.row.bounds[match.cells["what"][0]][0]
    if of_a_purpose(match):
        return False
    first, last = segment_bounds(scene, noun)
    verbs = [t for t in range(first, last) if is_verb(scene, t)]
    if not verbs or _is_judged(scene, noun, verbs):
        return False
    preposition = governor(scene, noun)
    return preposition is None or _tells_when(match, preposition, verbs)


def _tells_when(match: Matched, preposition: int, verbs: Sequence[int]) -> bool:
    """Whether the phrase of a preposition with a noun and a date is of the verb: no other noun has it."""
    scene = match.row.scene
    if not any(verb < preposition for verb in verbs):
        return True
    if is_participle(scene, preposition - 1):  # «стал приговорённым к смерти в 2010 году»
        return True
    if scene.may_be_noun(preposition - 1) and scene.words[preposition - 1].lemma in _words()["papers"]:
        return has_preposition(scene, date_of(match).first)  # «одобрила ходатайство о покупке в ноябре»
    if scene.tokens[preposition].text.lower() in _words()["aside"]:
        return False
    between = range(max(verb for verb in verbs if verb < preposition) + 1, preposition)
    return not any(scene.words[t].upos == "NOUN" or scene.words[t].form == "Inf" for t in between)


def _is_judged(scene: Scene, noun: int, verbs: Sequence[int]) -> bool:
    """«Назвал ошибкой вступление страны в союз»: what somebody thinks of an event."""
    return any(scene.words[verb].lemma in _words()["judges"] and verb < noun for verb in verbs)


def in_an_aside(match: Matched) -> bool:
    """«Орлов (мэр в 2010–2012 гг.) уехал», «договор, предусматривающий вывод войск к маю»: no predicate of its own."""
    scene, date, predicate = match.row.scene, date_of(match), _predicate(match)
    first, last = segment_bounds(scene, date.first)
    if predicate is None or first <= predicate < last or not first:
        return False
    if is_participle(scene, first) and not scene.words[first].passive:
        return True
    return _in_brackets_of_a_noun(scene, date, predicate)


def _in_brackets_of_a_noun(scene: Scene, date: Item, predicate: int) -> bool:
    """Whether a date is in brackets with a noun, and its predicate outside them."""
    opening = next((t for t in range(date.first - 1, -1, -1) if scene.tokens[t].text in "()"), None)
    if opening is None or scene.tokens[opening].text != "(":
        return False
    closing = next((t for t in range(date.last, len(scene.tokens)) if scene.tokens[t].text == ")"), len(scene.tokens))
    nouns = [t for t in range(opening + 1, date.first) if scene.may_be_noun(t) and scene.words[t].upos == "NOUN"]
    return bool(nouns) and not opening < predicate < closing


def only_wished(match: Matched) -> bool:
    """«Мог бы победить в мае», «победит ли он в мае?»."""
    scene, predicate = match.row.scene, _predicate(match)
    bounds = segment_bounds(scene, date_of(match).first if predicate is None else predicate)
    words = [t for t in range(*bounds) if scene.is_word(t)]
    asked = any(scene.tokens[t].text.lower() == "ли" and t and is_verb(scene, t - 1) for t in words)
    return asked or any(scene.tokens[t].text.lower() in ("бы", "б") for t in words)


def of_the_page(match: Matched) -> bool:
    """«Обновлено 5 мая в 11:23», «24.04.2023, 09:52 Банк закрылся»: when the article was posted."""
    scene, predicate = match.row.scene, _predicate(match)
    if _is_stamp(scene, date_of(match)):
        return True
    if predicate != 0 or scene.words[0].lemma not in _words()["posted"]:
        return False
    return all(
        scene.kind_at(t) == "date" or scene.words[t].upos not in ("NOUN", "VERB") for t in range(1, len(scene.tokens))
    )


def _is_stamp(scene: Scene, date: Item) -> bool:
    """Whether a date in figures has a time right beside it, or begins the line but for names."""
    text = scene.doc.text
    found = NUMERIC_RE.fullmatch(text, date.start, date.end)
    if found is None or has_preposition(scene, date.first):
        return False
    after = scene.tokens[date.last].text if date.last < len(scene.tokens) else ""
    if not after and date.first:
        return True  # «Спор породил хаос в Лондоне 10.07.2018»
    named = [scene.kind_at(t) in ("location", "organization") for t in range(date.first)]
    if named and all(named) and after[:1].isupper():
        return True  # «Узбекистан 18/10/2022 Президент посетит Бишкек»
    before = text[max(date.start - LONGEST_TIME, scene.sentence.start) : date.start]
    is_beside = TIME_BEFORE_RE.search(before) or TIME_AFTER_RE.match(text, date.end)
    return ":" in text[date.start : date.end] or is_beside is not None


def only_counted(match: Matched) -> bool:
    """«Начиная с 18 января»: the gerund stands for a preposition."""
    predicate = _predicate(match)
    return predicate is not None and match.row.scene.tokens[predicate].text.lower() in _words()["since"]


def of_what_was_said(match: Matched) -> bool:
    """«Март — ключевой месяц для прививок, заявил министр»: not when he said it."""
    scene, date, predicate = match.row.scene, date_of(match), _predicate(match)
    if predicate is None or predicate < date.last or scene.tokens[predicate - 1].text != ",":
        return False
    speech = word_lists("speech")
    if scene.words[predicate].lemma not in speech["reporting"] | speech["with_that"]:
        return False
    follows = predicate + 1 < len(scene.tokens)  # whoever speaks: not «Орлов в четверг, 9 мая, подтвердил»
    return follows and scene.kind_at(predicate + 1) in ("person", "organization", "position")


def with_verb(match: Matched) -> bool:
    """«Родился 5 мая — консультант ошибся»: the sentence has a predicate."""
    scene = match.row.scene
    return any(is_verb(scene, t) for t in range(len(scene.tokens)))


def without_predicate(match: Matched) -> bool:
    """The sentence has none: «5 мая, Москва»."""
    return _predicate(match) is None


def without_finite_verb(match: Matched) -> bool:
    """A participle, a gerund or an infinitive is the predicate."""
    predicate = _predicate(match)
    return predicate is None or not is_verb(match.row.scene, predicate)


# --- the table ---

ATTRIBUTES = (
    of_a_paper,
    for_a_year,
    of_a_year,
    of_birth,
    of_a_plan,
    of_comparison,
    in_brackets,
    in_an_aside,
    of_another_clause,
)
"""The date only distinguishes one thing from others."""
OF_OTHERS = (of_a_purpose, of_what_was_said)
"""The date is not that of the predicate."""

RULES = (
    FactRule(
        "event.post",
        "С 2000 года — консультант, с мая 2002 года — руководитель дирекции.",
        "{date:date}! ['—|–|-'] {what:post}",
        _post,
        unless=(without_value, in_brackets, with_verb),
    ),
    FactRule(
        "event.verbal-noun",
        "Всему виной авария в 1990 году.",
        "{what:@nouns NOUN} [party]? [ADP]? {date:date}!",
        _noun,
        unless=(without_value, *ATTRIBUTES, of_the_sentence),
    ),
    FactRule(
        "event.verbal-noun",
        "Он назвал ошибкой вступление Китая в ВТО в 2001 году.",
        "{what:@nouns NOUN} [party]? ['в|во'] [party] [ADP]? {date:date}!",
        _noun,
        unless=(without_value, *ATTRIBUTES, of_the_sentence),
    ),
    FactRule(
        "event.verb",
        "15 мая суд отпустил министра.",
        "{date:date}!",
        _clause,
        unless=(
            without_value,
            *ATTRIBUTES,
            of_a_purpose,
            without_finite_verb,
            of_what_was_said,
            only_wished,
            of_the_page,
        ),
    ),
    FactRule(
        "event.participle",
        "Мост, построенный в 1987 году, закрыли.",
        "{date:date}!",
        _nonfinite,
        unless=(without_value, *ATTRIBUTES, *OF_OTHERS, without_predicate, only_wished, only_counted, of_the_page),
    ),
)
TABLE = FactTable(RULES, fact_words("events"), test_of_cells)


def find_events(rows: Rows, traces: list[Trace] | None = None) -> Iterator[Fact]:
    """An event for every resolved date or interval that a predicate belongs to."""
    for row in rows.with_any(TABLE.keys):
        yield from find_by_rules("event", TABLE, row, SCORES, traces)
