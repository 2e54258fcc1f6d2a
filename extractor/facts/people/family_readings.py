"""What the words for relatives say: who is what to whom; and what is none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import TextSpan
from extractor.facts.modality import modality_of
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import Reading, token_span
from extractor.facts.tables import Matched, span_of
from extractor.sentence.genders import verb_gender
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import may_be_subject
from extractor.sentence.words import GEN, NOM


def _called(match: Matched) -> list[Item]:
    """Whom the noun calls a relative: one where it is in the singular; no «его дочь Анна и тренер Котов»."""
    row = match.row
    scene, (first, last) = row.scene, row.bounds[match.trigger]
    people = sorted(row.names(match.cells["who"]), key=lambda who: abs(who.first - first))
    is_counted = first > 0 and scene.words[first - 1].upos == "NUM"  # «два сына — Пётр и Илья»
    if not (scene.words[first].plural or is_counted):
        return people[:1]
    ends = [last, *(who.last for who in people)]
    titled = [_is_titled(scene, range(end, who.first)) for end, who in zip(ends, people, strict=False)]
    return people[: next((n for n, other in enumerate(titled) if other and not titled[0]), len(people))]


def _is_titled(scene: Scene, tokens: range) -> bool:
    """Whether a post or a noun for somebody is among some tokens."""
    kin = people_words("family")["kin"]
    return any(
        scene.kind_at(t) == "position" or (scene.words[t].animate and kin.isdisjoint(scene.words[t].lemmas))
        for t in tokens
    )


def related(match: Matched) -> Iterator[Reading]:
    """Each of those that the noun calls a relative with each of those whose relative they are."""
    row = match.row
    people, others = _called(match), row.names(match.cells["whom"])
    yield from _pairs(match, people, [*others, *row.names(match.cells.get("other", ()))])


def of_possessive(match: Matched) -> Iterator[Reading]:
    """«Его жена Мария»: of the person whom the possessive means."""
    row = match.row
    scene, t = row.scene, row.bounds[match.cells["whose"][0]][0]
    who = _listed_before(match, t) or row.antecedents.of_pronoun(scene, t)
    if who is not None:
        yield from _pairs(match, _called(match), [_standing_for(who, scene, t)])


def _listed_before(match: Matched, t: int) -> str | None:
    """The person before «и» or «с» and a possessive: «отравили Скрипаля и его дочь Юлию»."""
    row = match.row
    item = row.scene.item_at(t - 2) if t > 1 and row.scene.tokens[t - 1].text in ("и", "с", "со") else None
    gender = "Masc" if row.scene.tokens[t].text.lower() == "его" else "Fem"
    is_owner = item is not None and item.kind == "person" and row.antecedents.may_be(item.id, gender)
    return item.id if is_owner and item is not None else None


def other_gender(match: Matched) -> bool:
    """«Его жена и санитарный врач Джером Адамс»: a man is nobody's wife, nor a woman anybody's son."""
    row, words, name = match.row, people_words("family"), _relation(match).name
    gender = "Fem" if name in words["women"] else "Masc" if name in words["men"] else None
    return gender is not None and not any(
        row.antecedents.may_be(who.id, gender) for who in row.names(match.cells["who"])
    )


def only_planned(match: Matched) -> bool:
    """«Согласилась выйти замуж за Орлова», «хочет развестись»."""
    scene, t = match.row.scene, match.row.bounds[match.trigger][0]
    return modality_of(match) is not None or "Inf" in {word.form for word in scene.words[max(t - 1, 0) : t + 1]}


def of_relative(match: Matched) -> bool:
    """«Женат на племяннице министра Орлова»: whom somebody has married is called after another."""
    row = match.row
    first, last = row.bounds[match.trigger][1], row.bounds[match.cells["whom"][0]][0]
    kin = people_words("family")["kin"]
    return any(not kin.isdisjoint(row.scene.words[t].lemmas) for t in range(first, last)) and bool(
        row.cases(match.cells["whom"][0]) & GEN
    )


def of_parents(match: Matched) -> bool:
    """«Старшей дочери Ивана и Анны»: one child of both."""
    row = match.row
    is_one = row.scene.words[row.bounds[match.trigger][0]].singular
    return is_one and not row.cases(match.cells["who"][0]) & NOM


def of_noun(match: Matched) -> Iterator[Reading]:
    """«Вдова музыканта Анна Котова»: of whom the noun in the genitive means."""
    row = match.row
    scene, t = row.scene, row.bounds[match.cells["whose"][0]][0]
    whom = row.antecedents.of_noun(scene, t, row.bounds[match.trigger][0])
    if whom is not None:
        yield from _pairs(match, _called(match), [_standing_for(whom, scene, t)])


def named_by_noun(match: Matched) -> bool:
    """«Сестра актрисы Кэтрин Котовой»: the name right after the noun may be that of whom it means."""
    row = match.row
    who = row.names(match.cells["who"])[0]
    return bool(case_of(row.scene, who) & GEN)


def of_pronoun(match: Matched) -> Iterator[Reading]:
    """«У него две дочери — Анна и Вера»: of whom the pronoun means, and of the other parent."""
    row = match.row
    scene, t = row.scene, row.bounds[match.cells["him"][0]][0]
    gender = "Masc" if scene.tokens[t].text.lower() == "него" else "Fem"
    whom = row.antecedents.person_before(scene, t, gender=gender)
    parents = [] if whom is None else [_standing_for(whom, scene, t)]
    yield from _pairs(match, _called(match), [*parents, *row.names(match.cells.get("other", ()))])


def of_last(match: Matched) -> Iterator[Reading]:
    """«Отец — режиссёр Иван Орлов»: of whom the text before is about."""
    row = match.row
    whom = row.antecedents.person_before(row.scene, 0)
    if whom is not None:
        yield from _pairs(match, _called(match), [_standing_for(whom, row.scene, row.bounds[match.trigger][0])])


def of_plural(match: Matched) -> bool:
    """«Родители — Иван и Мария»: two."""
    return match.row.scene.words[match.row.bounds[match.trigger][0]].plural


def of_children(match: Matched) -> Iterator[Reading]:
    """«Дети: сын Пётр и дочь Анна»: of whom the text before is about."""
    row = match.row
    scene, t = row.scene, row.bounds[match.trigger][0]
    whom = row.antecedents.person_before(scene, 0)
    if whom is not None:
        yield from _pairs(match, _called(match), [_standing_for(whom, scene, t)])


def of_subject(match: Matched) -> Iterator[Reading]:
    """«Со своей женой Марией»: of the subject of the sentence, before the words or after them."""
    row = match.row
    people = _called(match)
    scene, t = row.scene, row.bounds[match.trigger][0]
    subject = _named_subject(scene, t, people)
    if subject is None:
        who = row.antecedents.person_before(scene, t)
        subject = None if who is None else _standing_for(who, scene, t)
    yield from _pairs(match, people, [subject] if subject else [])


def _named_subject(scene: Scene, t: int, others: Sequence[Item]) -> Item | None:
    """The last person before a token who may be the subject, else the first: «Орлов пришёл со своей женой Марией»."""
    taken = {one.id for one in others}
    named = [item for item in scene.of("person") if item.id not in taken and may_be_subject(scene, item)]
    before = [item for item in named if item.last <= t]
    return before[-1] if before else next(iter(named), None)


def _standing_for(person: str, scene: Scene, t: int) -> Item:
    """The word that stands for a person: «его», «своей»."""
    token = scene.tokens[t]
    return Item("person", person, t, t + 1, token.start, token.end)


def _pairs(match: Matched, people: Sequence[Item], others: Sequence[Item]) -> Iterator[Reading]:
    for who in people:
        for whom in others:
            if who.id != whom.id:
                start, end = span_of(match, who, whom)
                yield Reading({"who": who.id, "relation": _relation_of(match, who), "whom": whom.id}, start, end)


def _relation_of(match: Matched, who: Item) -> TextSpan:
    """The relation of one of those whom a noun names: «двое сыновей и дочь: Анна, Пётр и Илья»."""
    relation, may_be = _relation(match), match.row.antecedents.may_be
    if relation.name == "сын" and not may_be(who.id, "Masc"):
        return replace(relation, name="дочь")
    return replace(relation, name="сын") if relation.name == "дочь" and not may_be(who.id, "Fem") else relation


def _relation(match: Matched) -> TextSpan:
    """The noun for the relative, its name in the singular; of «супруга», which may be either, the woman."""
    row = match.row
    scene, (first, last) = row.scene, row.bounds[match.trigger]
    word = scene.words[first]
    lemma = NAMES.get(word.lemma, word.lemma)
    if lemma == "супруг" and not scene.tokens[first].text.lower().endswith(("супруг", "ом")):
        lemma = "супруга"
    return token_span(scene, first, last, lemma)


NAMES = {"дочка": "дочь", "ребенок": "ребёнок"}


def spouses(match: Matched) -> Iterator[Reading]:
    """«Женат на Анне»: he is her husband."""
    row = match.row
    scene, (first, last) = row.scene, row.bounds[match.trigger]
    is_woman = (
        scene.words[first].lemma in people_words("family")["married"] or verb_gender(scene.tokens[first].text) == "Fem"
    )
    for reading in _pairs(match, row.names(match.cells["who"]), row.names(match.cells["whom"])):
        relation = token_span(scene, first, last, "жена" if is_woman else "муж")
        yield reading._replace(arguments={**reading.arguments, "relation": relation})


def couple(match: Matched) -> Iterator[Reading]:
    """«Супруги Иван Орлов и Мария Котова»: of two one is the other's."""
    row = match.row
    people = [*row.names(match.cells["who"]), *row.names(match.cells.get("whom", ()))]
    if len(people) == 2:
        for reading in _pairs(match, people[:1], people[1:]):
            scene, (first, last) = row.scene, row.bounds[match.trigger]
            yield reading._replace(
                arguments={**reading.arguments, "relation": token_span(scene, first, last, "супруг")}
            )


