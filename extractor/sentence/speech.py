"""The words that tell that something was said: verbs of speech, «говорится», «по словам»."""

from functools import cache

from extractor.sentence.negation import has_negation
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of all verbs of speech."""
    return word_lists("speech")["reporting"] | word_lists("speech")["with_that"]


def is_speech(scene: Scene, t: int) -> bool:
    """Whether a token is a verb of speech or «уверен», «убеждён»."""
    words = word_lists("speech")
    info = scene.words[t]
    if _is_passive(scene, t) or has_negation(scene, t):
        return False
    if info.upos in ("VERB", "AUX") and not (info.finite and info.form == "Part") and info.lemmas & speech_verbs():
        return True
    return scene.tokens[t].text.lower() in words["certain"]


def is_reporting(scene: Scene, t: int) -> bool:
    """Whether a token is a finite verb that reports («сообщает агентство»)."""
    word = scene.words[t]
    return (
        scene.cover[t] < 0
        and word.finite
        and bool(word.lemmas & word_lists("speech")["reporting"])
        and not _is_passive(scene, t)
        and not has_negation(scene, t)
    )


def _is_passive(scene: Scene, t: int) -> bool:
    """Whether a verb is said of what is told («считается»), not of who tells («признался»)."""
    return scene.tokens[t].text.endswith(("ся", "сь")) and not scene.words[t].lemma.endswith("ся")


def says_in(scene: Scene, t: int) -> bool:
    """Whether a token is the verb of «в сообщении говорится»."""
    word = scene.words[t]
    return (
        scene.cover[t] < 0
        and word.finite
        and word.lemma in word_lists("speech")["said_in"]
        and not has_negation(scene, t)
    )


def is_source(scene: Scene, t: int) -> bool:
    """Whether «по словам», «по данным», «согласно X» begins at a token."""
    text = scene.tokens[t].text.lower()
    if text not in word_lists("speech")["following"]:
        return False
    if t + 1 < len(scene.tokens) and scene.cover[t + 1] >= 0:
        kind = scene.items[scene.cover[t + 1]].kind
        return text in word_lists("speech")["before_names"] and kind in ("person", "organization")
    return any(
        scene.words[n].lemma in word_lists("speech")["sources"]
        for n in range(t + 1, min(t + 4, len(scene.tokens)))
        if scene.cover[n] < 0 and scene.words[n].upos == "NOUN"
    )
