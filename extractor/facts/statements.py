"""Who said what: quotations, clauses with «что», «по словам», «сообщает агентство».

Rules over tokens and the dictionary. The speaker is the subject of the verb of speech; a pronoun, a post or a trade
(«чиновник»)
stands for the person named last.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from extractor.document import Document, Person
from extractor.facts.clauses import SUBORDINATORS, find_predicate, is_verb
from extractor.facts.implied import find_genders
from extractor.facts.pairs import WORDS
from extractor.facts.scene import GEN, LIKELY, NOM, WORD_RE, Item, Scene, word_info
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import Parse, parses
from extractor.language.patterns import compile_re

SCORES = {
    "statement.quotation-verb-name": 0.9,
    "statement.name-verb-quotation": 0.88,
    "statement.clause-verb-name": 0.87,
    "statement.verb-that": 0.86,
    "statement.next-paragraph": 0.87,
    "statement.according-to": 0.83,
    "statement.about-this": 0.81,
    "statement.said-in-document": 0.8,
}
"""Share of right ones among those that a rule gave on tests/gold, drawn towards 0.85 where they are few.

Of two that share their words the one with the higher score stays.
"""

QUOTATION_RE = compile_re(r"«(?:[^«»]|«[^«»]*»)*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*\"")
"""A quotation, one level of quotations inside; it may run over several sentences."""

SHORTEST, LONGEST = 3, 3000
"""Words of the shortest quotation that is a statement and not a name; characters of the longest one."""

PLURAL = "Plur"
PRONOUNS = {"он": "Masc", "она": "Fem", "они": PLURAL}
OWN = {"его": "Masc", "ее": "Fem", "её": "Fem"}
NEIGHBOURS = 4
"""Statements before one in the text with which it may share words."""
VOWELS = "аеёиоуыэюя"
LOOK_BACK = 3
"""Sentences in which the person behind a pronoun is looked for."""


class Statement(NamedTuple):
    """One place where somebody is said to have said something."""

    who: str
    start: int
    """Of what was said."""
    end: int
    date: str | None
    rule: str
    first: int
    """Offset where the evidence begins: the statement, its verb and its speaker."""
    last: int


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The lemmas of the table `statements` by their list."""
    return {name: frozenset(words) for name, words in load_toml(WORDS)["statements"].items()}


Posts = Mapping[str, Mapping[str, Collection[str | None]]]
"""By head lemma of a position the people who hold it, each with the places where."""


