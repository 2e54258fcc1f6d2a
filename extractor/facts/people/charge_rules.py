"""The words by which charges and sentences are told, stage by stage."""

from collections.abc import Callable, Iterator

from extractor.facts.people.charge_readings import (
    RELEASED,
    at_stage,
    by_somebody,
    cancelled,
    no_court,
    no_crime,
    no_penalty,
    no_term,
    not_from_prison,
    of_another_subject,
    of_victim,
    only_blamed,
    only_wanted,
)
from extractor.facts.people.custody_rules import RULES as CUSTODY
from extractor.facts.people.patterns import in_relative, untrue
from extractor.facts.record import Reading
from extractor.facts.tables import FactRule, Matched

Guards = tuple[Callable[[Matched], bool], ...]

# --- the table ---

ANY = "{who:who free subject,}"
NAMED = "{who:-post -PRON who free subject,}"
WHOM = "{who:who.acc oblique free -venue -employer,}"
AFTER = "{who:who.acc free -venue,}"
HIM = "{him:'его|её|ее'}"
TO = "{who:who.dat oblique free,}"
CONVICTED = at_stage("convicted", "за", "в|во|о|об")
GUILTY = at_stage("convicted", "в|во|за", "о|об")
CHARGED = at_stage("charged", "в|во|за", "о|об")
SUSPECTED = at_stage("suspected", "в|во", "о|об")
TRIED = at_stage("tried", "за", "о|об|в|во")
ACQUITTED = at_stage("acquitted", "", "в|во|о|об")


def _said_of(
    rule: str, words: str, read: Callable[[Matched], Iterator[Reading]], *examples: str, unless: Guards = ()
) -> Iterator[FactRule]:
    """The rules of a verb whose object is who is charged: passive, active, and its participles."""
    forms = (
        f"{ANY} .. [{words} short passive]!",
        f"[{words} short passive]! .. {NAMED}",
        f"[{words} Fin -passive]! ..4 {HIM}",
        f"{HIM} ..4 [{words} Fin -passive]!",
        f"{{who:who}} [','] ['который|которая|которое'] ..6 [{words} short passive]!",
        f"{{who:who}} [','] ['которого|которую'] ..6 [{words} Fin -passive]!",
        f"[{words} Fin|Inf -passive]! ..9 {AFTER}",
        f"{WHOM} .. [{words} Fin -passive]!",
        f"{{who:-post -PRON person}} [','] ..4 [{words} Part passive -short]!",
        f"[{words} Part passive -short]! .. {{who:-post -PRON person}}",
    )
    for example, pattern in zip(examples, forms, strict=True):
        yield FactRule(rule, example, pattern, read, (untrue, cancelled, in_relative, of_victim, *unless))