def alone(match: Matched) -> bool:
    """«Анна и сын банкира Иван Орлов поженились»: who stands right before is not listed with the other."""
    return len(match.cells["who"]) == 1


def siblings(match: Matched) -> Iterator[Reading]:
    """«Сыновья Илья и Пётр»: brothers; those of other words are children of one family all the same."""
    row = match.row
    people = _called(match)
    (first, last), scene = row.bounds[match.trigger], row.scene
    for n, one in enumerate(people[1:], 1):
        name = "брат" if row.antecedents.may_be(one.id, "Masc") else "сестра"
        for reading in _pairs(match, [one], people[:n]):
            relation = token_span(scene, first, last, name)
            yield reading._replace(arguments={**reading.arguments, "relation": relation})


def child_of(match: Matched) -> Iterator[Reading]:
    """«Родился в семье Ивана и Анны Орловых»: their son."""
    row = match.row
    cell = match.cells["born"][0]
    scene, (first, last) = row.scene, row.bounds[cell]
    name = "дочь" if verb_gender(scene.tokens[first].text) == "Fem" else "сын"
    for reading in _pairs(match, row.names(match.cells["who"]), row.names(match.cells["whom"])):
        yield reading._replace(arguments={**reading.arguments, "relation": token_span(scene, first, last, name)})