class Speakers:
    """Tells who is meant by the words beside a verb of speech."""

    def __init__(self, doc: Document, scenes: Sequence[Scene], posts: Posts) -> None:
        self._doc = doc
        self._scenes = scenes
        self._posts = posts

    @cached_property
    def _genders(self) -> Mapping[str, str]:
        """By id of a person Masc or Fem, where the name is in the dictionary and the grammar says the same."""
        named = {person.id: gender for person in self._doc.people if (gender := name_gender(person))}
        return {who: gender for who, gender in named.items() if self._seen_genders.get(who, gender) == gender}

    @cached_property
    def _seen_genders(self) -> Mapping[str, str]:
        """By id of a person the gender by grammar alone, which is often wrong of foreign names."""
        return find_genders(self._doc, self._scenes)

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
        t = first
        if t < last and scene.tokens[t].text.lower() in ("в", "во") and scene.words[t - 1].plural:
            return next((i for i in scene.of("organization") if t < i.first <= t + 3), None)
        while t < last:
            item = scene.items[scene.cover[t]] if scene.cover[t] >= 0 else None
            text = scene.tokens[t].text
            if item is not None:
                if item.kind == "person" and (documents or may_be_subject(scene, item)):
                    if not self.is_strangers(scene, item):
                        return item
                    beside = scene.items[scene.cover[item.last]] if _is_covered(scene, item.last) else None
                    return beside if beside and beside.kind == "person" and may_be_subject(scene, beside) else None
                if item.kind in ("organization", "location") and (found is None or found.kind == "location"):
                    found = found if self._is_told(scene, item, first) else item
                t = max(t + 1, item.last)
                continue
            if text.lower() in PRONOUNS and found is None:
                return self.behind(scene, t, said, PRONOUNS[text.lower()])
            if scene.words[t].lemma in vocabulary()["unnamed"]:
                return None
            documents |= scene.words[t].lemma in vocabulary()["documents"]
            if text.lower() in ("в", "во", "на") and found is None:
                t = _after_place(scene, t, last)
                continue
            if text in ",.:;!?()—–-" or scene.words[t].finite or text.lower() in ("о", "об", "для", "что", "в", "на"):
                break
            t += 1
        teller = self._teller(scene, found, last) if found is not None and found.kind == "organization" else None
        if teller is not None:
            if scene.tokens[teller].text.lower() in ("в", "во"):
                return next((i for i in scene.of("organization") if teller < i.first <= teller + 3), None)
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
            if scene.tokens[t].text.lower() in OWN:
                return self.behind(scene, t, gender=OWN[scene.tokens[t].text.lower()])
        return None

    def before(self, scene: Scene, verb: int, since: int = 0) -> Item | str | None:
        """The subject of a verb that stands before it: the nearest name that may be in the nominative."""
        fallback: Item | None = None
        t = _before_inserted(scene, verb, since)
        while t >= since:
            number = scene.cover[t]
            if number >= 0:
                item = scene.items[number]
                if item.kind in ("person", "organization", "location") and may_be_subject(scene, item):
                    if item.kind == "person":
                        return None if self._of_others(scene, item, since) else item
                    if item.kind == "location" and not _is_beside(scene, item, verb):
                        return None
                    fallback = fallback or item
                elif item.kind in ("organization", "location") and self._head_before(scene, item):
                    fallback = fallback or item
                t = item.first - 1
                continue
            text = scene.tokens[t].text.lower()
            if text in PRONOUNS and fallback is None:
                return self.behind(scene, t, gender=PRONOUNS[text])
            if scene.words[t].lemma == "который" and fallback is None and t > since + 1:
                owner = scene.items[scene.cover[t - 2]] if scene.cover[t - 2] >= 0 else None
                if scene.tokens[t - 1].text == ",":
                    return owner if owner and owner.kind in ("person", "organization") else None
                if scene.words[t - 1].upos == "NOUN":
                    return None
            if fallback is not None and scene.words[t].form == "Fin" and t == fallback.first - 1:
                return None
            if text in (";", ":", "что") or (scene.words[t].finite and text not in ("уже", "есть") and fallback):
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
                people = [i for i in people if self._genders.get(i.id, gender) == gender]
                people = [i for i in people if self._seen_genders.get(i.id) == gender] or people
            subjects = [i for i in people if may_be_subject(other, i) or (back and _is_topic(other, i))]
            if subjects:
                return subjects[0].id if back else subjects[-1].id
            if back and _has_stranger(other):
                return None
            if people and best is None and self._seen_genders.get(people[-1].id, gender) in (gender, None):
                best = people[-1].id
        return best

    def agree(self, scene: Scene, speaker: Item | str, verb: int) -> bool:
        """Whether number and gender of a verb are those of its speaker: «сообщили» is said of no single person."""
        word = scene.words[verb]
        if word.form not in ("Fin", "Part"):
            return True
        who = speaker if isinstance(speaker, str) else speaker.id
        if word.singular or not word.plural:
            gender = verb_gender(scene.tokens[verb].text)
            return gender is None or self._genders.get(who, gender) == gender
        if isinstance(speaker, str):
            return not speaker.startswith("p")
        return speaker.kind != "person" or _is_joined(scene, speaker, verb)

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
                return next(iter(holders))
            if holders or self.is_of_another(scene, t):
                return None
            gender = noun_gender(scene.tokens[t].text)
            who = self.behind(scene, t, said, gender)
            return who if who is not None and self._may_be_called(scene, t, who, gender) else None
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
        if t < 0 or item.last - item.first > 1 or scene.words[t].lemma not in vocabulary()["strangers"]:
            return False
        return item.id not in self._posts.get(scene.words[t].lemma, {})

    def is_subject(self, scene: Scene, item: Item) -> bool:
        """Whether a name is a man's in the nominative, which no words are of: «по данным Котов болен»."""
        ends = item.last >= len(scene.tokens) or scene.tokens[item.last].text in ",)»"
        man = self._genders.get(item.id) == "Masc" and scene.tokens[item.last - 1].text[-1] not in VOWELS
        return man and not ends and is_as_named(scene, item)

    def _is_told(self, scene: Scene, item: Item, first: int) -> bool:
        """Whether a name after the verb is whom it was said to: «сообщил изданию X», where no subject stands before."""
        t = item.first - 1
        if t < first or scene.cover[t] >= 0 or scene.words[t].upos != "NOUN" or scene.words[t].cases & NOM:
            return False
        return not any(scene.words[i].upos == "NOUN" and scene.words[i].cases & NOM for i in range(first, t))

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
        if text in ("в", "во"):
            return t if scene.words[verb].plural and not scene.words[verb].singular else None
        return t if text in ("один", "одна") or self._is_one(scene, t) else None

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
                return _is_free(scene, t)
        return False

    def _of_many(self, scene: Scene, item: Item) -> bool:
        """Whether others are meant, whose noun stands before a name («соседи Кастро»)."""
        t = item.first - 1
        if t < 0 or (scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind != "position"):
            return False
        word = scene.words[t]
        return word.upos == "NOUN" and word.animate and word.plural and not word.singular and bool(word.cases & NOM)

    def _head_before(self, scene: Scene, item: Item) -> bool:
        """Whether a noun that may be the subject stands before a name in the genitive («представители Microsoft»)."""
        t = item.first - 1
        while t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "ADJ":
            t -= 1
        return t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "NOUN" and bool(scene.words[t].cases & NOM)


def is_as_named(scene: Scene, item: Item) -> bool:
    """Whether a name stands in the form of the nominative."""
    known = scene.names.get(item.id, frozenset())
    return all(normalize_word(word) in known for word in WORD_RE.findall(scene.doc.text[item.start : item.end]))


def _is_beside(scene: Scene, item: Item, verb: int) -> bool:
    """Whether nothing but adverbs, dates and prepositional phrases may stand between a place and its verb."""
    if item.first and scene.tokens[item.first - 1].text in "(«":
        return False
    return not any(
        scene.cover[t] < 0 and (scene.words[t].finite or scene.tokens[t].text in ")«»:;")
        for t in range(item.last, verb)
    )


def _is_topic(scene: Scene, item: Item) -> bool:
    """Whether a sentence is about somebody who is not its subject: «Котова спросили», «по словам Котова»."""
    return item.first == 0 or any(is_source(scene, t) for t in range(max(item.first - 8, 0), item.first))


def _has_stranger(scene: Scene) -> bool:
    """Whether somebody without a name is the subject of a sentence («рассказал собеседник», «его отец сказал»)."""
    lemmas = vocabulary()["strangers"] | vocabulary()["unnamed"]
    if scene.lemmas.isdisjoint(lemmas) or scene.lemmas.isdisjoint(vocabulary()["reporting"]):
        return False
    words = enumerate(scene.words)
    return any(
        word.lemma in lemmas and word.singular and word.cases & NOM and scene.cover[t] < 0 and _is_free(scene, t)
        for t, word in words
    )


def _is_free(scene: Scene, t: int) -> bool:
    """Whether a noun stands after no preposition."""
    return t == 0 or scene.words[t - 1].upos != "ADP"


