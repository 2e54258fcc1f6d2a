"""What a sum of money measures, whose it is, and when: «штраф в 5 млн рублей», «выручка «Газпрома» выросла до …»."""

from collections.abc import Container, Iterator, Sequence
from itertools import starmap
from typing import NamedTuple

from extractor.document import Argument, Document, Fact, Money
from extractor.facts.comparisons import compared_sum, is_compared
from extractor.facts.measures import measure_head, test_of_amounts
from extractor.facts.record import Reading, make_fact, token_span
from extractor.facts.tables import Trace, trace_of
from extractor.facts.vocabulary import fact_words
from extractor.grammar.cell_rules import Attempt, Match, Rule, Table
from extractor.money.context import is_same_sum
from extractor.sentence.cells import Cells, Rows, governing
from extractor.sentence.clauses import find_subject, genitive_tail, is_verb, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.phrases import decapitalized, nominative_phrase
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import may_be_subject
from extractor.sentence.vocabulary import kinds_of_organizations, word_lists
from extractor.sentence.words import ACC, GEN, LOC, NOM

SCORES = {
    "amount.noun": 0.94,
    "amount.verb": 0.92,
    "amount.genitive": 0.87,
    "amount.list": 0.88,
    "amount.allotted": 0.85,
}
"""Share of right ones among those that a rule gave on tests/gold, drawn towards 0.85 where they are few."""


class Amount(NamedTuple):
    """One sum and what it measures."""

    money: str
    first_token: int
    last_token: int
    """Of the noun phrase that names what is measured."""
    scene: Scene
    who: str | None
    date: str | None
    start: int
    end: int


AmountRule = Rule[Cells, Amount]
Matched = Match[Cells]


# --- what is measured ---


def _noun(match: Matched) -> Iterator[Amount]:
    """The noun of the pattern, or a noun that it is a genitive of: «размер штрафа» measures a fine."""
    scene, t = match.row.scene, match.row.bounds[match.cells["what"][0]][0]
    head = measure_head(scene, t)
    yield _amount(match, t if head is None else head)


def _exact_noun(match: Matched) -> Iterator[Amount]:
    yield _amount(match, match.row.bounds[match.cells["what"][0]][0])


def _subject(match: Matched) -> Iterator[Amount]:
    """The subject of the verb between what is measured and the sum."""
    head = _subject_noun(match)
    if head is not None:
        yield _amount(match, head)


def _subject_noun(match: Matched) -> int | None:
    scene = match.row.scene
    subject = find_subject(scene, match.row.bounds[match.cells["verb"][0]][0])
    return next((t for t in range(*subject) if _is_nominative_noun(scene, t)), None) if subject else None


def _is_nominative_noun(scene: Scene, t: int) -> bool:
    return scene.cover[t] < 0 and scene.words[t].upos == "NOUN" and bool(scene.words[t].cases & NOM)


def no_subject(match: Matched) -> bool:
    """«Стоит 5 рублей»: the verb has no noun for its subject."""
    return _subject_noun(match) is None


def in_a_place(match: Matched) -> bool:
    """«На рынке за 1000 рублей предлагают»: the noun says where."""
    row, [cell] = match.row, match.cells["what"]
    scene, t = row.scene, row.bounds[cell][0]
    cases = scene.words[t].cases
    between = {row.text(n) for n in range(cell + 1, match.trigger)}
    is_locative = (
        bool(cases & LOC) and not cases & (ACC | GEN) and governing(row, cell) in word_lists("places")["within"]
    )
    return is_locative and not between.isdisjoint(("за", "—", "–", "-"))


def _name(match: Matched) -> Iterator[Amount]:
    """A name whose worth is given."""
    row, [cell] = match.row, match.cells["what"]
    [named], [item] = row.names([cell]), row.names(match.cells["money"])
    date = _date(row.scene, named.first, item)
    yield Amount(item.id, named.first, named.last, row.scene, named.id, date, named.start, item.end)


def _purpose(match: Matched) -> Iterator[Amount]:
    """The noun of the pattern with its genitives, before the sum or after it."""
    yield _amount(match, match.row.bounds[match.cells["what"][0]][0], is_whole=True)


