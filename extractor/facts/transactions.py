"""Who owns what, and deals: rules over the words that tell them and the names around those words."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractor.facts.occupation import Occupation
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import is_verb
from extractor.sentence.items import Item, ItemKind
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import kinds_of_organizations, word_lists
from extractor.sentence.words import ACC, ANY_CASE, DAT, GEN, INS, LOC, NOM

SCORES = {
    "ownership.position": 0.8,
    "ownership.verb": 0.8,
    "ownership.belongs": 0.85,
    "ownership.share": 0.75,
    "ownership.branch": 0.7,
    "deal.verb": 0.7,
    "deal.noun": 0.65,
}
"""Share of right ones among those that a rule gave on the factRuEval devset and on our own phrases, rounded."""

REACH = 25
"""Tokens around the telling word in which the names are looked for."""


class Ownership(NamedTuple):
    """An owner and what he owns."""

    owner: str
    owned: str
    rule: str
    start: int
    end: int


class Deal(NamedTuple):
    """Two or more parties and what they agreed on."""

    participants: tuple[str, ...]
    scene: Scene
    first: int
    """Tokens of the words that tell the type."""
    last: int
    type: str
    money: str | None
    date: str | None
    rule: str
    start: int
    end: int


INSERTED = 8
"""Tokens that a remark on who reports takes at most."""


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of the verbs that report."""
    return word_lists("speech")["reporting"]


@cache
def ownership_words() -> dict[str, frozenset[str]]:
    """The lemmas of the table `ownership` by their list."""
    return dict(fact_words("ownership"))


@cache
def _deal_words() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    """Type by verb, type by noun, verbs by the type of the noun that they go with."""
    verbs = {lemma: kind for kind, lemmas in fact_words("deals.verbs").items() for lemma in lemmas}
    nouns = {lemma: kind for kind, lemmas in fact_words("deals.nouns").items() for lemma in lemmas}
    return verbs, nouns, dict(fact_words("deals.with_noun"))


# --- ownership ---


def find_ownerships(scenes: Sequence[Scene], occupations: Sequence[Occupation]) -> list[Ownership]:
    """The ownerships of an article, each once."""
    found = [*_by_position(occupations)]
    for scene in scenes:
        found += [*_by_words(scene)]
        if scene.index:
            found += [*_of_the_subject(scene, scenes[scene.index - 1])]
    unique: dict[tuple[str, str], Ownership] = {}
    for ownership in found:
        if ownership.owner != ownership.owned:
            unique.setdefault((ownership.owner, ownership.owned), ownership)
    return list(unique.values())


def is_owner(o: Occupation) -> bool:
    """Whether an occupation says no more than an ownership does: «владелец», «создатель»."""
    if o.position is None or o.where is None or not o.where.startswith("o"):
        return False
    return o.scene.words[head_of(o.scene, o.position)].lemma in ownership_words()["only"]


def _by_position(occupations: Sequence[Occupation]) -> Iterator[Ownership]:
    """«Основатель Facebook Марк Цукерберг»."""
    for o in occupations:
        if o.position is not None and o.where is not None and o.where.startswith("o"):
            heads = {o.scene.words[t].lemma for t in range(o.position.first, o.position.last)}
            if heads & ownership_words()["positions"]:
                yield Ownership(o.who, o.where, "ownership.position", o.start, o.end)


@cache
def _telling() -> frozenset[str]:
    """Lemmas without one of which `_by_words` finds nothing."""
    words = ownership_words()
    return words["has"] | words["belongs"] | words["belonging"] | words["branches"] | {"доля", "собственность"}


