"""Who studied where: «окончил МГУ в 1987 году», «выпускник Щукинского училища Иван Орлов»."""

from collections.abc import Iterator

from extractor.document import Fact
from extractor.facts.people.circumstances import date_in, joined, scope
from extractor.facts.people.patterns import in_relative, people_of, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows
from extractor.sentence.clauses import find_subject, is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene

SCORES = {"education.verb": 0.87, "education.student": 0.89, "education.completion": 0.8}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""


def _studied(match: Matched) -> Iterator[Reading]:
    """Each of the people with each of the schools."""
    row = match.row
    schools, people = _schools(match), people_of(match)
    date = date_in(match, scope(match)) if "verb" in match.cells else None
    for who in people:
        for school in schools:
            start, end = span_of(match, who, school)
            yield Reading({"who": who.id, "where": school.id, "date": date}, start, end)
        for school in row.names(match.cells.get("next", ())):
            dates = row.names(match.cells["then"])
            yield Reading({"who": who.id, "where": school.id, "date": dates[0].id}, *span_of(match, who, school))


def _schools(match: Matched) -> list[Item]:
    """The schools of a match, up to what somebody is elsewhere: «окончил МГУ, основатель «Гранита»»."""
    scene, schools = match.row.scene, match.row.names(match.cells["where"])
    for n in range(1, len(schools)):
        between = range(schools[n - 1].last, schools[n].first)
        if any(scene.kind_at(t) == "position" or (scene.is_word(t) and scene.words[t].animate) for t in between):
            return schools[:n]
    return schools


def _after(match: Matched) -> Iterator[Reading]:
    """«После окончания МГУ уехал»: whom the left-out subject means, without a name."""
    row = match.row
    who = row.antecedents.person_before(row.scene, row.bounds[match.trigger][0])
    schools = row.names(match.cells["where"])
    if who is not None:
        yield Reading({"who": who, "where": schools[0].id}, *span_of(match, *schools))


def with_subject(match: Matched) -> bool:
    """«После окончания МГУ друзья Орлова уехали»: somebody else may be meant."""
    scene, last = match.row.scene, match.row.bounds[match.trigger][1]
    verb = next((t for t in range(last, len(scene.tokens)) if is_verb(scene, t)), None)
    return verb is None or not scene.words[verb].singular or find_subject(scene, verb) is not None


def _of_last(match: Matched) -> Iterator[Reading]:
    """«Выпускник МГУ»: a sentence without a verb is about the person named last."""
    row = match.row
    t = row.bounds[match.trigger][0]
    who = row.antecedents.person_before(row.scene, t)
    schools = row.names(match.cells["where"])
    if who is not None and not row.scene.of("person"):
        yield Reading({"who": who, "where": schools[0].id}, *span_of(match, *schools))


def no_school(match: Matched) -> bool:
    """«Окончил переговоры с «Ромашкой»», «поступил в Сбербанк»: nothing says that it is a school."""
    row = match.row
    if _is_learning(match):
        return False
    last = max(row.bounds[cell][1] for cell in match.cells["where"])
    first = min(row.bounds[match.trigger][0], *(row.bounds[cell][0] for cell in match.cells["where"]))
    return not names_school(row.scene, range(first, last))


def _is_learning(match: Matched) -> bool:
    """Whether the words say that it is a school, whatever it is called: «учился в Сорбонне»."""
    row, cell = match.row, match.cells["where"][0]
    verb = row.scene.words[row.bounds[match.trigger][0]]
    return bool(verb.lemmas & people_words("education")["learns"]) and row.text(cell - 1) in ("в", "во")


def names_school(scene: Scene, tokens: range) -> bool:
    """Whether a word for a school is among some tokens, or the abbreviation of one."""
    lemmas = people_words("education")["schools"]
    return any(scene.words[t].lemmas & lemmas or _is_part(scene.tokens[t].text, lemmas) for t in tokens)


def _is_part(text: str, lemmas: frozenset[str]) -> bool:
    """Whether an abbreviation ends as those of universities do: «КФУ», «ТашГУ», «СПбГУ»."""
    return (len(text) > 2 and text[-2:] in ("ГУ", "ФУ")) or text.lower() in lemmas


