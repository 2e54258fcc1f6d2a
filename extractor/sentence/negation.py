"""Whether a sentence denies what its verb or noun says: «не купила», «вряд ли встретится», «отказался продать»."""

from extractor.sentence.clauses import is_verb, segment_bounds
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists

WORDS_TO_GOVERNOR = 6
"""Tokens between an infinitive and the verb that governs it («не смогла в прошлом году купить»)."""


def is_denied(scene: Scene, t: int) -> bool:
    """Whether a verb or noun (token) is denied, by a word before it or by the verb that governs it."""
    if _is_unlikely(scene, t) or _is_asked(scene, t) or _is_refused(scene, t):
        return True
    denied = has_negation(scene, t)
    governor = _governor(scene, t)
    if governor is None:
        return denied
    refuses = not scene.words[governor].lemmas.isdisjoint(word_lists("denial")["refusals"])
    return denied != (has_negation(scene, governor) != refuses)  # «не мог не купить» bought


def has_negation(scene: Scene, t: int) -> bool:
    """Whether «не» or another particle of denial is right before a token."""
    particles = word_lists("denial")["particles"]
    before = [token.text.lower() for token in scene.tokens[max(t - 2, 0) : t]]
    return bool(before) and (before[-1] in particles or " ".join(before) in particles)


def _is_asked(scene: Scene, t: int) -> bool:
    """Whether «ли» is right after a token: «купил ли «Гранит» завод, неизвестно»; not «умер Ли Пэн»."""
    return t + 1 < len(scene.tokens) and scene.tokens[t + 1].text == "ли"


def _is_refused(scene: Scene, noun: int) -> bool:
    """«Отказалась от поглощения», «отменил встречу», «срыв переговоров», «встреча отменена»: it did not take place."""
    if not scene.may_be_noun(noun) or scene.words[noun].upos != "NOUN":
        return False
    words = word_lists("denial")
    t = noun - 1
    while t >= 0 and scene.is_word(t) and scene.words[t].upos in ("ADJ", "DET"):
        t -= 1
    if t > 0 and scene.tokens[t].text.lower() == "от":
        return not scene.words[t - 1].lemmas.isdisjoint(words["refusals"]) and not has_negation(scene, t - 1)
    beside = (n for n in (t, noun + 1) if scene.is_word(n))
    return any(not scene.words[n].lemmas.isdisjoint(words["cancels"]) and not has_negation(scene, n) for n in beside)


def _is_unlikely(scene: Scene, t: int) -> bool:
    """Whether «вряд ли» or «едва ли» is before a token in its clause; «едва ли не» means *almost*."""
    if "ли" not in scene.lemmas:
        return False
    first, _ = segment_bounds(scene, t)
    texts = [token.text.lower() for token in scene.tokens[first : t + 1]]
    pairs = [" ".join(texts[n : n + 2]) for n in range(len(texts) - 2)]
    return any(
        pair in word_lists("denial")["particles"] and texts[n + 2 : n + 3] != ["не"] for n, pair in enumerate(pairs)
    )


def _governor(scene: Scene, t: int) -> int | None:
    """The finite verb that governs an infinitive or a short participle: «не смогла купить», «не была куплена»."""
    word = scene.words[t]
    if not (word.form == "Inf" or (word.form == "Part" and word.finite)):
        return None
    for n in range(t - 1, max(t - 1 - WORDS_TO_GOVERNOR, -1), -1):
        if scene.tokens[n].text in (",", ";", ":") and scene.cover[n] < 0:
            return None
        if is_verb(scene, n):
            return n
    return None
