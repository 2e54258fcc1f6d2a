"""The words of the names of people in an article: whether a word elsewhere is one of theirs."""

from collections.abc import Sequence
from functools import cached_property

from extractor.document import NameMention
from extractor.language.morphology import lemmas


class PersonWords:
    """A set of words in any case: `"Байдена" in words` where «Джо Байден» is named."""

    def __init__(self, names: Sequence[NameMention], firsts: frozenset[int] = frozenset()) -> None:
        """`firsts`: offsets at which sentences begin; the word there has its capital anyway, and does not count."""
        self._names = names
        self._firsts = firsts

    def __contains__(self, word: str) -> bool:
        return not self._lemmas.isdisjoint(lemmas(word))

    @cached_property
    def _lemmas(self) -> frozenset[str]:
        words: set[str] = set()
        for name in self._names:
            if name.kind == "person":
                first, *rest = name.text.split()
                words.update(rest if name.start in self._firsts else (first, *rest))
        return frozenset(lemma for word in words for lemma in lemmas(word))
