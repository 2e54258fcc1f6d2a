"""What the words of a charge or a sentence say: who, of what, the penalty, its term, the court; and what is none."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from extractor.document import Argument, Modality, TextSpan
from extractor.facts.modality import modality_of
from extractor.facts.people.circumstances import (
    date_in,
    deed_from,
    items_in,
    named_span,
    phrases_from,
    scope,
    with_title,
)
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import Matched, span_of
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import find_subject, is_participle
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import may_be_subject

WORDS_TO_DATE = 4
"""Tokens after the trigger in which a date is that of the sentence; one farther on is that of the crime."""

TOLD_BY_COURTS = ("tried", "convicted", "acquitted", "released")
"""Stages of which a court may be named."""

_START = attrgetter("start")


def at_stage(stage: str, free: str, bound: str) -> Callable[[Matched], Iterator[Reading]]:
    """Reads a match as a stage of a case, the crime after one of some prepositions (joined by |).

    `bound`: those that count only after «дело», «обвинение».
    """
    prepositions = (frozenset(free.split("|")), frozenset(bound.split("|")))

    def read(match: Matched) -> Iterator[Reading]:
        row, around = match.row, scope(match)
        scene, (first, last) = row.scene, row.bounds[match.trigger]
        trigger = token_span(scene, first, last, stage)
        penalty, term, money = _penalty(match, around) if stage == "convicted" else (None, None, None)
        crime = crime_in(match, around, *prepositions)
        arguments: dict[str, Argument] = {
            "stage": trigger,
            "crime": crime,
            "penalty": penalty,
            "term": term,
            "money": money,
            "court": _court(scene, around, first) if stage in TOLD_BY_COURTS else None,
            "date": date_in(match, range(around.start, last + WORDS_TO_DATE if crime or penalty else around.stop)),
        }
        for who in people_charged(match):
            start, stop = span_of(match, who)
            stop = max([stop, *(span.end for span in (crime, penalty) if span)])
            start = min([start, *(span.start for span in (penalty,) if span)])
            yield Reading({"who": who.id, **arguments}, start, stop, _modality(match))

    return read


RELEASED = at_stage("released", "", "")


def people_charged(match: Matched) -> list[Item]:
    """The people and organizations of a match, those whom «его» means included; else whom a verb means without one."""
    row = match.row
    if match.cells.keys().isdisjoint(("who", "him")):
        first, _ = row.bounds[match.trigger]
        who = row.antecedents.of_left_out_subject(row.scene, first)
        start = row.scene.tokens[first].start
        return [] if who is None else [Item("person", who, first, first, start, start)]
    found = row.names(match.cells.get("who", ()))
    for cell in match.cells.get("him", ()):
        first, last = row.bounds[cell]
        who = row.antecedents.of_pronoun(row.scene, first)
        if who is not None:
            token = row.scene.tokens[first]
            found.append(Item("person", who, first, last, token.start, token.end))
    return [who for who in found if not _only_tells(row.scene, who)]


def _only_tells(scene: Scene, who: Item) -> bool:
    """Whether an organization is a court, or the agency of a dateline, which stand beside every case."""
    if who.kind != "organization":
        return False
    published = any(o.id == who.id and o.role == "publisher" for o in scene.doc.organizations)
    return published or _is_court(scene, who, people_words("charges")["courts"])


def _modality(match: Matched) -> Modality | None:
    """What prosecutors ask for is possible only: «прокурор просит приговорить»; a participle tells what is so."""
    row = match.row
    first, _ = row.bounds[match.trigger]
    if is_participle(row.scene, first):
        return None
    asked = people_words("charges")["asks"]
    before = range(max(first - 8, 0), first)
    if any(row.scene.words[t].lemma in asked for t in before if row.scene.cover[t] < 0):
        return "possible"
    return modality_of(match, fact_words("statements")["reminders"])


def crime_in(
    match: Matched, around: range, free: frozenset[str], bound: frozenset[str] = frozenset()
) -> TextSpan | None:
    """The noun phrases after «за», «в» or «о» behind the trigger: «за взятку», «в хищении денег и подлоге»."""
    scene = match.row.scene
    people = [who.first for who in people_charged(match)]
    for t in _outside_brackets(scene, range(match.row.bounds[match.trigger][0] + 1, around.stop)):
        text = scene.tokens[t].text.lower()
        if text in free or (text in bound and _is_case(scene, t)):
            deed = _deed_after(scene, t, min([around.stop, *(with_title(scene, n) for n in people if n > t)]))
            if _is_crime(scene, deed):
                return named_span(scene, deed.start, deed.stop, CASE_AFTER.get(text))
    return None


def _outside_brackets(scene: Scene, tokens: range) -> Iterator[int]:
    """Those of some tokens that are part of no name and in no brackets: «Орлова (родился в Твери) за взятку»."""
    depth = 0
    for t in tokens:
        text = scene.tokens[t].text
        depth += (text == "(") - (text == ")")
        if not depth and scene.cover[t] < 0:
            yield t


def _deed_after(scene: Scene, t: int, stop: int) -> range:
    """The tokens of what somebody did after a preposition, maybe in quotation marks: «за «хищение денег»»."""
    first = t + 1
    while first < stop and scene.tokens[first].text == "«":
        first += 1
    return range(first, deed_from(scene, first, stop))


def _is_case(scene: Scene, t: int) -> bool:
    """Whether «о» is of a case: «дело о взятке», not «закон об амнистии»."""
    return bool(t) and not scene.words[t - 1].lemmas.isdisjoint(people_words("charges")["about"])


CASE_AFTER = {"за": "Acc", "в": "Loc", "во": "Loc", "о": "Loc", "об": "Loc"}


def _is_crime(scene: Scene, tokens: range) -> bool:
    """Whether a phrase may be what somebody did: its first noun is no name, time or place."""
    for t in tokens:
        if scene.cover[t] >= 0:
            return False
        if scene.words[t].upos in ("NOUN", "X"):
            return scene.words[t].lemma not in people_words("charges")["no_crime"] and not scene.words[t].animate
    return False


def _penalty(match: Matched, around: range) -> tuple[TextSpan | None, str | None, str | None]:
    """The words of the penalty, its term and the fine: «к восьми годам колонии и штрафу в 15 млн рублей»."""
    scene = match.row.scene
    terms = {first: (id_, last) for id_, first, last in durations(scene)}
    first = next((t for t in around if _is_penalty(match, terms, t, around.stop)), None)
    if first is None:
        return None, None, None
    term, end = terms.get(_after_adjectives(scene, first, around.stop), (None, first))
    end = end_of_penalty(scene, first, end, around.stop)
    money = next((i.id for i in items_in(scene, range(first, around.stop), "money") if _is_fine(scene, i, first)), None)
    name = None if term else named_span(scene, first, end).name
    return token_span(scene, first, end, name), term, money


def end_of_penalty(scene: Scene, first: int, end: int, last: int) -> int:
    """The index after a penalty whose term ends at `end`: «восьми годам колонии условно и штрафу в 15 млн рублей»."""
    end = max(phrases_from(scene, max(end - 1, first), last), end)
    if end < last and scene.tokens[end].text.lower() == "условно":
        end += 1
    while following := _joined_penalty(scene, end, last):
        end = following
    fines = [item for item in items_in(scene, range(end, min(end + 3, last)), "money") if item.first <= end + 1]
    return fines[0].last if fines else end


def _is_penalty(match: Matched, terms: dict[int, tuple[str, int]], t: int, last: int) -> bool:
    """Whether a penalty begins at a token: after «к» or «на», or what one gets or serves."""
    scene, words = match.row.scene, people_words("charges")
    after_to = is_governed(scene, t)
    if not (after_to or _is_got(match, t)) or scene.kind_at(t) in ("person", "organization"):
        return False
    head = _after_adjectives(scene, t, last)
    if head in terms:
        return after_to or has_penalty(scene, terms[head][1] - 1, last)
    return head < last and scene.words[head].lemma in words["penalties"]


def is_governed(scene: Scene, t: int) -> bool:
    """Whether a token is right after «к» or «на»: «приговорён к штрафу», «осуждён на восемь лет»."""
    return t > 0 and scene.tokens[t - 1].text.lower() in people_words("charges")["to"]


def _is_got(match: Matched, t: int) -> bool:
    """Whether a token may begin what one gets or serves: «получил восемь лет», «отбывает пожизненное заключение»."""
    words = people_words("charges")
    verb = match.row.scene.words[match.row.bounds[match.trigger][0]]
    return not verb.lemmas.isdisjoint(words["gets"] | words["serves"]) and not is_governed(match.row.scene, t - 1)


def _after_adjectives(scene: Scene, t: int, last: int) -> int:
    while t < last and scene.cover[t] < 0 and scene.words[t].upos in ("ADJ", "DET") and not scene.words[t].finite:
        t += 1
    return t


def has_penalty(scene: Scene, t: int, last: int) -> bool:
    """Whether a word of a penalty is in the phrase from a token on: «восемь лет колонии»."""
    end = min(phrases_from(scene, t, last) + 1, last)
    return any(scene.words[n].lemma in people_words("charges")["penalties"] for n in range(t, end))


def _joined_penalty(scene: Scene, end: int, last: int) -> int:
    """The index after a second penalty («и штрафу в 15 млн рублей»); 0 where there is none."""
    if end + 1 < last and scene.tokens[end].text.lower() in ("и", ",") and has_penalty(scene, end + 1, last):
        return phrases_from(scene, end + 1, last)
    return 0


def _is_fine(scene: Scene, money: Item, first: int) -> bool:
    """Whether a sum is that of the fine: «штраф» comes before it."""
    return any(scene.words[t].lemma == "штраф" for t in range(first, money.first))


def durations(scene: Scene) -> Iterable[tuple[str, int, int]]:
    """The amounts of time of a sentence: id, first token, the token after the last."""
    start, end = scene.sentence.start, scene.sentence.end
    dates = scene.doc.dates
    for date in dates[bisect_left(dates, start, key=_START) : bisect_left(dates, end, key=_START)]:
        if date.kind == "duration":
            tokens = [t for t, token in enumerate(scene.tokens) if date.start <= token.start < date.end]
            if tokens:
                yield date.id, tokens[0], tokens[-1] + 1


def _court(scene: Scene, around: range, trigger: int) -> str | None:
    """The id of the organization that is a court; none that another stage of the case is nearer to.

    «Котова, приговорённая к казни и оправданная Верховным судом».
    """
    courts = people_words("charges")["courts"]
    found = [item for item in items_in(scene, around, "organization") if _is_court(scene, item, courts)]
    told = _stages_in(scene)
    return next((item.id for item in found if _is_nearest(item, trigger, told)), None)


def _is_nearest(court: Item, trigger: int, told: Iterable[int]) -> bool:
    """Whether no other word for a stage is between a court and the trigger, or beside the court."""

    def distance(t: int) -> int:
        return court.first - t if t < court.first else t - court.last + 1

    return all(distance(trigger) <= distance(t) for t in told)


def _stages_in(scene: Scene) -> list[int]:
    """The verbs and participles of a sentence that tell a stage of a case."""
    words = people_words("charges")
    lemmas = words["sentenced"] | words["acquitted"] | words["freed"] | words["accused"] | words["is_accused"]
    return [
        t
        for t, word in enumerate(scene.words)
        if scene.cover[t] < 0 and not word.lemmas.isdisjoint(lemmas) and word.upos in ("VERB", "ADJ")
    ]


def _is_court(scene: Scene, item: Item, courts: frozenset[str]) -> bool:
    lemmas = [scene.words[t].lemma for t in range(item.first, item.last)]
    return any(lemma in courts or lemma.endswith(("горсуд", "облсуд", "райсуд")) for lemma in lemmas)


# --- guards ---


def of_victim(match: Matched) -> bool:
    """«Обвинена в оскорблении пророка Мухаммеда»: who is named is to whom it was done."""
    return any(is_victim(match.row.scene, who) for who in match.row.names(match.cells.get("who", ())))


def is_victim(scene: Scene, who: Item) -> bool:
    """Whether a name is the genitive of what was done: «в оскорблении пророка Мухаммеда»."""
    t = who.first - 1
    victims = people_words("charges")["done_to"]
    if may_be_subject(scene, who):
        return False  # «обвиняемый в убийстве Пётр Лосев»
    while t > 0 and scene.may_be_noun(t) and scene.words[t].upos in ("NOUN", "ADJ"):
        if scene.words[t].lemma in victims:
            return scene.words[t - 1].upos in ("ADP", "ADJ")
        t -= 1
    return False


def only_blamed(match: Matched) -> bool:
    """«Меркель осуждает Орлова»: neither of what nor to what."""
    scene, around = match.row.scene, scope(match)
    if scene.words[match.row.bounds[match.trigger][0]].lemmas.isdisjoint(people_words("charges")["blames"]):
        return False
    return _penalty(match, around)[0] is None and crime_in(match, around, frozenset(("за",))) is None


def cancelled(match: Matched) -> bool:
    """«Суд отменил приговор», «обвинения сняты»."""
    scene = match.row.scene
    around = scope(match)
    first = max(around.start - 1, 0)
    lemmas = {scene.words[t].lemma for t in range(first, around.stop)}
    words = people_words("charges")
    return not lemmas.isdisjoint(words["cancelled"]) or not (
        lemmas.isdisjoint(words["accusation"]) or lemmas.isdisjoint(words["drops"])
    )


def no_court(match: Matched) -> bool:
    """«Зрители оправдали Орлова»: no court is named in the sentence."""
    return people_words("charges")["courts"].isdisjoint(match.row.scene.lemmas)


def no_crime(match: Matched) -> bool:
    """«Обвинил Орлова»: nobody says of what."""
    return crime_in(match, scope(match), frozenset(("в", "во", "за"))) is None


def no_penalty(match: Matched) -> bool:
    """«Отбывал воинскую повинность», «сидит дома»."""
    return _penalty(match, scope(match))[0] is None


def no_term(match: Matched) -> bool:
    """«Получил срок», «получил условное наказание»: nobody says how long, it may be anything."""
    return _penalty(match, scope(match))[1] is None


def by_somebody(match: Matched) -> bool:
    """«Орлов обвинил Котова в предательстве»: no charge, but an accusation by somebody who is no court."""
    row = match.row
    scene, t = row.scene, row.bounds[match.trigger][0]
    if scene.words[t].form != "Fin" or "ся" in scene.tokens[t].text[-2:]:
        return False
    subject = find_subject(scene, t)
    taken = {row.bounds[cell][0] for cells in match.cells.values() for cell in cells}
    if subject is None:
        return False
    return subject[0] not in taken and _is_somebody(scene, range(*subject), taken)


def _is_somebody(scene: Scene, subject: range, taken: set[int]) -> bool:
    """Whether a subject is people or a country and no authority: «соседки», «они», «Орлов»."""
    words = [scene.words[t] for t in subject]
    if any(word.lemmas & people_words("charges")["authorities"] for word in words):
        return False
    if any(word.upos == "PRON" or (word.upos == "NOUN" and word.animate) for word in words):
        return True
    items = [item for item in scene.items if item.first in subject and item.first not in taken]
    return any(item.kind in ("person", "location", "position") for item in items)


def not_from_prison(match: Matched) -> bool:
    """«Освободил от должности», «освободили город»: nothing of a prison, a court or a pardon is said."""
    row = match.row
    if not row.scene.words[row.bounds[match.trigger][0]].lemmas & {"освободить", "освобождать"}:
        return False
    words = people_words("charges")
    return (words["freedom"] | words["courts"] | words["arrests"]).isdisjoint(row.scene.lemmas)


def of_another_subject(match: Matched) -> bool:
    """«Покинул колонию, в которой сидел Котов»."""
    return find_subject(match.row.scene, match.row.bounds[match.trigger][0]) is not None


def only_wanted(match: Matched) -> bool:
    """«Предложил помиловать Орлова»."""
    return match.row.scene.words[match.row.bounds[match.trigger][0]].form == "Inf"


def only_bound(match: Matched) -> bool:
    """«Вышел из тюрьмы на прогулку» is nothing; «может выйти на свободу» is not yet."""
    return modality_of(match) is not None
