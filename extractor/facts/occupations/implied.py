"""People whom a sentence means without naming them: «он», «ей», and the subject left out of «Работал директором»."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.document import Document
from extractor.facts.occupations.token_classes import verb_classes
from extractor.sentence.genders import PLURAL, find_genders, pronouns
from extractor.sentence.items import Item
from extractor.sentence.left_out import verb_without_subject
from extractor.sentence.scene import Scene

SUBJECT_LEFT_OUT = 5
"""The number for a subject that is left out."""

FARTHEST_BACK = 6
"""Sentences back to the name of the person who is meant."""


OF_WORK = frozenset(("begin", "hold", "end"))
"""Classes of verbs that are about somebody's work."""

OF_POSTS = frozenset(("position", "organization", "location"))
"""Kinds of items without which a sentence says nothing of posts."""


class ImpliedPerson(NamedTuple):
    """A person who is meant by a pronoun or a left-out subject."""

    item: Item
    """The pronoun; before the verb and without a length where there is none."""
    form: int
    """The case of a pronoun, 1 to 4, or SUBJECT_LEFT_OUT."""
    back: int
    """Sentences back to the name."""
    rivals: int
    """Others named there who may be meant as well."""


def find_implied(doc: Document, scenes: Sequence[Scene]) -> dict[int, list[ImpliedPerson]]:
    """The people implied in the sentences with a position or the name of a place, by index of the sentence."""
    if not doc.people:
        return {}
    genders = find_genders(doc, scenes)
    about_work = [scene for scene in scenes if any(item.kind in OF_POSTS for item in scene.items)]
    found = {scene.index: _implied_in(scene, scenes, genders) for scene in about_work}
    return {index: people for index, people in found.items() if people}


def _implied_in(scene: Scene, scenes: Sequence[Scene], genders: dict[str, str]) -> list[ImpliedPerson]:
    meant = [_resolved(scenes, scene, *place, genders) for place in _places(scene)]
    return [person for person in meant if person is not None]


def by_tokens(found: Sequence[ImpliedPerson]) -> dict[tuple[int, int], tuple[float, float, float]]:
    """What the models of pairs know of people who are implied, by the tokens of their items."""
    return {(i.item.first, i.item.last): (float(i.form), float(i.back), float(i.rivals)) for i in found}


def _places(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Token, form and gender of each pronoun of a sentence; of the subject that it leaves out, where it does."""
    known = pronouns()
    subject = False
    for t, token in enumerate(scene.tokens):
        pronoun = known.get(token.text.lower())
        if pronoun is not None and pronoun.gender != PLURAL and scene.cover[t] < 0:
            subject |= pronoun.case == 1
            yield t, *pronoun
    if not subject:
        verb = verb_without_subject(scene)
        if verb is not None and _is_about_work(scene, verb):
            yield verb, SUBJECT_LEFT_OUT, ""


def _is_about_work(scene: Scene, verb: int) -> bool:
    """Whether a verb begins, holds or ends a post, or its sentence has one."""
    return verb_classes().get(scene.words[verb].lemma) in OF_WORK or any(i.kind == "position" for i in scene.items)


def _resolved(
    scenes: Sequence[Scene], scene: Scene, token: int, form: int, gender: str, genders: dict[str, str]
) -> ImpliedPerson | None:
    """The person who is meant: the subject named last, else the person named last, of the gender that is wanted."""
    for back in range(min(scene.index, FARTHEST_BACK) + 1):
        other = scenes[scene.index - back]
        people = [item for item in other.of("person") if back or item.last <= token]
        people = [item for item in people if not gender or genders.get(item.id, gender) == gender]
        if people:
            chosen = _subject_or_last(other, people, first=bool(back))
            return ImpliedPerson(_standing_for(chosen, scene, token, form), form, back, len({i.id for i in people}) - 1)
    return None


def _subject_or_last(scene: Scene, people: Sequence[Item], *, first: bool) -> Item:
    """The first or last of those who may be subjects, else the last."""
    subjects = [item for item in people if scene.may_be_nominative(item)]
    return (subjects[0] if first else subjects[-1]) if subjects else people[-1]


def _standing_for(person: Item, scene: Scene, token: int, form: int) -> Item:
    """The item of a pronoun, or the empty one before a verb, with the id of a person."""
    start, end, _ = scene.tokens[token]
    if form == SUBJECT_LEFT_OUT:
        return Item("person", person.id, token, token, start, start)
    return Item("person", person.id, token, token + 1, start, end)
