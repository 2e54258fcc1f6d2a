"""Grammar of sentences: parts of speech and morphology.

Source: slovnet's model of morphology (news_v1); the same answers as its own. Its parser of dependencies is not used: of
248 speakers it gave the same as the rules of `sentence` in 243, and was no better in the others.
"""

from collections.abc import Sequence

from extractor.caches import load_once
from extractor.document import Sentence, Word
from extractor.models.encoder import Model, Pack, encoder, packed, parts

LABELLED = 400
"""Tokens whose tags are weighed at a time: three or four kilobytes each."""


class Grammar:
    """The tagger of morphology, loaded at first use."""

    def tag(self, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]]:
        """Part of speech and morphological features of each token."""
        result: list[tuple[Word, ...]] = []
        morphology = _morphology()
        for part in parts(sentences):
            with packed(sentences[part]) as pack:
                words = morphology.words(pack)
            end = 0
            for length in pack.lengths.tolist():
                start, end = end, end + length
                result.append(tuple(words[start:end]))
        return result


class _Morphology:
    def __init__(self) -> None:
        model = Model("morph")
        self._encoder = encoder("morph")
        self._words = [_read_tag(tag) for tag in model.vocabulary("tag")]
        self._weight = model.array("head.proj.weight")
        self._bias = model.array("head.proj.bias")

    def words(self, pack: Pack) -> list[Word]:
        """The words of a pack, one after another; the words of one tag are one object."""
        hidden = self._encoder.hidden(pack)
        words: list[Word] = []
        for first in range(0, len(pack.tokens), LABELLED):
            scores = hidden[pack.tokens[first : first + LABELLED]] @ self._weight
            scores += self._bias
            words += [self._words[tag] for tag in scores.argmax(1).tolist()]
        return words


def _read_tag(tag: str) -> Word:
    upos, *feats = tag.split("|")
    return Word(upos, {name: value for name, _, value in (feat.partition("=") for feat in feats)})


@load_once
def _morphology() -> _Morphology:
    return _Morphology()
