"""Nouns that may be measured in money, and the words by which the patterns of amounts name them."""

from extractor.facts.vocabulary import fact_words
from extractor.grammar.cell_patterns import Test
from extractor.sentence.cells import Cells, test_of_cells
from extractor.sentence.clauses import is_verb
from extractor.sentence.scene import Scene
from extractor.sentence.words import GEN, NOM


def test_of_amounts(word: str) -> Test[Cells]:
    """The test that a word of a pattern names: one of `test_of_cells`, or of the following.

    `measured`: a noun that may be measured in money, by itself or by the noun that it is a genitive of; `general`: a
    noun that measures only where there is no better one; `subject`: in the nominative, or counted («5 акций стоят»);
    `predicate`: a finite verb. Errors: ValueError.
    """
    return _TESTS[word] if word in _TESTS else test_of_cells(word)


def _is_measured(row: Cells, cell: int) -> bool:
    t = row.bounds[cell][0]
    word, words = row.scene.words[t], fact_words("amounts")
    is_noun = word.upos in ("NOUN", "PROPN") or (bool(word.cases) and not word.lemmas.isdisjoint(words["measures"]))
    if not row.is_word(cell) or not is_noun or row.text(cell) in words["fillers"]:
        return False
    return word.lemma not in words["general"] and measure_head(row.scene, t) is not None


def _is_general(row: Cells, cell: int) -> bool:
    t, words = row.bounds[cell][0], fact_words("amounts")
    word = row.scene.words[t]
    is_general = row.is_word(cell) and word.upos in ("NOUN", "PROPN") and word.lemma in words["general"]
    return is_general and row.text(cell) not in words["fillers"]


def _is_subject(row: Cells, cell: int) -> bool:
    t = row.bounds[cell][0]
    before = row.scene.tokens[t - 1].text if t else ""
    return bool(row.scene.words[t].cases & NOM) or before == "%" or before[:1].isdigit()


def _is_predicate(row: Cells, cell: int) -> bool:
    return is_verb(row.scene, row.bounds[cell][0])


_TESTS: dict[str, Test[Cells]] = {
    "measured": _is_measured,
    "general": _is_general,
    "subject": _is_subject,
    "predicate": _is_predicate,
}


def measure_head(scene: Scene, t: int) -> int | None:
    """The head of a noun's phrase, if it may be measured in money: itself or a noun it is a genitive of."""
    measures = fact_words("amounts")["measures"]
    best = t if scene.words[t].lemmas & measures else None
    noun: int | None = _noun_of_genitive(scene, t)
    while noun is not None:
        if scene.words[noun].lemmas & measures:
            best = noun
        noun = _noun_of_genitive(scene, noun)
    return best


def _noun_of_genitive(scene: Scene, t: int) -> int | None:
    """The noun that another may be the genitive of: «размер» of «размер крупного штрафа»."""
    if not scene.words[t].cases & GEN:
        return None
    n = t - 1
    while n > 0 and scene.is_word(n) and scene.words[n].upos in ("ADJ", "DET"):
        n -= 1
    return n if scene.is_word(n) and scene.words[n].upos == "NOUN" else None