def _amount(match: Matched, head: int, *, is_whole: bool = False) -> Amount:
    """What a sum measures, by the head of the phrase; `is_whole`: with its genitives after the sum, too."""
    scene = match.row.scene
    [item] = match.row.names(match.cells["money"])
    first = head
    while first and scene.cover[first - 1] < 0 and _agrees(scene, first - 1, head):
        first -= 1
    is_after = head >= item.first
    end_of_tail = segment_bounds(scene, head)[1] if is_after else item.first
    last = head + 1 if is_after and not is_whole else genitive_tail(scene, head + 1, end_of_tail)
    tail = _before_name(scene, head, last)
    who = _owner(scene, head, head if is_whole else last)
    start = min(scene.tokens[first].start, item.start)
    end = max(scene.tokens[tail - 1].end, item.end)
    return Amount(item.id, first, tail, scene, who, _date(scene, head, item), start, end)


def _before_name(scene: Scene, head: int, last: int) -> int:
    """The index after what of a phrase says what is measured, without whose it is: «прибыль группы «X»»: «прибыль»."""
    tail = next((t for t in range(head + 1, last) if scene.cover[t] >= 0), last)
    of_kind = scene.words[tail - 1].lemma in kinds_of_organizations()
    named = tail < len(scene.tokens) and scene.cover[tail] >= 0
    return tail - 1 if tail - head > 1 and named and of_kind else tail


# --- the table ---

RULES = (
    AmountRule(
        "amount.noun",
        "Компания получила поддержку общим объёмом 3 млн рублей.",
        "{what:NOUN|PROPN} [ADJ]* [@sizes NOUN ins] [ADP|ADV]* {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.noun",
        "Победителям вручили сертификаты на сумму 5 млн рублей.",
        "{what:NOUN} ['на'] [ADJ]* ['сумму'] [ADP|ADV]* {money:money}!",
        _noun,
    ),
    AmountRule(
        "amount.genitive",
        "Банк выделил 323 млн долларов в виде грантов.",
        "{money:money}! ['в'] ['виде|качестве'] [ADJ]* {what:NOUN gen}",
        _exact_noun,
    ),
    AmountRule(
        "amount.noun",
        "Цена хлеба на рынках – около 10 рублей.",
        "{what:measured bare} ..11, ['—|–|-'] ..3, {money:money}!",
        _noun,
    ),
    AmountRule(
        "amount.noun",
        "Суд назначил штраф в 5 млн рублей.",
        "{what:measured} ..11, {money:money}!",
        _noun,
        unless=(in_a_place,),
    ),
    AmountRule(
        "amount.verb",
        "Выручка «Газпрома» выросла до 2 трлн рублей.",
        "{what:@measures NOUN|PROPN subject bare -@general} ..11 [@verbs predicate] ..11, {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.verb",
        "Доходы запланированы в объёме 40 трлн рублей.",
        "{what:@measures NOUN|PROPN subject bare -@general} ..11 [predicate] ..11, [general] ..11, {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.verb",
        "Речь о задолженности, которая составляет уже 200 млн рублей.",
        "{what:@measures NOUN} [','] ['который|которая|которое|которые'] [@verbs predicate] ..11, {money:money}!",
        _noun,
    ),
    AmountRule(
        "amount.verb",
        "Долг группы вырос на 70%, до 107 млрд рублей.",
        "{what:@measures NOUN|PROPN subject bare} ..11 [@verbs predicate] ..6, [','] ['до'] ..2, {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.verb",
        "Инвесторы оценили завод в 500 миллиардов рублей.",
        "[@values VERB -passive] [ADJ]* {what:NOUN acc} ..4, ['в'] ..2, {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.verb",
        "Инвесторы оценили «Вектон» в 500 миллиардов рублей.",
        "[@values VERB -passive] [NOUN|ADJ]* {what:who} ['в'] ..2, {money:money}!",
        _name,
    ),
    AmountRule(
        "amount.allotted",
        "На ремонт школы выделили 3 млн тенге.",
        "['на'] [ADJ]* {what:NOUN acc -@no_purposes} ..6 [@allots VERB|ADJ] ..6, {money:money}!",
        _purpose,
    ),
    AmountRule(
        "amount.allotted",
        "Власти выделили 3 млн тенге на ремонт школы.",
        "[@allots VERB|ADJ] ..6, {money:money}! ..2, ['на'] [ADJ]* {what:NOUN acc -@no_purposes}",
        _purpose,
    ),
    AmountRule(
        "amount.verb",
        "Мост обойдётся в 3 млрд рублей.",
        "{verb:@verbs predicate} ..11, {money:money}!",
        _subject,
        unless=(no_subject,),
    ),
    AmountRule(
        "amount.verb",
        "Мост заложен в сумме 3 млрд рублей.",
        "{verb:predicate} ..11, [general] ..11, {money:money}!",
        _subject,
        unless=(no_subject,),
    ),
    AmountRule(
        "amount.noun",
        "Объём Фонда благосостояния на 1 сентября превысил 13 трлн рублей.",
        "{what:general subject} ..11 [@verbs predicate] ..11, {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.noun",
        "Суммы в размере 5 млн рублей вернули.",
        "{what:general} ..8, [general] ..11, {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.noun",
        "На сумму в 5 млн рублей купили зерно.",
        "{what:general} ..11, {money:money}!",
        _exact_noun,
    ),
    AmountRule(
        "amount.genitive",
        "Проект стоит €12 млн, из них €8 млн — кредит.",
        "{money:money}! ['—|–|-'] [ADJ]* {what:@measures NOUN nom}",
        _exact_noun,
    ),
    AmountRule(
        "amount.genitive",
        "Он заплатил 5 млн рублей штрафа.",
        "{money:money}! [ADJ|DET]* {what:@measures NOUN gen}",
        _exact_noun,
    ),
)
TABLE = Table(RULES, fact_words("amounts"), test_of_amounts)


