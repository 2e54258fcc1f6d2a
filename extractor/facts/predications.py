"""The words that say what happened: a predicate with its subject and what completes it."""

from collections.abc import Iterator

from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import (
    agree,
    find_subject,
    genitive_tail,
    is_participle,
    is_verb,
    noun_phrase,
    segment_bounds,
)
from extractor.sentence.complements import find_object_before, object_end
from extractor.sentence.scene import CLOSING, OPENING, Scene
from extractor.sentence.words import NOM

LONGEST_TITLE = 12
"""Tokens of a name in quotation marks between a noun and its verb: «закон «О свободе слова» принят»."""


def predication(scene: Scene, predicate: int) -> tuple[int, int]:
    """First and last (exclusive) token of what a finite verb says: with its subject, its object or other complement."""
    first, last = predicate, end_of_complement(scene, predicate)
    subject = subject_of(scene, predicate)
    if subject is None and not _has_object(scene, predicate, last):
        subject = find_object_before(scene, predicate)
    if subject is not None:
        first, last = min(_with_joined(scene, subject[0], predicate), first), max(last, subject[1])
    if first and scene.tokens[first - 1].text.lower() == "не":
        first -= 1
    return first, last


def _with_joined(scene: Scene, first: int, predicate: int) -> int:
    """The first token of the names joined to a subject in the plural: «Тед Льеу и Кэтлин Райс потребовали»."""
    word = scene.words[predicate]
    while word.plural and not word.singular and first > 1 and scene.tokens[first - 1].text == "и":
        name = scene.item_at(first - 2)
        if name is None or name.kind not in ("person", "organization") or not scene.may_be_nominative(name):
            break
        first = name.first
    return first


def _has_object(scene: Scene, predicate: int, last: int) -> bool:
    return last > predicate + 1 and scene.words[predicate + 1].upos != "ADP"


# --- the subject ---


def subject_of(scene: Scene, predicate: int) -> tuple[int, int] | None:
    """The subject of a verb, also one that another clause, a title or a relative pronoun stands before the verb for."""
    subject = find_subject(scene, predicate)
    first, _ = segment_bounds(scene, predicate)
    if subject is not None and subject[0] < predicate:
        return subject
    return _of_relative(scene, first, predicate) or subject or next(_before_insertion(scene, first, predicate), None)


def _of_relative(scene: Scene, first: int, predicate: int) -> tuple[int, int] | None:
    """What «который» stands for, before its comma: «мост, который открыли»."""
    relative = next((t for t in range(first, min(first + 2, predicate)) if scene.words[t].lemma == "который"), None)
    if relative is None or first < 2 or scene.tokens[first - 1].text != ",":
        return None
    for start, head in _phrases_back(scene, before_brackets(scene, first - 2)):
        if agree(scene.words[head], scene.words[relative]):
            is_compound = (
                _is_preposition(scene, start - 1) and scene.words[start].lemma in fact_words("events")["compound"]
            )
            return start + is_compound, first - 1  # «в отношении Котовой, которая»
    return None


def _before_insertion(scene: Scene, first: int, predicate: int) -> Iterator[tuple[int, int]]:
    """A subject that a title, brackets or another clause parts from its verb.

    «Закон «О свободе слова» принят», «партия, победившая на выборах, теряла», «вакцина, которая защищает, поступает».
    """
    t = first - 1
    if t <= 0 or scene.cover[t] >= 0:
        return
    end = t
    if scene.tokens[t].text in CLOSING:
        end = next((n for n in range(t - 1, max(t - LONGEST_TITLE, 0), -1) if scene.tokens[n].text in OPENING), 0)
    elif scene.tokens[t].text == ")":
        end = before_brackets(scene, t) + 1
    elif scene.tokens[t].text == ",":
        start, _ = segment_bounds(scene, t - 1)
        is_clause = start > 1 and scene.tokens[start - 1].text == "," and _is_attribute(scene, start)
        end = before_brackets(scene, start - 2) + 1 if is_clause else 0
    yield from _nominative_phrase(scene, end - 1, predicate, first)


def before_brackets(scene: Scene, t: int) -> int:
    """The last token before brackets that close at a token; the token itself where none do."""
    if t < 0 or scene.tokens[t].text != ")":
        return t
    return next((n for n in range(t - 1, -1, -1) if scene.tokens[n].text == "("), 0) - 1


def _is_attribute(scene: Scene, start: int) -> bool:
    """Whether a stretch that begins at a token is a participle's, or begins with «которая»."""
    return is_participle(scene, start) or any(
        scene.words[t].lemma == "который" for t in range(start, min(start + 2, len(scene.tokens)))
    )


def _nominative_phrase(scene: Scene, t: int, predicate: int, end: int) -> Iterator[tuple[int, int]]:
    """The noun phrase that ends at a token if it may be the subject of a verb, up to `end`."""
    for start, head in _phrases_back(scene, t):
        if not _is_preposition(scene, start - 1):
            item = scene.item_at(head)
            is_counted = any(scene.tokens[n].text[0].isdigit() for n in range(start, head))
            nominative = scene.may_be_nominative(item) if item is not None else bool(scene.words[head].cases & NOM)
            if is_counted or (nominative and (item is not None or agree(scene.words[head], scene.words[predicate]))):
                yield start, end
            return


def _phrases_back(scene: Scene, t: int) -> Iterator[tuple[int, int]]:
    """The noun phrases that end at a token, those before their prepositions after them: «выборы в Конгресс»."""
    while t >= 0:
        phrase = noun_phrase(scene, t)
        if phrase is not None:
            yield phrase
        before = t if phrase is None else phrase[0] - 1
        if not _is_preposition(scene, before):
            return
        t = before - 1


# --- what completes it ---


def end_of_complement(scene: Scene, predicate: int) -> int:
    """The index after the object of a verb; of one without an object after «на киностудии «Лютик»»."""
    bound = segment_bounds(scene, predicate)[1]
    last = object_end(scene, predicate, bound)
    for _ in range(2):  # «заключила с компанией контракт», «отправил в Киев на завод»
        if not _is_verbal(scene, last - 1) or last + 1 >= bound:
            return last
        end = _end_of_phrase(scene, last, bound)
        if end == last:
            return last
        last = end if end < bound and _is_preposition(scene, end) else object_end(scene, end - 1, bound)
        if not _is_verbal(scene, last - 1):
            return last
    return last


def _is_verbal(scene: Scene, t: int) -> bool:
    """Whether a phrase has no noun yet: it ends with a verb, or «приговорена»."""
    return scene.cover[t] < 0 and (is_verb(scene, t) or scene.words[t].form == "Inf")


def _is_preposition(scene: Scene, t: int) -> bool:
    """Whether a token is a preposition, of no name."""
    return t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "ADP"


def _end_of_phrase(scene: Scene, last: int, bound: int) -> int:
    """The index after a phrase with a preposition that begins at a token, its listed names with it."""
    if scene.cover[last] >= 0 or scene.words[last].upos != "ADP":
        return last
    compound = fact_words("events")["compound"]
    if scene.kind_at(last + 1) in ("date", "money") or scene.words[last + 1].lemma in compound:
        return last
    end = object_end(scene, last, bound)
    if end == last + 1:
        return last
    while end + 1 < bound and scene.tokens[end].text == "и" and scene.cover[end + 1] >= 0:
        if scene.kind_at(end + 1) in ("date", "money"):
            break
        end = genitive_tail(scene, scene.items[scene.cover[end + 1]].last, bound)
    return end
