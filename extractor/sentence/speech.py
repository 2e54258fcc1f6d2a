"""The words that show that something was said: verbs of speech, «говорится», «по словам»."""

from functools import cache

from extractor.sentence.negation import has_negation
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of all verbs of speech."""
    return word_lists("speech")["reporting"] | word_lists("speech")["with_that"]


def is_speech(scene: Scene, t: int) -> bool:
    """Whether a token is a verb of speech or «уверен», «убеждён», and not denied."""
    return has_speech(scene, t) and not has_negation(scene, t)


def has_speech(scene: Scene, t: int) -> bool:
    """Whether a token is a verb of speech or «уверен», «убеждён», denied or not."""
    word = scene.words[t]
    says = word.upos in ("VERB", "AUX") and not word.lemmas.isdisjoint(speech_verbs())
    if says and not (word.finite and word.form == "Part"):
        return not _is_passive(scene, t)
    return scene.tokens[t].text.lower() in word_lists("speech")["certain"]


def is_reporting(scene: Scene, t: int) -> bool:
    """Whether a token outside names is a finite verb that reports («сообщает агентство»), and not denied."""
    return scene.cover[t] < 0 and has_report(scene, t) and not has_negation(scene, t)


def has_report(scene: Scene, t: int) -> bool:
    """Whether a token is a finite verb that reports, denied or not."""
    word = scene.words[t]
    reports = word.finite and not word.lemmas.isdisjoint(word_lists("speech")["reporting"])
    return reports and not _is_passive(scene, t)


def _is_passive(scene: Scene, t: int) -> bool:
    """Whether a verb is passive: it describes the content («считается»), not the speaker («признался»)."""
    return scene.tokens[t].text.endswith(("ся", "сь")) and not scene.words[t].lemma.endswith("ся")


def says_in(scene: Scene, t: int) -> bool:
    """Whether a token outside names is the verb of «в сообщении говорится», and not denied."""
    return scene.cover[t] < 0 and has_verb_of_document(scene, t) and not has_negation(scene, t)


def has_verb_of_document(scene: Scene, t: int) -> bool:
    """Whether a token is the verb of «в сообщении говорится», denied or not."""
    return scene.words[t].finite and scene.words[t].lemma in word_lists("speech")["said_in"]


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
