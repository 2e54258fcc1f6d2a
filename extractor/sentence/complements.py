"""What completes a verb: the object after it or before it, an infinitive, an adjective in the instrumental."""

from extractor.sentence.clauses import (
    has_preposition,
    is_genitive_of_noun,
    is_participle,
    phrase_around,
    segment_bounds,
)
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import ACC, GEN, INS, NOM


def find_object_before(scene: Scene, verb: int) -> tuple[int, int] | None:
    """Tokens of the object before a verb in the plural that has no subject: «в мае новый мост откроют»."""
    if not scene.words[verb].plural:
        return None
    first, _ = segment_bounds(scene, verb)
    t = verb - 1
    while t >= first:
        word = scene.words[t]
        is_name = scene.kind_at(t) == "organization" or (scene.cover[t] < 0 and word.upos == "NOUN")
        if is_name and word.cases & ACC and not is_genitive_of_noun(scene, t):
            start, end = phrase_around(scene, t, first, verb)
            if not has_preposition(scene, start):
                return start, end
            t = start - 1
        t -= 1
    return None


def object_end(scene: Scene, verb: int, last: int) -> int:
    """The index after the noun phrase that follows a verb («запустил новый завод»), or after the verb."""
    t = verb + 1
    end = t
    while t < last:
        item = scene.items[scene.cover[t]] if scene.cover[t] >= 0 else None
        if item is not None and item.kind == "money":
            break
        if item is not None:
            t = max(t + 1, item.last)
            end = end if item.kind == "date" else t
        elif _completes(scene, t, verb):
            t = end = t + 1
        elif _leads_on(scene, t, last, verb):
            t += 1
        else:
            break
    return end


def _completes(scene: Scene, t: int, verb: int) -> bool:
    """Whether a word ends a phrase with the verb: an infinitive, «был» and a participle, «оказался верным», a noun."""
    word = scene.words[t]
    if word.form == "Inf" or word.upos == "AUX" or (word.finite and scene.words[verb].lemma == "быть"):
        return True
    if word.upos == "ADJ" and word.cases & INS and scene.words[verb].lemma in word_lists("clauses")["linking_verbs"]:
        return True
    return word.upos in ("NOUN", "PROPN", "X", "PRON") and not word.finite


def _leads_on(scene: Scene, t: int, last: int, verb: int) -> bool:
    """Whether the phrase may go on after a word: an adjective, an adverb, the preposition of a date."""
    word = scene.words[t]
    if word.upos in ("ADJ", "DET", "NUM") or is_participle(scene, t):
        oblique = scene.words[verb].upos == "ADP"  # «на совместном заседании»
        return oblique or bool(word.cases & (ACC | GEN | NOM | INS)) or scene.tokens[t].text[0].isdigit()
    return word.upos == "ADV" or (word.upos == "ADP" and t + 1 < last and _is_date(scene, t + 1))


def _is_date(scene: Scene, t: int) -> bool:
    return scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind == "date"
