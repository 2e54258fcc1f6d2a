"""Which posts a reader of news wants to know without the name of a body: offices, and what the article is about."""

from extractor.document import Document
from extractor.facts.occupations.workplaces import kind_said
from extractor.facts.vocabulary import fact_words
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import without_prefix

MENTIONS_OF_CENTRAL, MENTIONS_IF_IN_FIRST_SENTENCE = 5, 3
"""Mentions of a person from which the article is about him; where its first sentence names him."""


def central_people(doc: Document) -> set[str]:
    """The ids of the people whom an article is about: named often, or several times and in its first sentence too."""
    opening = doc.sentences[0].end if doc.sentences else 0
    return {
        person.id
        for person in doc.people
        if len(person.mentions)
        >= (MENTIONS_IF_IN_FIRST_SENTENCE if person.mentions[0].start < opening else MENTIONS_OF_CENTRAL)
    }


def is_listed(scene: Scene, position: Item, *, is_central: bool) -> bool:
    """Whether a reader of news would list a post without a body: not what somebody is by trade in passing.

    `is_central`: whether the article is about the person.
    """
    words = fact_words("occupations")
    head = scene.words[head_of(scene, position)]
    if head.lemma in words["no_posts"]:
        return False
    is_head = without_prefix(head.lemma) in words["offices"] or _is_chief(scene, position)
    return is_head or (is_central and head.singular) or kind_said(scene, position) is not None


def _is_chief(scene: Scene, position: Item) -> bool:
    """«Главный тренер», «художественный руководитель»: a trade becomes an office by its adjective."""
    chiefs = fact_words("occupations")["chiefs"]
    return any(scene.words[t].lemma in chiefs for t in range(position.first, head_of(scene, position)))
