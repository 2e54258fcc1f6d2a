"""What a participle, an infinitive or a gerund says, with its noun or its object: «мост, построенный в 1987 году»."""

from functools import lru_cache

from extractor.facts.predications import before_brackets, end_of_complement, is_preposition, nouns_back
from extractor.facts.vocabulary import fact_words
from extractor.language.morphology import parses
from extractor.sentence.clauses import agree, genitive_tail, is_participle, is_verb, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.scene import Scene
from extractor.sentence.words import LIKELY

KEPT_WORDS = 4_096
"""Distinct words whose forms are remembered."""

TOWARDS_DATE = ("ADP", "ADV", "ADJ", "CCONJ", "PART")
"""Parts of speech that before a date belong to it: «ещё в конце», «не позже», «ранней весной»."""


def nonfinite(scene: Scene, predicate: int, date: Item) -> tuple[int, int]:
    """First and last (exclusive) token of what a participle says with its noun, or an infinitive with its object.

    «Мост, построенный на средства фонда», «построенный в мае мост», «начать поставки газа».
    """
    if not is_participle(scene, predicate):
        return predicate, max(end_of_complement(scene, predicate), predicate + 1)
    leading = _leading_participle(scene, predicate)
    if leading > 1 and scene.tokens[leading - 1].text == ",":
        return _noun_before(scene, leading), _end_before_date(scene, predicate, date)
    return predicate, _end_of_noun_after(scene, predicate, date.last)


def _end_before_date(scene: Scene, predicate: int, date: Item) -> int:
    """The index after what completes a participle before its date: «приехавший в Москву», not «ещё в конце»."""
    end = date.first
    while end > predicate + 1 and scene.is_word(end - 1):
        word = scene.words[end - 1]
        if word.upos not in TOWARDS_DATE and word.lemma not in fact_words("events")["parts_of_time"]:
            break
        end -= 1
    return max(end, predicate + 1)


def _leading_participle(scene: Scene, participle: int) -> int:
    """The first of two joined participles: «конституцией, принятой в 1787 году и вступившей в силу»."""
    first, _ = segment_bounds(scene, participle)
    if scene.tokens[participle - 1].text != "и":
        return participle
    return next(
        (t for t in range(first, participle) if is_participle(scene, t) and _match(scene, t, participle)), participle
    )


def _noun_before(scene: Scene, participle: int) -> int:
    """The first token of the phrase whose noun a participle after a comma is of; the participle where none is."""
    for start, head in nouns_back(scene, before_brackets(scene, participle - 2)):
        if _match(scene, head, participle):
            return start
    return participle


def _end_of_noun_after(scene: Scene, participle: int, after: int) -> int:
    """The index after the noun that a participle stands before: «зарегистрированный 11 августа препарат»."""
    last = segment_bounds(scene, participle)[1]
    for t in range(after, last):
        item = scene.item_at(t)
        is_noun = scene.words[t].upos == "NOUN" if item is None else item.kind in ("person", "organization", "position")
        if is_noun and not is_preposition(scene, t - 1) and _match(scene, t, participle):
            return genitive_tail(scene, t + 1 if item is None else item.last, last)
        if is_verb(scene, t):
            break
    return participle + 1


def _match(scene: Scene, t: int, participle: int) -> bool:
    """Whether a noun or another participle may be in the case, number and gender of a participle."""
    item = scene.item_at(t)
    if item is None or item.kind == "position":
        return not _forms(scene.tokens[t].text).isdisjoint(_forms(scene.tokens[participle].text))
    return bool(case_of(scene, item) & scene.words[participle].cases) and agree(scene.words[t], scene.words[participle])


@lru_cache(maxsize=KEPT_WORDS)
def _forms(word: str) -> frozenset[tuple[str, str, str]]:
    """Case, number and gender of a noun or participle, as both are written: «ремонт» is no accusative of a being."""
    found = set()
    for p in parses(word):
        if p.score < LIKELY or "Case" not in p.feats:
            continue
        is_accusative = p.feats["Case"] == "Acc" and (
            p.feats.get("Number") == "Plur" or p.feats.get("Gender") == "Masc"
        )
        for being in _beings(p.feats.get("Animacy")) if is_accusative else ("",):
            case, number = p.feats["Case"] + being, p.feats.get("Number", "")
            found.add((case, number, p.feats.get("Gender", "") if number == "Sing" else ""))
    return frozenset(found)


def _beings(animacy: str | None) -> tuple[str, ...]:
    return (animacy,) if animacy else ("Anim", "Inan")