def find_amounts(doc: Document, rows: Rows, traces: list[Trace] | None = None) -> Iterator[Fact]:
    """An amount for each sum that a noun says what it measures; of a sum in several currencies the first."""
    restated = frozenset(_restated(doc))
    for row in rows:
        sums = row.scene.of("money")
        if sums:
            yield from starmap(_fact, _of_sums(row, sums, restated, traces))


def _restated(doc: Document) -> Iterator[str]:
    """The sums that say the one before them in another currency: «5 млрд рублей (€60 млн, $70 млн)»."""
    given: Money | None = None
    for money in doc.money:
        if given is not None and (
            money.equivalent == given.id
            or (money.currency != given.currency and is_same_sum(doc.text, given.end, money.start))
        ):
            yield money.id
        else:
            given = money if money.equivalent is not None else None


def _of_sums(
    row: Cells, sums: Sequence[Item], restated: Container[str], traces: list[Trace] | None
) -> Iterator[tuple[str, Amount]]:
    """What the sums of a sentence measure, with the rules that say so."""
    measured = {found.money: (rule, found) for rule, found in _matched(row, traces)}
    last: tuple[str, Amount] | None = None
    for previous, item in zip((None, *sums), sums, strict=False):
        if item.id in restated:
            continue
        last = measured.get(item.id) or (_listed(row.scene, last, previous, item) if last and previous else None)
        if last is not None:
            yield last


def _matched(row: Cells, traces: list[Trace] | None) -> Iterator[tuple[str, Amount]]:
    """The amounts of a sentence by the table, with their rules."""
    refused: list[Attempt[Cells, Amount]] = []
    for attempt in TABLE.find(row, refused):
        for found in attempt.rule.read(attempt.match):
            if traces is not None:
                traces.append(trace_of("amount", attempt, (found.start, found.end)))
            yield attempt.rule.id, found


def _fact(rule: str, found: Amount) -> Fact:
    scene, first, last = found.scene, found.first_token, found.last_token
    name = decapitalized(nominative_phrase(tuple(token.text for token in scene.tokens[first:last])))
    arguments: dict[str, Argument] = {
        "money": found.money,
        "what": token_span(scene, first, last, name),
        "who": found.who,
        "date": found.date,
    }
    return make_fact(scene.doc, "amount", Reading(arguments, found.start, found.end), rule, SCORES[rule])


