"""Whether an occupation begins or ends: «назначен министром», «экс-президент»."""

from extractor.document import Phase
from extractor.facts.vocabulary import fact_words
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists

FORMER_PREFIXES = ("экс-", "бывш")

WORDS_BEFORE_POST, WORDS_BEFORE_BOTH, WORDS_BEFORE_START = 2, 4, 3
"""Tokens before a post among which «бывший» counts; before a post and its holder those among which a verb of leaving
and one of beginning count."""

NEW_WITHIN = 3
"""Tokens from WORDS_BEFORE_POST on among which «новый» counts: not «директор нового завода»."""


def find_phase(scene: Scene, who: Item, position: Item) -> Phase | None:
    """`start` or `end` where words before the position or the verb between it and the name say so."""
    if (phase := _by_adjective(scene, position)) is not None:
        return phase
    verbs = word_lists("verbs")
    left, right = (who, position) if who.first < position.first else (position, who)
    around = _lemmas(scene, left.first - WORDS_BEFORE_BOTH, right.last)
    if around & verbs["end"] and not around & verbs["begin"]:
        return "end"
    between = _lemmas(scene, left.last, right.first) | _lemmas(scene, left.first - WORDS_BEFORE_START, left.first)
    return "start" if between & verbs["begin"] else None


def _by_adjective(scene: Scene, position: Item) -> Phase | None:
    """«Бывший министр», «новый директор», «экс-президент»."""
    words = fact_words("before")
    lemmas = [scene.words[t].lemma for t in range(max(position.first - WORDS_BEFORE_POST, 0), position.last)]
    is_former = scene.tokens[position.first].text.lower().startswith(FORMER_PREFIXES)
    if is_former or not words["former"].isdisjoint(lemmas):
        return "end"
    return None if words["new"].isdisjoint(lemmas[:NEW_WITHIN]) else "start"


def _lemmas(scene: Scene, first: int, last: int) -> set[str]:
    """The lemmas of the tokens outside items."""
    return {scene.words[t].lemma for t in range(max(first, 0), last) if scene.cover[t] < 0}
