"""The speaker named after a verb of speech: «…, — сказал на совещании глава «Ромашки» Иван Котов»."""

from extractor.facts.statements.third_parties import is_third_party
from extractor.facts.statements.words import vocabulary
from extractor.sentence.anaphora import Antecedents, Offsets, is_one_person
from extractor.sentence.clauses import after_adjectives
from extractor.sentence.genders import subject_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import may_be_subject
from extractor.sentence.words import GEN, NOM, WordInfo

TOKENS_TO_SPEAKER = 30
"""Tokens after a verb in which its speaker is looked for."""
TOKENS_TO_BODY = 3
"""Tokens between «в» and the organization that speaks: «сообщили в местном управлении МЧС»."""
TOKENS_OF_APPOSITION = 10
"""Tokens of «, депутат областного совета Иван Котов» at most."""
CLAUSE_ENDS = frozenset(",.:;!?()—–-")
NAME_ENDS = frozenset(".,;:—–(»")


class AfterVerb:
    """Reads the words after a verb of speech one by one: a person before an organization, the last name of a phrase."""

    def __init__(self, antecedents: Antecedents, scene: Scene, first: int, stop: int | None, said: Offsets) -> None:
        self._antecedents = antecedents
        self._scene = scene
        self._first = first
        self._last = min(len(scene.tokens), stop or first + TOKENS_TO_SPEAKER)
        self._said = said
        self._next = first
        self._of_document = first > 0 and bool(scene.words[first - 1].lemmas & vocabulary()["said_in"])
        self._subject_seen = False
        """A noun without a name is the subject: a place after it is not the speaker."""
        self._body: Item | None = None
        self._speaker: Item | str | None = None
        self._ended = False

    def speaker(self) -> Item | str | None:
        """The name, or the id of who is meant; None where nobody is named."""
        if self._is_place_of_saying(self._first):
            return organization_near(self._scene, self._first)
        while self._next < self._last and not self._ended:
            item = self._scene.item_at(self._next)
            if item is not None:
                self._read_item(item)
            elif not self._read_word(self._next):
                break
        return self._speaker if self._ended else self._of_phrase()

    def _is_place_of_saying(self, t: int) -> bool:
        """Whether «в» follows a plural verb at once: «сообщили в МЧС»."""
        scene = self._scene
        at = t < self._last and scene.tokens[t].text.lower() in vocabulary()["speaker_prepositions"]
        return at and scene.words[t - 1].plural

    def _end(self, speaker: Item | str | None) -> None:
        self._speaker, self._ended = speaker, True

    def _read_item(self, item: Item) -> None:
        scene = self._scene
        if item.kind == "person" and (self._of_document or may_be_subject(scene, item)):
            third = is_third_party(scene, item, self._antecedents)
            self._end(_person_beside(scene, item) if third else item)
        elif item.kind in ("organization", "location") and self._may_speak(item):
            self._body = item
        self._next = max(self._next + 1, item.last)

    def _may_speak(self, item: Item) -> bool:
        """Whether an organization or place may be the subject: the first one, or after a place the next."""
        first = self._body is None or self._body.kind == "location"
        return first and not self._subject_seen and not _is_addressee(self._scene, item, self._first)

    def _read_word(self, t: int) -> bool:
        """Takes one word, or a prepositional phrase; False where no speaker may follow."""
        scene = self._scene
        text, word = scene.tokens[t].text.lower(), scene.words[t]
        where = self._body is None and text in vocabulary()["venue_prepositions"]
        if subject_gender(text) and self._body is None:
            self._end(self._antecedents.of_pronoun(scene, t, outside=self._said))
        elif word.lemma in vocabulary()["anonymous_sources"]:
            self._end(None)
        elif not where and _ends_clause(text, word):
            return False
        elif where or word.upos == "ADP":
            self._subject_seen |= where and is_phrase(scene, self._first, t)
            self._next = prepositional_end(scene, t, self._last)
        else:
            self._of_document |= word.lemma in vocabulary()["documents"]
            self._next += 1
        return True

    def _of_phrase(self) -> Item | str | None:
        """The speaker where no person was named: the organization, its head, the person of a post."""
        scene, body = self._scene, self._body
        if body is not None and body.kind == "organization":
            follower = self._after_addressee(body)
            if follower is not None:
                return self._behind_addressee(follower)
        named = self._apposed()
        if named is not None:
            return named
        if body is None:
            return self._of_post_before(self._next)
        return self._holder_before(body) or self._antecedents.of_post_at(scene, body)

    def _behind_addressee(self, first: int) -> Item | str | None:
        """The speaker that begins at a token after whom it was said to."""
        if self._scene.tokens[first].text.lower() in vocabulary()["speaker_prepositions"]:
            return organization_near(self._scene, first)
        return AfterVerb(self._antecedents, self._scene, first, self._last, self._said).speaker()

    def _apposed(self) -> Item | None:
        """The person after the post that follows the verb: «сказал лидер партии, депутат Иван Котов»."""
        comma = self._next
        if not self._first < comma < self._last or self._scene.tokens[comma].text != ",":
            return None
        return _apposed(self._scene, comma + 1, self._last) if is_one_person(self._scene, self._first) else None

    def _of_post_before(self, stop: int) -> str | None:
        return self._antecedents.of_post(self._scene, range(self._first, stop), outside=self._said)

    def _holder_before(self, body: Item) -> str | None:
        """The person of the post that follows the verb, if somebody of the article holds it."""
        return self._of_post_before(body.first) if self._has_holder(self._first) else None

    def _after_addressee(self, item: Item) -> int | None:
        """Where the speaker begins after an addressee («рассказал РБК в четверг участник рынка»)."""
        scene, verb = self._scene, item.first - 1
        if verb < 0 or not scene.words[verb].finite:
            return None
        t = self._after_date(item.last)
        if t >= self._last:
            return None
        text = scene.tokens[t].text.lower()
        if text in vocabulary()["speaker_prepositions"]:
            return t if scene.words[verb].plural and not scene.words[verb].singular else None
        return t if text in vocabulary()["one_of"] or is_one_person(scene, t) or _are_people(scene, t) else None

    def _after_date(self, t: int) -> int:
        """The index after a date that begins at a token or at the next one («в четверг»); the token where none does."""
        for n in range(t, min(t + 2, self._last)):
            item = self._scene.item_at(n)
            if item is not None and item.kind == "date":
                return item.last
        return t

    def _has_holder(self, t: int) -> bool:
        """Whether a word is a post that somebody of the article holds."""
        word = self._scene.words[t]
        is_noun = self._scene.is_word(t) and word.upos == "NOUN" and word.animate
        return is_noun and bool(self._antecedents.holders.get(word.lemma))


