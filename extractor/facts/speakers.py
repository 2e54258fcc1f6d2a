"""Who is meant by the words beside a verb of speech.

The speaker is the subject of the verb; a pronoun, a post or a trade («чиновник») stands for the person named last.
"""

from typing import NamedTuple

from extractor.facts.speech import vocabulary
from extractor.language.morphology import parses
from extractor.sentence.anaphora import Antecedents, is_one_person, strangers
from extractor.sentence.genders import owner_gender, subject_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import (
    before_inserted,
    is_as_named,
    is_beside,
    is_free,
    is_governed,
    may_be_subject,
)
from extractor.sentence.words import GEN, NOM

VOWELS = "аеёиоуыэюя"
SHORTEST_SAID = 10
"""Characters of what is said."""


class Said(NamedTuple):
    """What somebody says, as a rule finds it."""

    scene: Scene
    speaker: Item | str
    """The name that stands there, or the id of who is meant."""
    start: int
    """Offset of what is said."""
    end: int
    verb: int
    """Token of the sentence: the verb, or «по» of «по словам»."""
    rule: str


class Speakers:
    """Tells who is meant by the words beside a verb of speech."""

    def __init__(self, antecedents: Antecedents) -> None:
        self.antecedents = antecedents

    def after(
        self, scene: Scene, first: int, stop: int | None = None, said: tuple[int, int] = (0, 0)
    ) -> Item | str | None:
        """The speaker named from token `first` on: the last name of the phrase, a person before an organization.

        `said`: the offsets of what was said, whose names are not meant by a pronoun or a post.
        """
        found: Item | None = None
        last = min(len(scene.tokens), stop or first + 30)
        documents = first > 0 and bool(scene.words[first - 1].lemmas & vocabulary()["said_in"])
        nameless = False
        t = first
        if t < last and scene.tokens[t].text.lower() in vocabulary()["at"] and scene.words[t - 1].plural:
            return _organization_near(scene, t)
        while t < last:
            item = scene.items[scene.cover[t]] if scene.cover[t] >= 0 else None
            text = scene.tokens[t].text
            if item is not None:
                if item.kind == "person" and (documents or may_be_subject(scene, item)):
                    return _person_beside(scene, item) if self.is_strangers(scene, item) else item
                if item.kind in ("organization", "location") and (found is None or found.kind == "location"):
                    found = found if nameless or self._is_told(scene, item, first) else item
                t = max(t + 1, item.last)
                continue
            gender = subject_gender(text)
            if gender and found is None:
                return self.antecedents.of_pronoun(scene, t, outside=said)
            if scene.words[t].lemma in vocabulary()["unnamed"]:
                return None
            documents |= scene.words[t].lemma in vocabulary()["documents"]
            if text.lower() in vocabulary()["where"] and found is None:
                nameless |= _is_phrase(scene, first, t)
                t = _after_place(scene, t, last)
                continue
            if text in ",.:;!?()—–-" or scene.words[t].finite or text.lower() in vocabulary()["beyond"]:
                break
            t += 1
        teller = self._teller(scene, found, last) if found is not None and found.kind == "organization" else None
        if teller is not None:
            if scene.tokens[teller].text.lower() in vocabulary()["at"]:
                return _organization_near(scene, teller)
            return self.after(scene, teller, stop, said)
        if first < t < last and scene.tokens[t].text == "," and is_one_person(scene, first):
            named = self._apposed(scene, t + 1, last)
            if named is not None:
                return named
        if found is None and first < last:
            return self.antecedents.of_post(scene, range(first, t), outside=said)
        if found is not None and scene.cover[first] < 0 and self._is_person_word(scene, first):
            role = self.antecedents.of_post(scene, range(first, found.first), outside=said)
            if isinstance(role, str):
                return role
        return None if found is None else self.antecedents.of_post_at(scene, found)

    def quoted(self, scene: Scene, first: int) -> Item | str | None:
        """Whose words are quoted from token `first` on: «цитирует Иванова агентство», «цитирует его агентство»."""
        for t in range(first, min(first + 10, len(scene.tokens))):
            if scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind == "person":
                return scene.items[scene.cover[t]]
            gender = owner_gender(scene.tokens[t].text)
            if gender:
                return self.antecedents.of_pronoun(scene, t)
        return None

    def before(self, scene: Scene, verb: int, since: int = 0) -> Item | str | None:
        """The subject of a verb that stands before it: the nearest name that may be in the nominative."""
        fallback: Item | None = None
        t = before_inserted(scene, verb, since)
        while t >= since:
            number = scene.cover[t]
            if number >= 0:
                item = scene.items[number]
                if item.kind in ("person", "organization", "location") and may_be_subject(scene, item):
                    if item.kind == "person":
                        return None if self._of_others(scene, item, since) else item
                    if item.kind == "location" and not is_beside(scene, item, verb):
                        return None
                    fallback = fallback or item
                elif item.kind in ("organization", "location") and _is_of_subject(scene, item, verb):
                    fallback = fallback or item
                t = item.first - 1
                continue
            text = scene.tokens[t].text.lower()
            gender = subject_gender(text)
            if gender and fallback is None:
                return self.antecedents.of_pronoun(scene, t)
            if scene.words[t].lemma == "который" and fallback is None and t > since + 1:
                owner = scene.items[scene.cover[t - 2]] if scene.cover[t - 2] >= 0 else None
                if scene.tokens[t - 1].text == ",":
                    return owner if owner and owner.kind in ("person", "organization") else None
                if scene.words[t - 1].upos == "NOUN":
                    return None
            if fallback is not None and scene.words[t].form == "Fin" and t == fallback.first - 1:
                return None
            if text in (";", ":", "что") or (
                scene.words[t].finite and text not in vocabulary()["between"] and fallback
            ):
                break
            t -= 1
        if fallback is not None:
            return self.antecedents.of_post_at(scene, fallback)
        return self.antecedents.of_post(scene, range(max(since, t + 1), verb))

    def said(self, scene: Scene, speaker: Item | str | None, start: int, end: int, verb: int, rule: str) -> Said | None:
        """What a rule has found; None where nobody named says it, or where the verb is not the speaker's."""
        if speaker is None or end - start < SHORTEST_SAID or not self.antecedents.agrees(scene, speaker, verb):
            return None
        who = speaker if isinstance(speaker, str) else speaker.id
        return None if who.startswith("@") else Said(scene, speaker, start, end, verb, rule)

    def is_strangers(self, scene: Scene, item: Item) -> bool:
        """Whether a name is whose kin or servant speaks («адвокат Гарсиа»), not that of the speaker."""
        t = item.first - 1
        if t < 0 or scene.words[t].lemma not in strangers():
            return False
        if item.last - item.first > 1:  # «адвокат Иван Котов», «его вдова Анна Котова» are one person
            is_kin = scene.words[t].lemma in vocabulary()["kin"] and not (t and owner_gender(scene.tokens[t - 1].text))
            return is_kin and scene.words[item.first].cases & (GEN | NOM) == GEN
        return item.id not in self.antecedents.holders.get(scene.words[t].lemma, {})

    def is_subject(self, scene: Scene, item: Item) -> bool:
        """Whether a name is a man's in the nominative, which no words are of: «по данным Котов болен»."""
        ends = item.last >= len(scene.tokens) or scene.tokens[item.last].text in ",)»"
        man = not self.antecedents.may_be(item.id, "Fem") and scene.tokens[item.last - 1].text[-1] not in VOWELS
        return man and not ends and is_as_named(scene, item)

    def _is_told(self, scene: Scene, item: Item, first: int) -> bool:
        """Whether a name after the verb is whom it was said to: «сообщил изданию X», where no subject stands before."""
        t = item.first - 1
        if t < first or scene.cover[t] >= 0 or scene.words[t].upos != "NOUN" or scene.words[t].cases & NOM:
            return False
        return not _is_phrase(scene, first, t)

    def _teller(self, scene: Scene, item: Item, last: int) -> int | None:
        """Where the speaker begins after an organization that is told («рассказал РБК в четверг участник рынка»)."""
        verb, t = item.first - 1, item.last
        if verb < 0 or not scene.words[verb].finite:
            return None
        for n in (t, t + 1):
            if n < last and scene.cover[n] >= 0 and scene.items[scene.cover[n]].kind == "date":
                t = scene.items[scene.cover[n]].last
                break
        if t >= last:
            return None
        text = scene.tokens[t].text.lower()
        if text in vocabulary()["at"]:
            return t if scene.words[verb].plural and not scene.words[verb].singular else None
        return t if text in vocabulary()["someone"] or is_one_person(scene, t) else None

    def _apposed(self, scene: Scene, first: int, last: int) -> Item | None:
        """The person named after a comma: «лидер партии, депутат Иван Котов», with posts alone between."""
        for t in range(first, min(first + 10, last)):
            number = scene.cover[t]
            if number >= 0 and scene.items[number].kind == "person":
                item = scene.items[number]
                ends = item.last >= len(scene.tokens) or scene.tokens[item.last].text in ".,;:—–(»"
                return item if ends and may_be_subject(scene, item) else None
            if scene.words[t].finite or scene.tokens[t].text in ",.;:—–" or scene.words[t].upos == "ADP":
                return None
        return None

    def _is_person_word(self, scene: Scene, t: int) -> bool:
        word = scene.words[t]
        return word.upos == "NOUN" and word.animate and bool(self.antecedents.holders.get(word.lemma))

    def _of_others(self, scene: Scene, item: Item, since: int) -> bool:
        """Whether somebody else is meant than the person named before the verb."""
        if self._of_many(scene, item) or self.is_strangers(scene, item):
            return True
        said = False
        for t in range(item.first - 1, since - 1, -1):
            if scene.tokens[t].text == ",":
                break
            said |= scene.cover[t] < 0 and scene.words[t].finite
            if said and scene.words[t].lemma in vocabulary()["unnamed"] and scene.words[t].cases & NOM:
                return is_free(scene, t)
        return False

    def _of_many(self, scene: Scene, item: Item) -> bool:
        """Whether others are meant, whose noun stands before a name («соседи Кастро»)."""
        t = item.first - 1
        if t < 0 or (scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind != "position"):
            return False
        word = scene.words[t]
        return word.upos == "NOUN" and word.animate and word.plural and not word.singular and bool(word.cases & NOM)


