"""Whom a sentence means without naming: pronouns, left-out subjects, posts and trades that stand for a person.

The same for every kind of fact: «Он заявил, …», «Он встретился с …», «Чиновник купил …», «… добавил министр».
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property

from extractor.document import Document, Person
from extractor.sentence.clauses import segment_bounds
from extractor.sentence.genders import (
    PLURAL,
    find_genders,
    name_gender,
    noun_gender,
    owner_gender,
    pronouns,
    verb_gender,
)
from extractor.sentence.items import Item
from extractor.sentence.left_out import verb_without_subject
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_source, speech_verbs
from extractor.sentence.subjects import has_post_before, is_free, is_joined, may_be_subject
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import ACC, GEN, NOM, WordInfo

SENTENCES_BACK = 3
"""Sentences before that of a pronoun or a post in which its antecedent is looked for, besides those that go on about
the same person without a subject: «Родился в Твери. Окончил школу. …»."""

LONGEST_CHAIN = 20
"""The same, those that go on included."""

TOKENS_OF_SOURCE = 8
"""Tokens between «по словам» and the name that it makes the topic of its sentence."""

Holders = Mapping[str, Mapping[str, Collection[str | None]]]
"""By head lemma of a post the ids of the people who hold it, each with the ids of the places where."""

OF_POSTS = frozenset(("organization", "location"))
"""Kinds of what a post before it is held in."""

Offsets = tuple[int, int]
NOWHERE: Offsets = (0, 0)


@cache
def strangers() -> frozenset[str]:
    """Lemmas of people who are somebody new each time, not the one named last: «адвокат», «вдова»."""
    return word_lists("people")["third_parties"] | word_lists("people")["relatives"]


class Antecedents:
    """Finds whom the words of an article mean; made once an article, when it is known who holds which post."""

    def __init__(self, doc: Document, scenes: Sequence[Scene], holders: Holders) -> None:
        self._doc = doc
        self._scenes = scenes
        self.holders = holders

    # --- people ---

    def may_be(self, who: str, gender: str) -> bool:
        """Whether a person (id) is not known to be of another gender, by a name of the dictionary and by the grammar.

        `gender`: Masc or Fem.
        """
        person = self._people.get(who)
        named = name_gender(person) if person else None
        return named in (None, gender) or self._genders.get(who, named) != named

    def agrees(self, scene: Scene, subject: Item | str, verb: int) -> bool:
        """Whether number and gender of a verb (token) are those of its subject: «сообщили» is said of no one person.

        `subject`: a name of the sentence, or the id of who is meant.
        """
        word = scene.words[verb]
        if word.form not in ("Fin", "Part"):
            return True
        who = subject if isinstance(subject, str) else subject.id
        if word.singular or not word.plural:
            gender = verb_gender(scene.tokens[verb].text)
            if gender is None or self.may_be(who, gender):
                return True
            return gender == "Masc" and not isinstance(subject, str) and has_post_before(scene, subject)
        if isinstance(subject, str):
            return scene.kinds.get(subject) != "person"
        return subject.kind != "person" or is_joined(scene, subject, verb)

    # --- antecedents ---

    def of_pronoun(self, scene: Scene, token: int, *, outside: Offsets = NOWHERE) -> str | None:
        """The id of the person that a pronoun of the third person stands for; None for «они» and any other word.

        `outside`: offsets of the text whose names are not meant, as those of the speaker's own words.
        """
        pronoun = pronouns().get(scene.tokens[token].text.lower())
        return self.person_before(scene, token, gender=pronoun.gender, outside=outside) if pronoun else None

    def of_left_out_subject(self, scene: Scene, verb: int, *, outside: Offsets = NOWHERE) -> str | None:
        """The id of the person who is the subject of a singular verb that has none: «Встретился с министром»."""
        if not scene.words[verb].singular:
            return None
        gender = verb_gender(scene.tokens[verb].text)
        return self.person_before(scene, verb, gender=gender, outside=outside)

    def of_post(self, scene: Scene, tokens: range, *, outside: Offsets = NOWHERE) -> str | None:
        """The id of the person for whom the first post or trade in the nominative among some tokens stands.

        The only holder of the post that the article knows, else the person named last, whom the word may be said of.
        """
        for t in tokens:
            if _is_person_noun(scene, t):
                return self._holder_or_last(scene, t, outside)
        return None

    def of_noun(self, scene: Scene, t: int, before: int) -> str | None:
        """The id of the person whom a noun in an oblique case means, whoever follows: «вдова музыканта Анна Котова».

        The only holder of the post or trade, else the person named last before another token; nobody for a post that
        many hold elsewhere.
        """
        lemma = scene.words[t].lemma
        holders = self.holders.get(lemma, {})
        if len(holders) == 1:
            return next(iter(holders))
        if holders or lemma in strangers() | word_lists("people")["one_of_a_kind"]:
            return None
        gender = noun_gender(scene.tokens[t].text)
        named = self.person_before(scene, before, gender=gender)
        return named if named is not None and self._may_be_called(scene, t, named, gender) else None

    def of_post_at(self, scene: Scene, name: Item, *, genitive_from: int | None = None) -> Item | str | None:
        """A name, or the holder of the post before it («глава Минфина»); None where a post is there and nobody known.

        `genitive_from`: the token where a phrase in the genitive begins, whose first post counts («по словам главы
        Минфина»).
        """
        if name.kind == "person":
            return name
        if genitive_from is not None:
            t = next((t for t in range(genitive_from, name.first) if is_one_person(scene, t, GEN)), -1)
        else:
            t = _post_before(scene, name)
        people = word_lists("people")
        if t < 0 or scene.words[t].lemma in people["spokespeople"]:
            return name
        if scene.words[t].lemma in people["anonymous_sources"]:
            return None
        holders = self.holders.get(scene.words[t].lemma, {})
        there = [who for who, places in holders.items() if name.id in places]
        if not there and len(holders) == 1:
            there = [who for who, places in holders.items() if not set(places) - {None}]
        return there[0] if len(there) == 1 else None

    def person_before(
        self, scene: Scene, token: int, *, gender: str | None = None, outside: Offsets = NOWHERE
    ) -> str | None:
        """The id of the person last named as a subject or a topic before a token, else named last.

        Nobody of another `gender`; nobody for PLURAL, nor across somebody without a name who speaks («рассказал
        собеседник»).
        """
        if gender == PLURAL:
            return None
        last_named: str | None = None
        for back, other in enumerate(self._sentences_back(scene)):
            people = self._candidates(other, token if not back else None, gender, outside)
            subjects = [i for i in people if may_be_subject(other, i) or (back and _is_topic(other, i))]
            if back and _tells_who_another_is(other):
                subjects = []
            if subjects:
                return subjects[0].id if back else subjects[-1].id
            if _has_stranger(other, len(other.tokens) if back else token, outside):
                return None
            if last_named is None:
                last_named = self._last_named(people, gender)
        return last_named

    def _sentences_back(self, scene: Scene) -> Iterator[Scene]:
        """A sentence and those before it in which its antecedent may be, the nearest first."""
        yield scene
        others = 0
        for back in range(1, min(LONGEST_CHAIN, scene.index) + 1):
            other = self._scenes[scene.index - back]
            others += not goes_on(other)
            if others > SENTENCES_BACK:
                return
            yield other

    def _last_named(self, people: Sequence[Item], gender: str | None) -> str | None:
        """The last of some people, unless the grammar has them of another gender."""
        if not people:
            return None
        last = people[-1].id
        return last if gender is None or self._genders.get(last, gender) == gender else None

    def _candidates(self, scene: Scene, before: int | None, gender: str | None, outside: Offsets) -> list[Item]:
        """The people of a sentence who may be meant, those whom the grammar too has of the gender alone."""
        people = [
            i
            for i in scene.of("person")
            if (before is None or i.last <= before) and not outside[0] <= i.start < outside[1]
        ]
        if gender is None:
            return people
        possible = [i for i in people if self.may_be(i.id, gender)]
        return [i for i in possible if self._genders.get(i.id) == gender] or possible

    def _holder_or_last(self, scene: Scene, t: int, outside: Offsets) -> str | None:
        if t and scene.words[t - 1].lemma in word_lists("people")["anonymous"]:
            return None
        if (head := self._head_of_place(scene, t)) is not None:
            return head
        holders = self.holders.get(scene.words[t].lemma) or self._holders_of_like(scene.words[t].lemma)
        if len(holders) == 1:
            who, places = next(iter(holders.items()))
            return who if _may_hold(scene, t, places) else None
        if holders or is_of_another(scene, t):
            return None
        gender = noun_gender(scene.tokens[t].text)
        named = self.person_before(scene, t, gender=gender, outside=outside)
        return named if named is not None and self._may_be_called(scene, t, named, gender) else None

    def _head_of_place(self, scene: Scene, t: int) -> str | None:
        """The only holder of the post that «глава региона» means, else the only one of whom no place is told."""
        if scene.words[t].lemma != "глава" or t + 1 >= len(scene.tokens) or not scene.words[t + 1].singular:
            return None
        posts = word_lists("people.heads").get(scene.words[t + 1].lemma, frozenset())
        known = {who: places for post in posts for who, places in self.holders.get(post, {}).items()}
        own = list(known) if len(known) == 1 else [who for who, places in known.items() if set(places) <= {None}]
        return own[0] if len(own) == 1 else None

    def _holders_of_like(self, lemma: str) -> Mapping[str, Collection[str | None]]:
        """Those who hold the one post that another is short for: of «премьер» the only «премьер-министр»."""
        if lemma not in word_lists("people")["one_of_a_kind"]:
            return {}
        like = [post for post in self.holders if _is_like(post, lemma)]
        return self.holders[like[0]] if len(like) == 1 and len(self.holders[like[0]]) == 1 else {}

    def _may_be_called(self, scene: Scene, t: int, who: str, gender: str | None) -> bool:
        """Whether a post or trade may mean a person: not «президент» the head of a board or one of another country."""
        places = self._places.get(who, frozenset())
        if gender is not None and self._genders.get(who, gender) != gender:
            return False
        if t and scene.cover[t - 1] >= 0 and scene.items[scene.cover[t - 1]].kind == "adjective":
            return scene.items[scene.cover[t - 1]].id in places
        word = scene.words[t]
        if not places or word.lemma not in word_lists("people")["one_of_a_kind"]:
            return True
        return any(
            who in holders and (post in word_lists("people")["any_post"] or _is_like(post, word.lemma))
            for post, holders in self.holders.items()
        )

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {person.id: person for person in self._doc.people}

    @cached_property
    def _genders(self) -> Mapping[str, str]:
        """By id of a person the gender by grammar alone, which is often wrong of foreign names."""
        return find_genders(self._doc, self._scenes)

    @cached_property
    def _places(self) -> Mapping[str, frozenset[str | None]]:
        """By id of a person the ids of the places where they hold a post."""
        found: dict[str, set[str | None]] = {}
        for holders in self.holders.values():
            for who, places in holders.items():
                found.setdefault(who, set()).update(places)
        return {who: frozenset(places) for who, places in found.items()}


def is_one_person(scene: Scene, t: int, case: int = NOM) -> bool:
    """Whether a token is a noun for one person, or a post, in a case."""
    if t < 0:
        return False
    number, word = scene.cover[t], scene.words[t]
    if number >= 0 and scene.items[number].kind != "position":
        return False
    return word.upos == "NOUN" and (word.animate or number >= 0) and word.singular and bool(word.cases & case)


def is_of_another(scene: Scene, t: int) -> bool:
    """Whether a word is about somebody new: of somebody («адвокат футболиста»), one of many, or with a clause."""
    if not scene.words[t].singular or scene.words[t].lemma in strangers():
        return True
    following = _after_adjectives(scene, t + 1)
    if following >= len(scene.tokens):
        return False
    return (
        scene.cover[following] >= 0 or scene.tokens[following].text == "," or _is_genitive_noun(scene.words[following])
    )


def _is_person_noun(scene: Scene, t: int) -> bool:
    """Whether a token is an animate noun in the nominative, alone or of a post."""
    number, word = scene.cover[t], scene.words[t]
    if number >= 0 and scene.items[number].kind != "position":
        return False
    return word.upos == "NOUN" and word.animate and bool(word.cases & NOM)


def _post_before(scene: Scene, name: Item) -> int:
    """The token of the post or the unnamed person whose a name is («глава крупного банка X»); -1 without any."""
    t = name.first - 1
    while t > 0 and _is_inside_phrase(scene, t):
        t -= 1
    unnamed = t >= 0 and scene.words[t].lemma in word_lists("people")["anonymous_sources"]
    return t if unnamed or is_one_person(scene, t) else -1


def _is_inside_phrase(scene: Scene, t: int) -> bool:
    """Whether a word is between a post and whose it is: an adjective, a noun in the genitive."""
    number, word = scene.cover[t], scene.words[t]
    if number >= 0 and scene.items[number].kind not in ("position", "adjective"):
        return False
    return word.upos in ("ADJ", "DET") or (word.upos == "NOUN" and bool(word.cases & GEN or not word.cases & NOM))


def _may_hold(scene: Scene, t: int, places: Collection[str | None]) -> bool:
    """Whether a post is that of its only holder: not «украинский президент», who is elsewhere, nor «глава группы»."""
    following = _after_adjectives(scene, t + 1)
    near = [scene.items[scene.cover[n]] for n in (t - 1, following) if _is_covered(scene, n)]
    whose = [item for item in near if item.kind == "adjective" or (item.first > t and item.kind in OF_POSTS)]
    if any(item.id not in places for item in whose):  # but «в Тиране премьер встретился»
        return set(places) <= {None}
    if following >= len(scene.tokens) or scene.cover[following] >= 0:
        return True
    word = scene.words[following]
    return not _is_genitive_noun(word) or word.lemma in word_lists("people")["headable"]


def _is_topic(scene: Scene, item: Item) -> bool:
    """Whether a sentence is about somebody who is not its subject: «Котова спросили», «по словам Котова»."""
    return item.first == 0 or any(is_source(scene, t) for t in range(max(item.first - TOKENS_OF_SOURCE, 0), item.first))


def goes_on(scene: Scene) -> bool:
    """Whether a sentence is about whom the one before it was: «Окончил школу в Твери», «Автор двух книг»."""
    verb = verb_without_subject(scene)
    if verb is not None:
        return not any(_is_subject_noun(scene, t) for t in range(verb + 1, segment_bounds(scene, verb)[1]))
    return is_one_person(scene, 0) and not any(word.finite for word in scene.words)


def _is_subject_noun(scene: Scene, t: int) -> bool:
    """Whether a word is somebody who can only be the subject: «Там жил физик»."""
    word = scene.words[t]
    is_noun = scene.kind_at(t) in (None, "position") and word.upos == "NOUN" and word.animate and word.singular
    return is_noun and word.cases & (NOM | ACC) == NOM and is_free(scene, t)


def _tells_who_another_is(scene: Scene) -> bool:
    """«Его учитель — академик Котов»: what follows is still of whom the possessive means."""
    if owner_gender(scene.tokens[0].text) is None or any(word.finite for word in scene.words):
        return False
    return any(token.text in ("—", "–", "-") for token in scene.tokens)


def _has_stranger(scene: Scene, stop: int, outside: Offsets) -> bool:
    """Whether somebody without a name says something before a token («рассказал собеседник», «его отец сказал»)."""
    lemmas = strangers() | word_lists("people")["anonymous_sources"]
    if lemmas.isdisjoint(scene.lemmas) or speech_verbs().isdisjoint(scene.lemmas):
        return False
    return any(
        word.lemma in lemmas and word.singular and word.cases & NOM and is_free(scene, t)
        for t, word in enumerate(scene.words[:stop])
        if (scene.cover[t] < 0 or scene.items[scene.cover[t]].kind == "position")
        and not outside[0] <= scene.tokens[t].start < outside[1]
    )


def _after_adjectives(scene: Scene, t: int) -> int:
    """The index after the adjectives in the genitive from a token on."""
    while t < len(scene.tokens) and scene.cover[t] < 0 and _is_genitive_adjective(scene.words[t]):
        t += 1
    return t


def _is_covered(scene: Scene, t: int) -> bool:
    return 0 <= t < len(scene.tokens) and scene.cover[t] >= 0


def _is_genitive_noun(word: WordInfo) -> bool:
    return word.upos == "NOUN" and bool(word.cases & GEN)


def _is_genitive_adjective(word: WordInfo) -> bool:
    return word.upos in ("ADJ", "DET") and bool(word.cases & GEN) and not word.cases & NOM


def _is_like(post: str, other: str) -> bool:
    """Whether one of two posts is a part of the other: «премьер» and «премьер-министр»."""
    return not set(post.split("-")).isdisjoint(other.split("-"))
