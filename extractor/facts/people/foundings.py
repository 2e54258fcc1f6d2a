"""Who founded what, when and where: «УзКазТрейд» учреждена в 2025 году», «основатель «Гранита» Игорь Лапшин»."""

from collections.abc import Iterable, Iterator, Sequence

from extractor.document import Fact
from extractor.facts.modality import modality_of
from extractor.facts.occupations.find import Occupation
from extractor.facts.people.circumstances import date_in, joined, place_in, scope
from extractor.facts.people.patterns import in_relative, test_of_people, untrue
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, make_fact
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, find_by_rules, span_of
from extractor.sentence.cells import Rows

SCORES = {"founding.verb": 0.74, "founding.position": 0.79}
"""Share of right ones by the annotation of NEREL train, drawn towards 0.8 where there are few (five more of those)."""


def _founded(match: Matched) -> Iterator[Reading]:
    """Each organization with all who founded it."""
    row = match.row
    founders = row.names(match.cells.get("by", ()))
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
RULES = (
    FactRule(
        "founding.verb",
        "Игорь Лапшин основал компанию «Гранит» в 2005 году.",
        "{by:who free subject,} .. [@founds VERB Fin|Conv -passive]! .. {organization:org.acc -venue bare}",
        _founded,
        (untrue, only_possible, in_relative),
    ),
    FactRule(
        "founding.verb",
        "Игорь Лапшин уехал. В 2005 году основал компанию «Гранит».",
        "{by:@founds VERB left-out}! .. {organization:org.acc bare}",
        _founded,
        (untrue, only_possible),
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
        unique[key] = joined(unique[key], fact) if key in unique else fact
    return list(unique.values())


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
