"""What a sum of money measures, whose it is, and when: «штраф в 5 млн рублей», «выручка «Газпрома» выросла до …»."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.document import Argument, Document, Fact
from extractor.facts.record import Reading, make_fact, token_span
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import find_subject, genitive_tail, is_verb, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.phrases import decapitalized, nominative_phrase
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import kinds_of_organizations
from extractor.sentence.words import GEN, NOM

SCORES = {"amount.noun": 0.94, "amount.verb": 0.92, "amount.genitive": 0.87, "amount.list": 0.88}
"""Share of right ones among those that a rule gave on tests/gold, drawn towards 0.85 where they are few."""

NEAR = 12
"""Tokens before the sum in which its noun is looked for."""


class Amount(NamedTuple):
    """One sum and what it measures."""

    money: str
    first_token: int
    last_token: int
    """Of the noun phrase that tells what is measured."""
    scene: Scene
    who: str | None
    date: str | None
    rule: str
    start: int
    end: int


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    return dict(fact_words("amounts"))


def find_amounts(doc: Document, scenes: list[Scene]) -> Iterator[Fact]:
    """An amount for each sum that a noun says what it measures; of two equal sums in two currencies the first."""
    equivalents = {money.id for money in doc.money if money.equivalent is not None}
    for scene in scenes:
        sums = scene.of("money")
        last: Amount | None = None
        for n, item in enumerate(sums):
            doubled = item.id in equivalents and n and sums[n - 1].id in equivalents
            found = None if doubled else _measured(scene, item) or _listed(scene, last, sums[n - 1], item)
            last = found or (last if doubled else None)
            if found is not None:
                yield _fact(found)


def _fact(found: Amount) -> Fact:
    scene, first, last = found.scene, found.first_token, found.last_token
    name = decapitalized(nominative_phrase(tuple(token.text for token in scene.tokens[first:last])))
    arguments: dict[str, Argument] = {
        "money": found.money,
        "what": token_span(scene, first, last, name),
        "who": found.who,
        "date": found.date,
    }
    return make_fact(scene.doc, "amount", Reading(arguments, found.start, found.end), found.rule, SCORES[found.rule])


def _measured(scene: Scene, item: Item) -> Amount | None:
    found = _noun_before(scene, item) or _noun_after(scene, item)
    if found is None:
        return None
    head, rule = found
    first = head
    while first and scene.cover[first - 1] < 0 and _agrees(scene, first - 1, head):
        first -= 1
    last = genitive_tail(scene, head + 1, item.first if head < item.first else len(scene.tokens))
    if rule == "amount.genitive":
        last = head + 1
    who = _owner(scene, head, last, item)
    tail = last
    for t in range(head + 1, last):
        if scene.cover[t] >= 0:
            tail = t
            break
    if tail - head > 1 and tail < len(scene.tokens) and scene.cover[tail] >= 0:
        tail -= scene.words[tail - 1].lemma in kinds_of_organizations()
    date = _date(scene, head, item)
    start = min(scene.tokens[first].start, item.start)
    end = max(scene.tokens[tail - 1].end, item.end)
    return Amount(item.id, first, tail, scene, who, date, rule, start, end)


def _listed(scene: Scene, before: Amount | None, previous: Item, item: Item) -> Amount | None:
    """A further sum of a list («в 2016 году — 10 рублей, в 2017 году — 20 рублей»), of what the one before measures."""
    if before is None:
        return None
    for t in range(previous.last, item.first):
        number = scene.cover[t]
        if number >= 0 and scene.items[number].kind == "date":
            continue
        if number >= 0 or not (scene.tokens[t].text in ",—–-и()" or scene.words[t].upos == "ADP"):
            return None
    dates = [d for d in scene.of("date") if previous.last <= d.first < item.first]
    date = dates[-1].id if dates else before.date
    return before._replace(money=item.id, date=date, rule="amount.list", end=item.end)


def _agrees(scene: Scene, t: int, head: int) -> bool:
    word = scene.words[t]
    adjective = word.upos == "ADJ" or word.form == "Part"
    return adjective and not word.finite and bool(word.cases & scene.words[head].cases)


def _noun_before(scene: Scene, item: Item) -> tuple[int, str] | None:
    """The noun nearest before a sum, over fillers («в размере», «до», «около») or a verb of measure."""
    words = _vocabulary()
    general: int | None = None
    verb: int | None = None
    far = False
    for t in range(item.first - 1, max(item.first - NEAR, 0) - 1, -1):
        number = scene.cover[t]
        text = scene.tokens[t].text.lower()
        word = scene.words[t]
        if number >= 0:
            far |= scene.items[number].kind == "money"
            if far and scene.items[number].kind == "money" and text not in words["fillers"]:
                continue
            continue
        if text in words["fillers"]:
            continue
        if is_verb(scene, t):
            if verb is not None or not (general is not None or word.lemmas & words["verbs"]):
                break
            verb = t
            continue
        if text in (";", ".") or (text == "," and verb is None):
            break
        if word.upos not in ("NOUN", "PROPN"):
            continue
        if word.lemma in words["general"]:
            general = t
            continue
        if verb is not None:
            counted = (t > 0 and scene.tokens[t - 1].text[0].isdigit()) or scene.tokens[t - 1].text == "%"
            if (word.cases & NOM or counted) and word.lemmas & (words["measures"] | words["general"]):
                return t, "amount.verb"
            continue
        head = _measure_head(scene, t)
        if head is not None:
            return head, "amount.noun"
    if verb is not None and (scene.words[verb].lemmas & words["verbs"] or general is not None):
        subject = find_subject(scene, verb)
        if subject is not None:
            for t in range(*subject):
                if scene.cover[t] < 0 and scene.words[t].upos == "NOUN" and scene.words[t].cases & NOM:
                    return t, "amount.verb"
    return (general, "amount.noun") if general is not None else None


def _measure_head(scene: Scene, t: int) -> int | None:
    """The head of a noun's phrase, if it may be measured in money: itself or a noun it is a genitive of."""
    words = _vocabulary()
    best = t if scene.words[t].lemmas & words["measures"] else None
    word = scene.words[t]
    n = t
    while word.cases & GEN and n > 0:
        n -= 1
        while n > 0 and scene.cover[n] < 0 and scene.words[n].upos in ("ADJ", "DET"):
            n -= 1
        if scene.cover[n] >= 0 or scene.words[n].upos != "NOUN":
            break
        word = scene.words[n]
        if word.lemmas & words["measures"]:
            best = n
    return best


