"""Who got which award: «Орлов награждён орденом Дружбы», «лауреат премии «Оскар» Анна Котова», «народный артист»."""

from extractor.document import Fact, TextSpan
from extractor.facts.people.award_readings import (
    awarded,
    bare,
    nameless,
    nominated,
    of_another,
    of_last,
    only_possible,
    quoted,
    titled,
    won,
)
from extractor.facts.people.circumstances import joined
from extractor.facts.people.patterns import in_relative, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.tables import FactRule, FactTable, Trace, find_by_rules
from extractor.sentence.cells import Rows

SCORES = {"award.verb": 0.65, "award.laureate": 0.84, "award.title": 0.74, "award.contest": 0.8}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""

ANY = "{who:who free subject,}"
NAMED = "{who:-post -PRON who free subject,}"
TO = "{who:who.dat oblique free,}"
RULES = (
    FactRule(
        "award.verb",
        "Иван Орлов награждён орденом Дружбы и медалью «За отвагу».",
        f"{ANY} .. {{verb:@awarded short passive}} .. [@awards ins|gen]!",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Орденом Дружбы награждён Иван Орлов.",
        f"[@awards ins|gen]! .. {{verb:@awarded short passive}} .. {NAMED}",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Президент наградил Ивана Орлова орденом Дружбы.",
        "{verb:@awarded VERB -passive} .. {who:who.acc free} .. [@awards ins|gen]!",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов получил орден Дружбы.",
        f"{ANY} .. {{verb:@gets VERB -passive}} .. [@awards]!",
        awarded,
        (untrue, only_possible, in_relative, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов сыграл короля и получил премию «Оскар».",
        f"{ANY} .. [VERB Fin] .. {{verb:@gains VERB Fin|Conv -passive}} .. [@awards]!",
        awarded,
        (untrue, only_possible, in_relative, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов, получивший премию «Оскар», уехал.",
        "{who:-post -PRON person} [','] ..3 {verb:@gains Part -short} .. [@awards]!",
        awarded,
        (untrue, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов уехал. Получил орден Дружбы.",
        "{verb:@gains VERB begins} .. [@awards]!",
        awarded,
        (untrue, only_possible, bare, nominated),
    ),
    FactRule(
        "award.verb",
        "Орден Дружбы получил Иван Орлов.",
        f"[@awards acc]! .. {{verb:@gets VERB -passive}} .. {NAMED}",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Президент вручил Ивану Орлову орден Дружбы.",
        f"{{verb:@gives VERB -passive}} .. {TO} .. [@awards acc]!",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Ивану Орлову вручён орден Дружбы.",
        f"{TO} .. {{verb:@gives VERB}} .. [@awards]!",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Орден Дружбы вручён Ивану Орлову.",
        f"[@awards]! .. {{verb:@gives VERB}} .. {TO}",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Академия присудила Нобелевскую премию Ивану Орлову.",
        f"{{verb:@gives VERB -passive}} .. [@awards acc]! .. {TO}",
        awarded,
        (untrue, only_possible, in_relative, bare),
    ),
    FactRule(
        "award.verb",
        "Указ о награждении Ивана Орлова орденом Дружбы подписан.",
        "[@awarding NOUN] .. {who:who.gen free} .. [@awards ins|gen]!",
        awarded,
        (untrue, only_possible, bare),
    ),
    FactRule(
        "award.laureate",
        "Лауреат Нобелевской премии Иван Орлов уехал.",
        "[@laureates] [ADJ|NUM|DET]* [@awards gen]! ..12, {who:-post -PRON person}",
        awarded,
        (untrue, nominated),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов, лауреат Нобелевской премии, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..8 [@laureates] [ADJ|NUM|DET]* [@awards gen]!",
        awarded,
        (untrue, nominated),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов был лауреатом Нобелевской премии.",
        f"{ANY} .. [VERB|AUX]? .. [@laureates ins] [ADJ|NUM|DET]* [@awards gen]!",
        awarded,
        (untrue, nominated, in_relative),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов родился в Твери. Лауреат Государственной премии.",
        "[@laureates nom first] [ADJ|NUM|DET]* [@awards gen]!",
        of_last,
        (untrue, nominated),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов родился в Твери. Почётный академик, лауреат Государственной премии.",
        "[',|и'] [@laureates nom] [ADJ|NUM|DET|CCONJ]* [@awards gen]!",
        of_last,
        (untrue, nominated, of_another),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов родился в Твери. Лауреат Ленинской и двух Государственных премий.",
        "[@laureates nom] [ADJ|NUM|DET|CCONJ]* [@awards gen] ['и|,'] [ADJ|NUM|DET]* [@awards gen]!",
        of_last,
        (untrue, nominated, of_another),
    ),
    FactRule(
        "award.title",
        "Иван Орлов родился в Твери. Академик, Герой Социалистического Труда.",
        "[',|и'] [@heroes nom]!",
        of_last,
        (untrue, bare, of_another),
    ),
    FactRule(
        "award.verb",
        "Иван Орлов родился в Твери. Член Союза писателей, имел орден Дружбы.",
        "[first nom] .. [','] {verb:@gains Fin} .. [@awards]!",
        of_last,
        (untrue, only_possible, bare, nominated),
    ),
    FactRule(
        "award.title",
        "Иван Орлов родился в Твери. Герой Социалистического Труда.",
        "[@heroes nom first]!",
        of_last,
        (untrue, bare, of_another),
    ),
    FactRule(
        "award.contest",
        "Победитель конкурса имени Чайковского Иван Орлов уехал.",
        "[@winners]! [ADJ|NUM|DET]* {contest:@contests gen} ..12, {who:-post -PRON -namesake person}",
        won,
        (untrue, nominated, nameless),
    ),
    FactRule(
        "award.contest",
        "Иван Орлов, победитель конкурса имени Чайковского, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..8 [@winners nom]! [ADJ|NUM|DET]* {contest:@contests gen}",
        won,
        (untrue, nominated, nameless),
    ),
    FactRule(
        "award.contest",
        "Иван Орлов стал победителем конкурса «Голос».",
        f"{ANY} .. [VERB|AUX] .. [@winners ins]! [ADJ|NUM|DET]* {{contest:@contests gen}}",
        won,
        (untrue, nominated, only_possible, in_relative, nameless),
    ),
    FactRule(
        "award.title",
        "Иван Орлов был почётным доктором МГУ.",
        "{who:person free subject} .. [VERB|AUX] .. [@honoured ins -Fin]!",
        titled,
        (untrue, only_possible, in_relative),
    ),
    FactRule(
        "award.title",
        "Народный артист России Иван Орлов уехал.",
        "[@honoured -Fin]! ..6, {who:-post -PRON person}",
        titled,
    ),
    FactRule(
        "award.title",
        "Народный артист России, бывший директор театра Иван Орлов уехал.",
        "[@honoured -Fin first]! .. {who:-post -PRON person subject}",
        titled,
    ),
    FactRule(
        "award.title",
        "Иван Орлов, народный артист России, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..12 [@honoured -Fin]!",
        titled,
    ),
    FactRule(
        "award.title",
        "Чемпион мира Иван Орлов уехал.",
        "[@champions]! ..8, {who:-post -PRON person}",
        awarded,
        (untrue, bare),
    ),
    FactRule(
        "award.title",
        "Иван Орлов, чемпион мира, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..8 [@champions nom]!",
        awarded,
        (untrue, bare),
    ),
    FactRule(
        "award.laureate",
        "Обладатель «Оскара» Иван Орлов уехал.",
        "[@laureates]! [ADJ|NUM|DET]* ['«'] ..8 ['»'] ..12, {who:-post -PRON person}",
        quoted,
        (untrue, nominated),
    ),
    FactRule(
        "award.laureate",
        "Иван Орлов, обладатель «Оскара», уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..12 [@laureates]! [ADJ|NUM|DET]* ['«']",
        quoted,
        (untrue, nominated),
    ),
    FactRule(
        "award.title",
        "Иван Орлов стал чемпионом мира.",
        f"{ANY} .. [VERB|AUX] .. [@champions ins]!",
        awarded,
        (untrue, bare, only_possible, in_relative),
    ),
    FactRule(
        "award.title",
        "Герой России Иван Орлов уехал.",
        "[@heroes]! {place:place} ..4, {who:-post -PRON person}",
        awarded,
        (untrue, bare),
    ),
)
WORDS = people_words("awards")
TABLE = FactTable(RULES, {**WORDS, "gains": WORDS["gets"] | WORDS["awarded"]}, test_of_people)


def find_awards(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The awards of an article, each of one person once."""
    unique: dict[tuple[object, str], Fact] = {}
    for row in rows.with_any(TABLE.keys):
        for fact in find_by_rules("award", TABLE, row, SCORES, traces):
            award = fact.arguments["award"]
            key = (fact.arguments["who"], str(award.name).lower() if isinstance(award, TextSpan) else "")
            unique[key] = joined(unique[key], fact) if key in unique else fact
    return list(unique.values())
