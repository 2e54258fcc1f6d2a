"""The words of the patterns of statements: their lists, and the tests besides those of all cells."""

from collections.abc import Callable, Mapping
from functools import cache

from extractor.facts.statements.words import vocabulary
from extractor.grammar.cell_patterns import Test
from extractor.sentence.cells import Cells, test_of_cells
from extractor.sentence.scene import Scene
from extractor.sentence.speech import has_report, has_speech, has_verb_of_document, speech_verbs
from extractor.sentence.words import word_info

BETWEEN_ENDS = frozenset((".", ";", ":", "что"))
"""What is not between a verb of speech and its «, что»."""


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """The lists of lemmas that the patterns name."""
    words = vocabulary()
    certain = frozenset().union(*[word_info(word).lemmas for word in words["certain"]])
    return {
        **words,
        "speech": speech_verbs() | certain,
        "telling": words["reporting"] | words["said_in"],
        "that": frozenset(("что",)),
        "as": frozenset(("как",)),
        "colon": frozenset((":",)),
    }


def test_of_statements(word: str) -> Test[Cells]:
    """The test that a word of a pattern names: one of `test_of_cells`, or of the following, all of words alone.

    `word`: any word; `says`: a verb of speech, or «уверен»; `reports`: a finite verb that reports also without «что»;
    `documents`: the verb of «говорится в сообщении»; `tells`: one of the last two; `finite`: a finite verb or a short
    participle; `opens`: it begins the sentence or follows a comma or a dash; `last`: it ends the sentence;
    `before-colon`: the sentence ends with a colon; `between`: it may be between a verb of speech and its «, что»;
    `introduces`: it may be of the name or the post before a colon. Errors: ValueError.
    """
    return _TESTS[word] if word in _TESTS else test_of_cells(word)


def _of_words(predicate: Callable[[Scene, int], bool]) -> Test[Cells]:
    return lambda row, cell: row.is_word(cell) and predicate(row.scene, row.bounds[cell][0])


def _is_finite(scene: Scene, t: int) -> bool:
    return scene.words[t].finite


def _tells(scene: Scene, t: int) -> bool:
    return has_report(scene, t) or has_verb_of_document(scene, t)


def _opens(scene: Scene, t: int) -> bool:
    return t == 0 or scene.tokens[t - 1].text in ",—–"


def _is_last(scene: Scene, t: int) -> bool:
    return t + 1 == len(scene.tokens)


def _is_between(row: Cells, cell: int) -> bool:
    """No other verb, no «что», no stop; whom it was said to and when: «сообщил РБК в среду, что»."""
    scene, t = row.scene, row.bounds[cell][0]
    if scene.cover[t] >= 0:
        return True
    word = scene.words[t]
    if word.finite or word.form == "Inf" or scene.tokens[t].text.lower() in BETWEEN_ENDS:
        return False
    return not has_speech(scene, t)


def _is_before_colon(row: Cells, cell: int) -> bool:
    return row.scene.tokens[-1].text == ":"


def _introduces(row: Cells, cell: int) -> bool:
    """«Заместитель», «областного», «по», a comma, a name, a post; no date and no verb."""
    t = row.bounds[cell][0]
    kind = row.scene.kind_at(t)
    if kind is not None:
        return kind not in ("date", "money")
    return row.scene.words[t].upos in ("NOUN", "ADJ", "DET", "ADP", "CCONJ") or row.scene.tokens[t].text == ","


_TESTS: dict[str, Test[Cells]] = {
    "word": Cells.is_word,
    "says": _of_words(has_speech),
    "reports": _of_words(has_report),
    "documents": _of_words(has_verb_of_document),
    "tells": _of_words(_tells),
    "finite": _of_words(_is_finite),
    "opens": _of_words(_opens),
    "last": _of_words(_is_last),
    "between": _is_between,
    "before-colon": _is_before_colon,
    "introduces": _introduces,
}
