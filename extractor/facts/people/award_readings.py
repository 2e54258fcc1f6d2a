"""What the words for awards say: who got which; and what is none."""

from collections.abc import Iterator

from extractor.document import NAME_KINDS, Argument
from extractor.facts.modality import modality_of
from extractor.facts.people.circumstances import date_in, named_span, phrase_from, scope
from extractor.facts.people.patterns import people_of
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import Matched, span_of
from extractor.sentence.anaphora import goes_on
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.phrases import nominative_phrase
from extractor.sentence.scene import CLOSING, OPENING, Scene
from extractor.sentence.words import GEN, NOM

LONGEST_NAME = 12
"""Tokens of the name of an award in quotation marks."""

# --- what a match says ---


def awarded(match: Matched) -> Iterator[Reading]:
    """Each of the people with the award at the trigger."""
    row = match.row
    scene, t = row.scene, row.bounds[match.trigger][0]
    first, last = award_bounds(scene, t)
    honoured = match.cells.get("verb")
    is_genitive = not honoured or "удостоить" in scene.words[row.bounds[honoured[0]][0]].lemmas
    award = named_span(scene, first, last, "Gen" if is_genitive and scene.words[t].cases & GEN else None)
    given = row.names(match.cells.get("by", ()))
    date = date_in(match, scope(match)) if "verb" in match.cells else None
    for who in people_of(match):
        if not first <= who.first < last:
            start, end = span_of(match, who)
            arguments: dict[str, Argument] = {
                "who": who.id,
                "award": award,
                "by": given[0].id if given else None,
                "date": date,
            }
            yield Reading(arguments, min(start, award.start), max(end, award.end))


def titled(match: Matched) -> Iterator[Reading]:
    """«Народный артист России»: the title up to the name, or to its end."""
    row = match.row
    scene, t = row.scene, row.bounds[match.trigger][0]
    [who] = row.names(match.cells["who"])
    last = phrase_from(scene, t, who.first if who.first > t else len(scene.tokens))
    named = {scene.words[n].lemma for n in range(t, last)}
    if last > t + 1 and named.isdisjoint(people_words("awards")["no_titles"]):
        start, end = span_of(match, who)
        yield Reading({"who": who.id, "award": named_span(scene, t, last)}, start, max(end, scene.tokens[last - 1].end))


def of_last(match: Matched) -> Iterator[Reading]:
    """«Лауреат Ленинской премии»: a sentence that names nobody is about the person named last."""
    row = match.row
    scene, t = row.scene, row.bounds[match.trigger][0]
    who = row.antecedents.person_before(scene, t)
    if who is not None and not scene.of("person"):
        award = named_span(scene, *award_bounds(scene, t))
        yield Reading({"who": who, "award": award}, award.start, award.end)


def of_another(match: Matched) -> bool:
    """«Там жил физик, лауреат премии»: the sentence is not about the person named last.

    It is where it begins with what somebody is, or with a verb whose subject is left out, and names nobody.
    """
    scene = match.row.scene
    first = scene.words[0]
    is_somebody = first.upos in ("NOUN", "ADJ") and bool(first.cases & NOM)
    return bool(scene.of("person")) or not (is_somebody or goes_on(scene))


def won(match: Matched) -> Iterator[Reading]:
    """«Победитель конкурса имени Чайковского»: what somebody has won with the noun for who has."""
    scene, t = match.row.scene, match.row.bounds[match.trigger][0]
    _, last = award_bounds(scene, match.row.bounds[match.cells["contest"][0]][0])
    for who in match.row.names(match.cells["who"]):
        award = named_span(scene, t, min(last, who.first) if who.first > t else last)
        start, end = span_of(match, who)
        yield Reading({"who": who.id, "award": award}, min(start, award.start), max(end, award.end))


def nameless(match: Matched) -> bool:
    """«Победитель конкурса»: nobody says which."""
    first, last = award_bounds(match.row.scene, match.row.bounds[match.cells["contest"][0]][0])
    return last - first < 2


def quoted(match: Matched) -> Iterator[Reading]:
    """«Обладатель «Оскара» и «Грэмми»»: each of the names in quotation marks."""
    row = match.row
    scene = row.scene
    [who] = row.names(match.cells["who"])
    start, end = span_of(match, who)
    for first, last in _names_in_quotes(scene, row.bounds[match.trigger][1]):
        award = token_span(scene, first, last, nominative_phrase(tuple(w.text for w in scene.tokens[first:last])))
        yield Reading({"who": who.id, "award": award}, min(start, award.start), max(end, award.end))


