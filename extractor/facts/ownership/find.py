"""Who owns what: «X владеет Y», «Y принадлежит X», «доля X в Y», and posts that say it («владелец Y X»)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from extractor.document import Fact, TextSpan
from extractor.facts.occupations.find import Occupation
from extractor.facts.ownership.rules import RULES
from extractor.facts.record import Reading, ids_of, make_fact
from extractor.facts.shares import share_in
from extractor.facts.tables import FactTable, Trace, find_by_rules
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Rows, test_of_cells
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import kinds_of_organizations

SCORES = {
    "ownership.position": 0.8,
    "ownership.verb": 0.8,
    "ownership.belongs": 0.85,
    "ownership.share": 0.75,
    "ownership.branch": 0.7,
    "ownership.genitive": 0.7,
    "ownership.group": 0.75,
    "ownership.founded": 0.8,
    "ownership.deal": 0.65,
}
"""Share of right ones among those that a rule gave on the factRuEval devset and on our own phrases, rounded."""

LISTS = {
    **fact_words("ownership"),
    "kinds": kinds_of_organizations(),
    "firms": kinds_of_organizations() | fact_words("ownership")["businesses"],
    "sold": fact_words("deals.verbs")["продажа"],
}
TABLE = FactTable(RULES, LISTS, test_of_cells)


def find_ownerships(
    rows: Rows,
    occupations: Sequence[Occupation],
    deals: Sequence[Fact],
    traces: list[Trace] | None = None,
) -> list[Fact]:
    """The ownerships of an article, each once."""
    found = [*_by_posts(occupations)]
    for row in rows.with_any(TABLE.keys):
        found += find_by_rules("ownership", TABLE, row, SCORES, traces)
    organizations = frozenset(o.id for scene in rows.scenes[:1] for o in scene.doc.organizations)
    found += [fact for deal in deals for fact in _after(deal, organizations, rows.scenes)]
    unique: dict[tuple[object, object], Fact] = {}
    seats = _seats(rows)
    for fact in found:
        if fact.rule == "ownership.position" and fact.arguments["property"] in seats:
            continue
        unique.setdefault((fact.arguments["owner"], fact.arguments["property"]), fact)
    return list(unique.values())


def _seats(rows: Rows) -> frozenset[str]:
    """The ids of bodies called by their house, whose «хозяин» only sits there: «хозяин Белого дома»."""
    words = fact_words("changes")["seats"]
    found = (o for scene in rows.scenes[:1] for o in scene.doc.organizations)
    return frozenset(o.id for o in found if not words.isdisjoint(o.name.lower().split()))


def _after(deal: Fact, organizations: frozenset[str], scenes: Sequence[Scene]) -> Iterator[Fact]:
    """Who has bought a company owns it; who has announced it does not yet."""
    kind = deal.arguments["deal_type"]
    is_done = deal.modality is None and deal.rule == "deal.verb"
    if is_done and isinstance(kind, TextSpan) and kind.name == "покупка":
        for owner, bought in product(ids_of(deal.arguments["buyer"]), ids_of(deal.arguments["object"])):
            if bought in organizations:
                scene = next(s for s in scenes if s.sentence.start <= deal.start < s.sentence.end)
                share = share_in(scene, deal.start, deal.end)
                arguments = {"owner": owner, "property": bought, "share": share}
                rule = "ownership.deal"
                yield replace(deal, kind="ownership", arguments=arguments, rule=rule, score=SCORES[rule])


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
            if lemmas & fact_words("ownership")["positions"] and o.who != o.where and not _is_of_other(o):
                reading = Reading({"owner": o.who, "property": o.where}, o.start, o.end)
                rule = "ownership.position"
                yield make_fact(o.scene.doc, "ownership", reading, rule, SCORES[rule])


def _is_of_other(o: Occupation) -> bool:
    """«Письмо в «Клён» от акционера компании Петра Орлова»: the company is not the one named before in the sentence."""
    assert o.position is not None
    scene, last = o.scene, o.position.last
    is_kind = any(
        scene.words[t].lemma in kinds_of_organizations() for t in range(last - 1, min(last + 1, len(scene.tokens)))
    )
    return is_kind and any(item.id == o.where and item.last <= o.position.first for item in scene.of("organization"))