def _is_covered(scene: Scene, t: int) -> bool:
    return t < len(scene.tokens) and scene.cover[t] >= 0


def _is_genitive_adjective(scene: Scene, t: int) -> bool:
    word = scene.words[t]
    return word.upos in ("ADJ", "DET") and bool(word.cases & GEN) and not word.cases & NOM


def _is_like(post: str, other: str) -> bool:
    """Whether one of two posts is a part of the other: «премьер» and «премьер-министр»."""
    return not set(post.split("-")).isdisjoint(other.split("-"))


def name_gender(person: Person) -> str | None:
    """Masc or Fem where the dictionary knows the patronymic, the given name or the family name as one of these only."""
    for part in (person.patronymic, person.given_name, person.family_name):
        genders = {
            p.feats["Gender"]
            for p in parses(part.split()[0] if part else "")
            if p.source == "dictionary" and p.feats.get("Case") == "Nom" and "NameType" in p.feats
        }
        if genders:
            return genders.pop() if len(genders) == 1 else None
    return None


@cache
def verb_gender(verb: str) -> str | None:
    """Masc or Fem where the verb shows it («сказала»), else None."""
    genders = {p.feats.get("Gender") for p in parses(verb) if p.score >= LIKELY and p.feats.get("VerbForm") == "Fin"}
    return genders.pop() if len(genders) == 1 else None


@cache
def noun_gender(noun: str) -> str | None:
    """The gender of the person that a noun means; None where it may be either («министр»)."""
    info = word_info(noun)
    readings = parses(noun)
    return None if info.is_post or not readings else readings[0].feats.get("Gender")


def _is_joined(scene: Scene, speaker: Item, verb: int) -> bool:
    """Whether a person is one of several subjects: «Иванов и Петров сообщили»."""
    sides = [t for t in (speaker.first - 1, speaker.last) if 0 <= t < len(scene.tokens)]
    if any(scene.tokens[t].text.lower() in ("и", ",", "(") and t + 1 != verb for t in sides):
        return True
    return any(scene.tokens[t].text.lower() == "и" for t in range(min(speaker.last, verb), verb - 1))


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


def may_be_subject(scene: Scene, item: Item) -> bool:
    """Whether a name may be in the nominative: by its form, and by the words before it."""
    if item.first and scene.words[item.first - 1].upos == "ADP" and scene.cover[item.first - 1] < 0:
        return False
    if item.kind == "organization" and _is_attribute(scene, item):
        return False
    if item.kind == "location" and _is_of_people(scene, item):
        return False
    if item.kind == "person" and _is_oblique(scene, item):
        return False
    return scene.may_be_nominative(item)


def _is_oblique(scene: Scene, item: Item) -> bool:
    """Whether the noun before a name that is not declined tells that it is no subject («принца Гарри»)."""
    t = item.first - 1
    if t < 0 or scene.tokens[item.last - 1].text[-1] not in "еёиоуыэю":
        return False
    if scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind != "position":
        return False
    singular = {p.feats.get("Case") for p in parses(scene.tokens[t].text) if _is_one_person(p)}
    if not singular or "Nom" in singular:
        return False
    head = scene.words[t - 1] if t else None  # «представитель президента Вася Ли»
    return not (head and "Gen" in singular and head.upos == "NOUN" and head.animate and head.cases & NOM)


def _is_one_person(parse: Parse) -> bool:
    feats = parse.feats
    return (
        parse.score >= LIKELY
        and parse.upos == "NOUN"
        and feats.get("Animacy") == "Anim"
        and feats.get("Number") == "Sing"
    )


def _is_attribute(scene: Scene, item: Item) -> bool:
    """Whether a name belongs to the noun before it, which is no subject («к президентству УЕФА»)."""
    t = item.first - 1
    if t < 0 or scene.cover[t] >= 0 or scene.tokens[t].text in '«"':
        return False
    word = scene.words[t]
    return word.upos == "NOUN" and bool(word.cases) and not word.cases & NOM


def _is_of_people(scene: Scene, item: Item) -> bool:
    """Whether several people of a place are meant, or somebody in an oblique case («кандидат в президенты США»)."""
    t = item.first - 1
    word = scene.words[t]
    return t >= 0 and word.upos == "NOUN" and word.animate and not (word.singular and word.cases & NOM)


def _before_inserted(scene: Scene, verb: int, since: int) -> int:
    """The index before a verb, or before the phrase in commas that stands there («, сославшись на отчёт,»)."""
    comma = verb - 1
    while comma > since and scene.cover[comma] < 0 and scene.words[comma].upos in ("ADV", "PART"):
        comma -= 1
    if comma - 1 < since or scene.tokens[comma].text != ",":
        return verb - 1
    for t in range(comma - 1, since + 1, -1):
        named = scene.cover[t - 2] >= 0 and scene.items[scene.cover[t - 2]].kind == "person"
        noun = scene.words[t].upos == "NOUN" and bool(scene.words[t].cases & NOM) and scene.words[t].animate
        if named and noun and scene.tokens[t - 1].text == ",":
            return t - 2
        opens = scene.words[t].form in ("Conv", "Part") or scene.words[t].lemma == "который"
        if opens and scene.tokens[t - 1].text == ",":
            return t - 2
    return verb - 1


