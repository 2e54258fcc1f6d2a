"""Whether somebody else is meant than the person whose name is there: «адвокат Котова», «соседи Котова»."""

from extractor.facts.statements.words import vocabulary
from extractor.sentence.anaphora import Antecedents, strangers
from extractor.sentence.genders import owner_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import is_free
from extractor.sentence.words import GEN, NOM


def is_third_party(scene: Scene, item: Item, antecedents: Antecedents) -> bool:
    """Whether a name is of somebody whose relative or employee speaks («адвокат Гарсиа»), not of the speaker."""
    t = item.first - 1
    if t < 0 or scene.words[t].lemma not in strangers():
        return False
    if item.last - item.first > 1:  # «адвокат Иван Котов», «его вдова Анна Котова» are one person
        is_relative = scene.words[t].lemma in vocabulary()["relatives"] and not (
            t and owner_gender(scene.tokens[t - 1].text)
        )
        return is_relative and scene.words[item.first].cases & (GEN | NOM) == GEN
    return item.id not in antecedents.holders.get(scene.words[t].lemma, {})


def is_someone_else(scene: Scene, item: Item, since: int, antecedents: Antecedents) -> bool:
    """Whether somebody else is meant than the person named before the verb, in a clause that begins at `since`."""
    if _is_of_group(scene, item) or is_third_party(scene, item, antecedents):
        return True
    before = range(item.first - 1, _clause_start(scene, item.first, since) - 1, -1)
    verb = next((t for t in before if scene.is_word(t) and scene.words[t].finite), -1)
    unnamed = next((t for t in before if t <= verb and _is_unnamed(scene, t)), None)
    return unnamed is not None and is_free(scene, unnamed)


def _clause_start(scene: Scene, t: int, since: int) -> int:
    """The index after the last comma before a token, from `since` on."""
    return next((n + 1 for n in range(t - 1, since - 1, -1) if scene.tokens[n].text == ","), since)


def _is_unnamed(scene: Scene, t: int) -> bool:
    return scene.words[t].lemma in vocabulary()["anonymous_sources"] and bool(scene.words[t].cases & NOM)


def _is_of_group(scene: Scene, item: Item) -> bool:
    """Whether several people are meant, whose noun precedes the name («соседи Кастро»)."""
    t = item.first - 1
    if t < 0 or not scene.may_be_noun(t) or scene.words[t].upos != "NOUN":
        return False
    word = scene.words[t]
    return word.animate and word.plural and not word.singular and bool(word.cases & NOM)