def _by_words(scene: Scene) -> Iterator[Ownership]:
    words = ownership_words()
    if _telling().isdisjoint(scene.lemmas):
        return
    for t, word in enumerate(scene.words):
        if scene.cover[t] >= 0:
            continue
        if word.lemmas & words["has"] and word.upos == "VERB" and word.form in ("Fin", "Part", "Conv"):
            owners = names_before(scene, t, ("person", "organization"), NOM)
            owned = names_after(scene, t, ("organization",), ACC | INS)[:1]
            yield from _pairs(scene, owners, owned, "ownership.verb")
        elif word.lemmas & words["belongs"] and word.form == "Fin":
            before = names_before(scene, t, PARTIES, DAT)
            if before and (not case_of(scene, before[0]) & NOM or _share_follows(scene, t)):
                owned = names_after(scene, t, ("organization",), NOM | GEN)[:1]
                yield from _pairs(scene, before, owned, "ownership.belongs")
            else:
                owned = names_before(scene, t, ("organization",), NOM)[-1:]
                yield from _pairs(scene, names_after(scene, t, PARTIES, DAT), owned, "ownership.belongs")
        elif word.lemma in words["belonging"] or (word.form == "Part" and word.lemmas & words["belongs"]):
            owners = names_after(scene, t, PARTIES, DAT)
            before = [i for i in scene.of("organization") if i.last <= t and t - i.last <= 2]
            after = [i for i in scene.of("organization") if i.first > t and i not in owners][:1]
            yield from _pairs(scene, owners, before[-1:] or after, "ownership.belongs")
        elif word.lemma == "доля" and word.upos == "NOUN":
            following = [i for i in scene.items if i.first > t and i.first - t <= 8 and i.kind in PARTIES]
            if len(following) > 1 and following[1].first > 0 and scene.tokens[following[1].first - 1].text == "в":
                yield from _pairs(scene, following[:1], following[1:2], "ownership.share")
        elif word.lemma == "собственность" and t and scene.tokens[t - 1].text.lower() == "в":
            kind = t + 1 < len(scene.words) and scene.words[t + 1].lemma in kinds_of_organizations()
            owners = [i for i in scene.items if i.first == t + 1 + kind and i.kind in PARTIES]
            yield from _pairs(scene, owners, _found_there(scene, owners[0].last) if owners else [], "ownership.belongs")
        elif word.lemma in words["branches"]:
            owners = [i for i in scene.of("organization") if i.first == t + 1]
            yield from _pairs(scene, owners, _branch(scene, t) if owners else [], "ownership.branch")


def _found_there(scene: Scene, t: int) -> list[Item]:
    """The organizations after «находится», «оказался»."""
    following = [i for i in scene.of("organization") if i.first >= t][:1]
    return following if following and any(is_verb(scene, v) for v in range(t, following[0].first)) else []


def _branch(scene: Scene, t: int) -> list[Item]:
    """What the branch of an organization at token `t` is called: «дочерняя компания Сбербанка — «Звук»»."""
    owner = next(i for i in scene.of("organization") if i.first == t + 1)
    start = t
    while start and scene.cover[start - 1] < 0 and scene.words[start - 1].upos == "ADJ":
        start -= 1
    after = [i for i in scene.of("organization") if 0 < i.first - owner.last <= 2]
    before = [i for i in scene.of("organization") if 0 < start - i.last <= 2]
    if after and scene.tokens[owner.last].text in ("—", "–", "-", "(", "«"):
        return after[:1]
    return before[-1:] if before and scene.tokens[start - 1].text in (",", "—", "–", "-", "(") else []


def _of_the_subject(scene: Scene, previous: Scene) -> Iterator[Ownership]:
    """«Принадлежит холдингу X»: the organization that the sentence before is about."""
    if scene.cover[0] < 0 and scene.words[0].lemmas & ownership_words()["belongs"] and scene.words[0].form == "Fin":
        owned = [i for i in previous.of("organization") if case_of(previous, i) & NOM][:1]
        yield from _pairs(scene, names_after(scene, 0, PARTIES, DAT), owned, "ownership.belongs")


def _share_follows(scene: Scene, t: int) -> bool:
    """«… принадлежит 39% акций X»: what is owned comes after the verb."""
    return any(
        scene.tokens[n].text == "%" or scene.words[n].lemma in ownership_words()["shares"]
        for n in range(t + 1, min(t + 6, len(scene.tokens)))
    )


PARTIES: tuple[ItemKind, ...] = ("person", "organization", "location")


def _pairs(scene: Scene, owners: list[Item], owned: list[Item], rule: str) -> Iterator[Ownership]:
    for a in owners:
        for b in owned:
            yield Ownership(a.id, b.id, rule, min(a.start, b.start), max(a.end, b.end))


# --- names around a word ---


def names_before(scene: Scene, t: int, kinds: tuple[str, ...], cases: int) -> list[Item]:
    """The name of these kinds and cases nearest before a token, with those joined to it; in order."""
    found: list[Item] = []
    aside = insertions(scene, t)
    for item in reversed(scene.items):
        if item.last > t or item.kind not in kinds or item.first in aside:
            continue
        if found:
            if joined(scene, item, found[0]):
                found.insert(0, item)
                continue
            break
        if t - item.last > REACH or any(
            (is_verb(scene, v) and v not in aside) or scene.tokens[v].text == ";"
            for v in range(item.last, t)
            if scene.cover[v] < 0
        ):
            break
        if case_of(scene, item) & cases and not after_preposition(scene, item):
            found = [item]
    return found


