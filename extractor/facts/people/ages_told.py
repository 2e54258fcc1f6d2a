"""The age of somebody who died that the sentences after tell: «Ему было 84 года», «Орлову было 63 года»."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from extractor.document import Argument, Fact, TextSpan
from extractor.facts.people.ages import age_in
from extractor.sentence.cells import Rows
from extractor.sentence.scene import Scene
from extractor.sentence.words import DAT

WORDS_TO_AGE = 4
"""Tokens from «было» to the end of the age."""

SENTENCES_TO_AGE = 3
"""Sentences after that of a death in which «ему было 84 года» is looked for."""

SENTENCES_TO_NAMED = 20
"""The same of «Орлову было 84 года»."""


def with_age(rows: Rows, death: Fact) -> Fact:
    """The death with the age that the sentences after it tell: «Ему было 84 года»."""
    if death.arguments["age"] is not None:
        return death
    scenes = rows.scenes
    at = bisect_left(scenes, death.end, key=lambda scene: scene.sentence.end)
    for back, scene in enumerate(scenes[at + 1 : at + 1 + SENTENCES_TO_NAMED]):
        age = next(_ages_said(rows, scene, death.arguments["who"], named=back >= SENTENCES_TO_AGE), None)
        if age is not None:
            return replace(death, arguments={**death.arguments, "age": age})
    return death


def _ages_said(rows: Rows, scene: Scene, who: Argument, *, named: bool) -> Iterator[TextSpan]:
    """The ages of somebody that a sentence tells: «Ему было 84 года»; `named`: only where it names whose."""
    if "быть" not in scene.lemmas:
        return
    for t, word in enumerate(scene.words):
        item = scene.item_at(t - 1) if t else None
        is_named = item is not None and item.kind == "person"
        if word.lemma == "быть" and t and (is_named or not named) and _means(rows, scene, t - 1, who):
            age = age_in(scene, range(t, min(t + WORDS_TO_AGE, len(scene.tokens))))
            if age is not None:
                yield age


def _means(rows: Rows, scene: Scene, t: int, who: Argument) -> bool:
    """Whether a word in the dative may be somebody: «ему», «Орлову», «поэту», «Орлов, которому»."""
    if t > 1 and scene.tokens[t].text in ("которому", "которой"):
        t -= 2
    item = scene.item_at(t)
    if item is not None and item.kind == "person":
        return item.id == who
    if not scene.words[t].cases & DAT and scene.tokens[t].text.lower() not in ("ему", "ей"):
        return False
    if item is not None:
        return item.kind == "position"
    return rows.antecedents.of_pronoun(scene, t) == who
