"""Sentences whose subject is left out: «Вечером в Кремле встретился с министром»."""

from extractor.sentence.scene import Scene
from extractor.sentence.words import NOM

MAY_PRECEDE_VERB = frozenset(("ADV", "ADP", "NUM", "ADJ", "DET", "PART", "CCONJ", "X"))
"""Parts of speech of words that may be before the verb of a sentence whose subject is left out."""


def verb_without_subject(scene: Scene) -> int | None:
    """The first verb of a sentence whose subject is left out: «Вечером в Кремле встретился с …».

    Before it there are only adverbs, dates and phrases with a preposition; it is singular.
    """
    governed = False
    for t, word in enumerate(scene.words):
        if scene.cover[t] < 0 and word.finite and word.upos in ("VERB", "AUX"):
            return t if word.singular else None
        if not _may_precede_verb(scene, t, governed=governed):
            return None
        governed |= scene.cover[t] < 0 and word.upos == "ADP"
    return None


def _may_precede_verb(scene: Scene, t: int, *, governed: bool) -> bool:
    """Whether a word is not the subject; `governed`: after a preposition of the sentence."""
    if scene.cover[t] >= 0:
        kind = scene.items[scene.cover[t]].kind
        return kind != "person" and (governed or kind in ("date", "adjective"))
    word = scene.words[t]
    if word.upos == "NOUN":
        return governed or not word.cases & NOM
    return word.upos in MAY_PRECEDE_VERB or (governed and scene.tokens[t].text in "—–")  # «в 1976 — поступил»