def insertions(scene: Scene, before: int) -> frozenset[int]:
    """The tokens before one that say only who reports: «, напомним,», «Как сообщает газета X,»."""
    found: set[int] = set()
    for t in range(before):
        if scene.cover[t] >= 0 or not scene.words[t].lemmas & speech_verbs():
            continue
        first = t
        while first and t - first < 2 and scene.tokens[first - 1].text.lower() == "как":
            first -= 1
        if first and scene.tokens[first - 1].text != ",":
            continue
        last = next((n for n in range(t + 1, min(t + INSERTED, before)) if scene.tokens[n].text == ","), None)
        if last is not None:
            found.update(range(first, last + 1))
    return frozenset(found)


def names_after(scene: Scene, t: int, kinds: tuple[str, ...], cases: int) -> list[Item]:
    """The name of these kinds and cases nearest after a token, with those joined to it; in order."""
    found: list[Item] = []
    for item in scene.items:
        if item.first <= t or item.kind not in kinds:
            continue
        if found:
            if joined(scene, found[-1], item):
                found.append(item)
                continue
            break
        if item.first - t > REACH or any(
            is_verb(scene, v) or scene.tokens[v].text in (";", ":") for v in range(t + 1, item.first)
        ):
            break
        if case_of(scene, item) & cases:
            found = [item]
    return found


def case_of(scene: Scene, item: Item) -> int:
    """The cases that a name may be in by its first word; of a quoted or a Latin name any."""
    first = next((t for t in range(item.first, item.last) if scene.tokens[t].text[0].isalpha()), None)
    if first is None:
        return ANY_CASE
    cases = scene.words[first].cases
    if cases & NOM and not scene.may_be_nominative(item):
        cases &= ~NOM
    quoted = first > item.first
    return ANY_CASE if not cases or (quoted and cases & NOM) else cases


def after_preposition(scene: Scene, item: Item) -> bool:
    """Whether a preposition stands right before a name."""
    return item.first > 0 and scene.cover[item.first - 1] < 0 and scene.words[item.first - 1].upos == "ADP"


def joined(scene: Scene, left: Item, right: Item) -> bool:
    """Whether two names are members of one list: commas, «и» and their own posts and nouns between them."""
    between = range(left.last, right.first)
    if not between or len(between) > 8:
        return False
    texts = [scene.tokens[t].text.lower() for t in between if scene.cover[t] < 0]
    if not texts or texts[0] not in (",", "и", "»"):
        return False
    allowed = (",", "и", "с", "«", "»")
    return all(
        scene.cover[t] >= 0 or scene.tokens[t].text.lower() in allowed or scene.words[t].upos in ("NOUN", "ADJ")
        for t in between
    )


# --- deals ---


def find_deals(scenes: Sequence[Scene]) -> list[Deal]:
    """The deals of an article, each once: of equal participants and type the first with most said of it."""
    unique: dict[tuple[frozenset[str], str], Deal] = {}
    for scene in scenes:
        if not scene.of(*PARTIES):
            continue
        for deal in _scene_deals(scene):
            key = frozenset(deal.participants), deal.type
            known = unique.get(key)
            if known is None or _weight(deal) > _weight(known):
                unique[key] = deal
    return list(unique.values())


def _weight(deal: Deal) -> int:
    return (deal.money is not None) + (deal.date is not None)


def _scene_deals(scene: Scene) -> Iterator[Deal]:
    verbs, nouns, with_noun = _deal_words()
    if verbs.keys().isdisjoint(scene.lemmas) and nouns.keys().isdisjoint(scene.lemmas):
        return
    for t, word in enumerate(scene.words):
        if scene.cover[t] >= 0:
            continue
        if word.upos == "VERB" and word.form in ("Fin", "Inf", "Conv", "Part"):
            kind = next((verbs[lemma] for lemma in word.lemmas if lemma in verbs), None)
            if kind is not None and not negated(scene, t):
                yield from _by_verb(scene, t, kind)
        elif word.upos == "NOUN" and word.lemma in nouns:
            kind = nouns[word.lemma]
            before = _verb_of(scene, range(t - 1, max(t - 24, -1), -1), with_noun[kind])
            after = _verb_of(scene, range(t + 1, min(t + 16, len(scene.words))), with_noun[kind])
            if before is not None and not negated(scene, before):
                yield from _by_noun(scene, t, before, kind)
            elif after is not None and word.cases & (NOM | ACC) and not negated(scene, after):
                yield from _alone(scene, names_after(scene, after, PARTIES, NOM), t, kind)
            elif kind in ("покупка", "слияние", "продажа") and not negated(scene, t):
                yield from _of_names(scene, t, kind)