def _organization_near(scene: Scene, t: int) -> Item | None:
    """The organization within three words after «в» of «сообщили в X»."""
    return next((i for i in scene.of("organization") if t < i.first <= t + 3), None)


def _person_beside(scene: Scene, item: Item) -> Item | None:
    """The person named right after another: «адвокат Котова Анна Ли»."""
    beside = next((other for other in scene.of("person") if other.first == item.last), None)
    return beside if beside and may_be_subject(scene, beside) else None


def _is_of_subject(scene: Scene, item: Item, verb: int) -> bool:
    """Whether nouns that begin with the subject stand before a name («представители Microsoft», «штаб партии X»)."""
    head = -1
    t = item.first - 1
    while t >= 0 and scene.cover[t] < 0 and scene.words[t].upos in ("ADJ", "DET", "NOUN"):
        head = t if scene.words[t].upos == "NOUN" else head
        t -= 1
    if head < 0 or (t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "ADP") or is_governed(scene, head):
        return False
    numbers = {p.feats.get("Number") for p in parses(scene.tokens[head].text) if p.feats.get("Case") == "Nom"}
    return bool(numbers & {"Sing" if scene.words[verb].singular else "", "Plur" if scene.words[verb].plural else ""})


def _is_phrase(scene: Scene, first: int, last: int) -> bool:
    """Whether a subject that has no name stands between two tokens."""
    return any(scene.words[t].upos == "NOUN" and scene.words[t].cases & NOM for t in range(first, last))


def _after_place(scene: Scene, t: int, last: int) -> int:
    """The index after «на пресс-конференции», «в интервью РИА Новости»: where or to whom something was said."""
    t += 1
    while t < last and scene.cover[t] < 0 and scene.words[t].upos in ("ADJ", "DET"):
        t += 1
    if t < last and scene.cover[t] < 0:
        t += 1
    if t < last and scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind not in ("person", "position"):
        t = scene.items[scene.cover[t]].last
    return t
