"""The rules of contracts, and of fines and sanctions."""

from extractor.facts.deals.matches import PAIR_OF_CONTRACT, PAIR_OF_FINE, deal, several_parties
from extractor.facts.tables import FactRule, denied

CONTRACTS = (
    FactRule(
        "deal.noun",
        "Контракт был заключён между «Гранитом» и «Ромашкой».",
        "[@nouns NOUN]! .. [@makers VERB] .. ['между'] [NOUN|ADJ]* {one:party,}",
        deal,
        unless=PAIR_OF_CONTRACT,
    ),
    FactRule(
        "deal.noun",
        "Контракт между Сбербанком и «Газпромом» разорван.",
        "[@nouns NOUN]! .. ['между'] [NOUN|ADJ]* {one:party,}",
        deal,
        unless=PAIR_OF_CONTRACT,
    ),
    FactRule(
        "deal.noun",
        "«Ромашка» заключила с «Лютиком» контракт.",
        "{one:party.nom free,} .. [@makers VERB] .. ['с|со'] [NOUN|ADJ]* {other:who,} .. [@nouns NOUN]!",
        deal,
        unless=PAIR_OF_CONTRACT,
    ),
    FactRule(
        "deal.noun",
        "«Газпром» подписал контракт с CNPC.",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. ['с|со'] [NOUN|ADJ]* {other:who,}",
        deal,
        unless=PAIR_OF_CONTRACT,
    ),
    FactRule(
        "deal.noun",
        "Китай подписал договор с Казахстаном.",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. ['с|со'] {other:place}",
        deal,
        unless=PAIR_OF_CONTRACT,
    ),
    FactRule(
        "deal.noun",
        "США и Китай подписали контракт.",
        "{one:party.nom free,} .. [@makers VERB plural] .. [@nouns NOUN]!",
        deal,
        unless=PAIR_OF_CONTRACT,
    ),
    FactRule(
        "deal.noun",
        "Контракт на 150 млн евро подписало министерство «Клён».",
        "[@nouns NOUN nom|acc]! .. {money:money} .. [@makers VERB] .. {one:party.nom}",
        deal,
        unless=(denied,),
    ),
)
FINES = (
    FactRule(
        "deal.noun",
        "Черногория ввела санкции против Ирана.",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns]! .. ['против'] [ADJ]* [@kinds]? [post]? {other:party,}",
        deal,
        unless=PAIR_OF_FINE,
    ),
    FactRule(
        "deal.noun",
        "США ввели санкции против депутата Верховной рады Ивана Орлова.",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns]! .. ['против|отношении'] [ADJ]* [post] [party] "
        "{other:person}",
        deal,
        unless=PAIR_OF_FINE,
    ),
    FactRule(
        "deal.noun",
        "Это следствие санкций Евросоюза против Ирана.",
        "[@nouns NOUN]! {one:party.gen,} .. ['против'] [ADJ]* [@kinds]? [post]? {other:party,}",
        deal,
        unless=PAIR_OF_FINE,
    ),
    FactRule(
        "deal.noun",
        "Ленинский районный суд приговорил Олега Савельева к штрафу.",
        "{one:who.nom free,} .. [@makers VERB] .. {other:person} .. [@nouns NOUN]!",
        deal,
        unless=PAIR_OF_FINE,
    ),
    FactRule(
        "deal.noun",
        "Ленинский районный суд назначил штраф Олегу Савельеву.",
        "{one:who.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:person}",
        deal,
        unless=PAIR_OF_FINE,
    ),
    FactRule(
        "deal.noun",
        "Суд приговорил Лосева к штрафу.",
        "[@makers VERB] .. {other:person.acc|dat free} .. [@nouns NOUN]!",
        deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.noun",
        "На компанию «Вектон» наложили штраф.",
        "['на'] [NOUN|ADJ]* {other:who} .. [@makers VERB] .. [@nouns NOUN]!",
        deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "«Вектон» оштрафован на 3 млн рублей.",
        "{other:who.nom free,} .. [@verbs passive]!",
        deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "ФАС оштрафовала «Мегафон» на 300 тысяч рублей.",
        "{one:who.nom free,} .. [@verbs VERB]! .. {other:who.acc|gen|dat|ins|loc,}",
        deal,
        unless=PAIR_OF_FINE,
    ),
    FactRule(
        "deal.verb",
        "Компанию «Вектон» оштрафовали на 3 млн рублей.",
        "{other:who.acc free,} .. [@verbs VERB plural]!",
        deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "ФАС оштрафовала её на 300 тысяч рублей.",
        "{one:who.nom free,} .. [@verbs VERB]! .. {money:money}",
        deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "ФАС выписала «Мегафону» штраф.",
        "{one:who.nom free,} .. [@makers VERB] .. {other:party -venue,} .. [@nouns NOUN]!",
        deal,
        unless=PAIR_OF_FINE,
    ),
    FactRule(
        "deal.noun",
        "ФАС выписала штраф «Мегафону».",
        "{one:who.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:party -venue,}",
        deal,
        unless=PAIR_OF_FINE,
    ),
)