def _noun_after(scene: Scene, item: Item) -> tuple[int, str] | None:
    """A noun in the genitive right after a sum: «5 млн рублей штрафа»."""
    for t in range(item.last, min(item.last + 3, len(scene.tokens))):
        if scene.cover[t] >= 0:
            return None
        word = scene.words[t]
        if word.upos == "NOUN" and word.cases & GEN and word.lemmas & _vocabulary()["measures"]:
            return t, "amount.genitive"
        if word.upos not in ("ADJ", "DET"):
            return None
    return None


def _owner(scene: Scene, head: int, last: int, item: Item) -> str | None:
    """Whose sum it is: the name in the genitive after the noun, else the subject of its clause."""
    for t in range(head + 1, last):
        number = scene.cover[t]
        if number >= 0 and scene.items[number].kind in ("organization", "person", "location"):
            return scene.items[number].id
    if scene.words[head].lemma in _vocabulary()["imposed"]:
        return None
    bounds = segment_bounds(scene, head)
    verb = next((t for t in range(*bounds) if is_verb(scene, t)), None)
    if verb is None:
        return None
    subject = find_subject(scene, verb)
    if subject is not None:
        for t in range(*subject):
            number = scene.cover[t]
            if number >= 0 and scene.items[number].kind in ("organization", "person"):
                return scene.items[number].id
    return None


def _date(scene: Scene, head: int, item: Item) -> str | None:
    """The date of the stretch that holds the noun or the sum; of a sentence with one date that one."""
    dates = scene.of("date")
    if len(dates) == 1:
        return dates[0].id
    near = [d for d in dates if min(head, item.first) - 8 <= d.first <= max(head, item.last) + 4]
    return min(near, key=lambda d: min(abs(d.first - head), abs(d.first - item.first))).id if near else None
