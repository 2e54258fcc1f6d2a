"""Who belongs to which party, union or team: «член партии «Рассвет» Орлов», «вступил в «Рассвет»», «вышел из него»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import Fact, Phase
from extractor.facts.modality import modality_of
from extractor.facts.occupations.find import Occupation
from extractor.facts.people.patterns import in_relative, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, make_fact
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows, governing

SCORES = {"membership.noun": 0.61, "membership.verb": 0.8, "membership.joins": 0.86, "membership.leaves": 0.83}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""

PHASES: dict[str, Phase] = {"membership.joins": "start", "membership.leaves": "end"}


def _members(match: Matched) -> Iterator[Reading]:
    row = match.row
    for who in row.names(match.cells["who"]):
        for body in row.names(match.cells["organization"])[:1]:
            if who.id != body.id:
                start, end = span_of(match, who, body)
                yield Reading({"who": who.id, "organization": body.id}, start, end)


def _of_last(match: Matched) -> Iterator[Reading]:
    """«Член Союза писателей»: a sentence that names nobody is about the person named last."""
    row = match.row
    who = row.antecedents.person_before(row.scene, row.bounds[match.trigger][0])
    if who is not None and not row.scene.of("person"):
        [body, *_] = row.names(match.cells["organization"])
        yield Reading({"who": who, "organization": body.id}, *span_of(match, body))


def only_possible(match: Matched) -> bool:
    """«Намерен вступить», «может выйти»."""
    return modality_of(match) is not None


def no_body(match: Matched) -> bool:
    """«Вошёл в Думу», «вышел из МИД»: nothing that one joins, but a place that one enters."""
    words = people_words("memberships")
    return not _says(match, words["bodies"], words["parties"] | words["alliances"])


def no_team(match: Matched) -> bool:
    """«Иван Орлов из Минфина», «из Совета Безопасности»: neither a team nor a party."""
    words = people_words("memberships")
    return not _says(match, words["teams"], words["parties"])


def _says(match: Matched, bodies: frozenset[str], names: frozenset[str]) -> bool:
    """Whether a word before the organization or of it says what body it is, or it is called so."""
    row = match.row
    first = row.bounds[match.trigger][1]
    last = row.bounds[match.cells["organization"][0]][1]
    if any(row.scene.words[t].lemmas & bodies for t in range(first, last)):
        return True
    [item, *_] = row.names(match.cells["organization"])
    return not row.scene.names.get(item.id, frozenset()).isdisjoint(names)


def in_its_board(match: Matched) -> bool:
    """«Входит в совет директоров банка «Рассвет»»: of its board, not of the bank."""
    row = match.row
    between = range(row.bounds[match.trigger][0] + 1, row.bounds[match.cells["organization"][0]][0])
    return any(row.scene.words[t].lemma in people_words("memberships")["boards"] for t in between)


def several(match: Matched) -> bool:
    """«Члены Союза писателей ушли»."""
    return match.row.scene.words[match.row.bounds[match.trigger][0]].plural


def of_house(match: Matched) -> bool:
    """«Член Совета Федерации», «член Верховного суда»: a seat in a house or a court is a post."""
    row = match.row
    first, last = row.bounds[match.cells["organization"][0]]
    houses = people_words("memberships")["houses"]
    return any(not row.scene.words[t].lemmas.isdisjoint(houses) for t in range(first, last))


def of_body(match: Matched) -> bool:
    """«Участник рынка «Ромашка»»: a preposition parts the member from the name."""
    row = match.row
    return governing(row, match.cells["organization"][0]) not in ("", "от", "из")


NAMED = "{who:-post -PRON person}"
ANY = "{who:who free subject,}"
RULES = (
    FactRule(
        "membership.noun",
        "Член партии «Рассвет» Иван Орлов уехал.",
        f"[@of]! [nominal]* {{organization:org}} ..6, {NAMED}",
        _members,
        (of_body, of_house, in_its_board),
    ),
    FactRule(
        "membership.noun",
        "Депутат от партии «Рассвет» Иван Орлов уехал.",
        f"[@members]! ..5, ['от'] [NOUN|ADJ]* {{organization:org}} ..6, {NAMED}",
        _members,
        (of_house,),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов, член партии «Рассвет», уехал.",
        f"{NAMED} [',|—|–|-|('] ..5 [@of]! [nominal]* {{organization:org}}",
        _members,
        (untrue, of_body, of_house, in_its_board),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов от партии «Рассвет» выступил первым.",
        f"{NAMED} [@from]! [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, no_body),
    ),
    FactRule(
        "membership.noun",
        "От партии «Рассвет» — Иван Орлов.",
        f"[@from]! [NOUN|ADJ]* {{organization:org}} ['—|–|-']? {NAMED}",
        _members,
        (untrue, no_body),
    ),
    FactRule(
        "membership.noun",
        "Депутат Иван Орлов («Единая Россия») выступил первым.",
        f"{NAMED} [@open]! {{organization:org}} [')']",
        _members,
        (no_body,),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов, депутат от партии «Рассвет», уехал.",
        f"{NAMED} [',|—|–|-|('] ..5 [@members]! ..5, ['от'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue,),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов был членом партии «Рассвет».",
        f"{ANY} .. [VERB|AUX]? .. [@of ins]! [nominal]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, of_body, of_house, in_its_board),
    ),
    FactRule(
        "membership.noun",
        "Хоккеист Иван Орлов из команды «Рассвет» забил гол.",
        f"{NAMED} [@out_of]! [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, no_team),
    ),
    FactRule(
        "membership.noun",
        "Иван Орлов родился в Твери. Член партии «Рассвет».",
        "[@of nom first]! [nominal]* {organization:org}",
        _of_last,
        (several, of_body, of_house, in_its_board),
    ),
    FactRule(
        "membership.verb",
        "Иван Орлов представляет партию «Рассвет».",
        f"{ANY} .. [@represents Fin]! [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body),
    ),
    FactRule(
        "membership.verb",
        "Иван Орлов избирается от партии «Рассвет».",
        f"{ANY} .. [@stands Fin|Part]! ..8 ['от'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, in_relative, no_body),
    ),
    FactRule(
        "membership.joins",
        "Иван Орлов уехал. В 1927 году вступил в партию «Рассвет».",
        "{who:@joins Fin left-out}! ['в|во|к'] [NOUN|ADJ]* {organization:org}",
        _members,
        (untrue, only_possible, no_body, in_its_board),
    ),
    FactRule(
        "membership.joins",
        "Ивана Орлова приняли в Союз писателей.",
        "{who:who.acc oblique free,} .. [@takes Fin -passive]! ['в|во'] [NOUN|ADJ]* {organization:org}",
        _members,
        (untrue, only_possible, no_body),
    ),
    FactRule(
        "membership.verb",
        "Иван Орлов состоит в партии «Рассвет».",
        f"{ANY} .. [@belongs Fin]! ['в|во|к'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body),
    ),
    FactRule(
        "membership.joins",
        "Иван Орлов вступил в партию «Рассвет».",
        f"{ANY} .. [@joins Fin]! ['в|во|к'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body, in_its_board),
    ),
    FactRule(
        "membership.leaves",
        "Иван Орлов вышел из партии «Рассвет».",
        f"{ANY} .. [@leaves Fin|Part]! ['из'] [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body),
    ),
    FactRule(
        "membership.leaves",
        "Ивана Орлова исключили из партии «Рассвет».",
        "{who:who.acc oblique free,} .. [@leaves Fin -passive]! ['из'] [NOUN|ADJ]* {organization:org}",
        _members,
        (untrue, only_possible, no_body),
    ),
    FactRule(
        "membership.leaves",
        "Иван Орлов покинул партию «Рассвет».",
        f"{ANY} .. [@leaves Fin]! [NOUN|ADJ]* {{organization:org}}",
        _members,
        (untrue, only_possible, in_relative, no_body),
    ),
)
TABLE = FactTable(
    RULES,
    {**people_words("memberships"), "from": frozenset(("от",)), "out_of": frozenset(("из",)), "open": frozenset("(")},
    test_of_people,
)


def find_memberships(rows: Rows, occupations: Sequence[Occupation], traces: list[Trace] | None = None) -> list[Fact]:
    """Who is a member of what, each once in a phase."""
    unique: dict[tuple[object, object, Phase | None], Fact] = {}
    found = [
        fact for row in rows.with_any(TABLE.keys) for fact in find_by_rules("membership", TABLE, row, SCORES, traces)
    ]
    for fact in (*found, *_by_posts(occupations)):
        phase = PHASES.get(fact.rule)
        key = (fact.arguments["who"], fact.arguments["organization"], phase)
        unique.setdefault(key, replace(fact, phase=phase))
    return list(unique.values())


def _by_posts(occupations: Sequence[Occupation]) -> Iterator[Fact]:
    """«Активист Движения индейцев Пётр Лосев», «демократ Иван Орлов»: what one is in a party."""
    for o in occupations:
        if o.is_in_organization and o.where and o.who != o.where and _is_of_party(o):
            reading = Reading({"who": o.who, "organization": o.where}, o.start, o.end)
            yield make_fact(o.scene.doc, "membership", reading, "membership.noun", SCORES["membership.noun"])


def _is_of_party(o: Occupation) -> bool:
    """Whether a post is that of any member of a party: no head of it, nobody's employee elsewhere."""
    words = people_words("memberships")
    names = o.scene.names.get(str(o.where), frozenset())
    told = [word for word, token in zip(o.scene.words, o.scene.tokens, strict=True) if o.start <= token.start < o.end]
    is_party = any(not word.lemmas.isdisjoint(words["party"]) for word in told)
    if not is_party and names.isdisjoint(words["parties"] | words["party"]):
        return False
    post = o.scene.words[o.position.first : o.position.last] if o.position is not None else ()
    return not post or any(not word.lemmas.isdisjoint(words["of_party"]) for word in post)