RULES = (
    *_said_of(
        "charge.sentenced",
        "@sentenced",
        GUILTY,
        "Иван Орлов приговорён к восьми годам колонии за взятку.",
        "В Твери приговорён к восьми годам колонии бывший мэр Иван Орлов.",
        "Иван Орлов уехал. Суд приговорил его к восьми годам колонии.",
        "Иван Орлов уехал. Его приговорили к восьми годам колонии.",
        "Иван Орлов, который приговорён к восьми годам колонии, уехал.",
        "Иван Орлов, которого приговорили к восьми годам колонии, уехал.",
        "Суд приговорил Ивана Орлова к восьми годам колонии.",
        "Ивана Орлова приговорили к восьми годам колонии.",
        "Иван Орлов, осуждённый за взятку, уехал.",
        "Осуждённый за взятку Иван Орлов уехал.",
        unless=(only_blamed,),
    ),
    FactRule(
        "charge.sentenced",
        "Иван Орлов отбывает срок за хулиганство.",
        f"{ANY} .. [@serves Fin|Inf]!",
        CONVICTED,
        (untrue, no_penalty, in_relative),
    ),
    FactRule(
        "charge.sentenced",
        "Иван Орлов, который отбывает срок за хулиганство, уехал.",
        "{who:-post -PRON person} [','] ['который|которая'] ..6 [@serves Fin]!",
        CONVICTED,
        (untrue, no_penalty),
    ),
    FactRule(
        "charge.sentenced",
        "Иван Орлов покинул колонию, в которой отбывал срок за хулиганство.",
        "[','] ['в|во'] ['которой|котором'] [@serves Fin]!",
        CONVICTED,
        (untrue, no_penalty, of_another_subject),
    ),
    FactRule(
        "charge.sentenced",
        "Иван Орлов получил семь лет колонии за взятку.",
        f"{ANY} .. [@gets Fin]! ..5 [@penalties]",
        CONVICTED,
        (untrue, no_term),
    ),
    FactRule(
        "charge.sentenced",
        "Ивану Орлову дали семь лет колонии за взятку.",
        f"{TO} .. [@gets Fin]! ..5 [@penalties]",
        CONVICTED,
        (untrue, no_term),
    ),
    FactRule(
        "charge.sentenced",
        "Суд назначил Ивану Орлову четыре года условно.",
        f"[@gets Fin]! ..2 {TO} ..6 [@penalties]",
        CONVICTED,
        (untrue, no_term),
    ),
    FactRule(
        "charge.guilty",
        "Суд признал Ивана Орлова виновным в убийстве.",
        f"[@finds VERB] .. {WHOM} ..3 [@guilty]!",
        GUILTY,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.guilty",
        "Иван Орлов уехал. Суд признал его виновным в убийстве.",
        f"[@finds VERB] ..4 {HIM} ..3 [@guilty]!",
        GUILTY,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.guilty",
        "Суд признал виновным в краже Ивана Орлова.",
        f"[@finds VERB] ..3 [@guilty]! .. {WHOM}",
        GUILTY,
        (untrue, cancelled, of_victim),
    ),
    FactRule(
        "charge.guilty",
        "Иван Орлов признал себя виновным в убийстве.",
        f"{ANY} .. [@finds VERB] ['себя'] ..2 [@guilty]!",
        GUILTY,
        (untrue, cancelled, in_relative),
    ),
    FactRule(
        "charge.guilty",
        "Иван Орлов признан виновным в убийстве.",
        f"{ANY} .. [@finds VERB passive] ..3 [@guilty]!",
        GUILTY,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.guilty",
        "Иван Орлов виновен в убийстве.",
        f"{ANY} .. [@guilty 'виновен|виновна|виновны']!",
        GUILTY,
        (untrue, cancelled, no_crime),
    ),
    *_said_of(
        "charge.accused",
        "@accused",
        CHARGED,
        "Иван Орлов обвинён в мошенничестве.",
        "В Твери обвинён в мошенничестве мэр Иван Орлов.",
        "Иван Орлов уехал. Следствие обвинило его в мошенничестве.",
        "Иван Орлов уехал. Его обвиняют в мошенничестве.",
        "Иван Орлов, который обвинён в мошенничестве, уехал.",
        "Иван Орлов, которого обвиняют в мошенничестве, уехал.",
        "Следствие обвинило Ивана Орлова в мошенничестве.",
        "Ивана Орлова обвиняют в мошенничестве.",
        "Иван Орлов, обвиняемый в мошенничестве, уехал.",
        "Обвиняемый в мошенничестве Иван Орлов уехал.",
        unless=(no_crime, by_somebody),
    ),
    FactRule(
        "charge.accused",
        "Иван Орлов обвиняется в мошенничестве.",
        f"{ANY} .. [@is_accused Fin]!",
        CHARGED,
        (untrue, cancelled, in_relative, no_crime),
    ),
    FactRule(
        "charge.accused",
        "Иван Орлов, который обвиняется в мошенничестве, уехал.",
        "{who:who} [','] ['который|которая|которое'] ..6 [@is_accused Fin]!",
        CHARGED,
        (untrue, cancelled, no_crime),
    ),
    FactRule(
        "charge.accused",
        "Иван Орлов, которому предъявили обвинение в мошенничестве, уехал.",
        "{who:who} [','] ['которому|которой'] .. [@presents VERB] ..4 [@accusation]!",
        CHARGED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.accused",
        "Ивану Орлову предъявили обвинение в мошенничестве.",
        f"{TO} .. [@presents VERB] ..4 [@accusation]!",
        CHARGED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.accused",
        "Следствие предъявило Ивану Орлову обвинение в мошенничестве.",
        f"[@presents VERB] .. {TO} ..4 [@accusation]!",
        CHARGED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.accused",
        "Следствие предъявило обвинение в мошенничестве Ивану Орлову.",
        f"[@presents VERB] ..4 [@accusation]! .. {TO}",
        CHARGED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.accused",
        "Полиция арестовала Ивана Орлова по обвинению в мошенничестве.",
        f"{WHOM} .. ['по'] [@accusation]!",
        CHARGED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.accused",
        "Иван Орлов арестован по обвинению в мошенничестве.",
        f"{ANY} .. [VERB Fin|Part] .. ['по'] [@accusation]!",
        CHARGED,
        (untrue, cancelled, in_relative),
    ),
    FactRule(
        "charge.accused",
        "Против Ивана Орлова выдвинуты обвинения в мошенничестве.",
        "['против'] [NOUN|ADJ]* {who:who.gen,} .. [@presents VERB] ..4 [@accusation]!",
        CHARGED,
        (untrue, cancelled),
    ),
    *_said_of(
        "charge.suspected",
        "@suspected",
        SUSPECTED,
        "Иван Орлов заподозрен в мошенничестве.",
        "В Твери заподозрен в мошенничестве мэр Иван Орлов.",
        "Иван Орлов уехал. Следствие подозревает его в мошенничестве.",
        "Иван Орлов уехал. Его подозревают в мошенничестве.",
        "Иван Орлов, который заподозрен в мошенничестве, уехал.",
        "Иван Орлов, которого подозревают в мошенничестве, уехал.",
        "Следствие подозревает Ивана Орлова в мошенничестве.",
        "Ивана Орлова подозревают в мошенничестве.",
        "Иван Орлов, подозреваемый в мошенничестве, уехал.",
        "Подозреваемый в мошенничестве Иван Орлов уехал.",
        unless=(no_crime, by_somebody),
    ),
    FactRule(
        "charge.suspected",
        "Иван Орлов подозревается в мошенничестве.",
        f"{ANY} .. [@is_suspected Fin]!",
        SUSPECTED,
        (untrue, cancelled, in_relative, no_crime),
    ),
    FactRule(
        "charge.suspected",
        "Иван Орлов, который подозревается в мошенничестве, уехал.",
        "{who:who} [','] ['который|которая|которое'] ..6 [@is_suspected Fin]!",
        SUSPECTED,
        (untrue, cancelled, no_crime),
    ),
    FactRule(
        "charge.suspected",
        "Полиция задержала Ивана Орлова по подозрению в мошенничестве.",
        f"{WHOM} .. ['по'] [@suspicion]!",
        SUSPECTED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.suspected",
        "Ивана Орлова задержали по подозрению в мошенничестве.",
        f"{WHOM} ..6 [@arrested VERB] ..6 ['по'] [@suspicion]!",
        SUSPECTED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.suspected",
        "Иван Орлов задержан по подозрению в мошенничестве.",
        f"{ANY} .. [VERB Fin|Part] .. ['по'] [@suspicion]!",
        SUSPECTED,
        (untrue, cancelled, in_relative),
    ),
    FactRule(
        "charge.suspected",
        "В Твери задержан мэр Иван Орлов по подозрению в мошенничестве.",
        f"[@arrested short passive] .. {NAMED} ['по'] [@suspicion]!",
        SUSPECTED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.suspected",
        "В Твери задержан по подозрению в мошенничестве мэр Иван Орлов.",
        f"[@arrested short passive] .. ['по'] [@suspicion]! .. {NAMED}",
        SUSPECTED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.suspected",
        "Против Ивана Орлова возбудили уголовное дело о мошенничестве.",
        "['против|отношении'] [NOUN|ADJ]* {who:who.gen,} .. [@opens VERB] ..4 [@criminal] [@case NOUN]!",
        SUSPECTED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.suspected",
        "Возбуждено уголовное дело о мошенничестве против Ивана Орлова.",
        "[@criminal] [@case NOUN]! .. ['против|отношении'] [NOUN|ADJ]* {who:who.gen,}",
        SUSPECTED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.tried",
        "Ивана Орлова судят за мошенничество.",
        f"{WHOM} .. [@tried Fin -passive]!",
        TRIED,
        (untrue, no_crime),
    ),
    FactRule(
        "charge.tried",
        "Иван Орлов предстал перед судом за мошенничество.",
        f"{ANY} .. [@stands VERB] ['перед'] [@process NOUN]!",
        TRIED,
        (untrue, cancelled),
    ),
    FactRule(
        "charge.tried",
        "Начался процесс над Иваном Орловым.",
        "[@process NOUN]! ['над'] [NOUN|ADJ]* {who:who.ins,}",
        TRIED,
        (untrue, cancelled),
    ),
    *_said_of(
        "charge.acquitted",
        "@acquitted",
        ACQUITTED,
        "Суд прошёл, Иван Орлов оправдан.",
        "В суде Твери оправдан бывший мэр Иван Орлов.",
        "Иван Орлов уехал. Суд оправдал его.",
        "Иван Орлов уехал. Его суд оправдал.",
        "Иван Орлов, который оправдан судом, уехал.",
        "Иван Орлов, которого оправдал суд, уехал.",
        "Суд оправдал Ивана Орлова.",
        "Ивана Орлова суд оправдал.",
        "Иван Орлов, оправданный судом, уехал.",
        "Оправданный судом Иван Орлов уехал.",
        unless=(no_court,),
    ),
    *_said_of(
        "charge.released",
        "@freed",
        RELEASED,
        "Иван Орлов помилован.",
        "Указом президента помилован Иван Орлов.",
        "Иван Орлов уехал. Президент помиловал его.",
        "Иван Орлов уехал. Его помиловал президент.",
        "Иван Орлов, который помилован президентом, уехал.",
        "Иван Орлов, которого помиловал президент, уехал.",
        "Президент помиловал Ивана Орлова.",
        "Ивана Орлова помиловал президент.",
        "Иван Орлов, помилованный президентом, уехал.",
        "Помилованный президентом Иван Орлов уехал.",
        unless=(not_from_prison, only_wanted),
    ),
    *CUSTODY,
)
