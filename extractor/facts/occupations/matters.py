"""What a post is of or deals with, where that is not of its name: «глава министерства связи», «министр по Brexit»."""

from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import genitive_tail
from extractor.sentence.items import Item
from extractor.sentence.scene import OPENING, Scene, head_of
from extractor.sentence.vocabulary import without_prefix
from extractor.sentence.words import GEN

STOPS = ("person", "position", "date", "money")
"""Kinds of items that no matter goes beyond."""


def with_matter(scene: Scene, position: Item) -> Item:
    """A position with what it is of or deals with, where its words end before that."""
    words = fact_words("occupations")
    if (last := _end_of_body(scene, position)) > position.last:
        return position._replace(last=last, end=scene.tokens[last - 1].end)
    first = position.last - 1
    is_begun = any(scene.tokens[t].text == "по" for t in range(position.first + 1, first))
    if not (is_begun and scene.words[first].lemma in words["matters"]):
        if without_prefix(scene.words[head_of(scene, position)].lemma) not in words["dealing"]:
            return position
        first = position.last + 1
        if not _is_matter(scene, first):
            return position
    last = _end(scene, first)
    return position if last <= position.last else position._replace(last=last, end=scene.tokens[last - 1].end)


def _end_of_body(scene: Scene, position: Item) -> int:
    """The index after the body without a name that somebody heads: «начальник полиции», «глава министерства связи».

    Not «глава компании «Гранит»», where the name says it.
    """
    words = fact_words("occupations")
    if without_prefix(scene.words[position.last - 1].lemma) not in words["heading"]:
        return position.last
    t = position.last
    while scene.is_word(t) and scene.words[t].upos == "ADJ" and scene.words[t].cases & GEN:
        t += 1
    if not scene.is_word(t) or scene.words[t].lemma not in words["headed"] or not scene.words[t].cases & GEN:
        return position.last
    named = next((n for n in range(t + 1, len(scene.tokens)) if not scene.is_word(n)), len(scene.tokens))
    last = genitive_tail(scene, t + 1, named)
    is_before_name = last < len(scene.tokens) and (
        scene.kind_at(last) == "organization" or scene.tokens[last].text in OPENING
    )
    return position.last if is_before_name else last


def _is_matter(scene: Scene, t: int) -> bool:
    """Whether a matter begins at a token, after «по»."""
    if t >= len(scene.tokens) or scene.tokens[t - 1].text.lower() != "по" or scene.cover[t - 1] >= 0:
        return False
    if scene.is_word(t):
        return scene.words[t].lemma in fact_words("occupations")["matters"] or scene.words[t].upos in ("PROPN", "X")
    return scene.kind_at(t) in ("organization", "location")


def _end(scene: Scene, first: int) -> int:
    """The index after a matter: genitives and one name, no person's, and what somebody leaves: «выхода из ЕС»."""
    item = scene.item_at(first)
    end = first + 1 if item is None or item.kind == "position" else item.last
    stop = next((t for t in range(end, len(scene.tokens)) if scene.kind_at(t) in STOPS), len(scene.tokens))
    named = next((item for item in scene.of("organization", "location") if end <= item.first < stop), None)
    if named is None:
        return genitive_tail(scene, end, stop)
    is_left = any(scene.words[t].lemma == "выход" for t in range(first, min(named.first, end + 2)))
    end = genitive_tail(scene, end, named.last if is_left or named.first == end else named.first)
    if end + 1 < stop and scene.tokens[end].text.lower() == "из" and (left := scene.item_at(end + 1)) is not None:
        return left.last
    return end