def _ends_clause(text: str, word: WordInfo) -> bool:
    """Whether no speaker may follow a word: a comma, a verb, «что»."""
    return text in CLAUSE_ENDS or word.finite or text in vocabulary()["no_speaker_after"]


def _are_people(scene: Scene, t: int) -> bool:
    """Whether a word is a noun for several people in the nominative: «рассказали РБК врачи»."""
    word = scene.words[t]
    is_noun = scene.may_be_noun(t) and word.upos == "NOUN"
    return is_noun and word.animate and word.plural and bool(word.cases & NOM)


def organization_near(scene: Scene, t: int) -> Item | None:
    """The organization soon after «в» of «сообщили в X»."""
    return next((i for i in scene.of("organization") if t < i.first <= t + TOKENS_TO_BODY), None)


def is_phrase(scene: Scene, first: int, last: int) -> bool:
    """Whether a noun that may be a subject is among some tokens."""
    return any(scene.words[t].upos == "NOUN" and scene.words[t].cases & NOM for t in range(first, last))


def prepositional_end(scene: Scene, t: int, last: int) -> int:
    """The index after a preposition and its phrase: «после встречи», «в интервью РИА Новости», «с главой МИД».

    A person in the nominative is no part of it.
    """
    t = min(after_adjectives(scene, t + 1), last)
    if t >= last:
        return t
    end = _part_end(scene, t)
    while t < end < last and (scene.cover[end] >= 0 or _is_genitive(scene, end)):
        t, end = end, _part_end(scene, end)
    return end


def _part_end(scene: Scene, t: int) -> int:
    """The index after a word or a name."""
    return _name_end(scene, t) if scene.cover[t] >= 0 else t + 1


def _name_end(scene: Scene, t: int) -> int:
    """The index after a name; the same index for a person who may be the subject, a post or a date."""
    item = scene.items[scene.cover[t]]
    if item.kind in ("date", "money") or (item.kind == "person" and may_be_subject(scene, item)):
        return t
    if item.kind == "position" and scene.words[t].cases & NOM:
        return t
    return max(item.last, t + 1)


def _is_genitive(scene: Scene, t: int) -> bool:
    word = scene.words[t]
    return word.upos in ("NOUN", "ADJ", "DET") and bool(word.cases & GEN) and not word.cases & NOM


def _is_addressee(scene: Scene, item: Item, first: int) -> bool:
    """Whether a name after the verb is whom it was said to: «сообщил изданию X», where no subject precedes it."""
    t = item.first - 1
    if t < first or not scene.may_be_noun(t) or scene.words[t].upos != "NOUN" or scene.words[t].cases & NOM:
        return False
    return not is_phrase(scene, first, t)


def _apposed(scene: Scene, first: int, last: int) -> Item | None:
    """The person named after a comma: «лидер партии, депутат Иван Котов», with posts alone between."""
    for t in range(first, min(first + TOKENS_OF_APPOSITION, last)):
        item = scene.item_at(t)
        if item is not None and item.kind == "person":
            return item if _ends_name(scene, item.last) and may_be_subject(scene, item) else None
        if scene.words[t].finite or scene.tokens[t].text in ",.;:—–" or scene.words[t].upos == "ADP":
            return None
    return None


def _ends_name(scene: Scene, t: int) -> bool:
    return t >= len(scene.tokens) or scene.tokens[t].text in NAME_ENDS


def _person_beside(scene: Scene, item: Item) -> Item | None:
    """The person named right after another: «адвокат Котова Анна Ли»."""
    beside = next((other for other in scene.of("person") if other.first == item.last), None)
    return beside if beside and may_be_subject(scene, beside) else None
