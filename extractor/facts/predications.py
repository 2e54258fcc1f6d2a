"""The words that say what happened: a predicate with its subject and what completes it."""

from collections.abc import Iterator
from functools import lru_cache

from extractor.facts.vocabulary import fact_words
from extractor.language.morphology import parses
from extractor.sentence.clauses import (
    SUBORDINATORS,
    agree,
    find_subject,
    genitive_tail,
    is_attribute,
    is_break,
    is_participle,
    is_verb,
    noun_phrase,
    segment_bounds,
)
from extractor.sentence.complements import find_object_before, object_end
from extractor.sentence.items import Item
from extractor.sentence.scene import CLOSING, OPENING, Scene
from extractor.sentence.words import LIKELY, NOM

KEPT_WORDS = 4_096
"""Distinct words whose forms are remembered."""

DASHES = frozenset("—–-")

LONGEST_ASIDE = 25
"""Tokens between two dashes: «орган — агентство по безопасности — опубликовал»."""

LONGEST_TITLE = 12
"""Tokens of a name in quotation marks between a noun and its verb: «закон «О свободе слова» принят»."""


def predication(scene: Scene, predicate: int) -> tuple[int, int]:
    """First and last (exclusive) token of what a finite verb says: with its subject, its object or other complement."""
    first, last = predicate, _with_quoted(scene, end_of_complement(scene, predicate))
    subject = subject_of(scene, predicate)
    if subject is None and not _has_object(scene, predicate, last):
        subject = find_object_before(scene, predicate)
    if subject is None and first == predicate:
        first = _infinitive_before(scene, predicate)
    if subject is not None:
        first, last = min(_with_joined(scene, subject[0], predicate), first), max(last, subject[1])
    if first and scene.tokens[first - 1].text.lower() == "не":
        first -= 1
    return first, last


def _infinitive_before(scene: Scene, predicate: int) -> int:
    """The infinitive that a verb without a subject is about, «закрыть сделку планируется»; else the verb."""
    t, _ = segment_bounds(scene, predicate)
    while t < predicate and (scene.cover[t] >= 0 or scene.words[t].upos not in ("NOUN", "PROPN", "PRON")):
        if scene.cover[t] < 0 and scene.words[t].form == "Inf" and scene.words[t].lemma != "быть":
            return t
        t += 1
    return predicate


def _with_joined(scene: Scene, first: int, predicate: int) -> int:
    """The first token of the names joined to a subject in the plural: «Тед Льеу и Кэтлин Райс потребовали»."""
    word = scene.words[predicate]
    while word.plural and not word.singular and first > 1 and scene.tokens[first - 1].text == "и":
        name = scene.item_at(first - 2)
        if name is None or name.kind not in ("person", "organization") or not scene.may_be_nominative(name):
            break
        first = name.first
    return first


