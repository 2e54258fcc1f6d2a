"""Who is meant by the words beside a verb of speech.

The speaker is the subject of the verb; a pronoun, a post or a trade («чиновник») stands for the person named last.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from extractor.document import Document, Person
from extractor.facts.speech import is_source, vocabulary
from extractor.language.morphology import parses
from extractor.sentence.genders import (
    PLURAL,
    find_genders,
    name_gender,
    noun_gender,
    owner_gender,
    subject_gender,
    verb_gender,
)
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import (
    before_inserted,
    is_as_named,
    is_beside,
    is_free,
    is_governed,
    is_joined,
    may_be_subject,
)
from extractor.sentence.words import GEN, NOM

VOWELS = "аеёиоуыэюя"
LOOK_BACK = 3
"""Sentences in which the person behind a pronoun is looked for."""

SHORTEST_SAID = 10
"""Characters of what is said."""

Posts = Mapping[str, Mapping[str, Collection[str | None]]]
"""By head lemma of a position the people who hold it, each with the places where."""


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

    def __init__(self, doc: Document, scenes: Sequence[Scene], posts: Posts) -> None:
        self._doc = doc
        self._scenes = scenes
        self._posts = posts

    @cached_property
    def _seen_genders(self) -> Mapping[str, str]:
        """By id of a person the gender by grammar alone, which is often wrong of foreign names."""
        return find_genders(self._doc, self._scenes)

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {person.id: person for person in self._doc.people}

    def _may_be(self, who: str, gender: str) -> bool:
        """Whether a person is not known to be of another gender, by a name of the dictionary and by the grammar."""
        person = self._people.get(who)
        named = name_gender(person) if person else None
        return named in (None, gender) or self._seen_genders.get(who, named) != named

    @cached_property
    def _places(self) -> Mapping[str, frozenset[str | None]]:
        """By id of a person the ids of the places where they hold a post."""
        found: dict[str, set[str | None]] = {}
        for holders in self._posts.values():
            for who, places in holders.items():
                found.setdefault(who, set()).update(places)
        return {who: frozenset(places) for who, places in found.items()}

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
                return self.behind(scene, t, said, gender)
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
        if first < t < last and scene.tokens[t].text == "," and self._is_one(scene, first):
            named = self._apposed(scene, t + 1, last)
            if named is not None:
                return named
        if found is None and first < last:
            return self._role(scene, range(first, t), said)
        if found is not None and scene.cover[first] < 0 and self._is_person_word(scene, first):
            role = self._role(scene, range(first, found.first), said)
            if isinstance(role, str):
                return role
        return self.named(scene, found)

    def quoted(self, scene: Scene, first: int) -> Item | str | None:
        """Whose words are quoted from token `first` on: «цитирует Иванова агентство», «цитирует его агентство»."""
        for t in range(first, min(first + 10, len(scene.tokens))):
            if scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind == "person":
                return scene.items[scene.cover[t]]
            gender = owner_gender(scene.tokens[t].text)
            if gender:
                return self.behind(scene, t, gender=gender)
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
                return self.behind(scene, t, gender=gender)
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
            return self.named(scene, fallback)
        return self._role(scene, range(max(since, t + 1), verb))

    def behind(self, scene: Scene, token: int, said: tuple[int, int] = (0, 0), gender: str | None = None) -> str | None:
        """The id of the person that a pronoun stands for: the subject named last before it, outside what was `said`.

        Nobody of another `gender`; PLURAL is nobody at all.
        """
        if gender == PLURAL:
            return None
        best: str | None = None
        for back in range(min(LOOK_BACK, scene.index) + 1):
            other = self._scenes[scene.index - back]
            people = [i for i in other.of("person") if (back or i.last <= token) and not said[0] <= i.start < said[1]]
            if gender is not None and people:
                people = [i for i in people if self._may_be(i.id, gender)]
                people = [i for i in people if self._seen_genders.get(i.id) == gender] or people
            subjects = [i for i in people if may_be_subject(other, i) or (back and _is_topic(other, i))]
            if subjects:
                return subjects[0].id if back else subjects[-1].id
            if _has_stranger(other, len(other.tokens) if back else token, said):
                return None
            if people and best is None and (gender is None or self._seen_genders.get(people[-1].id, gender) == gender):
                best = people[-1].id
        return best

    def said(self, scene: Scene, speaker: Item | str | None, start: int, end: int, verb: int, rule: str) -> Said | None:
        """What a rule has found; None where nobody named says it, or where the verb is not the speaker's."""
        if speaker is None or end - start < SHORTEST_SAID or not self.agree(scene, speaker, verb):
            return None
        who = speaker if isinstance(speaker, str) else speaker.id
        return None if who.startswith("@") else Said(scene, speaker, start, end, verb, rule)

    def agree(self, scene: Scene, speaker: Item | str, verb: int) -> bool:
        """Whether number and gender of a verb are those of its speaker: «сообщили» is said of no single person."""
        word = scene.words[verb]
        if word.form not in ("Fin", "Part"):
            return True
        who = speaker if isinstance(speaker, str) else speaker.id
        if word.singular or not word.plural:
            gender = verb_gender(scene.tokens[verb].text)
            return gender is None or self._may_be(who, gender)
        if isinstance(speaker, str):
            return not speaker.startswith("p")
        return speaker.kind != "person" or is_joined(scene, speaker, verb)

    def _role(self, scene: Scene, tokens: range, said: tuple[int, int] = (0, 0)) -> str | None:
        """The person whom a post or a trade in the nominative stands for."""
        for t in tokens:
            word = scene.words[t]
            number = scene.cover[t]
            kind = scene.items[number].kind if number >= 0 else None
            if kind not in (None, "position") or word.upos != "NOUN" or not word.animate or not word.cases & NOM:
                continue
            if self._is_unknown(scene, t):
                return None
            holders = self._posts.get(word.lemma, {})
            if len(holders) == 1:
                who, places = next(iter(holders.items()))
                return who if _may_hold(scene, t, places) else None
            if holders or self.is_of_another(scene, t):
                return None
            gender = noun_gender(scene.tokens[t].text)
            named = self.behind(scene, t, said, gender)
            return named if named is not None and self._may_be_called(scene, t, named, gender) else None
        return None

    def _may_be_called(self, scene: Scene, t: int, who: str, gender: str | None) -> bool:
        """Whether a post or trade may mean a person: not «президент» the head of a board or one of another country."""
        places = self._places.get(who, frozenset())
        if gender is not None and self._seen_genders.get(who, gender) != gender:
            return False
        if t and scene.cover[t - 1] >= 0 and scene.items[scene.cover[t - 1]].kind == "adjective":
            return scene.items[scene.cover[t - 1]].id in places
        word = scene.words[t]
        if not places or word.lemma not in vocabulary()["one_of_a_kind"]:
            return True
        return any(
            who in holders and (post in vocabulary()["any_post"] or _is_like(post, word.lemma))
            for post, holders in self._posts.items()
        )

    def _is_unknown(self, scene: Scene, t: int) -> bool:
        """Whether the words say that nobody named is meant: «неназванный представитель», «другой депутат»."""
        return t > 0 and scene.words[t - 1].lemma in vocabulary()["nameless"]

    def is_strangers(self, scene: Scene, item: Item) -> bool:
        """Whether a name is whose kin or servant speaks («адвокат Гарсиа»), not that of the speaker."""
        t = item.first - 1
        if t < 0 or scene.words[t].lemma not in vocabulary()["strangers"]:
            return False
        if item.last - item.first > 1:  # «адвокат Иван Котов», «его вдова Анна Котова» are one person
            is_kin = scene.words[t].lemma in vocabulary()["kin"] and not (t and owner_gender(scene.tokens[t - 1].text))
            return is_kin and scene.words[item.first].cases & (GEN | NOM) == GEN
        return item.id not in self._posts.get(scene.words[t].lemma, {})

    def is_subject(self, scene: Scene, item: Item) -> bool:
        """Whether a name is a man's in the nominative, which no words are of: «по данным Котов болен»."""
        ends = item.last >= len(scene.tokens) or scene.tokens[item.last].text in ",)»"
        man = not self._may_be(item.id, "Fem") and scene.tokens[item.last - 1].text[-1] not in VOWELS
        return man and not ends and is_as_named(scene, item)

    def _is_told(self, scene: Scene, item: Item, first: int) -> bool:
        """Whether a name after the verb is whom it was said to: «сообщил изданию X», where no subject stands before."""
        t = item.first - 1
        if t < first or scene.cover[t] >= 0 or scene.words[t].upos != "NOUN" or scene.words[t].cases & NOM:
            return False
        return not _is_phrase(scene, first, t)

    def named(self, scene: Scene, found: Item | None, first: int | None = None) -> Item | str | None:
        """A name, or the person that the post before it stands for («глава Минфина»): nobody where that is unknown.

        `first`: where a phrase in the genitive begins, whose first post counts («по словам главы Минфина»).
        """
        if found is None or found.kind == "person":
            return found
        if first is not None:
            t = next((t for t in range(first, found.first) if self._is_one(scene, t, GEN)), -1)
        else:
            t = found.first - 1
            while t > 0 and self._is_inside(scene, t):
                t -= 1
            t = t if self._is_one(scene, t) or (t >= 0 and scene.words[t].lemma in vocabulary()["unnamed"]) else -1
        if t < 0 or scene.words[t].lemma in vocabulary()["voices"]:
            return found
        if scene.words[t].lemma in vocabulary()["unnamed"]:
            return None
        holders = self._posts.get(scene.words[t].lemma, {})
        there = [who for who, places in holders.items() if found.id in places]
        if not there and len(holders) == 1:
            there = [who for who, places in holders.items() if not set(places) - {None}]
        return there[0] if len(there) == 1 else None

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
        return t if text in vocabulary()["someone"] or self._is_one(scene, t) else None

    def _is_inside(self, scene: Scene, t: int) -> bool:
        """Whether a word stands between a post and whose it is: an adjective, a noun in the genitive."""
        number, word = scene.cover[t], scene.words[t]
        if number >= 0 and scene.items[number].kind not in ("position", "adjective"):
            return False
        return word.upos in ("ADJ", "DET") or (word.upos == "NOUN" and bool(word.cases & GEN or not word.cases & NOM))

    def _is_one(self, scene: Scene, t: int, case: int = NOM) -> bool:
        """Whether a token is a noun for one person in a case."""
        if t < 0:
            return False
        number, word = scene.cover[t], scene.words[t]
        if number >= 0 and scene.items[number].kind != "position":
            return False
        return word.upos == "NOUN" and (word.animate or number >= 0) and word.singular and bool(word.cases & case)

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

    def is_of_another(self, scene: Scene, t: int) -> bool:
        """Whether a word is about somebody new: of somebody («адвокат футболиста»), one of many, or with a clause."""
        if not scene.words[t].singular or scene.words[t].lemma in vocabulary()["strangers"]:
            return True
        following = t + 1
        while following < len(scene.tokens) and scene.cover[following] < 0 and _is_genitive_adjective(scene, following):
            following += 1
        if following >= len(scene.tokens):
            return False
        item = scene.items[scene.cover[following]] if scene.cover[following] >= 0 else None
        word = scene.words[following]
        return (
            item is not None or scene.tokens[following].text == "," or (word.upos == "NOUN" and bool(word.cases & GEN))
        )

    def _is_person_word(self, scene: Scene, t: int) -> bool:
        word = scene.words[t]
        return word.upos == "NOUN" and word.animate and bool(self._posts.get(word.lemma))

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
    beside = scene.items[scene.cover[item.last]] if _is_covered(scene, item.last) else None
    return beside if beside and beside.kind == "person" and may_be_subject(scene, beside) else None


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