def _listed(scene: Scene, before: tuple[str, Amount], previous: Item, item: Item) -> tuple[str, Amount] | None:
    """A further sum of a list («в 2016 году — 10 рублей, в 2017 году — 20 рублей»), of what the one before measures."""
    between = range(previous.last, item.first)
    has_dash = any(scene.tokens[t].text in ("—", "–") for t in between)
    if not all(_is_of_list(scene, t, has_dash=has_dash) for t in between):
        return None
    dates = [d.id for d in scene.of("date") if previous.last <= d.first < item.first]
    _, measured = before
    date = _date_of_compared(scene, item) or (dates[-1] if dates else measured.date)
    return "amount.list", measured._replace(money=item.id, date=date, end=item.end)


def _is_of_list(scene: Scene, t: int, *, has_dash: bool) -> bool:
    """Whether a token may be between two sums of a list: a date, a sign, «и», a preposition; «для фирм —»."""
    kind, upos = scene.kind_at(t), scene.words[t].upos
    if kind is not None:
        return kind == "date"
    return scene.tokens[t].text in ",—–-и()" or upos == "ADP" or (has_dash and upos in ("NOUN", "ADJ"))


def _agrees(scene: Scene, t: int, head: int) -> bool:
    word = scene.words[t]
    adjective = word.upos == "ADJ" or word.form == "Part"
    return adjective and not word.finite and bool(word.cases & scene.words[head].cases)


def _owner(scene: Scene, head: int, last: int) -> str | None:
    """Whose sum it is: the name in the genitive after the noun, else the subject of its clause."""
    named = _first_of(scene, range(head + 1, last), ("organization", "person", "location"))
    if named is not None or scene.words[head].lemma in fact_words("amounts")["imposed"]:
        return named
    verb = next((t for t in range(*segment_bounds(scene, head)) if is_verb(scene, t)), None)
    if verb is None or scene.words[verb].lemma in fact_words("amounts")["only_said"]:
        return None
    subject = find_subject(scene, verb)
    named = _first_of(scene, range(*subject), ("organization", "person")) if subject is not None else None
    return named if any(item.id == named and may_be_subject(scene, item) for item in scene.items) else None


def _first_of(scene: Scene, tokens: range, kinds: Container[str | None]) -> str | None:
    """The id of the first name of some kinds among some tokens."""
    return next((scene.items[scene.cover[t]].id for t in tokens if scene.kind_at(t) in kinds), None)


def _date(scene: Scene, head: int, item: Item) -> str | None:
    """The date of the stretch that holds the noun or the sum; of a sentence with one date that one."""
    if (own := _date_of_compared(scene, item)) is not None:
        return own
    dates = [date for date in scene.of("date") if not is_compared(scene, date)]
    dates = [date for date in dates if not _is_of_noun(scene, date, head)]
    if len(dates) == 1:
        return dates[0].id if _verbs_between(scene, dates[0], head) <= 1 else None
    near = [d for d in dates if min(head, item.first) - 8 <= d.first <= max(head, item.last) + 4]
    return min(near, key=lambda d: min(abs(d.first - head), abs(d.first - item.first))).id if near else None


def _date_of_compared(scene: Scene, item: Item) -> str | None:
    """The date after a sum that another is compared with: «… против 16 млрд рублей годом ранее»."""
    return next((date.id for date in scene.of("date") if compared_sum(scene, date) == item), None)


def _is_of_noun(scene: Scene, date: Item, head: int) -> bool:
    """Whether a date without a preposition tells another noun from its like: «замена машин после выборов 2000 года»."""
    t = date.first - 1
    return t > head and scene.is_word(t) and scene.words[t].upos == "NOUN" and bool(scene.words[t].cases & (GEN | LOC))


def _verbs_between(scene: Scene, date: Item, head: int) -> int:
    """How many finite verbs part a date from what is measured."""
    return sum(is_verb(scene, t) for t in range(*sorted((date.first, head))))
