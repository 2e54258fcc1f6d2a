"""Whether a fact is described as planned or only possible: «купит», «намерен продать», «может встретиться»."""

from extractor.document import Modality
from extractor.facts.tables import Matched
from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import segment_bounds
from extractor.sentence.scene import Scene
from extractor.sentence.words import WordInfo


def modality_of(match: Matched, besides: frozenset[str] = frozenset()) -> Modality | None:
    """What the words of its clause, and those between all that matched and its trigger, say of a match.

    `besides`: lemmas that say nothing.
    """
    words, said = fact_words("modality"), [word for word in _said(match) if word.lemma not in besides]
    lemmas = {word.lemma for word in said}
    if lemmas & words["possible"]:
        return "possible"
    return "planned" if lemmas & words["planned"] or any(word.future for word in said) else None


def _said(match: Matched) -> list[WordInfo]:
    """The words of the clause of the trigger, and those from the first that matched on."""
    row = match.row
    taken = [cell for _, cells in match.steps for cell in cells]
    trigger = row.bounds[match.trigger][0]
    first, last = segment_bounds(row.scene, trigger)
    first, last = min(first, row.bounds[min(taken)][0]), max(last, trigger + 1)
    return [row.scene.words[t] for t in range(first, last) if row.scene.cover[t] < 0 and not _is_option(row.scene, t)]


def _is_option(scene: Scene, t: int) -> bool:
    """«Заключила контракт с возможностью продления»: what else may happen."""
    return scene.words[t].lemma == "возможность" and t > 0 and scene.tokens[t - 1].text.lower() == "с"
