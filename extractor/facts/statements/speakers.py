"""Resolves the speaker phrase beside a verb of speech.

The speaker is the subject of the verb: a name, the antecedent of a pronoun, a post or a trade («чиновник»); where the
article names nobody, the words for them («глава района»).
"""

from extractor.facts.statements.after_verb import AfterVerb
from extractor.facts.statements.before_verb import BeforeVerb, organization_where
from extractor.facts.statements.nameless import body_phrase, subject_phrase_after, subject_phrase_before
from extractor.facts.statements.said import Phrase, Speaker
from extractor.facts.statements.words import vocabulary
from extractor.sentence.anaphora import NOWHERE, Antecedents, Offsets
from extractor.sentence.genders import owner_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene

TOKENS_TO_CITED = 10
"""Tokens after «цитирует» in which the person cited is looked for."""


class Speakers:
    """Finds the speaker of a verb of speech; made once an article."""

    def __init__(self, antecedents: Antecedents) -> None:
        self.antecedents = antecedents

    def speaker_after(
        self, scene: Scene, verb: int, stop: int | None = None, said: Offsets = NOWHERE
    ) -> Item | str | None:
        """The speaker named after a verb, before token `stop`; nobody with whom the verb does not agree.

        `said`: the offsets of what was said, whose names are not meant by a pronoun or a post.
        """
        return self._agreeing(scene, AfterVerb(self.antecedents, scene, verb + 1, stop, said).speaker(), verb)

    def speaker_before(self, scene: Scene, verb: int, since: int = 0) -> Item | str | None:
        """The subject of a verb, named before it from token `since` on, or the organization where it is said."""
        found = self._agreeing(scene, BeforeVerb(self.antecedents, scene, verb, since).speaker(), verb)
        if found is None:
            where = organization_where(scene, verb, since)
            found = where[0] if where else None
        return found

    def _agreeing(self, scene: Scene, speaker: Item | str | None, verb: int) -> Item | str | None:
        """A speaker whose number and gender the verb has: «судьи заявили» is said of no judge with a name."""
        return speaker if speaker is not None and self.antecedents.agrees(scene, speaker, verb) else None

    def nameless_after(self, scene: Scene, verb: int, stop: int | None = None) -> Phrase | None:
        """The words for a speaker without a name after a verb: «сообщил глава района», «сообщили в пресс-службе»."""
        first = verb + 1
        somewhere = (
            first < len(scene.tokens) and scene.tokens[first].text.lower() in vocabulary()["speaker_prepositions"]
        )
        if somewhere and scene.words[verb].plural and not scene.words[verb].singular:
            return body_phrase(scene, first)
        return subject_phrase_after(scene, verb, stop)

    def nameless_before(self, scene: Scene, verb: int, since: int = 0) -> Phrase | None:
        """The words for a speaker without a name before a verb: «глава района сообщил», «в пресс-службе сообщили»."""
        where = organization_where(scene, verb, since)
        if where is not None and where[0] is None:
            found = body_phrase(scene, where[1])
            if found is not None:
                return found
        return subject_phrase_before(scene, verb, since)

    def nameless_beside(self, scene: Scene, verb: int, since: int = 0, stop: int | None = None) -> Phrase | None:
        """The words for a speaker without a name, before a verb or after it."""
        return self.nameless_before(scene, verb, since) or self.nameless_after(scene, verb, stop)

    def speaker_beside(self, scene: Scene, verb: int, since: int = 0) -> Speaker | None:
        """Who says it: the subject before a verb or after it, one with a name first."""
        named = self.speaker_before(scene, verb, since) or self.speaker_after(scene, verb)
        return named or self.nameless_beside(scene, verb, since)

    def cited_speaker(self, scene: Scene, first: int) -> Item | str | None:
        """Whose words are quoted from token `first` on: «цитирует Иванова агентство», «цитирует его агентство»."""
        for t in range(first, min(first + TOKENS_TO_CITED, len(scene.tokens))):
            if scene.kind_at(t) == "person":
                return scene.items[scene.cover[t]]
            if owner_gender(scene.tokens[t].text):
                return self.antecedents.of_pronoun(scene, t)
        return None

    def of_quotation(self, scene: Scene, verb: int, said: Offsets, since: int | None = None) -> Speaker | None:
        """Who says a quotation: named after its verb, else before it from `since` on, else the words for them."""
        if scene.words[verb].lemmas & vocabulary()["citing"]:
            return self.cited_speaker(scene, verb + 1)
        named = self.speaker_after(scene, verb, said=said)
        if named is None and since is not None:
            named = self.speaker_before(scene, verb, since)
        found: Speaker | None = named or self.nameless_after(scene, verb)
        if found is None and since is not None:
            found = self.nameless_before(scene, verb, since)
        return found
