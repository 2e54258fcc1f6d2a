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
        is_kin = scene.words[t].lemma in vocabulary()["kin"] and not (t and owner_gender(scene.tokens[t - 1].text))
        return is_kin and scene.words[item.first].cases & (GEN | NOM) == GEN
    return item.id not in antecedents.holders.get(scene.words[t].lemma, {})


def is_someone_else(scene: Scene, item: Item, since: int, antecedents: Antecedents) -> bool:
    """Whether somebody else is meant than the person named before the verb, in a clause that begins at `since`."""
    if _is_of_group(scene, item) or is_third_party(scene, item, antecedents):
        return True
    verb_seen = False
    for t in range(item.first - 1, since - 1, -1):
        if scene.tokens[t].text == ",":
            break
        verb_seen |= scene.cover[t] < 0 and scene.words[t].finite
        if verb_seen and scene.words[t].lemma in vocabulary()["unnamed"] and scene.words[t].cases & NOM:
            return is_free(scene, t)
    return False


def _is_of_group(scene: Scene, item: Item) -> bool:
    """Whether several people are meant, whose noun precedes the name («соседи Кастро»)."""
    t = item.first - 1
    if t < 0 or (scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind != "position"):
        return False
    word = scene.words[t]
    return word.upos == "NOUN" and word.animate and word.plural and not word.singular and bool(word.cases & NOM)