def _verb_of(scene: Scene, tokens: range, lemmas: frozenset[str]) -> int | None:
    """The first verb of some tokens that makes a deal of a noun."""
    return next(
        (v for v in tokens if scene.cover[v] < 0 and scene.words[v].upos == "VERB" and scene.words[v].lemmas & lemmas),
        None,
    )


def negated(scene: Scene, t: int) -> bool:
    """Whether «не» stands right before a token."""
    return t > 0 and scene.tokens[t - 1].text.lower() == "не"


def _by_verb(scene: Scene, t: int, kind: str) -> Iterator[Deal]:
    buyers = names_before(scene, t, PARTIES, NOM)
    others = names_after(scene, t, ("organization", "person"), ACC | GEN | DAT | INS | LOC)
    if kind == "штраф":
        others = others or names_after(scene, t, PARTIES, ACC)
    found = list(_deals(scene, buyers, others[:1], t, t + 1, kind, "deal.verb"))
    yield from found or _alone(scene, buyers, t, kind)


def _alone(scene: Scene, buyers: list[Item], t: int, kind: str) -> Iterator[Deal]:
    """A deal of which one party is named, for a sum in the same stretch: «X купил завод за 2 млн»."""
    after = [i for i in scene.of("money") if t < i.first <= t + REACH]
    if len(buyers) == 1 and after and not any(is_verb(scene, v) for v in range(t + 1, after[0].first)):
        dates = scene.of("date")
        date = min(dates, key=lambda i: abs(i.first - t)).id if dates else None
        start, end = min(buyers[0].start, scene.tokens[t].start), max(after[0].end, buyers[0].end)
        yield Deal((buyers[0].id,), scene, t, t + 1, kind, after[0].id, date, "deal.verb", start, end)


def _by_noun(scene: Scene, t: int, verb: int, kind: str) -> Iterator[Deal]:
    first = names_before(scene, verb, PARTIES, NOM)
    others = [i for i in scene.of(*PARTIES) if verb < i.first <= t + REACH and not _place_of(scene, i)]
    if kind == "контракт":
        others = [i for i in others if i.kind != "location" or scene.tokens[i.first - 1].text.lower() in ("с", "со")]
    if kind == "штраф":
        others = [i for i in others if i.kind == "person"] or others
    yield from _deals(scene, first, others[:1], t, t + 1, kind, "deal.noun")


def _of_names(scene: Scene, t: int, kind: str) -> Iterator[Deal]:
    """«Слияние компаний Oracle и Sun», «покупка Google компании Y»."""
    following = [i for i in scene.of("organization", "person") if t < i.first <= t + 8]
    if len(following) > 1 and all(
        scene.cover[v] >= 0 or scene.words[v].upos in ("NOUN", "ADJ") or scene.tokens[v].text in ("и", "с", "«", "»")
        for v in range(t + 1, following[1].first)
    ):
        yield from _deals(scene, following[:1], following[1:2], t, t + 1, kind, "deal.noun")


def _place_of(scene: Scene, item: Item) -> bool:
    """Whether a name is only where it happens: a place after «в» or «на»."""
    if item.kind != "location" or not item.first:
        return False
    return scene.tokens[item.first - 1].text.lower() in ("в", "на", "из")


def _deals(
    scene: Scene, ones: list[Item], others: list[Item], first: int, last: int, kind: str, rule: str
) -> Iterator[Deal]:
    sums, dates = scene.of("money"), scene.of("date")
    money = min(sums, key=lambda i: abs(i.first - first)).id if sums else None
    date = min(dates, key=lambda i: abs(i.first - first)).id if dates else None
    for a in ones:
        for b in others:
            if a.id != b.id:
                start = min(a.start, b.start, scene.tokens[first].start)
                end = max(a.end, b.end, scene.tokens[last - 1].end)
                yield Deal((a.id, b.id), scene, first, last, kind, money, date, rule, start, end)