def find_statements(doc: Document, scenes: Sequence[Scene], posts: Posts) -> list[Statement]:
    """The statements of an article in order, none inside another of the same speaker."""
    speakers = Speakers(doc, scenes, posts)
    found = list(_quotations(doc, scenes, speakers))
    quoted = [(s.start, s.end) for s in found]
    begins = [start for start, _ in quoted]
    for scene in scenes:
        for statement in _clauses(scenes, scene, speakers):
            n = bisect_right(begins, statement.first) - 1
            if n < 0 or statement.last > quoted[n][1]:
                found.append(statement)
    kept: list[Statement] = []
    told: set[tuple[str, str]] = set()
    for statement in sorted(found, key=lambda s: (s.start, -s.end)):
        words = statement.who, doc.text[statement.start : statement.end]
        if words in told:
            continue
        told.add(words)
        rivals = [other for other in kept[-NEIGHBOURS:] if _same(statement, other)]
        if all(_precedes(doc.text, statement, other) for other in rivals):
            kept = [other for other in kept if other not in rivals] if rivals else kept
            kept.append(statement)
    return kept


def _precedes(text: str, a: Statement, b: Statement) -> bool:
    """Whether the first of two that share their words stays: the inner one («X заявил, что …, передаёт Y»)."""
    if _frames(text, b, a):
        return True
    return not _frames(text, a, b) and SCORES[a.rule] > SCORES[b.rule]


def _frames(text: str, a: Statement, b: Statement) -> bool:
    """Whether what one reports is that somebody else says the other."""
    rules = ("statement.clause-verb-name", "statement.verb-that")
    own_words = text[a.start] in '«"“„'
    return (a.rule, b.rule) == rules and not own_words and a.who != b.who and a.start <= b.first and b.end <= a.end


def _same(a: Statement, b: Statement) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared > min(a.end - a.start, b.end - b.start)


# --- quotations ---


def _quotations(doc: Document, scenes: Sequence[Scene], speakers: Speakers) -> Iterator[Statement]:
    starts = [scene.sentence.start for scene in scenes]
    for match in QUOTATION_RE.finditer(doc.text, doc.body_start):
        start, end = match.span()
        if end - start > LONGEST or len(match[0].split()) < SHORTEST or "\n\n\n" in match[0]:
            continue
        place = (doc, scenes, speakers, starts, start, end)
        statement = _said_inside(*place) or _said_before(*place) or _said_after(*place)
        if statement:
            yield statement


INSIDE_RE = compile_re(r"[,.!?…]\s*[—–-]\s")


def _said_inside(
    doc: Document, scenes: Sequence[Scene], speakers: Speakers, starts: list[int], start: int, end: int
) -> Statement | None:
    """«…, — сказал X. — …»: the words of the author stand inside the quotation."""
    for gap in INSIDE_RE.finditer(doc.text, start, end):
        scene = scene_at(scenes, starts, gap.end())
        verb = token_at(scene, gap.end()) if scene else None
        if scene is None or verb is None or not is_reporting(scene, verb):
            continue
        speaker = speakers.after(scene, verb + 1, said=(start, gap.start()))
        return _statement(scene, speakers, speaker, start, end, verb, "statement.quotation-verb-name")
    return None


AFTER_RE = compile_re(r"'{0,2}[,.!?…]*\s*[,.]?\s*[—–-]\s*|\s*,\s*")


def _said_after(
    doc: Document, scenes: Sequence[Scene], speakers: Speakers, starts: list[int], start: int, end: int
) -> Statement | None:
    """«…», — сказал X: the verb follows the quotation at once, the speaker the verb, or the verb the speaker."""
    gap = AFTER_RE.match(doc.text, end)
    if not gap:
        return None
    scene = scene_at(scenes, starts, gap.end())
    if scene is None:
        return None
    t = token_at(scene, gap.end())
    if t is None:
        return None
    if scene.tokens[t].text.lower() == "как":
        return None
    dash = any(sign in gap[0] for sign in "—–-")
    opening = scene_at(scenes, starts, start)
    if opening and (doc.text[start + 1 : start + 2].islower() or _is_inside_clause(doc.text, opening, start)):
        start = opening.sentence.start
    for verb in range(t, min(t + 12, len(scene.tokens))):
        if scene.cover[verb] >= 0:
            continue
        word = scene.words[verb]
        if scene.tokens[verb].text in ",;:.":
            return None
        speech = is_speech(scene, verb)
        if word.finite and (speech or (dash and verb == t)):
            if word.lemmas & vocabulary()["citing"]:
                speaker = speakers.quoted(scene, verb + 1)
            else:
                said = (start, end)
                speaker = speakers.after(scene, verb + 1, said=said) or speakers.before(scene, verb, t)
            return _statement(scene, speakers, speaker, start, end, verb, "statement.quotation-verb-name")
        if word.finite:
            return None
    return None


def _is_inside_clause(text: str, scene: Scene, start: int) -> bool:
    """Whether words of the author stand right before a quotation: it is a part of what is said, or a title."""
    before = text[scene.sentence.start : start].rstrip(" '")
    return bool(before) and before[-1].isalnum()


def _said_before(
    doc: Document, scenes: Sequence[Scene], speakers: Speakers, starts: list[int], start: int, end: int
) -> Statement | None:
    """X заявил: «…», also with other verbs before the colon."""
    before = doc.text[max(start - 4, 0) : start].rstrip(" '\n")
    if not before.endswith((":", ",", "что")):
        return None
    colon = before.endswith(":")
    scene = scene_at(scenes, starts, start)
    t = token_at(scene, start) if scene else None
    if scene is None or t is None:
        return None
    if t <= 1 and scene.index and colon:
        scene = scenes[scene.index - 1]
        t = len(scene.tokens)
    source = _source_at(scene, speakers, 0) if colon else None
    if source is not None and source[1] == t - 1:
        return _statement(scene, speakers, source[0], start, end, 0, "statement.name-verb-quotation")
    verbs = [
        v for v in range(t - 1, -1, -1) if scene.cover[v] < 0 and (is_speech(scene, v) and scene.words[v].form != "Inf")
    ]
    says = bool(verbs)
    if not verbs and colon and _is_sentence(doc.text[start:end]):
        verbs = [v for v in range(t - 1, -1, -1) if scene.cover[v] < 0 and scene.words[v].finite]
    if not verbs or not colon:
        return None
    verb = verbs[0]
    speaker = speakers.before(scene, verb) or (speakers.after(scene, verb + 1, t) if says else None)
    return _statement(scene, speakers, speaker, start, end, verb, "statement.name-verb-quotation")


