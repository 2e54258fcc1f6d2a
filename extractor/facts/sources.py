"""Whose words, data or documents are given: «по словам X», «в сообщении X»."""

from extractor.facts.speakers import Speakers
from extractor.facts.speech import vocabulary
from extractor.sentence.anaphora import is_of_another
from extractor.sentence.genders import noun_gender, owner_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_source
from extractor.sentence.subjects import is_as_named
from extractor.sentence.words import GEN


def source_at(scene: Scene, speakers: Speakers, t: int) -> tuple[Item | str | None, int] | None:
    """Whose words are meant from «по словам» on, and the index after them; None where no source begins at a token."""
    if not is_source(scene, t):
        return None
    tokens = scene.tokens
    n = len(tokens)
    if scene.cover[t + 1] >= 0:
        named = scene.items[scene.cover[t + 1]]
        return named, named.last
    noun = next(i for i in range(t + 1, t + 4) if scene.words[i].lemma in vocabulary()["sources"])
    if scene.words[noun].lemma in vocabulary()["ranked"] and t and tokens[t - 1].text not in ",.—–(":
        return None
    owner = owner_gender(tokens[noun - 1].text)
    if owner and noun - 1 > t:
        return speakers.antecedents.person_before(scene, t, gender=owner), noun + 1
    if noun + 1 >= n:
        return None
    speaker = _source(scene, speakers, noun + 1)
    after = _after_source(scene, noun + 1)
    if isinstance(speaker, Item) and tokens[min(after, n - 1)].text != ",":
        after = max(after, speaker.last)
    return speaker, after


def _source(scene: Scene, speakers: Speakers, first: int) -> Item | str | None:
    """Whose words they are: the last person of the phrase in the genitive, else its first organization or place."""
    found: Item | None = None
    unnamed = headed = False
    many = -1
    for t in range(first, min(first + 16, len(scene.tokens))):
        number = scene.cover[t]
        if number >= 0:
            item = scene.items[number]
            if item.kind == "person":
                other = found is None and _is_subject_after(scene, item, first)
                other = other or item.first == many or speakers.is_subject(scene, item)
                return None if other or speakers.is_strangers(scene, item) else item
            if item.kind in ("organization", "location") and found is None:
                found = item
            headed = True
        elif (
            scene.tokens[t].text in ",;:."
            or scene.words[t].finite
            or (found is None and (scene.words[t].upos == "ADP" or _not_genitive_noun(scene, t)))
        ):
            break
        elif scene.words[t].animate and scene.words[t].upos == "NOUN" and found is None:
            many = t + 1 if not headed and not scene.words[t].singular else many
            unnamed = headed = True
    if unnamed and found is not None and found.kind == "organization":
        return None
    while first < len(scene.tokens) and scene.words[first].upos in ("ADJ", "DET"):
        first += 1
    if found is None and first < len(scene.tokens) and scene.cover[first] < 0 and scene.words[first].animate:
        word = scene.words[first]
        if not word.singular or word.upos != "NOUN" or is_of_another(scene, first):
            return None
        return speakers.antecedents.person_before(scene, first, gender=noun_gender(scene.tokens[first].text))
    return None if found is None else speakers.antecedents.of_post_at(scene, found, genitive_from=first)


def _is_subject_after(scene: Scene, item: Item, first: int) -> bool:
    """Whether a name is no more of the source but the subject («по сведениям изданий Котов …»)."""
    before = scene.words[item.first - 1]
    own = item.first > first and scene.cover[item.first - 1] < 0
    return own and before.upos == "NOUN" and not before.animate and is_as_named(scene, item)


def _not_genitive_noun(scene: Scene, t: int) -> bool:
    return scene.words[t].upos == "NOUN" and not scene.words[t].cases & GEN


def _after_source(scene: Scene, first: int) -> int:
    """Index of the comma that ends «по словам X», or of the first word of the clause where there is none."""
    n = len(scene.tokens)
    for t in range(first, n):
        if scene.tokens[t].text in (",", ":") and scene.cover[t] < 0:
            return t
        if scene.words[t].finite and scene.cover[t] < 0:
            break
    number = scene.cover[first] if first < n else -1
    return scene.items[number].last if number >= 0 else min(first + 1, n)


def document_of(scene: Scene, verb: int) -> Item | None:
    """Whose document says something: it is named after the verb («говорится в сообщении X») or before it."""
    nouns = [t for t in range(len(scene.words)) if scene.words[t].lemma in vocabulary()["documents"]]
    after = [t for t in nouns if verb < t < verb + 5]
    if after:
        return _first_name(scene, verb + 1, verb + 15)
    return next((item for t in nouns if t < verb and (item := _first_name(scene, t + 1, verb))), None)


def _first_name(scene: Scene, first: int, stop: int) -> Item | None:
    for t in range(first, min(stop, len(scene.tokens))):
        number = scene.cover[t]
        kind = scene.items[number].kind if number >= 0 else None
        if kind in ("organization", "person") or (kind == "location" and t == first):
            return scene.items[number]
        if scene.tokens[t].text in ",.;":
            break
    return None
