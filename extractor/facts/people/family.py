"""Who is whose relative: «дочь Петрова Анна», «Орлов и его жена Мария», «женат на Анне Котовой»."""

from extractor.document import Fact
from extractor.facts.people.family_readings import (
    alone,
    child_of,
    couple,
    named_by_noun,
    of_children,
    of_last,
    of_noun,
    of_parents,
    of_plural,
    of_possessive,
    of_pronoun,
    of_relative,
    of_subject,
    only_planned,
    other_gender,
    related,
    siblings,
    spouses,
)
from extractor.facts.people.patterns import other_case, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.tables import FactRule, FactTable, Trace, find_by_rules
from extractor.sentence.cells import Rows

SCORES = {
    "family.genitive": 0.87,
    "family.apposition": 0.79,
    "family.possessive": 0.82,
    "family.own": 0.77,
    "family.married": 0.77,
    "family.born": 0.86,
    "family.couple": 0.83,
    "family.siblings": 0.9,
    "family.noun": 0.8,
}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""


FROM_MARRIAGE = (
    "['от'] [ADJ|NUM|DET]* [@marriage NOUN] ['с|со'] [nominal]* {other:person} .. [@child NOUN]!",
    "[@child NOUN]! .. ['от'] [ADJ|NUM|DET]* [@marriage NOUN] ['с|со'] [nominal]* {other:person}",
)
"""The other parent: «от первого брака с Анной Котовой»."""