def _is_topic(scene: Scene, item: Item) -> bool:
    """Whether a sentence is about somebody who is not its subject: «Котова спросили», «по словам Котова»."""
    return item.first == 0 or any(is_source(scene, t) for t in range(max(item.first - 8, 0), item.first))


def _has_stranger(scene: Scene, stop: int, said: tuple[int, int]) -> bool:
    """Whether somebody without a name says something before a token («рассказал собеседник», «его отец сказал»).

    `said`: the offsets of what was said, whose words do not count.
    """
    lemmas = vocabulary()["strangers"] | vocabulary()["unnamed"]
    if lemmas.isdisjoint(scene.lemmas) or vocabulary()["verbs"].isdisjoint(scene.lemmas):
        return False
    return any(
        word.lemma in lemmas and word.singular and word.cases & NOM and is_free(scene, t)
        for t, word in enumerate(scene.words[:stop])
        if (scene.cover[t] < 0 or scene.items[scene.cover[t]].kind == "position")
        and not said[0] <= scene.tokens[t].start < said[1]
    )


def _may_hold(scene: Scene, t: int, places: Collection[str | None]) -> bool:
    """Whether a post is that of its only holder: not «украинский президент», who is elsewhere, nor «глава группы»."""
    following = t + 1
    while following < len(scene.tokens) and scene.cover[following] < 0 and _is_genitive_adjective(scene, following):
        following += 1
    near = [scene.items[scene.cover[n]] for n in (t - 1, following) if n >= 0 and _is_covered(scene, n)]
    if any(item.kind in ("adjective", "organization", "location") and item.id not in places for item in near):
        return set(places) <= {None}
    if following >= len(scene.tokens) or scene.cover[following] >= 0:
        return True
    word = scene.words[following]
    return word.upos != "NOUN" or not word.cases & GEN or word.lemma in vocabulary()["headed"]


def _is_covered(scene: Scene, t: int) -> bool:
    return t < len(scene.tokens) and scene.cover[t] >= 0


def _is_genitive_adjective(scene: Scene, t: int) -> bool:
    word = scene.words[t]
    return word.upos in ("ADJ", "DET") and bool(word.cases & GEN) and not word.cases & NOM


def _is_like(post: str, other: str) -> bool:
    """Whether one of two posts is a part of the other: «премьер» and «премьер-министр»."""
    return not set(post.split("-")).isdisjoint(other.split("-"))


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
