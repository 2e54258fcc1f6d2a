"""Who founded what, when and where: «УзКазТрейд» учреждена в 2025 году», «основатель «Гранита» Игорь Лапшин»."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.document import Fact
from extractor.facts.modality import modality_of
from extractor.facts.occupations.find import Occupation
from extractor.facts.people.circumstances import date_in, joined, place_in, scope
from extractor.facts.people.patterns import in_relative, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, make_fact
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows
from extractor.sentence.clauses import is_verb
from extractor.sentence.subjects import may_be_subject
from extractor.sentence.words import NOM

SCORES = {"founding.verb": 0.74, "founding.position": 0.79}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""


def _founded(match: Matched) -> Iterator[Reading]:
    """Each organization with all who founded it."""
    row = match.row
    founders = [*row.names(match.cells.get("by", ())), *row.names(match.cells.get("others", ()))]
    around = scope(match)
    is_verb = row.scene.words[row.bounds[match.trigger][0]].upos == "VERB"
    for organization in row.names(match.cells["organization"]):
        by = tuple(dict.fromkeys(one.id for one in founders if one.id != organization.id))
        arguments = {
            "organization": organization.id,
            "by": by,
            "date": date_in(match, around) if is_verb else None,
            "place": place_in(match, around) if is_verb else None,
        }
        start, end = span_of(match, organization, *founders)
        yield Reading(arguments, start, end)


def _founded_there(match: Matched) -> Iterator[Reading]:
    """«Переехал в Тверь, где основал «Гранит»»: who is meant by the verbs before."""
    scene, t = match.row.scene, match.row.bounds[match.trigger][0]
    who = match.row.antecedents.of_left_out_subject(scene, t)
    for reading in _founded(match):
        if who is not None and reading.arguments["organization"] != who:
            yield reading._replace(arguments={**reading.arguments, "by": (who,)})


def of_another_subject(match: Matched) -> bool:
    """«Переехал в Тверь, где Котов основал «Гранит»»."""
    scene, t = match.row.scene, match.row.bounds[match.trigger][0]
    where = next(n for n in range(t, 0, -1) if scene.tokens[n].text.lower() == "где")
    told = next((n for n in range(t + 1, len(scene.tokens)) if is_verb(scene, n)), len(scene.tokens))
    nouns = (n for n in range(where, t) if scene.cover[n] < 0 and scene.words[n].upos in ("NOUN", "PRON"))
    others = (item for item in scene.of("person") if where < item.first < told and may_be_subject(scene, item))
    return any(scene.words[n].cases & NOM for n in nouns) or any(others)


def one_founder(match: Matched) -> bool:
    """«Основатель «Гранита» Игорь Лапшин и Пётр Котов»."""
    row = match.row
    return not row.scene.words[row.bounds[match.trigger][0]].plural


def only_possible(match: Matched) -> bool:
    """«Создаст», «могут учредить»: nothing is founded yet."""
    return modality_of(match) is not None


def nothing_told(match: Matched) -> bool:
    """«Создана «Ромашка»» without who and when may be anything that an organization has made."""
    return not match.cells.get("by") and date_in(match, scope(match)) is None


def based(match: Matched) -> bool:
    """«Опрос основан на мнениях»."""
    row = match.row
    return match.trigger + 1 < len(row) and row.text(match.trigger + 1) == "на"


def of_another_noun(match: Matched) -> bool:
    """«Вакцина, созданная компанией «Гранит»»: the participle belongs to what is before its comma."""
    row = match.row
    return match.trigger > 1 and row.text(match.trigger - 1) == "," and row.is_word(match.trigger - 2)


BY = ("[@founded passive]! .. {by:who.ins oblique,}",)
TOGETHER = (
    "['вместе|совместно'] ['с|со'] [nominal]* {others:person.ins,} .. [@founds VERB Fin|Conv -passive]!",
    "[@founds VERB Fin|Conv -passive]! .. ['вместе|совместно'] ['с|со'] [nominal]* {others:person.ins,}",
)
"""Who else founded it: «основал вместе с братом Петром»."""
RULES = (
    FactRule(
        "founding.verb",
        "Игорь Лапшин основал компанию «Гранит» в 2005 году.",
        "{by:who free subject,} .. [@founds VERB Fin|Conv -passive]! .. {organization:org.acc -venue bare}",
        _founded,
        (untrue, only_possible, in_relative),
        TOGETHER,
    ),
    FactRule(
        "founding.verb",
        "Игорь Лапшин переехал в Тверь, где основал группу «Гранит».",
        "[','] ['где'] ..4 [@founds VERB Fin -passive]! .. {organization:org.acc bare}",
        _founded_there,
        (untrue, only_possible, of_another_subject),
        TOGETHER,
    ),
    FactRule(
        "founding.verb",
        "Игорь Лапшин уехал. В 2005 году основал компанию «Гранит».",
        "{by:@founds VERB left-out}! .. {organization:org.acc bare}",
        _founded,
        (untrue, only_possible),
        TOGETHER,
    ),
    FactRule(
        "founding.verb",
        "Компанию «Гранит» в 2005 году основал Игорь Лапшин.",
        "{organization:org.acc bare} .. [@founds VERB Fin -passive]! .. {by:who free subject,}",
        _founded,
        (untrue, only_possible),
    ),
    FactRule(
        "founding.verb",
        "Основанная Игорем Лапшиным компания «Гранит» закрылась.",
        "[@founded Part passive -short]! .. {by:who.ins oblique,} .. {organization:org bare}",
        _founded,
        (untrue, of_another_noun),
    ),
    FactRule(
        "founding.verb",
        "Основанная в 2005 году компания «Гранит» закрылась.",
        "[@founded Part passive -short]! ..8, {organization:org bare}",
        _founded,
        (untrue, nothing_told, of_another_noun),
    ),
    FactRule(
        "founding.verb",
        "Компания «Гранит», основанная Игорем Лапшиным в 2005 году, закрылась.",
        "{organization:org} [','] ..6 [@founded Part passive -short]!",
        _founded,
        (untrue, nothing_told),
        BY,
    ),
    FactRule(
        "founding.verb",
        "Компания «Гранит» основана Игорем Лапшиным в 2005 году.",
        "{organization:org.nom free bare,} .. [@founded short passive]!",
        _founded,
        (untrue, only_possible, in_relative, nothing_told, based),
        BY,
    ),
    FactRule(
        "founding.verb",
        "В 2005 году была основана компания «Гранит».",
        "[@founded short passive]! .. {organization:org.nom free bare,}",
        _founded,
        (untrue, only_possible, nothing_told),
        BY,
    ),
    FactRule(
        "founding.position",
        "Основатели компании «Гранит» Игорь Лапшин и Пётр Котов уехали.",
        "[@founders]! [joined]* {organization:org} ..3, {by:person,}",
        _founded,
        (one_founder,),
    ),
    FactRule(
        "founding.position",
        "Игорь Лапшин окончил институт, основатель компании «Гранит».",
        "{by:person free subject} .. [VERB Fin] .. [','] [@founders nom]! [NOUN|ADJ]* {organization:org,}",
        _founded,
        (untrue,),
    ),
    FactRule(
        "founding.position",
        "Основатель и глава компании «Гранит» Игорь Лапшин уехал.",
        "[@founders]! [joined]* {organization:org,} ..3, {by:person}",
        _founded,
    ),
    FactRule(
        "founding.position",
        "Игорь Лапшин, основатель компании «Гранит», уехал.",
        "{by:person} [',|—|–|-|('] ..8 [@founders]! [NOUN|ADJ]* {organization:org,}",
        _founded,
        (untrue,),
    ),
)
TABLE = FactTable(RULES, people_words("foundings"), test_of_people)


def find_foundings(rows: Rows, occupations: Sequence[Occupation], traces: list[Trace] | None = None) -> list[Fact]:
    """The organizations that an article says were founded, each once."""
    found = [*_by_posts(occupations)]
    for row in rows.with_any(TABLE.keys):
        found += find_by_rules("founding", TABLE, row, SCORES, traces)
    return once_founded(found)


def once_founded(facts: Iterable[Fact]) -> list[Fact]:
    """Foundings, all that is said of one organization as one fact."""
    unique: dict[object, Fact] = {}
    for fact in facts:
        key = fact.arguments["organization"]
        unique[key] = _with_founders(unique[key], fact) if key in unique else fact
    return list(unique.values())


def _with_founders(one: Fact, other: Fact) -> Fact:
    """Two foundings of one organization as one, by all that either names."""
    named = [fact.arguments["by"] for fact in (one, other)]
    by = dict.fromkeys([who for some in named if isinstance(some, tuple) for who in some])
    fact = joined(one, other)
    return replace(fact, arguments={**fact.arguments, "by": tuple(by)})


def _by_posts(occupations: Sequence[Occupation]) -> Iterator[Fact]:
    """«Основатель Facebook Марк Цукерберг»."""
    for o in occupations:
        if o.is_in_organization and o.who != o.where and o.where and _is_founder(o):
            reading = Reading({"by": (o.who,), "organization": o.where}, o.start, o.end)
            rule = "founding.position"
            yield make_fact(o.scene.doc, "founding", reading, rule, SCORES[rule])


def _is_founder(o: Occupation) -> bool:
    """Whether a post says who founded something: «основатель», «сооснователь и директор»."""
    founders = people_words("foundings")["founders"]
    words = o.scene.words[o.position.first : o.position.last] if o.position is not None else ()
    return any(word.lemma in founders for word in words)