def _with_quoted(scene: Scene, last: int) -> int:
    """The index after a name in quotation marks that follows: «пройдёт «час тишины»», «состоятся «малые выборы»»."""
    t = last
    while t < len(scene.tokens) and (is_attribute(scene, t) or scene.tokens[t].text == "так"):  # «так называемые»
        t += 1
    if t >= len(scene.tokens) or scene.cover[t] >= 0 or scene.tokens[t].text not in OPENING:
        return last
    closing = range(t + 2, min(t + LONGEST_TITLE, len(scene.tokens)))
    return next((n + 1 for n in closing if scene.tokens[n].text in CLOSING), last)


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
    for start, head in nouns_back(scene, before_brackets(scene, first - 2)):
        if agree(scene.words[head], scene.words[relative]) and _in_one_gender(scene, head, relative):
            is_compound = (
                is_preposition(scene, start - 1) and scene.words[start].lemma in fact_words("events")["compound"]
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
    if scene.tokens[t].text in CLOSING:
        opening = _opening(scene, t)
        if _is_quoted_subject(scene, opening, predicate):
            yield opening, first
        else:
            yield from _nominative_phrase(scene, opening - 1, predicate, first)
        return
    yield from _nominative_phrase(scene, _before_marks(scene, t) - 1, predicate, first)


def before_brackets(scene: Scene, t: int) -> int:
    """The last token before brackets that close at a token; the token itself where none do."""
    if t < 0 or scene.tokens[t].text != ")":
        return t
    return next((n for n in range(t - 1, -1, -1) if scene.tokens[n].text == "("), 0) - 1


def _opening(scene: Scene, closing: int) -> int:
    """The quotation mark that one closes; 0 where the name is too long."""
    back = range(closing - 1, max(closing - LONGEST_TITLE, -1), -1)
    return next((n for n in back if scene.tokens[n].text in OPENING), 0)


def _before_marks(scene: Scene, t: int) -> int:
    """The index after what stands before brackets, an insertion in commas or an aside in dashes that ends at a token.

    The token itself where none does, 0 where a clause does.
    """
    text = scene.tokens[t].text
    if text == ")":
        return before_brackets(scene, t) + 1
    if text == ",":
        start = next((n for n in _stretches_back(scene, t) if _is_insertion(scene, n)), 0)
        if start <= 1 and scene.kind_at(t - 1) == "date":
            return _before_dates(scene, scene.items[scene.cover[t - 1]].first)
        return before_brackets(scene, start - 2) + 1 if start > 1 else 0
    if text in DASHES:
        opening = next((n for n in range(t - 1, max(t - LONGEST_ASIDE, 0), -1) if scene.tokens[n].text in DASHES), 0)
        return before_brackets(scene, opening - 1) + 1 if opening else 0
    return t


def _before_dates(scene: Scene, first: int) -> int:
    """The first token of the dates that stand together up to one: «Орлов сегодня, 9 июля, объявил»."""
    while first > 1 and scene.tokens[first - 1].text == "," and scene.cover[first - 1] < 0:
        if scene.kind_at(first - 2) != "date" and scene.words[first - 2].upos != "ADV":
            break
        first = scene.items[scene.cover[first - 2]].first if scene.cover[first - 2] >= 0 else first - 2
    return first


def shared_subject(scene: Scene, predicate: int) -> Item | None:
    """The name that is the subject of the verb before one that has none: «Котов вёл завод, позже был депутатом»."""
    if scene.words[predicate].lemma in fact_words("events")["impersonal"] or _is_subordinate(scene, predicate):
        return None
    verb = next((t for t in range(predicate - 1, -1, -1) if is_verb(scene, t)), None)
    if verb is None or _is_subordinate(scene, verb) or not agree(scene.words[verb], scene.words[predicate]):
        return None
    if any(is_break(scene, t) and scene.tokens[t].text != "," for t in range(verb, predicate)):
        return None
    subject = subject_of(scene, verb)
    item = scene.item_at(subject[0]) if subject is not None and subject[0] < verb else None
    return item if item is not None and item.kind in ("person", "organization") else None


def _is_subordinate(scene: Scene, verb: int) -> bool:
    """Whether the stretch of a verb begins with «который», «что» or their like."""
    first, _ = segment_bounds(scene, verb)
    return any(scene.words[t].lemma in SUBORDINATORS for t in range(first, min(first + 2, verb)))


def _stretches_back(scene: Scene, t: int) -> Iterator[int]:
    """The first tokens of the stretch before a comma, and of those before it that quotes or brackets part from it."""
    stop = max(t - LONGEST_ASIDE, 0)
    while t > stop:
        t = segment_bounds(scene, t - 1)[0] if not is_break(scene, t - 1) else t - 1
        if t and scene.tokens[t - 1].text == "," and scene.cover[t - 1] < 0:
            yield t
            return
        t -= not is_break(scene, t)


def _is_quoted_subject(scene: Scene, opening: int, predicate: int) -> bool:
    """Whether a word in quotation marks is what a verb says something of: «в 2016 году «супервторник» выпал»."""
    is_named = (
        opening > 0 and scene.may_be_noun(opening - 1) and scene.words[opening - 1].upos in ("NOUN", "ADJ", "ADP")
    )
    nouns = [t for t in range(opening + 1, predicate) if scene.words[t].upos in ("NOUN", "PROPN", "X")]
    if is_named or not nouns or any(is_verb(scene, t) for t in range(opening, predicate)):
        return False
    return bool(scene.words[nouns[0]].cases & NOM) and agree(scene.words[nouns[0]], scene.words[predicate])


def _is_insertion(scene: Scene, start: int) -> bool:
    """Whether a stretch that begins at a token only says more of the noun before it, or how, or who reports.

    «…, победившая на выборах, …», «…, недовольных судом, …», «…, которая теряла, …», «…, выступая в Оше, …».
    """
    word = scene.words[start]
    if is_participle(scene, start) or (scene.is_word(start) and (word.form == "Conv" or word.upos == "ADP")):
        return True
    if scene.is_word(start) and word.upos == "ADJ" and not word.finite and start + 1 < len(scene.tokens):
        return not (scene.words[start + 1].upos == "NOUN" and scene.words[start + 1].cases & word.cases)
    return any(scene.words[t].lemma == "который" for t in range(start, min(start + 2, len(scene.tokens))))


def _nominative_phrase(scene: Scene, t: int, predicate: int, end: int) -> Iterator[tuple[int, int]]:
    """The noun phrase that ends at a token if it may be the subject of a verb, up to `end`."""
    for start, head in _phrases_back(scene, t):
        if not is_preposition(scene, start - 1):
            item = scene.item_at(head)
            is_counted = any(scene.tokens[n].text[0].isdigit() for n in range(start, head))
            nominative = scene.may_be_nominative(item) if item is not None else bool(scene.words[head].cases & NOM)
            if is_counted or (nominative and (item is not None or agree(scene.words[head], scene.words[predicate]))):
                yield start, end
            return


def nouns_back(scene: Scene, t: int) -> Iterator[tuple[int, int]]:
    """The noun phrases that end at a token, and after each its last noun alone: «воля избирателей», «избирателей»."""
    for start, head in _phrases_back(scene, t):
        yield start, head
        last = t if scene.cover[t] < 0 else scene.items[scene.cover[t]].first
        if start <= head < last:
            begin = last
            while begin > head + 1 and is_attribute(scene, begin - 1):
                begin -= 1
            yield begin, last
        t = start - 2


def _phrases_back(scene: Scene, t: int) -> Iterator[tuple[int, int]]:
    """The noun phrases that end at a token, those before their prepositions after them: «выборы в Конгресс»."""
    while t >= 0:
        phrase = noun_phrase(scene, t)
        if phrase is not None:
            yield phrase
        before = t if phrase is None else phrase[0] - 1
        if not is_preposition(scene, before):
            return
        t = before - 1


def _in_one_gender(scene: Scene, noun: int, other: int) -> bool:
    """Whether a noun may be in the gender of a word that agrees with it: not «количество вакцины, которая»."""
    if scene.cover[noun] >= 0 or scene.words[other].plural:
        return True
    genders, others = (_genders(scene.tokens[t].text) for t in (noun, other))
    return not genders or not others or not genders.isdisjoint(others)


@lru_cache(maxsize=KEPT_WORDS)
def _genders(word: str) -> frozenset[str]:
    return frozenset(p.feats["Gender"] for p in parses(word) if p.score >= LIKELY and "Gender" in p.feats)


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
        last = end if end < bound and is_preposition(scene, end) else object_end(scene, end - 1, bound)
        if not _is_verbal(scene, last - 1):
            return last
    return last


def _is_verbal(scene: Scene, t: int) -> bool:
    """Whether a phrase has no noun yet: it ends with a verb, or «приговорена»."""
    return scene.cover[t] < 0 and (is_verb(scene, t) or scene.words[t].form == "Inf")


def is_preposition(scene: Scene, t: int) -> bool:
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