def _is_sentence(quotation: str) -> bool:
    """Whether a quotation has a predicate, as titles have not."""
    return any(word_info(word).finite for word in WORD_RE.findall(quotation))


def scene_at(scenes: Sequence[Scene], starts: list[int], offset: int) -> Scene | None:
    """The sentence that holds an offset."""
    n = bisect_right(starts, offset) - 1
    return scenes[n] if n >= 0 else None


def token_at(scene: Scene, offset: int) -> int | None:
    """Index of the first token that ends after an offset; None at the end of the sentence."""
    return next((t for t, token in enumerate(scene.tokens) if token.end > offset), None)


def is_speech(scene: Scene, t: int) -> bool:
    """Whether a token is a verb of speech or «уверен», «убеждён»."""
    words = vocabulary()
    info = scene.words[t]
    if _is_passive(scene, t):
        return False
    if info.upos in ("VERB", "AUX") and not (info.finite and info.form == "Part") and info.lemmas & words["verbs"]:
        return True
    return scene.tokens[t].text.lower() in words["certain"]


# --- clauses of one sentence ---


def _clauses(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Statement]:
    yield from _about_this(scenes, scene, speakers)
    yield from _next_paragraph(scenes, scene, speakers)
    yield from _that(scene, speakers)
    yield from _according_to(scene, speakers)
    yield from _reported(scene, speakers)


def _about_this(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Statement]:
    """«Об этом сообщил X» after what he said: the sentence before, in the same paragraph."""
    tokens = scene.tokens
    if len(tokens) < 4 or [t.text.lower() for t in tokens[:2]] != ["об", "этом"] or not scene.index:
        return
    if any(token.text == ":" for token in tokens):
        return
    verbs = [v for v in range(2, min(len(tokens), 8)) if is_reporting(scene, v) or _says_in(scene, v)]
    verb = verbs[0] if verbs else None
    before = scenes[scene.index - 1]
    if verb is None or "\n" in scene.doc.text[before.sentence.end : scene.sentence.start]:
        return
    speaker: Item | str | None
    if _says_in(scene, verb):
        speaker = _document_of(scene, verb + 1)
    else:
        speaker = speakers.after(scene, verb + 1) or speakers.before(scene, verb, 2)
    last = len(before.tokens) - (before.tokens[-1].text in ".!?…")
    start, end = before.tokens[0].start, before.tokens[last - 1].end
    yield from _given(_statement(scene, speakers, speaker, start, end, verb, "statement.about-this"))


def _next_paragraph(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Statement]:
    """«X заявил:» at the end of a paragraph: the next one is what he said, with quotation marks or without."""
    text, tokens = scene.doc.text, scene.tokens
    if tokens[-1].text != ":" or scene.index + 1 >= len(scenes):
        return
    start = scenes[scene.index + 1].sentence.start
    gap = text[tokens[-1].end : start]
    if "\n" not in gap or "\n\n\n" in gap:
        return  # more than one empty line: what was said is left out
    verb = next((v for v in range(len(tokens) - 2, -1, -1) if scene.cover[v] < 0 and is_speech(scene, v)), None)
    source = _source_at(scene, speakers, 0)
    speaker: Item | str | None
    if source is not None and source[1] == len(tokens) - 1:
        speaker, verb = source[0], 0
    elif verb is not None and scene.words[verb].finite:
        speaker = speakers.before(scene, verb, _clause_start(scene, verb)) or speakers.after(scene, verb + 1)
    else:
        return
    line_end = text.find("\n", start)
    end = start + len(text[start : line_end if line_end >= 0 else len(text)].rstrip())
    if end - start <= LONGEST and text[end - 1] != ":":
        yield from _given(_statement(scene, speakers, speaker, start, end, verb, "statement.next-paragraph"))


def _that(scene: Scene, speakers: Speakers) -> Iterator[Statement]:
    """X заявил, что …."""
    if "что" not in scene.lemmas:
        return
    tokens = scene.tokens
    speaker: Item | str | None = None
    for t in range(2, len(tokens) - 2):
        if tokens[t].text.lower() != "что" or tokens[t - 1].text != ",":
            continue
        verb = _verb_before(scene, t - 1)
        if verb is None:
            yield from _document_says(scene, speakers, t)
            continue
        speaker = (_is_coordinated(scene, verb) and speaker) or _speaker_of(scene, speakers, verb, t - 1)
        end = _content_end(scene, t + 1)
        first = t + 2 if tokens[t + 1].text == "," else t + 1
        start, last = tokens[first].start, tokens[end - 1].end
        yield from _given(_statement(scene, speakers, speaker, start, last, verb, "statement.verb-that"))


def _document_says(scene: Scene, speakers: Speakers, that: int) -> Iterator[Statement]:
    """«В сообщении X говорится, что …»."""
    verb = that - 2
    noun = next((t for t in range(1, verb) if scene.words[t].lemma in vocabulary()["documents"]), None)
    if noun is None or not _says_in(scene, verb):
        return
    start, end = scene.tokens[that + 1].start, scene.tokens[_content_end(scene, that + 1) - 1].end
    speaker = _document_of(scene, noun + 1, verb)
    yield from _given(_statement(scene, speakers, speaker, start, end, verb, "statement.said-in-document"))


def _says_in(scene: Scene, t: int) -> bool:
    """Whether a token is the verb of «в сообщении говорится»."""
    return scene.cover[t] < 0 and scene.words[t].finite and scene.words[t].lemma in vocabulary()["said_in"]


