"""People whom a sentence means without naming them: «он», «ей», and the subject left out of «Работал директором»."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.document import Document
from extractor.sentence.genders import PLURAL, find_genders, pronouns
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import verb_classes
from extractor.sentence.words import NOM

LEFT_OUT = 5
"""The number for a subject that is left out."""

FARTHEST_BACK = 6
"""Sentences back to the name of the person who is meant."""

OPENING = frozenset(("ADV", "ADP", "NUM", "ADJ", "DET", "PART", "CCONJ", "X"))
"""Parts of speech that may stand before the verb of a sentence whose subject is left out."""


TELLING = frozenset(("begin", "hold", "end"))
"""Classes of verbs that tell of somebody's work."""


class Implied(NamedTuple):
    """A person who is meant by a pronoun or a left-out subject."""

    item: Item
    """The pronoun; before the verb and without a length where there is none."""
    form: int
    """The case of a pronoun, 1 to 4, or LEFT_OUT."""
    back: int
    """Sentences back to the name."""
    rivals: int
    """Others named there who may be meant as well."""


def find_implied(doc: Document, scenes: Sequence[Scene]) -> dict[int, list[Implied]]:
    """The people implied in the sentences with a position or the name of a place, by index of the sentence."""
    if not doc.people:
        return {}
    genders = find_genders(doc, scenes)
    found: dict[int, list[Implied]] = {}
    for scene in scenes:
        if any(item.kind in ("position", "organization", "location") for item in scene.items):
            here = [
                implied
                for token, form, gender in _places(scene)
                if (implied := _resolved(scenes, scene, token, form, gender, genders))
            ]
            if here:
                found[scene.index] = here
    return found


def by_tokens(found: Sequence[Implied]) -> dict[tuple[int, int], tuple[float, float, float]]:
    """What the models of pairs are told of people who are implied, by the tokens of their items."""
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
        verb = _verb_without_subject(scene)
        if verb is not None:
            yield verb, LEFT_OUT, ""


def _verb_without_subject(scene: Scene) -> int | None:
    """The first verb of a sentence before which nothing may be its subject; without a position one of TELLING."""
    governed = False
    for t, word in enumerate(scene.words):
        if scene.cover[t] >= 0:
            kind = scene.items[scene.cover[t]].kind
            if kind == "person" or (not governed and kind not in ("date", "adjective")):
                return None
        elif word.finite and word.upos in ("VERB", "AUX"):
            tells = verb_classes().get(word.lemma) in TELLING or any(i.kind == "position" for i in scene.items)
            return t if word.singular and tells else None
        elif word.upos == "ADP":
            governed = True
        elif word.upos not in OPENING and (word.upos != "NOUN" or (word.cases & NOM and not governed)):
            return None
    return None


def _resolved(
    scenes: Sequence[Scene], scene: Scene, token: int, form: int, gender: str, genders: dict[str, str]
) -> Implied | None:
    """The person who is meant: the subject named last, else the person named last, of the gender that is wanted."""
    for back in range(min(scene.index, FARTHEST_BACK) + 1):
        other = scenes[scene.index - back]
        people = [
            item
            for item in other.items
            if item.kind == "person"
            and (back or item.last <= token)
            and (not gender or genders.get(item.id, gender) == gender)
        ]
        if people:
            subjects = [i for i in people if other.may_be_nominative(i)]
            chosen = (subjects[0] if back else subjects[-1]) if subjects else people[-1]
            end = scene.tokens[token].end if form != LEFT_OUT else scene.tokens[token].start
            last = token + 1 if form != LEFT_OUT else token
            item = Item("person", chosen.id, token, last, scene.tokens[token].start, end)
            return Implied(item, form, back, len({i.id for i in people}) - 1)
    return None