def _names_in_quotes(scene: Scene, t: int) -> Iterator[tuple[int, int]]:
    """The tokens of each name of the first list in quotation marks from a token on: ««Оскара», «Эмми» и «Грэмми»»."""
    tokens, n = scene.tokens, len(scene.tokens)
    while t < n and tokens[t].text[0] not in OPENING:
        t += 1
    while t < n and tokens[t].text[0] in OPENING:
        end = _end_of_quotes(scene, t, n)
        if end == t:
            return
        yield t, end
        if end == n or tokens[end].text not in (",", "и"):
            return
        t = end + 1


def _end_of_quotes(scene: Scene, t: int, last: int) -> int:
    """The index after the name in quotation marks that begins at a token; that token where they are not closed."""
    return next((n + 1 for n in range(t + 1, last) if scene.tokens[n].text[-1] in CLOSING), t)


def award_bounds(scene: Scene, t: int) -> tuple[int, int]:
    """The tokens of an award around its noun: its adjectives, genitives, the name in quotation marks, the degree."""
    first = t
    while first and scene.cover[first - 1] < 0 and _belongs_before(scene, first - 1, t):
        first -= 1
    last, words = len(scene.tokens), people_words("awards")
    end = max(phrase_from(scene, t, last), t + 1)
    while end < last:
        following = _award_goes_on(scene, end, last, words["named"], words["degree"])
        if following <= end:
            break
        end = following
    return first, end


def _belongs_before(scene: Scene, t: int, head: int) -> bool:
    word = scene.words[t]
    return word.upos == "ADJ" and not word.finite and bool(word.cases & scene.words[head].cases)


def _award_goes_on(scene: Scene, end: int, last: int, named: frozenset[str], degree: frozenset[str]) -> int:
    """The index after the next part of the name of an award; `end` where there is none."""
    text = scene.tokens[end].text
    if text[0] in OPENING:
        return _end_of_quotes(scene, end, min(end + LONGEST_NAME, last))
    item = scene.item_at(end)
    if item is not None:
        return item.last if _is_in_award(scene, item, end, named) else end
    if text.lower() in named:
        return end + 1 + (scene.tokens[end + 1 : end + 2] != () and scene.tokens[end + 1].text == ".")
    if end + 1 < last and scene.tokens[end + 1].text.lower() in degree:
        return end + 2
    return phrase_from(scene, end + 1, last) if text.lower() == "по" else end


def _is_in_award(scene: Scene, item: Item, t: int, named: frozenset[str]) -> bool:
    """Whether a name at a token is a part of that of an award: «премия Правительства РФ», «орден имени Орлова»."""
    if item.kind not in NAME_KINDS:
        return False
    return scene.tokens[t - 1].text.lower() in named or bool(case_of(scene, item) & GEN)


# --- guards ---


def only_possible(match: Matched) -> bool:
    """«Может получить премию», «номинирован»: nobody has got it yet."""
    return modality_of(match) == "possible"


def nominated(match: Matched) -> bool:
    """«Номинант на премию»."""
    return is_nominated(match.row.scene, match.row.bounds[match.trigger][0])


def is_nominated(scene: Scene, t: int) -> bool:
    """Whether a word before an award says that somebody may get it."""
    return any(scene.words[n].lemma in people_words("awards")["nominated"] for n in range(max(t - 4, 0), t))


def bare(match: Matched) -> bool:
    """«Получил премию», «взял бронзу»: an award without a name may be any money or metal; «звание генерала».

    So is the name inside «премия «Оскар»», which is one award with its noun.
    """
    return is_bare(match.row.scene, match.row.bounds[match.trigger][0])


def is_bare(scene: Scene, t: int) -> bool:
    """Whether an award at a token has no name."""
    first, last = award_bounds(scene, t)
    words = people_words("awards")
    if first > 1 and scene.tokens[first - 1].text[-1] in OPENING and scene.words[first - 2].lemmas & words["awards"]:
        return True
    if any(scene.words[n].lemma in words["ranks"] for n in range(t + 1, last)):
        return True
    if scene.words[t].lemma == "знак" and any(scene.words[n].lemma in words["signs"] for n in range(t + 1, last)):
        return True
    if any(scene.words[n].lemma == "денежный" for n in range(first, t)) or _is_no_one(scene, t, first, last):
        return True
    return last - first == 1 and scene.words[t].lemma in words["nameless"]


def _is_no_one(scene: Scene, t: int, first: int, last: int) -> bool:
    """«Диплом инженера», «множество музыкальных наград»: no award of its own."""
    words = people_words("awards")
    if t and scene.words[t - 1].lemma in words["awards"] and scene.words[t].cases & GEN:
        return True  # «медаль ордена «За заслуги перед Отечеством»»: one award
    if first and scene.words[first - 1].lemma in words["many"]:
        return True
    return scene.words[t].lemma == "диплом" and any(scene.words[n].animate for n in range(t + 1, last))