def _speaker_of(scene: Scene, speakers: Speakers, verb: int, comma: int) -> Item | str | None:
    """Who says what begins after a comma."""
    since = _clause_start(scene, verb)
    if scene.words[verb].form == "Conv":
        return _subject_of_gerund(scene, speakers, verb)
    if scene.words[verb].form == "Part":
        return _owner_of_participle(scene, verb) or speakers.before(scene, verb, since)
    found = speakers.before(scene, verb, since)
    if found is None and not is_subject_alone(scene, since, verb):
        found = speakers.after(scene, verb + 1, comma)
    return found


def _is_coordinated(scene: Scene, verb: int) -> bool:
    """Whether a verb has the subject of the verb of speech before it: «заявил, что …, и добавил, что …»."""
    for t in range(verb - 1, 0, -1):
        if scene.cover[t] < 0 and scene.tokens[t].text.lower() in vocabulary()["leading_over"]:
            return True
        if scene.cover[t] >= 0 or scene.words[t].upos not in ("ADV", "PART"):
            break
    return False


def _verb_before(scene: Scene, comma: int) -> int | None:
    """The verb of speech that a clause after this comma belongs to, a few words before it; not negated."""
    if not _leads_to_that(scene, comma):
        return None
    for v in range(comma - 1, max(comma - 9, -1), -1):
        if scene.cover[v] >= 0:
            continue
        if scene.tokens[v].text in ".;:":
            return None
        if is_speech(scene, v):
            if scene.words[v].lemmas & vocabulary()["said_in"] or scene.words[v].lemmas & vocabulary()["asking"]:
                return None
            negated = v > 0 and scene.tokens[v - 1].text.lower() == "не"
            return None if negated or scene.words[v].form == "Inf" else v
        if scene.words[v].finite or scene.words[v].form == "Inf":
            return None
    return None


def _verb_of_gerund(scene: Scene, gerund: int) -> int | None:
    return next((v for v in range(gerund - 1, 0, -1) if scene.cover[v] < 0 and is_verb(scene, v)), None)


def _owner_of_participle(scene: Scene, participle: int) -> Item | None:
    """Whom a participle after a comma is said of: «премьером Котовым, объявившим ранее, что»."""
    for t in range(participle - 1, max(participle - 4, 0), -1):
        if scene.tokens[t].text == "," and scene.cover[t] < 0:
            item = scene.items[scene.cover[t - 1]] if scene.cover[t - 1] >= 0 else None
            return item if item and item.kind in ("person", "organization") else None
    return None


def _subject_of_gerund(scene: Scene, speakers: Speakers, gerund: int) -> Item | str | None:
    """The subject of the verb that a gerund belongs to («подал в отставку, заявив, что»), else the first person."""
    verb = _verb_of_gerund(scene, gerund)
    found = speakers.before(scene, verb, _clause_start(scene, verb)) if verb is not None else None
    if found is not None and verb is not None and speakers.agree(scene, found, verb):
        return found
    return next((i for i in scene.of("person") if i.first < gerund and may_be_subject(scene, i)), None)


def _leads_to_that(scene: Scene, comma: int) -> bool:
    """Whether «что» after this comma may tell what was said: not after «при условии», «по поводу того», «ту»."""
    word = scene.words[comma - 1]
    if scene.cover[comma - 1] >= 0:
        return True
    if word.lemma in ("тот", "то") and word.upos != "PART":
        before = scene.tokens[comma - 2].text.lower()
        return scene.tokens[comma - 1].text.lower() in ("том", "тем") or before in ("на", "про")
    return not (word.upos == "NOUN" and scene.tokens[comma - 2].text.lower() == "при")


def _clause_start(scene: Scene, verb: int) -> int:
    """Where to begin looking for the subject of a verb: after «, а», «, но», «что» of another clause."""
    for t in range(verb - 1, 0, -1):
        text = scene.tokens[t].text.lower()
        if _ends_sentence(scene, t):
            return t + 1
        if scene.cover[t] < 0 and (
            text in (";", ":") or (text in ("а", "но", "однако", "что") and scene.tokens[t - 1].text == ",")
        ):
            return t + 1
        if (
            text in SUBORDINATORS
            and scene.words[t].lemma != "который"
            and scene.tokens[t - 1].text == ","
            and _is_one_clause(scene, t + 1, verb)
        ):
            return t + 1
    return 0


def _is_one_clause(scene: Scene, first: int, verb: int) -> bool:
    """Whether a subject, no comma and no other verb stand before a verb: «после того, как критики заявили»."""
    if any(scene.cover[t] < 0 and (scene.tokens[t].text == "," or scene.words[t].finite) for t in range(first, verb)):
        return False
    return any(scene.words[t].upos == "NOUN" and scene.words[t].cases & NOM for t in range(first, verb))


def _ends_sentence(scene: Scene, t: int) -> bool:
    """Whether the stop of «2011 г.» is that of the sentence too: a capital word that is no name follows."""
    tokens = scene.tokens
    if t < 2 or tokens[t].text != "." or tokens[t - 1].text not in ("г", "гг", "руб"):
        return False
    if t + 1 >= len(tokens) or scene.cover[t + 1] >= 0 or not tokens[t - 2].text[-1].isdigit():
        return False
    following = tokens[t + 1].text
    return following[0].isupper() and (len(following) > 1 or following in "ВКСОУ")


