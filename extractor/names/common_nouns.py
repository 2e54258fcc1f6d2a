"""Places that are common nouns of the article, with a capital because they begin a sentence: «Штаты голосуют»."""

import re
from collections.abc import Sequence

from extractor.document import NameMention
from extractor.language.morphology import lemmas, parses
from extractor.names.overlay import Context

MIN_STEM = 3
MAX_ENDING = 3
"""Letters that a noun has in common in all cases at least, and those that may differ."""


def without_common_nouns(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names without places of one word that the article writes in small letters elsewhere, never with a capital."""
    firsts = frozenset(sentence.start for sentence in context.sentences)
    return [n for n in names if not (n.start in firsts and _is_common_noun(n, context.text, firsts))]


def _is_common_noun(name: NameMention, text: str, firsts: frozenset[int]) -> bool:
    """«Штаты имеют право …» where «штатов» is written; not where somebody «вернулся в Штаты» as well."""
    if name.kind != "location" or not name.text.isalpha():
        return False
    nouns = {p.lemma for p in parses(name.text) if p.upos == "NOUN" and "NameType" not in p.feats}
    if not nouns:
        return False
    stem = name.text[: max(MIN_STEM, len(name.text) - MAX_ENDING)]
    is_small = False
    for match in re.finditer(rf"(?i:\b{stem})\w*", text):
        word = match[0]
        if match.start() in firsts or word.isupper() or nouns.isdisjoint(lemmas(word.lower())):
            continue
        if word[0].isupper():
            return False
        is_small = True
    return is_small