ANY = "{who:person free subject,}"
THEN = ("[@finishes Fin]! .. {where:org} .. [',|;'] ['в'] {then:date} ['—|–|-'] [nominal]* {next:org}",)
"""«В 1996 году окончил МГУ, в 2000 году — МГИМО»."""

RULES = (
    FactRule(
        "education.verb",
        "Иван Орлов окончил факультет журналистики МГУ в 1987 году.",
        f"{ANY} .. {{verb:@finishes Fin}}! .. {{where:org,}}",
        _studied,
        (untrue, in_relative, no_school),
        THEN,
    ),
    FactRule(
        "education.verb",
        "Иван Орлов уехал. Окончил МГУ.",
        "{verb:@finishes Fin begins}! .. {where:org,}",
        _studied,
        (untrue, no_school),
    ),
    FactRule(
        "education.verb",
        "Иван Орлов родился в Твери, в 1987 году окончил МГУ.",
        f"{ANY} .. [VERB Fin] .. {{verb:@finishes Fin}}! .. {{where:org,}}",
        _studied,
        (untrue, in_relative, no_school),
    ),
    FactRule(
        "education.verb",
        "Иван Орлов учился в МГУ.",
        f"{ANY} .. {{verb:@studies Fin}}! .. ['в|во|на'] .. {{where:org,}}",
        _studied,
        (untrue, in_relative, no_school),
    ),
    FactRule(
        "education.verb",
        "Иван Орлов уехал. Учился в МГУ.",
        "{verb:@studies Fin begins}! .. ['в|во|на'] .. {where:org,}",
        _studied,
        (untrue, no_school),
    ),
    FactRule(
        "education.verb",
        "В МГУ учился Иван Орлов.",
        "['в|во|на'] .. {where:org,} .. [@studies Fin]! .. {who:-PRON person free subject,}",
        _studied,
        (untrue, in_relative, no_school),
    ),
    FactRule(
        "education.verb",
        "Иван Орлов родился в Твери, в 1980 году поступил в МГУ.",
        f"{ANY} .. [VERB Fin] .. {{verb:@studies Fin}}! .. ['в|во|на'] .. {{where:org,}}",
        _studied,
        (untrue, in_relative, no_school),
    ),
    FactRule(
        "education.verb",
        "Иван Орлов получил образование в МГУ.",
        f"{ANY} .. {{verb:@gets Fin}} .. [@degree]! .. {{where:org,}}",
        _studied,
        (untrue, in_relative, no_school),
    ),
    FactRule(
        "education.completion",
        "После окончания МГУ Иван Орлов уехал.",
        "['после|по'] [@completion NOUN]! [NOUN|ADJ]* {where:org} ..6 {who:person free subject}",
        _studied,
        (no_school,),
    ),
    FactRule(
        "education.completion",
        "Иван Орлов родился в Твери. После окончания МГУ уехал в Москву.",
        "['после|по'] [@completion NOUN]! [NOUN|ADJ]* {where:org}",
        _after,
        (no_school, with_subject),
    ),
    FactRule(
        "education.student",
        "Выпускник факультета журналистики МГУ Иван Орлов уехал.",
        "[@students]! ..8, {where:org} ..6, {who:-post -PRON person}",
        _studied,
        (no_school,),
    ),
    FactRule(
        "education.student",
        "Иван Орлов, выпускник МГУ, уехал.",
        "{who:-post -PRON person} [',|—|–|-|('] ..4 [@students]! ..8, {where:org}",
        _studied,
        (untrue, no_school),
    ),
    FactRule(
        "education.student",
        "Иван Орлов был студентом МГУ.",
        f"{ANY} .. [VERB|AUX]? .. [@students ins]! ..8, {{where:org}}",
        _studied,
        (untrue, in_relative, no_school),
    ),
    FactRule(
        "education.student",
        "Иван Орлов родился в Твери. Выпускник МГУ.",
        "[@students nom first]! ..8, {where:org}",
        _of_last,
        (no_school,),
    ),
)
TABLE = FactTable(RULES, people_words("education"), test_of_people)


def find_educations(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """Who studied where, each once."""
    unique: dict[tuple[object, object], Fact] = {}
    for row in rows.with_any(TABLE.keys):
        for fact in find_by_rules("education", TABLE, row, SCORES, traces):
            key = (fact.arguments["who"], fact.arguments["where"])
            unique[key] = joined(unique[key], fact) if key in unique else fact
    return list(unique.values())
