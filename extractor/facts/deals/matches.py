"""What a match of a rule of deals says, and the guards of these rules.

Roles of a pattern are those of the output; `one` and `other` are participants whose part has no name there.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from extractor.document import TextSpan
from extractor.facts.attributes import is_year_of_noun
from extractor.facts.modality import modality_of
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import Matched, denied, in_clause, span_of
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.vocabulary import kinds_of_organizations
from extractor.sentence.words import DAT

NAMED_ROLES = ("buyer", "seller", "object", "lender", "borrower")
ROLES = (*NAMED_ROLES, "one", "other")


# --- what a match says ---


def deal(match: Matched) -> Iterator[Reading]:
    """One deal of all who take part in it."""
    row = match.row
    parties = {role: _ids(row.names(match.cells[role])) for role in ROLES if role in match.cells}
    named = _parties(match)
    money = row.names(match.cells.get("money", ())) or in_clause(match, row.scene.of("money"))
    date = in_clause(match, [item for item in row.scene.of("date") if not is_year_of_noun(row.scene, item)])
    start, end = span_of(match, *named, *(money if "money" in match.cells else ()))
    arguments = {
        "participants": _ids(named),
        **{role: ids for role, ids in parties.items() if role in NAMED_ROLES},
        "deal_type": _type(match),
        "money": money[0].id if money else None,
        "date": date[0].id if date else None,
    }
    yield Reading(arguments, start, end, modality_of(match))


def _parties(match: Matched) -> list[Item]:
    """Those who take part, in the order of the text."""
    cells = sorted({cell for role in ROLES for cell in match.cells.get(role, ())})
    return match.row.names(cells)


def _ids(items: list[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.id for item in items))


def _type(match: Matched) -> TextSpan:
    """The word that says what kind of deal it is, its name the type."""
    first, last = match.row.bounds[match.trigger]
    lemmas = match.row.scene.words[first].lemmas
    types = types_of_deals()
    return token_span(match.row.scene, first, last, next(types[lemma] for lemma in lemmas if lemma in types))


@cache
def types_of_deals() -> Mapping[str, str]:
    """The type of a deal by the lemma of its verb or noun."""
    types = {
        lemma: kind
        for table in ("deals.verbs", "deals.nouns", "deals.pays")
        for kind, lemmas in fact_words(table).items()
        for lemma in lemmas
    }
    return types | dict.fromkeys(fact_words("deals")["agreements"], "контракт")


# --- guards ---


def several_parties(match: Matched) -> bool:
    """«Медиана» и «Вектор» купили за 2 млн — more than one buyer and no seller."""
    return any(len(match.cells.get(role, ())) > 1 for role in ("buyer", "seller", "borrower", "one"))


def one_party(match: Matched) -> bool:
    """Both parties are the same: «Медиана» купила акции «Медианы»."""
    return len(set(_ids(_parties(match)))) == 1


def in_next_clause(match: Matched) -> bool:
    """«Клён» вложит 3 млн в завод, а «Луч» купит «Вектор»: who is named after «, а» does something else."""
    row = match.row
    first = row.bounds[match.trigger][1]
    last = max((item.first for item in _parties(match)), default=first)
    texts = [row.scene.tokens[t].text.lower() if row.scene.cover[t] < 0 else "" for t in range(first, last)]
    return any(pair in ((",", "а"), (",", "но"), (",", "однако")) for pair in pairwise(texts))


def in_a_medium(match: Matched) -> bool:
    """«Скупала в Facebook и Twitter рекламу»: where something was bought, the last of a list too."""
    scene = match.row.scene
    for item in _named(match, "object"):
        before = scene.item_at(item.first - 2) if item.first > 1 and scene.tokens[item.first - 1].text == "и" else None
        if before is not None and before.first and scene.tokens[before.first - 1].text.lower() in ("в", "во", "на"):
            return True
    return False


def of_people(match: Matched) -> bool:
    """«Санкции против граждан Украины», «против депутата Верховной рады»: those people are fined, not their country."""
    row = match.row
    others = row.names(match.cells.get("other", ()))
    if others and "," in [token.text for token in row.scene.tokens[row.bounds[match.trigger][1] : others[0].first]]:
        return True  # «против чиновников, ответственных за арест Орлова»
    for item in others:
        before = item.first - 1
        if item.kind != "person" and before >= 0 and row.scene.may_be_noun(before) and row.scene.words[before].animate:
            return row.scene.words[before].upos == "NOUN"
    return False


def called_off(match: Matched) -> bool:
    """«Решили расторгнуть договор»: there is none from now on."""
    row = match.row
    first, _ = segment_bounds(row.scene, row.bounds[match.trigger][0])
    before = range(first, row.bounds[match.trigger][0])
    return any(row.scene.words[t].lemma in fact_words("deals")["ends"] for t in before if row.scene.cover[t] < 0)


def of_shares(match: Matched) -> bool:
    """«100% акций Bereke Bank приобрела группа Lesha Bank»: what is bought comes first."""
    return any(_follows_share(match, item) for item in _named(match, "buyer"))


def to_a_body(match: Matched) -> bool:
    """«Сделку по продаже банка холдингу «Луч»»: the name is that of who buys."""
    return any(_cases_before(match, item) == DAT for item in _named(match, "object"))


def _named(match: Matched, role: str) -> list[Item]:
    return match.row.names(match.cells.get(role, ()))


def _follows_share(match: Matched, item: Item) -> bool:
    """Whether a name, maybe with the noun of its kind, is right after «акций» or a share in percent: «49% Acme»."""
    scene, t = match.row.scene, item.first - 1
    if t >= 0 and scene.words[t].lemma in kinds_of_organizations():
        t -= 1
    if t < 0:
        return False
    return scene.tokens[t].text == "%" or scene.words[t].lemma in fact_words("ownership")["shares"]


def _cases_before(match: Matched, item: Item) -> int:
    """The cases of the noun of its kind right before a name; 0 where there is none."""
    scene, t = match.row.scene, item.first - 1
    is_kind = t >= 0 and scene.is_word(t) and scene.words[t].lemma in kinds_of_organizations()
    return scene.words[t].cases if is_kind else 0


PAIR = (denied, one_party, in_next_clause)
PAIR_OF_PURCHASE = (*PAIR, of_shares, in_a_medium)
PAIR_OF_SALE = (*PAIR, to_a_body)
PAIR_OF_CONTRACT = (*PAIR, called_off)
PAIR_OF_FINE = (*PAIR, of_people)
