"""Who owns what: «X владеет Y», «Y принадлежит X», «доля X в Y», and posts that say it («владелец Y X»)."""

from collections.abc import Iterable, Iterator, Sequence

from extractor.document import Fact
from extractor.facts.occupations.find import Occupation
from extractor.facts.record import Reading, make_fact
from extractor.facts.tables import FactRule, FactTable, Matched, Trace, denied, find_by_rules
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Cells, test_of_cells
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.scene import head_of
from extractor.sentence.vocabulary import kinds_of_organizations
from extractor.sentence.words import NOM

SCORES = {
    "ownership.position": 0.8,
    "ownership.verb": 0.8,
    "ownership.belongs": 0.85,
    "ownership.share": 0.75,
    "ownership.branch": 0.7,
}
"""Share of right ones among those that a rule gave on the factRuEval devset and on our own phrases, rounded."""


def _each_owner(match: Matched) -> Iterator[Reading]:
    """Each owner with each thing owned."""
    row = match.row
    yield from _pairs(row.names(match.cells["owner"]), row.names(match.cells["property"]))


def _owner_of_last_subject(match: Matched) -> Iterator[Reading]:
    """The owner of the organization that the sentence before is about."""
    if match.row.previous is not None:
        before = match.row.previous
        owned = [item for item in before.of("organization") if case_of(before, item) & NOM]
        yield from _pairs(match.row.names(match.cells["owner"]), owned[:1])


def _pairs(owners: Sequence[Item], owned: Sequence[Item]) -> Iterator[Reading]:
    for a in owners:
        for b in owned:
            if a.id != b.id:
                yield Reading({"owner": a.id, "property": b.id}, min(a.start, b.start), max(a.end, b.end))


RULES = (
    FactRule(
        "ownership.verb",
        "«Лютик», которым владеет Иван Котов, закрылся.",
        "{property:org} [',']? ['которым|которой|которыми'] [@has VERB Fin]! .. {owner:who.nom free,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.verb",
        "«Газпром» вошёл в капитал «Лютика».",
        "{owner:who.nom free,} .. [@enters VERB Fin]! .. ['в'] [@capital NOUN] [NOUN|ADJ]* {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.verb",
        "Артём Белов владеет сетью клиник «Доктор Рядом».",
        "{owner:who.nom free,} .. [@has VERB Fin|Part|Conv]! .. {property:org.acc|ins}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Роману Абрамовичу принадлежит «Челси».",
        "{owner:party.dat -nom free,} .. [@belongs Fin]! .. {property:org.nom|gen}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Google принадлежит 39% акций «Беты».",
        "{owner:party.dat free,} .. [@belongs Fin]! ..5 ['%'] .. {property:org.nom|gen}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Google принадлежит половина акций «Беты».",
        "{owner:party.dat free,} .. [@belongs Fin]! ..5 [@shares] .. {property:org.nom|gen}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "«Беломорский картон» принадлежит Алексею Крылову.",
        "{property:org.nom free} .. [@belongs Fin]! .. {owner:party.dat,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "«Лютик» закрылся. Принадлежит Ивану Котову.",
        "[@belongs Fin first]! .. {owner:party.dat,}",
        _owner_of_last_subject,
    ),
    FactRule(
        "ownership.belongs",
        "«Лютик», подконтрольный Ивану Котову, закрылся.",
        "{property:org} ..2 [@belonging]! .. {owner:party.dat,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Подконтрольная Ивану Котову компания «Лютик» закрылась.",
        "[@belonging]! .. {owner:party.dat,} .. {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "«Лютик», принадлежавший Ивану Котову, закрылся.",
        "{property:org} ..2 [@belongs Part]! .. {owner:party.dat,}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.belongs",
        "Принадлежавшая Ивану Котову компания «Лютик» закрылась.",
        "[@belongs Part]! .. {owner:party.dat,} .. {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.share",
        "Доля Ивана Котова в «Лютике» выросла.",
        "[@share NOUN]! ..8 {owner:party} ..2 ['в|во'] [NOUN|ADJ]* {property:org}",
        _each_owner,
    ),
    FactRule(
        "ownership.belongs",
        "В собственности компании «Ромашка» находится «Василёк».",
        "['в'] [@held NOUN]! [@kinds]? {owner:party} .. [VERB Fin] .. {property:org}",
        _each_owner,
        unless=(denied,),
    ),
    FactRule(
        "ownership.branch",
        "Дочка «Ромашки» — «Лютик» — закрылась.",
        "[@branches]! {owner:org} ['—|–|-|('] {property:org}",
        _each_owner,
    ),
    FactRule(
        "ownership.branch",
        "«Лютик», дочка «Ромашки», закрылся.",
        "{property:org} [',|—|–|-|('] [ADJ]* [@branches]! {owner:org}",
        _each_owner,
    ),
)
TABLE = FactTable(RULES, {**fact_words("ownership"), "kinds": kinds_of_organizations()}, test_of_cells)


def find_ownerships(
    rows: Iterable[Cells], occupations: Sequence[Occupation], traces: list[Trace] | None = None
) -> list[Fact]:
    """The ownerships of an article, each once."""
    found = [*_by_posts(occupations)]
    for row in rows:
        found += find_by_rules("ownership", TABLE, row, SCORES, traces)
    unique: dict[tuple[object, object], Fact] = {}
    for fact in found:
        unique.setdefault((fact.arguments["owner"], fact.arguments["property"]), fact)
    return list(unique.values())


def is_owner(o: Occupation) -> bool:
    """Whether an occupation says no more than an ownership does: «владелец», «создатель»."""
    return o.position is not None and o.is_in_organization and _heads(o).issubset(fact_words("ownership")["only"])


def _heads(o: Occupation) -> frozenset[str]:
    assert o.position is not None
    return frozenset((o.scene.words[head_of(o.scene, o.position)].lemma,))


def _by_posts(occupations: Sequence[Occupation]) -> Iterator[Fact]:
    """«Основатель Facebook Марк Цукерберг»."""
    for o in occupations:
        if o.position is not None and o.is_in_organization:
            lemmas = {o.scene.words[t].lemma for t in range(o.position.first, o.position.last)}
            if lemmas & fact_words("ownership")["positions"] and o.who != o.where:
                reading = Reading({"owner": o.who, "property": o.where}, o.start, o.end)
                rule = "ownership.position"
                yield make_fact(o.scene.doc, "ownership", reading, rule, SCORES[rule])