RULES = (
    FactRule(
        "family.apposition",
        "Мария Орлова, дочь известного физика Ивана Орлова, уехала.",
        "{who:-post -PRON person} [',|—|–|-|('] [ADJ|NUM|ADV]* [@kin NOUN]! ..6, {whom:person.gen oblique,}",
        related,
        (untrue,),
    ),
    FactRule(
        "family.genitive",
        "Сыновья Ивана Орлова — Пётр и Илья — уехали.",
        "[@children NOUN plural]! [nominal]* {whom:person.gen oblique} ['—|–|-|:'] [joined]* {who:-post -PRON person,}",
        related,
        (other_case, other_gender),
    ),
    FactRule(
        "family.genitive",
        "Дочь Ивана Орлова и Марии Котовой Анна уехала.",
        "[@kin NOUN]! ..4, {whom:person.gen oblique} ['и'] [nominal]* {other:person.gen} {who:-post -PRON person}",
        related,
        (other_case, other_gender),
    ),
    FactRule(
        "family.genitive",
        "Бывшая супруга Ивана Орлова Мария уехала.",
        "[@kin NOUN]! ..6, {whom:person.gen oblique} ['—|–|-']? [nominal]* {who:-post -PRON person}",
        related,
        (other_case,),
    ),
    FactRule(
        "family.genitive",
        "Дочь Ивана Орлова, актриса Мария Орлова, уехала.",
        "[@kin NOUN]! [nominal]* {whom:person.gen oblique} [','] [nominal]* {who:-post -PRON person} [',|(|.']",
        related,
        (other_case, other_gender),
    ),
    FactRule(
        "family.noun",
        "Композитор Иван Орлов болен. Супруга музыканта Мария Орлова уехала.",
        "[@kin NOUN]! [ADJ]* {whose:human gen} [',|—|–|-']? [post]? {who:-post -PRON person}",
        of_noun,
        (other_case, other_gender, named_by_noun),
    ),
    FactRule(
        "family.possessive",
        "Иван Орлов уехал. Его жена Мария осталась.",
        "{whose:'его|её|ее'} [ADJ|NUM]* [@kin NOUN]! [joined]* {who:-post -PRON person,}",
        of_possessive,
        (other_case, other_gender),
    ),
    FactRule(
        "family.noun",
        "Анна Орлова родилась в Твери. Отец — режиссёр Иван Орлов, мать — актриса Мария Котова.",
        "[@kin NOUN nom first]! ['—|–|-|:'] [joined]* {who:-post -PRON person}",
        of_last,
        (other_gender, of_plural),
    ),
    FactRule(
        "family.noun",
        "Анна Орлова родилась в Твери. Отец — режиссёр Иван Орлов, мать — актриса Мария Котова.",
        "[@kin NOUN nom first] .. [',|;|.|и'] [@kin NOUN nom]! ['—|–|-|:'] [joined]* {who:-post -PRON person}",
        of_last,
        (other_gender, of_plural),
    ),
    FactRule(
        "family.own",
        "Иван Орлов приехал со своей женой Марией.",
        "[@own] [ADJ|NUM]* [@kin NOUN]! [joined]* {who:-post -PRON person,}",
        of_subject,
        (other_case,),
    ),
    FactRule(
        "family.own",
        "Иван Орлов с женой Марией уехал.",
        "['с|со'] [ADJ|NUM]* [@kin NOUN ins]! [nominal]* {who:person.ins,}",
        of_subject,
        (other_case,),
    ),
    FactRule(
        "family.married",
        "Иван Орлов женат на Анне Котовой.",
        "{who:person free subject} .. [AUX]? ..3 [@married_to]! ..4 ['на'] ..6 {whom:person}",
        spouses,
        (untrue, of_relative, only_planned),
    ),
    FactRule(
        "family.married",
        "Анна Котова замужем за Иваном Орловым.",
        "{who:person free subject} .. [@married]! ..4 ['за'] ..6 {whom:person}",
        spouses,
        (untrue, of_relative, only_planned),
    ),
    FactRule(
        "family.born",
        "У Ивана Орлова есть дочь Анна и сын Пётр.",
        "['у'] [nominal]* {whom:person.gen,} .. [VERB|AUX]? .. [@kin NOUN]! [joined]* {who:person free subject,}",
        related,
        (untrue,),
        FROM_MARRIAGE,
    ),
    FactRule(
        "family.born",
        "Иван Орлов уехал. У него две дочери — Анна и Вера.",
        "['у'] {him:'него|нее|неё'} .. [VERB|AUX]? .. [@child NOUN]! [joined -@child]* {who:-post -PRON person,}",
        of_pronoun,
        (untrue,),
        FROM_MARRIAGE,
    ),
    FactRule(
        "family.born",
        "Иван Орлов живёт в Твери. Дети: сын Антон и дочь Анна.",
        "[@kids first] [':'] .. [@child NOUN]! [joined]* {who:-post -PRON person,}",
        of_children,
    ),
    FactRule(
        "family.born",
        "Иван Орлов имеет сына Антона и дочь Анну.",
        "{whom:person free subject} .. [@has VERB] .. [@kin NOUN]! [joined]* {who:-post -PRON person,}",
        related,
        (untrue,),
        FROM_MARRIAGE,
    ),
    FactRule(
        "family.born",
        "Иван Орлов родился в семье физика Петра Орлова.",
        "{who:person free subject} .. {born:@born VERB} .. ['в'] [ADJ]* [@household NOUN]! ..4, {whom:person.gen,}",
        child_of,
        (untrue,),
    ),
    FactRule(
        "family.married",
        "Анна Котова вышла замуж за Ивана Орлова.",
        "{who:person free subject} .. [@marries VERB -Inf] ..2 [@marrying]! ['за'] ..6 {whom:person}",
        spouses,
        (untrue, only_planned),
    ),
    FactRule(
        "family.married",
        "Иван Орлов развёлся с Анной Котовой.",
        "{who:person free subject} .. [@divorced VERB -Inf]! ..3 ['с|со'] ..12 {whom:person.ins}",
        spouses,
        (untrue, only_planned),
    ),
    FactRule(
        "family.couple",
        "Мария Котова и Иван Орлов поженились.",
        "{who:person free subject,} .. [@weds VERB plural]!",
        couple,
        (untrue, only_planned, alone),
    ),
    FactRule(
        "family.couple",
        "Мария Котова и сын банкира из Твери Иван Орлов поженились.",
        "{who:person free subject} ['и'] ..8, {whom:person subject} .. [@weds VERB plural]!",
        couple,
        (untrue, only_planned),
    ),
    FactRule(
        "family.couple",
        "Гости приехали на свадьбу Марии Котовой и Ивана Орлова.",
        "[@wedding NOUN]! [nominal]* {who:-post -PRON person.gen,}",
        couple,
        (untrue,),
    ),
    FactRule(
        "family.siblings",
        "Дети Илья и Вера уехали.",
        "[@children NOUN plural]! [joined]* {who:-post -PRON person,}",
        siblings,
        (of_parents,),
    ),
    FactRule(
        "family.couple",
        "Супруги Иван Орлов и Мария Котова уехали.",
        "[@couple NOUN plural]! {who:-post -PRON person,}",
        couple,
    ),
)
TABLE = FactTable(RULES, people_words("family"), test_of_people)


def find_relatives(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The relatives of an article, each two once."""
    unique: dict[frozenset[object], Fact] = {}
    for row in rows.with_any(TABLE.keys):
        for fact in find_by_rules("family", TABLE, row, SCORES, traces):
            unique.setdefault(frozenset((fact.arguments["who"], fact.arguments["whom"])), fact)
    return list(unique.values())
