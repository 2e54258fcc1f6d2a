"""Grammar of sentences: parts of speech, morphology, dependencies."""

from collections.abc import Sequence

from extractor.document import Sentence, Word


class Grammar:
    """The morphology and syntax taggers."""

    def tag(self, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]]:
        """Part of speech and morphological features of each token; no syntax."""
        raise NotImplementedError

    def parse(self, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]]:
        """The same with `head` and `deprel`."""
        raise NotImplementedError