def _content_end(scene: Scene, first: int) -> int:
    """The index after the last token of what was said: before «, а Y заявил, что», «, сообщает Z» or the final stop."""
    n = len(scene.tokens)
    last = n - 1 if scene.tokens[-1].text in (".", "!", "?", "…", ";", ":", "...") else n
    for t in range(first + 2, last):
        if _ends_sentence(scene, t):
            return t
        if scene.cover[t] >= 0:
            continue
        if scene.tokens[t].text == "и" and _begins_report(scene, t, last):
            return t - (scene.tokens[t - 1].text == ",")
        if scene.tokens[t].text not in (",", "—", "–"):
            continue
        following = t + 1
        while following < last and scene.tokens[following].text in "—–-":
            following += 1
        if following >= last:
            continue
        if scene.words[following].form == "Conv" and is_speech(scene, following):
            return t
        if is_reporting(scene, following) or is_source(scene, following) or _begins_report(scene, following, last):
            return t
    return last


def _begins_report(scene: Scene, t: int, last: int) -> bool:
    """Whether «а», «но», «и» leads over to another verb of speech with its «что»."""
    text = scene.tokens[t].text.lower()
    if text not in vocabulary()["leading_over"]:
        return False
    for v in range(t + 1, min(t + 17, last)):
        if scene.cover[v] < 0 and is_speech(scene, v):
            texts = [token.text for token in scene.tokens[v + 1 : v + 5]]
            return "," in texts and texts[texts.index(",") + 1 :][:1] == ["что"]
        if text == "и" and (scene.cover[v] >= 0 or scene.words[v].upos not in ("ADV", "PART")):
            return False
    return False


def is_reporting(scene: Scene, t: int) -> bool:
    """Whether a token is a finite verb that reports («сообщает агентство»)."""
    word = scene.words[t]
    return (
        scene.cover[t] < 0
        and word.finite
        and bool(word.lemmas & vocabulary()["reporting"])
        and not _is_passive(scene, t)
    )


def _is_passive(scene: Scene, t: int) -> bool:
    """Whether a verb is said of what is told («считается»), not of who tells («признался»)."""
    return scene.tokens[t].text.endswith(("ся", "сь")) and not scene.words[t].lemma.endswith("ся")


def is_source(scene: Scene, t: int) -> bool:
    """Whether «по словам», «по данным» begins at a token."""
    if scene.tokens[t].text.lower() not in vocabulary()["following"]:
        return False
    return any(
        scene.words[n].lemma in vocabulary()["sources"]
        for n in range(t + 1, min(t + 4, len(scene.tokens)))
        if scene.cover[n] < 0 and scene.words[n].upos == "NOUN"
    )


def _according_to(scene: Scene, speakers: Speakers) -> Iterator[Statement]:
    """«По словам X, …», «…, по данным X», «как сообщает X, …»."""
    if scene.lemmas.isdisjoint(vocabulary()["following"]) and "как" not in scene.lemmas:
        return
    tokens = scene.tokens
    n = len(tokens)
    for t in range(n - 2):
        text = tokens[t].text.lower()
        if is_source(scene, t):
            source = _source_at(scene, speakers, t)
            if source is None or (source[1] < n and tokens[source[1]].text == ":"):
                continue
            speaker, after = source
        elif text == "как" and (t == 0 or tokens[t - 1].text in ",—–"):
            verb = next((v for v in range(t + 1, min(t + 10, n)) if is_reporting(scene, v) or _says_in(scene, v)), None)
            if verb is None or any(tokens[v].text == "," for v in range(t + 1, verb)):
                continue
            if _says_in(scene, verb):
                speaker = _document_of(scene, verb + 1)
            else:
                speaker = speakers.after(scene, verb + 1) or speakers.before(scene, verb, t + 1)
            after = next((i for i in range(verb + 1, n) if tokens[i].text == "," and scene.cover[i] < 0), n)
        else:
            continue
        yield from _around(scene, speakers, speaker, t, after, "statement.according-to")


def _source_at(scene: Scene, speakers: Speakers, t: int) -> tuple[Item | str | None, int] | None:
    """Whose words are meant from «по словам» on, and the index after them; None where no source begins at a token."""
    if not is_source(scene, t):
        return None
    tokens = scene.tokens
    n = len(tokens)
    noun = next(i for i in range(t + 1, t + 4) if scene.words[i].lemma in vocabulary()["sources"])
    if scene.words[noun].lemma == "версия" and t and tokens[t - 1].text not in ",.—–(":
        return None
    owner = tokens[noun - 1].text.lower()
    if owner in OWN and noun - 1 > t:
        return speakers.behind(scene, t, gender=OWN[owner]), noun + 1
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
        if not word.singular or word.upos != "NOUN" or speakers.is_of_another(scene, first):
            return None
        return speakers.behind(scene, first, gender=noun_gender(scene.tokens[first].text))
    return speakers.named(scene, found, first)


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


def _around(
    scene: Scene, speakers: Speakers, speaker: Item | str | None, first: int, after: int, rule: str
) -> Iterator[Statement]:
    """What was said where the source stands before, inside or after it: the longer side."""
    tokens = scene.tokens
    n = len(tokens)
    end = n - 1 if tokens[-1].text in ".!?…;" else n
    if first and tokens[first - 1].text == "(":
        end = next((t for t in range(after, n) if tokens[t].text == ")"), end)
    right = after + 1 if after < n and tokens[after].text == "," else after
    left_end = first
    while left_end > 0 and tokens[left_end - 1].text in ",—–-(":
        left_end -= 1
    left_start = next((t + 1 for t in range(first - 1, 0, -1) if _ends_sentence(scene, t)), 0)
    left, rest = left_end - left_start, end - right
    joined = left > 0 and _is_conjunction(scene, left_end - 1)
    if rest > 0 and right > after and not joined and is_subject_alone(scene, left_start, left_end):
        span = _content_start(scene, left_end), min(_content_end(scene, right), end)
    elif rest >= 3 and (joined or rest >= left or first - left_start <= 3):
        that = tokens[right].text.lower() == "что"
        span = right + that, min(_content_end(scene, right), end)
    elif left >= 3:
        span = left_start, left_end
    else:
        return
    start, last = tokens[span[0]].start, tokens[span[1] - 1].end
    yield from _given(_statement(scene, speakers, speaker, start, last, first, rule))


