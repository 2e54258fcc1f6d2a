"""The sum of a deal that a later sentence tells: «X продал Y. Сумма сделки составила 11 млрд рублей»."""

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Fact
from extractor.facts.tables import FactRule, FactTable
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Cells, Rows, test_of_cells

RULES = (
    FactRule(
        "deal.noun",
        "Сумма сделки составила 11 млрд рублей.",
        "[@sums NOUN]! [@dealt gen] .. [VERB Fin]? .. {money:money}",
        lambda match: (),
    ),
    FactRule(
        "deal.noun",
        "Источник оценил сделку в 11 млрд рублей.",
        "[@values VERB]! [@dealt acc] ['в'] ..3 {money:money}",
        lambda match: (),
    ),
)
TABLE = FactTable(RULES, fact_words("deals.sums"), test_of_cells)


def with_sums(deals: Sequence[Fact], rows: Rows) -> list[Fact]:
    """Some deals, those without a sum with the one that the same sentence or the next ones tell of «сделка»."""
    found = list(deals)
    for row in rows.with_any(TABLE.keys) if found else ():
        for attempt in TABLE.find(row, []):
            n = _told_before(found, row, attempt.match.trigger)
            if n is not None:
                money = row.names(attempt.match.cells["money"])[0].id
                found[n] = replace(found[n], arguments={**found[n].arguments, "money": money})
    return found


def _told_before(deals: Sequence[Fact], row: Cells, trigger: int) -> int | None:
    """The number of the last deal before a word, of its sentence or of those right before, if it has no sum."""
    start = row.before[-1].sentence.start if row.before else row.scene.sentence.start
    end = row.scene.tokens[row.bounds[trigger][0]].start
    near = [n for n, deal in enumerate(deals) if start <= deal.start and deal.end <= end]
    last = max(near, key=lambda n: deals[n].end, default=None)
    return last if last is not None and deals[last].arguments["money"] is None else None
