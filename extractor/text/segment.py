"""Sentences and tokens; the only importer of razdel."""

from razdel import sentenize, tokenize

from extractor.document import Sentence, Token


def segment(text: str, start: int = 0) -> tuple[Sentence, ...]:
    """The sentences of `text` from offset `start` on, with their tokens, in order.

    A line break always ends a sentence: newswire puts one paragraph on a line.
    """
    sentences = []
    offset = start
    for line in text[start:].splitlines(keepends=True):
        for part in sentenize(line):
            tokens = tuple(
                Token(offset + part.start + token.start, offset + part.start + token.stop, token.text)
                for token in tokenize(part.text)
            )
            if tokens:
                sentences.append(Sentence(offset + part.start, offset + part.stop, tokens))
        offset += len(line)
    return tuple(sentences)