def is_subject_alone(scene: Scene, first: int, last: int) -> bool:
    """Whether a subject stands before an inserted source and its verb after it («клуб, по словам Котова, не знает»)."""
    if any(is_verb(scene, t) for t in range(first, last)):
        return False
    governed = False
    for t in range(first, last):
        word = scene.words[t]
        if word.upos == "ADP" and scene.cover[t] < 0:
            governed = True
        elif word.upos in ("NOUN", "PROPN", "PRON", "X"):
            if word.cases & NOM and not governed:
                return True
            governed = False
    return False


def _is_conjunction(scene: Scene, t: int) -> bool:
    """Whether a word leads over to the clause after an inserted source («но, по его словам,», «которые, …»)."""
    word = scene.words[t]
    return word.upos in ("CCONJ", "SCONJ") or word.lemma in SUBORDINATORS or word.lemma in vocabulary()["joining"]


def _reported(scene: Scene, speakers: Speakers) -> Iterator[Statement]:
    """…, сообщает X; …, — сказал X; … — говорится в сообщении X: the verb follows a comma or a dash."""
    if scene.lemmas.isdisjoint(vocabulary()["said_in"]) and scene.lemmas.isdisjoint(vocabulary()["reporting"]):
        return
    tokens = scene.tokens
    n = len(tokens)
    for t in range(2, n):
        if tokens[t - 1].text not in (",", "—", "–", "-") or scene.cover[t] >= 0:
            continue
        said_in = _says_in(scene, t)
        if not said_in and not is_reporting(scene, t):
            continue
        end = t - 1
        while end > 0 and tokens[end - 1].text in ",—–-":
            end -= 1
        if said_in:
            if not any(scene.words[i].lemma in vocabulary()["documents"] for i in range(t + 1, min(t + 5, n))):
                continue
            speaker: Item | str | None = _document_of(scene, t + 1)
            rule = "statement.said-in-document"
        else:
            if any(tokens[i].text.lower() == "что" for i in range(t + 1, min(t + 14, n))):
                continue
            if scene.words[t].lemmas & vocabulary()["citing"]:
                continue
            speaker = speakers.after(scene, t + 1, said=(scene.sentence.start, tokens[t].start))
            rule = "statement.clause-verb-name"
        if end >= 3 and any(is_verb(scene, v) for v in range(end)):
            span = _content_start(scene, end), end
        elif tokens[t - 1].text == "," and isinstance(speaker, Item) and speaker.first > t:
            inserted = _around_inserted(scene, end, speaker)
            if inserted is None:
                return
            span = inserted
        else:
            return
        start, last = tokens[span[0]].start, tokens[span[1] - 1].end
        yield from _given(_statement(scene, speakers, speaker, start, last, t, rule))
        return


def _around_inserted(scene: Scene, left: int, speaker: Item) -> tuple[int, int] | None:
    """The first and last token of a clause into which «, сообщает X,» was put; None where it does not go on."""
    tokens = scene.tokens
    after = speaker.last
    if after >= len(tokens) or tokens[after].text != ",":
        return None
    last = _content_end(scene, after + 1)
    if not any(is_verb(scene, v) for v in range(after + 1, last)):
        return None
    return (_content_start(scene, left) if is_subject_alone(scene, 0, left) else after + 1), last


def _document_of(scene: Scene, first: int, stop: int | None = None) -> Item | None:
    """Whose document it is: the first organization or person of the phrase."""
    for t in range(first, min(first + 14, stop or len(scene.tokens))):
        number = scene.cover[t]
        if number >= 0 and scene.items[number].kind in ("organization", "person", "location"):
            return scene.items[number]
        if scene.tokens[t].text in ",.;":
            break
    return None


def _content_start(scene: Scene, end: int) -> int:
    """Where what was said begins: the sentence, without «однако», «при этом» and the like."""
    tokens = scene.tokens
    t = 0
    while t < end and tokens[t].text in "—–-":
        t += 1
    if (
        tokens[t].text.lower() in ("однако", "кроме", "также", "между")
        and t + 2 < end
        and tokens[t].text.lower() == "однако"
    ):
        t += 2 if tokens[t + 1].text == "," else 1
    return t


def _given(statement: Statement | None) -> Iterator[Statement]:
    if statement is not None:
        yield statement


def _statement(
    scene: Scene, speakers: Speakers, speaker: Item | str | None, start: int, end: int, verb: int, rule: str
) -> Statement | None:
    if speaker is None or end - start < 10 or not speakers.agree(scene, speaker, verb):
        return None
    who = speaker if isinstance(speaker, str) else speaker.id
    if who.startswith("@"):
        return None
    offsets = [start, scene.tokens[verb].start]
    ends = [end, scene.tokens[verb].end]
    if isinstance(speaker, Item):
        offsets.append(speaker.start)
        ends.append(speaker.end)
    dates = [i for i in scene.of("date") if not start <= i.start < end and _is_of_saying(scene, i, verb)]
    date = min(dates, key=lambda i: abs(i.first - verb)).id if dates else None
    return Statement(who, start, end, date, rule, min(offsets), max(ends))


def _is_of_saying(scene: Scene, date: Item, verb: int) -> bool:
    """Whether a date is that of a verb of speech, of what it is a gerund to, or of «опубликованный»."""
    predicate = find_predicate(scene, date)
    if predicate is None:
        return False
    if predicate == verb or is_speech(scene, predicate) or is_reporting(scene, predicate) or _says_in(scene, predicate):
        return True
    if scene.words[predicate].lemmas & vocabulary()["publishing"]:
        return True
    return scene.words[verb].form == "Conv" and predicate == _verb_of_gerund(scene, verb)
