"""The rules of amounts, a row each: a number with its currency, then what neighbours share."""

from extractor.grammar.sequences import Notation, Rule, Table
from extractor.money import amounts, sharing
from extractor.money.amounts import (
    Element,
    currency_of_the_next,
    currency_pair,
    decimals_after_a_gap,
    unit_of_a_column,
    weight,
)
from extractor.money.sharing import AND_RE, DASH_RE, SUM_RE, TO_RE, Join, no_money, not_opened, other_currency, phone
from extractor.money.tokens import CLASSES, Items

AmountRule = Rule[Items, Element]

RULES = (
    AmountRule(
        "money.amount-said-twice",
        "500 (пятьсот) рублей",
        "{number}{number}{currency}",
        amounts.spelled_out,
    ),
    AmountRule(
        "money.dash-kopecks",
        "15 000-00 руб.",
        "{number}{number}{currency}",
        amounts.dash_kopecks,
    ),
    AmountRule(
        "money.dash-kopecks",
        "2 000-00 (две тысячи) руб.",
        "{number}{number}{number}{currency}",
        amounts.dash_kopecks,
    ),
    AmountRule(
        "money.symbol-before-amount",
        "$1,3 млрд",
        "{currency}{number}{currency}?",
        amounts.currency_first,
        unless=(unit_of_a_column,),
    ),
    AmountRule(
        "money.amount-currency",
        "10 тысяч шведских крон",
        "{number}{currency}",
        amounts.exact_amount,
        unless=(currency_of_the_next, decimals_after_a_gap, currency_pair, weight),
    ),
    AmountRule(
        "money.vague-amount",
        "несколько миллионов рублей",
        "{number}{currency}",
        amounts.vague_amount,
        unless=(currency_of_the_next, currency_pair, weight),
    ),
)
"""Id, example, pattern, reader; the longest that its reader accepts counts, of equally long ones the earlier row."""

TABLE = Table(Notation(CLASSES, {}, {}), RULES)

JOINS = (
    Join("money.two-units", "10 рублей 50 копеек", SUM_RE, sharing.two_units),
    Join("money.multiplier-first", "тысяч двадцать рублей", SUM_RE, sharing.multiplier_first),
    Join("money.change", "с 10 до 11 млрд долларов", TO_RE, sharing.change, unless=(no_money, other_currency)),
    Join("money.range", "от 5 до 7 млн рублей", TO_RE, sharing.from_to, unless=(no_money, other_currency, not_opened)),
    Join("money.range", "между 5 и 7 млн рублей", AND_RE, sharing.between_and, unless=(no_money, other_currency)),
    Join("money.range", "5–7 млн рублей", DASH_RE, sharing.dash, unless=(no_money, other_currency, phone)),
)
"""Id, example, what is between the two, reader; the first that joins counts."""

LIST_RULE = "money.list"
"""«5, 10 и 20 млн долларов»: a member takes the currency and multiplier of the next."""

SHARED_RULE = "money.currency-left-out"
"""«10 млн рублей, годом ранее — 8 млн»: a number takes the currency of an amount before it."""
