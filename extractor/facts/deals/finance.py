"""The rules of investments, loans and grants."""

from extractor.facts.deals.matches import PAIR, deal, several_parties
from extractor.facts.tables import FactRule, denied

INVESTING = (
    FactRule(
        "deal.verb",
        "В «Чирик» вложились такие компании, как «Гранит» и «Дельта».",
        "['в|во'] [NOUN|ADJ]* {other:who} .. [@verbs VERB]! .. {one:who.nom free,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "Microsoft инвестировала в OpenAI 10 млрд долларов.",
        "{one:party.nom free,} .. [@verbs VERB]! .. ['в|во'] [ADJ]* [@kinds]? {other:who,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Медиана» финансирует проект «Клён».",
        "{one:party.nom free,} .. [@verbs VERB]! .. {other:who.acc bare,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Медиана» вложила в завод 2 млрд рублей.",
        "{one:party.nom free,} .. [@verbs VERB]! .. [Conv]? .. {money:money}",
        deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "Компания «Ромашка» привлекла от «Лютика» инвестиции.",
        "{one:party.nom free,} .. [@makers VERB] .. {other:party -venue,} .. [@nouns NOUN]!",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Ромашка» привлекла инвестиции «Лютика».",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:party -venue,}",
        deal,
        unless=PAIR,
    ),
)
LENDING = (
    FactRule(
        "deal.verb",
        "«Ромашка» задолжала «Лютику» 3 млн рублей.",
        "{borrower:party.nom free,} .. [@owes VERB]! .. {lender:who.dat free,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.verb",
        "«Ромашка» задолжала 3 млн рублей.",
        "{borrower:party.nom free,} .. [@owes VERB]! .. {money:money}",
        deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.verb",
        "Сбербанк прокредитовал «Ромашку».",
        "{lender:party.nom free,} .. [@verbs VERB]! .. {borrower:who.acc|dat,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Сбербанк выдал «Аэрофлоту» кредит.",
        "{lender:party.nom free,} .. [@makers VERB] .. {borrower:party -venue,} .. [@nouns NOUN]!",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Сбербанк выдал кредит «Аэрофлоту».",
        "{lender:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {borrower:party -venue,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Аэрофлот» получил кредит Сбербанка.",
        "{borrower:party.nom free,} .. [@takes VERB] .. [@nouns NOUN]! .. {lender:who -venue,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "«Аэрофлот» получил от Сбербанка кредит.",
        "{borrower:party.nom free,} .. [@takes VERB] .. {lender:who -venue,} .. [@nouns NOUN]!",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Сбербанк открыл «Аэрофлоту» кредитную линию.",
        "{lender:party.nom free,} .. [@makers VERB] .. {borrower:party -venue,} .. [@nouns ADJ]! [@lines]",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Сбербанк открыл кредитную линию «Аэрофлоту».",
        "{lender:party.nom free,} .. [@makers VERB] .. [@nouns ADJ]! [@lines] .. {borrower:party -venue,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Сбербанк одобрил группе кредитный лимит в 18 млрд рублей.",
        "{lender:party.nom free,} .. [@makers VERB] .. [@nouns ADJ]! [@lines] .. {money:money}",
        deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "Сбербанк выдал заводу кредит на 3 млн рублей.",
        "{lender:party.nom free,} .. [@makers VERB] .. [@nouns NOUN nom|acc]! ..6 {money:money}",
        deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "Завод взял у Сбербанка кредит на 3 млн рублей.",
        "[@takes VERB] .. ['у|от|в'] [NOUN|ADJ]* {lender:org,} .. [@nouns NOUN acc]! ..6 {money:money}",
        deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.noun",
        "Завод взял кредит на 3 млн рублей у Сбербанка.",
        "[@takes VERB] .. [@nouns NOUN acc]! .. {money:money} .. ['у|от|в'] [NOUN|ADJ]* {lender:org,}",
        deal,
        unless=(denied,),
    ),
    FactRule(
        "deal.verb",
        "Кредит в размере 150 млн евро выделит Всемирный банк.",
        "[@nouns NOUN nom|acc]! .. {money:money} .. [@makers VERB] .. {lender:party.nom}",
        deal,
        unless=(denied,),
    ),
)
GRANTING = (
    FactRule(
        "deal.verb",
        "Иван Орлов пожертвовал больнице 1 млн рублей.",
        "{one:party.nom free,} .. [@verbs VERB]! .. {money:money}",
        deal,
        unless=(denied, several_parties),
    ),
    FactRule(
        "deal.noun",
        "Фонд «Клён» выделил Таджикистану грант.",
        "{one:party.nom free,} .. [@makers VERB] .. {other:party -venue,} .. [@nouns NOUN]!",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Фонд «Клён» выделил грант «Ромашке».",
        "{one:party.nom free,} .. [@makers VERB] .. [@nouns NOUN]! .. {other:party -venue,}",
        deal,
        unless=PAIR,
    ),
    FactRule(
        "deal.noun",
        "Гранты в размере 150 млн евро выделит Всемирный банк.",
        "[@nouns NOUN nom|acc]! .. {money:money} .. [@makers VERB] .. {one:party.nom}",
        deal,
        unless=(denied,),
    ),
)
