"""Deals: who bought, sold, lent, fined or agreed on what with whom; a table of rules for each type of deal."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from extractor.document import Fact, TextSpan
from extractor.facts.record import Reading, ids_of, nearest, token_span
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, denied, find_by_rules, span_of
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Cells, test_of_cells

SCORES = {"deal.verb": 0.7, "deal.noun": 0.65}
"""Share of right ones among those that a rule gave on the factRuEval devset and on our own phrases, rounded."""


# --- what a match says ---


def _between_parties(match: Matched) -> Iterator[Reading]:
    """A deal of each first party with the second."""
    row = match.row
    token = row.bounds[match.trigger][0]
    money, date = nearest(row.scene.of("money"), token), nearest(row.scene.of("date"), token)
    for cell in match.cells["first"]:
        for other in match.cells["second"]:
            names = row.names([cell, other])
            if names[0].id != names[1].id:
                start, end = span_of(match, *names)
                yield Reading(
                    {
                        "participants": (names[0].id, names[1].id),
                        "deal_type": _type(match),
                        "money": money.id if money else None,
                        "date": date.id if date else None,
                    },
                    start,
                    end,
                )


def _for_a_sum(match: Matched) -> Iterator[Reading]:
    """A deal of which one party is named, for a sum of money."""
    row = match.row
    [party] = row.names(match.cells["first"])
    [money] = row.names(match.cells["money"])
    date = nearest(row.scene.of("date"), row.bounds[match.trigger][0])
    start, end = span_of(match, party, money)
    yield Reading(
        {
            "participants": (party.id,),
            "deal_type": _type(match),
            "money": money.id,
            "date": date.id if date else None,
        },
        start,
        end,
    )


def _type(match: Matched) -> TextSpan:
    """The word that says what kind of deal it is, its name the type."""
    first, last = match.row.bounds[match.trigger]
    lemmas = match.row.scene.words[first].lemmas
    return token_span(match.row.scene, first, last, next(_types()[lemma] for lemma in lemmas if lemma in _types()))


@cache
def _types() -> Mapping[str, str]:
    """The type of a deal by the lemma of its verb or noun."""
    return {
        lemma: kind
        for table in ("deals.verbs", "deals.nouns")
        for kind, lemmas in fact_words(table).items()
        for lemma in lemmas
    }


# --- guards ---


def several_parties(match: Matched) -> bool:
    """«Медиана» и «Вектор» купили за 2 млн — more than one buyer and no seller."""
    return len(match.cells["first"]) > 1


def one_party(match: Matched) -> bool:
    """Both parties are the same: «Медиана» купила акции «Медианы»."""
    return len({item.id for item in match.row.names([*match.cells["first"], *match.cells["second"]])}) == 1


# --- the tables ---

BY_VERB = (
    FactRule(
        "deal.verb",
        "«Медиана» купила «Инфосферу» за 6 млрд рублей.",
        "{first:party.nom free,} .. [@verbs VERB Fin|Inf|Conv|Part]! .. {second:who.acc|gen|dat|ins|loc}",
        _between_parties,
        unless=(denied, one_party),
    ),
    FactRule(
        "deal.verb",
        "«Медиана» купила завод за 2 млрд рублей.",
        "{first:party.nom free,} .. [@verbs VERB Fin|Inf|Conv|Part]! .. [Conv]? .. {money:money}",
        _for_a_sum,
        unless=(denied, several_parties),
    ),
)
FOR_A_SUM = (
    FactRule(
        "deal.verb",
        "Кредит в размере 150 млн евро выделит Всемирный банк.",
        "[@nouns NOUN nom|acc]! .. {money:money} .. [@makers VERB] .. {first:party.nom}",
        _for_a_sum,
        unless=(denied,),
    ),
)
BY_NOUN = (
    FactRule(
        "deal.noun",
        "Сбербанк выдал «Аэрофлоту» кредит.",
        "{first:party.nom free,} .. [@makers VERB] .. {second:party -venue} .. [@nouns NOUN]!",
        _between_parties,
        unless=(denied, one_party),
    ),
    FactRule(
        "deal.noun",
        "Сбербанк выдал кредит «Аэрофлоту».",
        "{first:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {second:party -venue}",
        _between_parties,
        unless=(denied, one_party),
    ),
    *FOR_A_SUM,
)
CONTRACTS = (
    FactRule(
        "deal.noun",
        "«Ромашка» заключила с «Лютиком» контракт.",
        "{first:party.nom free,} .. [@makers VERB] .. {second:who,} .. [@nouns NOUN]!",
        _between_parties,
        unless=(denied, one_party),
    ),
    FactRule(
        "deal.noun",
        "«Газпром» подписал контракт с CNPC.",
        "{first:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {second:who,}",
        _between_parties,
        unless=(denied, one_party),
    ),
    FactRule(
        "deal.noun",
        "Китай подписал договор с Казахстаном.",
        "{first:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. ['с|со'] {second:place}",
        _between_parties,
        unless=(denied, one_party),
    ),
    *FOR_A_SUM,
)
FINES = (
    FactRule(
        "deal.noun",
        "Ленинский районный суд приговорил Олега Савельева к штрафу.",
        "{first:party.nom free,} .. [@makers VERB] .. {second:person} .. [@nouns NOUN]!",
        _between_parties,
        unless=(denied, one_party),
    ),
    FactRule(
        "deal.noun",
        "Ленинский районный суд назначил штраф Олегу Савельеву.",
        "{first:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {second:person}",
        _between_parties,
        unless=(denied, one_party),
    ),
    *BY_NOUN,
)
OF_NAMES = (
    FactRule(
        "deal.noun",
        "Слияние компаний Oracle и Sun заняло год.",
        "[@nouns NOUN]! [NOUN|ADJ]* {first:who} ['«|»|и|с']* [NOUN|ADJ]* {second:who}",
        _between_parties,
        unless=(denied, one_party),
    ),
)
"""Of «покупка», «слияние» and «продажа», whose parties follow the noun."""

RULES: Mapping[str, tuple[FactRule, ...]] = {
    "покупка": (*BY_VERB, *BY_NOUN, *OF_NAMES),
    "продажа": (*BY_VERB, *BY_NOUN, *OF_NAMES),
    "слияние": (*BY_VERB, *BY_NOUN, *OF_NAMES),
    "инвестиции": (*BY_VERB, *BY_NOUN),
    "кредит": (*BY_VERB, *BY_NOUN),
    "контракт": CONTRACTS,
    "штраф": (*BY_VERB, *FINES),
}


@cache
def tables() -> tuple[FactTable, ...]:
    """A table for each type of deal, with its own words."""
    return tuple(
        FactTable(
            rules,
            {
                "verbs": fact_words("deals.verbs").get(kind, frozenset()),
                "nouns": fact_words("deals.nouns")[kind],
                "makers": fact_words("deals.with_noun")[kind],
            },
            test_of_cells,
        )
        for kind, rules in RULES.items()
    )


def find_deals(rows: Iterable[Cells], traces: list[Trace] | None = None) -> list[Fact]:
    """The deals of an article, each once: of equal participants and type the first with most said of it."""
    unique: dict[tuple[object, object], Fact] = {}
    keys = frozenset(_types())
    for row in rows:
        for table in tables() if row.has_any(keys) else ():
            for fact in find_by_rules("deal", table, row, SCORES, traces):
                kind = fact.arguments["deal_type"]
                assert isinstance(kind, TextSpan)
                key = frozenset(ids_of(fact.arguments["participants"])), kind.name
                if key not in unique or _known(fact) > _known(unique[key]):
                    unique[key] = fact
    return list(unique.values())


def _known(fact: Fact) -> int:
    """How many of the sum and the date are known."""
    return sum(fact.arguments[role] is not None for role in ("money", "date"))
