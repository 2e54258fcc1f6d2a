"""Places that are common nouns of the article, with a capital because they begin a sentence: «Штаты голосуют»."""

from collections import defaultdict
from collections.abc import Sequence

from extractor.document import NameMention
from extractor.language.morphology import lemmas, parses
from extractor.names.overlay import Context

STEM = 2
"""Letters that a noun has in common in all cases, at least."""


def without_common_nouns(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names without places of one word that the article writes in small letters elsewhere, never with a capital.

    «Штаты имеют право …» where «штатов» is written; not where somebody «вернулся в Штаты» as well.
    """
    doubtful = {name.text: nouns for name in names if name.start in context.beginnings and (nouns := _nouns(name))}
    if not doubtful:
        return names
    written = _words_by_stem(context)
    common = {word for word, nouns in doubtful.items() if _is_common(nouns, written[_stem(word)])}
    return [n for n in names if n.kind != "location" or n.text not in common or n.start not in context.beginnings]


def _nouns(name: NameMention) -> frozenset[str]:
    """The common nouns, as lemmas, that a place of one word may be."""
    if name.kind != "location" or not name.text.isalpha():
        return frozenset()
    return frozenset(p.lemma for p in parses(name.text) if p.upos == "NOUN" and "NameType" not in p.feats)


def _words_by_stem(context: Context) -> defaultdict[str, set[str]]:
    """The distinct words inside sentences, as they are written; none in capitals."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for sentence in context.sentences:
        for token in sentence.tokens:
            if token.start != sentence.start and token.text.isalpha() and not token.text.isupper():
                words[_stem(token.text)].add(token.text)
    return words


def _is_common(nouns: frozenset[str], written: set[str]) -> bool:
    same = [word for word in written if not nouns.isdisjoint(lemmas(word.lower()))]
    return bool(same) and all(word.islower() for word in same)


def _stem(word: str) -> str:
    return word[:STEM].lower()
