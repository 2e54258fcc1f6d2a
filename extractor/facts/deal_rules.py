"""The rules by which deals are found, a table for each type of deal.

Roles of a pattern are those of the output; `one` and `other` are participants whose part has no name there.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from extractor.document import TextSpan
from extractor.facts.modality import modality_of
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import FactRule, Matched, denied, in_clause, span_of
from extractor.facts.vocabulary import fact_words
from extractor.sentence.items import Item

NAMED_ROLES = ("buyer", "seller", "object", "lender", "borrower")
ROLES = (*NAMED_ROLES, "one", "other")


# --- what a match says ---


def _deal(match: Matched) -> Iterator[Reading]:
    """One deal of all who take part in it."""
    row = match.row
    parties = {role: _ids(row.names(match.cells[role])) for role in ROLES if role in match.cells}
    named = _parties(match)
    money = row.names(match.cells.get("money", ())) or in_clause(match, row.scene.of("money"))
    date = in_clause(match, row.scene.of("date"))
    start, end = span_of(match, *named, *(money if "money" in match.cells else ()))
    arguments = {
        "participants": _ids(named),
        **{role: ids for role, ids in parties.items() if role in NAMED_ROLES},
        "deal_type": _type(match),
        "money": money[0].id if money else None,
        "date": date[0].id if date else None,
    }
    yield Reading(arguments, start, end, modality_of(match))


def _parties(match: Matched) -> list[Item]:
    """Those who take part, in the order of the text."""
    cells = sorted({cell for role in ROLES for cell in match.cells.get(role, ())})
    return match.row.names(cells)


def _ids(items: list[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.id for item in items))


def _type(match: Matched) -> TextSpan:
    """The word that says what kind of deal it is, its name the type."""
    first, last = match.row.bounds[match.trigger]
    lemmas = match.row.scene.words[first].lemmas
    types = types_of_deals()
    return token_span(match.row.scene, first, last, next(types[lemma] for lemma in lemmas if lemma in types))


@cache
def types_of_deals() -> Mapping[str, str]:
    """The type of a deal by the lemma of its verb or noun."""
    return {
        lemma: kind
        for table in ("deals.verbs", "deals.nouns", "deals.pays")
        for kind, lemmas in fact_words(table).items()
        for lemma in lemmas
    }


# --- guards ---


def several_parties(match: Matched) -> bool:
    """«Медиана» и «Вектор» купили за 2 млн — more than one buyer and no seller."""
    return any(len(match.cells.get(role, ())) > 1 for role in ("buyer", "seller", "borrower", "one"))


def one_party(match: Matched) -> bool:
    """Both parties are the same: «Медиана» купила акции «Медианы»."""
    return len(set(_ids(_parties(match)))) == 1


PAIR = (denied, one_party)

# --- the tables ---

FROM_SELLER = ("[any]! .. ['у'] [NOUN|ADJ]* {seller:party.gen,}", "[any]! .. {object:who.acc free}")
TO_BUYER = (
    "[any]! .. {object:org free} [@kinds dat] {buyer:org}",
    "[any]! .. {buyer:who.dat -nom -gen free,}",
)
BUYING = (
    FactRule(
        "deal.verb",
        "Мессенджер «Чирик» куплен компанией «Гранит».",
        "{object:party.nom free,} .. [@verbs passive]! .. {buyer:who.ins,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "Купленный «Гранитом» мессенджер «Чирик» закрылся.",
        "[@verbs passive]! .. {buyer:who.ins -nom,} .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "Купленный компанией «Гранит» мессенджер «Чирик» закрылся.",
        "[@verbs passive]! [ADJ]* [NOUN ins -gen] {buyer:who,} .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Гранит» выкупил «Луч» у «Ромашки».",
        "{buyer:party.nom free,} .. [@verbs VERB -passive]! .. {object:org free} .. ['у'] [NOUN|ADJ]* {seller:party,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Гранит» выкупил у «Ромашки» 10% акций «Луча».",
        "{buyer:party.nom free,} .. [@verbs VERB -passive]! .. ['у'] [NOUN|ADJ]* {seller:party.gen,} .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Гранит» выкупил завод у «Ромашки».",
        "{buyer:party.nom free,} .. [@verbs VERB -passive]! .. ['у'] [NOUN|ADJ]* {seller:party.gen,}",
        _deal,
        unless=PAIR,
        also=FROM_SELLER[1:],
    ),
    FactRule(
        "deal.verb",
        "«Медиана» купила «Инфосферу» за 6 млрд рублей.",
        "{buyer:party.nom free,} .. [@verbs VERB -passive]! .. {object:org bare}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Медиана» купила долю в компании «Инфосфера».",
        "{buyer:party.nom free,} .. [@verbs VERB -passive]! ..6 [@shares] .. ['в|во'] [NOUN|ADJ]* {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Спартак» купил Иванова.",
        "{buyer:org.nom free,} .. [@verbs VERB -passive]! .. {object:person.acc free}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Гранит» предлагает 44 млрд рублей за компанию «Ромашка».",
        "{buyer:party.nom free,} .. [@pays VERB -passive]! .. {money:money} ['за'] [NOUN|ADJ|NUM|SYM]* {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Медиана» купила завод за 2 млрд рублей.",
        "{buyer:party.nom free,} .. [@verbs VERB -passive]! .. [Conv]? .. {money:money}",
        _deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "Завершена сделка «Гранита» по приобретению 25% телеканала «Луч».",
        "[@petitions] [NOUN|ADJ]* {buyer:who,} ['о|об|по|на'] [ADJ]* [@nouns NOUN]! .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Власти одобрили покупку «Вектона» «Севинвестом».",
        "[@nouns NOUN]! .. {object:org.gen,} .. {buyer:who.ins -nom,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Власти одобрили покупку «Вектона» компанией «Севинвест».",
        "[@nouns NOUN]! .. {object:org.gen,} .. [NOUN ins -gen] {buyer:who}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Покупка «Гранитом» телеканала «Луч» завершена.",
        "[@nouns NOUN]! .. {buyer:who.ins -nom,} .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Покупка компанией «Гранит» телеканала «Луч» завершена.",
        "[@nouns NOUN]! [ADJ]* [NOUN ins -gen] {buyer:who,} .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Медиана» объявила о покупке «Инфосферы».",
        "{buyer:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {object:who}",
        _deal,
        unless=PAIR,
    ),
)
SELLING = (
    FactRule(
        "deal.verb",
        "«Чирик» продан Ивану Котову.",
        "{object:party.nom free,} .. [@verbs passive]! .. {buyer:who.dat -nom -gen free,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Чирик» продан Иваном Котовым за 19 млрд рублей.",
        "{object:org.nom free,} .. [@verbs passive]! .. {seller:who.ins -nom,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Чирик» продан за 19 млрд рублей.",
        "{object:org.nom free} .. [@verbs passive]! .. {money:money}",
        _deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "Холдинг «Чирик» должны были продать за 19 млрд рублей.",
        "{object:org.acc free} [@unnamed plural] ['были']? .. [@verbs Inf]! .. {money:money}",
        _deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "«Ромашка» продала Ивану Котову долю в «Лютике».",
        "{seller:party.nom free,} .. [@verbs VERB -passive]! .. {buyer:who.dat -nom -gen free,} .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Ромашка» продала «Лютик» за 3 млн рублей.",
        "{seller:party.nom free,} .. [@verbs VERB -passive]! .. {object:who.acc|gen|loc}",
        _deal,
        unless=PAIR,
        also=TO_BUYER,
    ),
    FactRule(
        "deal.verb",
        "«Ромашка» продала завод Ивану Котову.",
        "{seller:party.nom free,} .. [@verbs VERB -passive]! .. {buyer:who.dat -nom -gen free,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Ромашка» продала завод за 3 млн рублей.",
        "{seller:party.nom free,} .. [@verbs VERB -passive]! .. [Conv]? .. {money:money}",
        _deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "Продажа «Ромашкой» телеканала «Луч» завершена.",
        "[@nouns NOUN]! .. {seller:who.ins -nom,} .. {object:org}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Продажа «Луча» Ивану Котову завершена.",
        "[@nouns NOUN]! .. {object:org.gen,} .. {buyer:who.dat -nom -gen free,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Медиана» объявила о продаже «Инфосферы».",
        "{seller:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {object:who}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Голландская «Русь» рассматривает возможность продажи своих активов.",
        "{seller:who.nom free} [@makers VERB] [NOUN]? [@nouns NOUN]!",
        _deal,
        unless=(denied,),
    ),
)
MERGING = (
    FactRule(
        "deal.noun",
        "Слияние компаний Oracle и Sun заняло год.",
        "[@nouns NOUN]! [NOUN|ADJ]* {one:who} ['«|»|и|с']* [NOUN|ADJ]* {other:who}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "Компания «Ромашка» объединилась с «Лютиком».",
        "{one:party.nom free,} .. [@verbs VERB]! .. ['с|со'] [NOUN|ADJ]* {other:who,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Ромашка» объявила о слиянии с «Лютиком».",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:who}",
        _deal,
        unless=PAIR,
    ),
)
INVESTING = (
    FactRule(
        "deal.verb",
        "В «Чирик» вложились такие компании, как «Гранит» и «Дельта».",
        "['в|во'] [NOUN|ADJ]* {other:who} .. [@verbs VERB]! .. {one:who.nom free,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "Microsoft инвестировала в OpenAI 10 млрд долларов.",
        "{one:party.nom free,} .. [@verbs VERB]! .. ['в|во'] [ADJ]* [@kinds]? {other:who,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Медиана» финансирует проект «Клён».",
        "{one:party.nom free,} .. [@verbs VERB]! .. {other:who.acc bare,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Медиана» вложила в завод 2 млрд рублей.",
        "{one:party.nom free,} .. [@verbs VERB]! .. [Conv]? .. {money:money}",
        _deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "Компания «Ромашка» привлекла от «Лютика» инвестиции.",
        "{one:party.nom free,} .. [@makers VERB] .. {other:party -venue,} .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Ромашка» привлекла инвестиции «Лютика».",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:party -venue,}",
        _deal,
        unless=PAIR,
    ),
)
LENDING = (
    FactRule(
        "deal.verb",
        "«Ромашка» задолжала «Лютику» 3 млн рублей.",
        "{borrower:party.nom free,} .. [@owes VERB]! .. {lender:who.dat free,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Ромашка» задолжала 3 млн рублей.",
        "{borrower:party.nom free,} .. [@owes VERB]! .. {money:money}",
        _deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.verb",
        "Сбербанк прокредитовал «Ромашку».",
        "{lender:party.nom free,} .. [@verbs VERB]! .. {borrower:who.acc|dat,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Сбербанк выдал «Аэрофлоту» кредит.",
        "{lender:party.nom free,} .. [@makers VERB] .. {borrower:party -venue,} .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Сбербанк выдал кредит «Аэрофлоту».",
        "{lender:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {borrower:party -venue,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Аэрофлот» получил кредит Сбербанка.",
        "{borrower:party.nom free,} .. [@takes VERB] .. [@nouns NOUN]! .. {lender:who -venue,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Аэрофлот» получил от Сбербанка кредит.",
        "{borrower:party.nom free,} .. [@takes VERB] .. {lender:who -venue,} .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "Кредит в размере 150 млн евро выделит Всемирный банк.",
        "[@nouns NOUN nom|acc]! .. {money:money} .. [@makers VERB] .. {lender:party.nom}",
        _deal,
        unless=(denied,),
    ),
)
GRANTING = (
    FactRule(
        "deal.noun",
        "Фонд «Клён» выделил Таджикистану грант.",
        "{one:party.nom free,} .. [@makers VERB] .. {other:party -venue,} .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Фонд «Клён» выделил грант «Ромашке».",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:party -venue,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Гранты в размере 150 млн евро выделит Всемирный банк.",
        "[@nouns NOUN nom|acc]! .. {money:money} .. [@makers VERB] .. {one:party.nom}",
        _deal,
        unless=(denied,),
    ),
)
CONTRACTS = (
    FactRule(
        "deal.noun",
        "Контракт был заключён между «Гранитом» и «Ромашкой».",
        "[@nouns NOUN]! .. [@makers VERB] .. ['между'] [NOUN|ADJ]* {one:party,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Контракт между Сбербанком и «Газпромом» разорван.",
        "[@nouns NOUN]! .. ['между'] [NOUN|ADJ]* {one:party,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Ромашка» заключила с «Лютиком» контракт.",
        "{one:party.nom free,} .. [@makers VERB] .. ['с|со'] [NOUN|ADJ]* {other:who,} .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Газпром» подписал контракт с CNPC.",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. ['с|со'] [NOUN|ADJ]* {other:who,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Китай подписал договор с Казахстаном.",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. ['с|со'] {other:place}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "США и Китай подписали контракт.",
        "{one:party.nom free,} .. [@makers VERB plural] .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Контракт на 150 млн евро подписало министерство «Клён».",
        "[@nouns NOUN nom|acc]! .. {money:money} .. [@makers VERB] .. {one:party.nom}",
        _deal,
        unless=(denied,),
    ),
)
FINES = (
    FactRule(
        "deal.noun",
        "Черногория ввела санкции против Ирана.",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns]! .. ['против'] [ADJ]* [@kinds]? [post]? {other:party,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Это следствие санкций Евросоюза против Ирана.",
        "[@nouns NOUN]! {one:party.gen,} .. ['против'] [ADJ]* [@kinds]? [post]? {other:party,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Ленинский районный суд приговорил Олега Савельева к штрафу.",
        "{one:who.nom free,} .. [@makers VERB] .. {other:person} .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Ленинский районный суд назначил штраф Олегу Савельеву.",
        "{one:who.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:person}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Суд приговорил Лосева к штрафу.",
        "[@makers VERB] .. {other:person.acc|dat free} .. [@nouns NOUN]!",
        _deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.noun",
        "На компанию «Вектон» наложили штраф.",
        "['на'] [NOUN|ADJ]* {other:who} .. [@makers VERB] .. [@nouns NOUN]!",
        _deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "«Вектон» оштрафован на 3 млн рублей.",
        "{other:who.nom free,} .. [@verbs passive]!",
        _deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "ФАС оштрафовала «Мегафон» на 300 тысяч рублей.",
        "{one:who.nom free,} .. [@verbs VERB]! .. {other:who.acc|gen|dat|ins|loc,}",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "Компанию «Вектон» оштрафовали на 3 млн рублей.",
        "{other:who.acc free,} .. [@verbs VERB plural]!",
        _deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "ФАС оштрафовала её на 300 тысяч рублей.",
        "{one:who.nom free,} .. [@verbs VERB]! .. {money:money}",
        _deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "ФАС выписала «Мегафону» штраф.",
        "{one:who.nom free,} .. [@makers VERB] .. {other:party -venue,} .. [@nouns NOUN]!",
        _deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "ФАС выписала штраф «Мегафону».",
        "{one:who.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:party -venue,}",
        _deal,
        unless=PAIR,
    ),
)

RULES: Mapping[str, tuple[FactRule, ...]] = {
    "покупка": BUYING,
    "продажа": SELLING,
    "слияние": MERGING,
    "инвестиции": INVESTING,
    "кредит": LENDING,
    "грант": GRANTING,
    "контракт": CONTRACTS,
    "штраф": FINES,
}
