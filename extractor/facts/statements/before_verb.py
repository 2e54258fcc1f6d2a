"""The speaker named before a verb of speech: its subject, «Иван Котов, сославшись на отчёт, заявил»."""

from extractor.document import NAME_KINDS
from extractor.facts.statements.after_verb import organization_near
from extractor.facts.statements.third_parties import is_someone_else
from extractor.facts.statements.words import vocabulary
from extractor.language.morphology import parses
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.genders import subject_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import before_inserted, is_beside, is_governed, may_be_subject

CLAUSE_BEGINS = (";", ":", "что")
"""Before the subject of a verb."""
CONNECTIVES = ("CCONJ", "ADV", "PART", "PUNCT", "SYM", "X")
"""What may precede «в» of «А в МЧС сообщили»."""


class BeforeVerb:
    """Reads the words before a verb of speech from the verb back: the nearest name that may be in the nominative."""

    def __init__(self, antecedents: Antecedents, scene: Scene, verb: int, since: int) -> None:
        self._antecedents = antecedents
        self._scene = scene
        self._verb = verb
        self._since = since
        self._next = before_inserted(scene, verb, since)
        self._body: Item | None = None
        self._speaker: Item | str | None = None
        self._ended = False

    def speaker(self) -> Item | str | None:
        """The name, or the id of who is meant; None where nobody is named."""
        scene = self._scene
        while self._next >= self._since and not self._ended:
            item = scene.item_at(self._next)
            if item is not None:
                self._read_item(item)
            elif not self._read_word(self._next):
                break
        if self._ended:
            return self._speaker
        if self._body is not None:
            return self._antecedents.of_post_at(scene, self._body)
        return self._antecedents.of_post(scene, range(max(self._since, self._next + 1), self._verb))

    def _end(self, speaker: Item | str | None) -> None:
        self._speaker, self._ended = speaker, True

    def _read_item(self, item: Item) -> None:
        scene = self._scene
        self._next = item.first - 1
        if item.kind not in NAME_KINDS:
            return
        if not may_be_subject(scene, item):
            if item.kind != "person" and _is_of_subject(scene, item, self._verb):
                self._body = self._body or item
        else:
            self._read_subject(item)

    def _read_subject(self, item: Item) -> None:
        """Takes a name in the nominative: «Котов заявил», «МЧС заявило»; «Москва» only right before the verb."""
        if item.kind == "person":
            self._end(None if is_someone_else(self._scene, item, self._since, self._antecedents) else item)
        elif item.kind == "location" and not is_beside(self._scene, item, self._verb):
            self._end(None)
        else:
            self._body = self._body or item

    def _read_word(self, t: int) -> bool:
        """Takes one word; False where the clause of the verb begins."""
        self._next = t - 1
        if self._body is not None:
            return self._read_before_body(self._body, t)
        text = self._scene.tokens[t].text.lower()
        if subject_gender(text):
            self._end(self._antecedents.of_pronoun(self._scene, t))
        elif self._scene.words[t].lemma == "который" and t > self._since + 1:
            self._read_relative(t)
        return text not in CLAUSE_BEGINS

    def _read_before_body(self, body: Item, t: int) -> bool:
        """The same where an organization was read: a verb right before it has it as its object."""
        text, word = self._scene.tokens[t].text.lower(), self._scene.words[t]
        if word.form == "Fin" and t == body.first - 1:
            self._end(None)
            return True
        return text not in CLAUSE_BEGINS and (not word.finite or text in vocabulary()["between"])

    def _read_relative(self, t: int) -> None:
        """«Котов, который заявил» has its name before the comma; «Котов, глава которого заявил» somebody else."""
        scene = self._scene
        if scene.tokens[t - 1].text == ",":
            owner = scene.item_at(t - 2)
            self._end(owner if owner and owner.kind in ("person", "organization") else None)
        elif scene.words[t - 1].upos == "NOUN":
            self._end(None)


def organization_where(scene: Scene, verb: int, since: int) -> tuple[Item | None, int] | None:
    """The organization of «В X сообщили» (None where it has no name), and «в»; None where no such phrase begins."""
    word = scene.words[verb]
    if word.form != "Fin" or not word.plural or word.singular:
        return None
    t = verb - 1
    while t >= since and not _begins_clause(scene, t, since):
        if _ends_clause(scene, t):
            return None
        t -= 1
    return (organization_near(scene, t) or _place_beside(scene, t, verb), t) if t >= since else None


def _ends_clause(scene: Scene, t: int) -> bool:
    return scene.is_word(t) and (scene.words[t].finite or scene.tokens[t].text in ".;:")


def _begins_clause(scene: Scene, t: int, since: int) -> bool:
    """Whether a token is the «в» of «А в МЧС сообщили»."""
    at = scene.is_word(t) and scene.tokens[t].text.lower() in vocabulary()["speaker_prepositions"]
    return at and (t == since or scene.words[t - 1].upos in CONNECTIVES)


def _place_beside(scene: Scene, t: int, verb: int) -> Item | None:
    """The place whose authorities speak, between «в» and the verb: «В Вашингтоне заявили»."""
    return next((i for i in scene.of("location") if i.first == t + 1 and i.last == verb), None)


def _is_of_subject(scene: Scene, item: Item, verb: int) -> bool:
    """Whether nouns that begin with the subject precede a name («представители Microsoft», «штаб партии X»)."""
    head = _first_noun_before(scene, item)
    if head is None or is_governed(scene, head):
        return False
    word = scene.words[verb]
    numbers = {p.feats.get("Number") for p in parses(scene.tokens[head].text) if p.feats.get("Case") == "Nom"}
    return ("Sing" in numbers and word.singular) or ("Plur" in numbers and word.plural)


def _first_noun_before(scene: Scene, item: Item) -> int | None:
    """The first noun of the nouns and adjectives right before a name; None after a preposition."""
    t = item.first - 1
    while scene.is_word(t) and scene.words[t].upos in ("ADJ", "DET", "NOUN"):
        t -= 1
    if scene.is_word(t) and scene.words[t].upos == "ADP":
        return None
    return next((n for n in range(t + 1, item.first) if scene.words[n].upos == "NOUN"), None)
