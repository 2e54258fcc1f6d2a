"""What is said after the object of a verb and belongs to the event: how much, and what somebody announced."""

from collections.abc import Mapping

from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import (
    SUBORDINATORS,
    genitive_tail,
    is_break,
    is_participle,
    is_verb,
    segment_bounds,
)
from extractor.sentence.scene import CLOSING, OPENING, Scene


def completed(scene: Scene, predicate: int, last: int) -> int:
    """The index after what completes a verb, from that after its object on: «достиг 4 млрд рублей», «заявил, что …»."""
    if last <= predicate:
        return last
    return _after_clause(scene, _after_amount(scene, last))


def _words() -> Mapping[str, frozenset[str]]:
    return fact_words("events")


def _after_amount(scene: Scene, t: int) -> int:
    """The index after an amount, a share or a counted noun: «на 15%», «до 3 млрд рублей», «21 тыс. машин»."""
    first, stop = t, len(scene.tokens)
    while first < stop and scene.cover[first] < 0 and scene.tokens[first].text.lower() in _words()["before_amounts"]:
        first += 1
    if first < stop and scene.kind_at(first) == "money":
        return _after_unit(scene, scene.items[scene.cover[first]].last)
    last = _after_number(scene, first)
    if last == first or not (scene.tokens[first].text[0].isdigit() or first == t):
        return t
    end = genitive_tail(scene, last, stop)
    return end if end > last or scene.tokens[last - 1].text == "%" else t


def _after_number(scene: Scene, t: int) -> int:
    """The index after a number in figures that begins at a token, or the rest of one: the stop of «21 тыс.»."""
    while t < len(scene.tokens) and scene.cover[t] < 0 and _is_of_number(scene, t):
        t += 1
    return t


def _is_of_number(scene: Scene, t: int) -> bool:
    """Whether a token is a number, its decimal mark, the name of a large one with its stop, or the sign of percent."""
    text, thousands = scene.tokens[t].text, _words()["thousands"]
    if text in ".," and t and t + 1 < len(scene.tokens):
        before = scene.tokens[t - 1].text.lower()
        return before in thousands if text == "." else before[0].isdigit() and scene.tokens[t + 1].text[0].isdigit()
    return text[0].isdigit() or text == "%" or text.lower() in thousands or scene.words[t].upos == "NUM"


def _after_unit(scene: Scene, t: int) -> int:
    """The index after what a price is for: «225 долларов за тонну»."""
    if t + 1 < len(scene.tokens) and scene.tokens[t].text == "за" and scene.words[t + 1].upos == "NOUN":
        return t + 2 if scene.cover[t + 1] < 0 else t
    return t


def _after_clause(scene: Scene, t: int) -> int:
    """The index after the clause that says what was announced or meant: «заявил, что мост готов», «о том, что …»."""
    tokens = scene.tokens
    end = t + 2 * ([token.text for token in tokens[t : t + 2]] == ["о", "том"])
    if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].text.lower() != "что":
        return t
    last = segment_bounds(scene, end + 1)[1]
    is_said = _has_predicate(scene, end + 1, last)
    while last + 1 < len(tokens) and is_break(scene, last) and (not is_said or tokens[last].text in OPENING):
        first, last = last + 1, _closing(scene, last) or segment_bounds(scene, last + 1)[1]
        is_said = is_said or (not _is_aside(scene, first) and _has_predicate(scene, first, last))
    return last


def _has_predicate(scene: Scene, first: int, last: int) -> bool:
    return any(is_verb(scene, t) for t in range(first, last))


def _is_aside(scene: Scene, first: int) -> bool:
    """Whether a stretch that begins at a token only says more of a noun: «…, которые болели, …»."""
    if first < len(scene.tokens) and is_participle(scene, first):
        return True
    return any(scene.words[t].lemma in SUBORDINATORS for t in range(first, min(first + 2, len(scene.tokens))))


def _closing(scene: Scene, t: int) -> int:
    """The index after the quotation mark that closes one opened at a token; 0 where none does."""
    if scene.tokens[t].text not in OPENING:
        return 0
    return next((n + 1 for n in range(t + 2, len(scene.tokens)) if scene.tokens[n].text in CLOSING), 0)
