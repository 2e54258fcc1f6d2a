"""Sentences that name nobody, seen by their words alone, so that the network need not read them: an eighth of news.

534 articles came out the same with them and without.
"""

from itertools import pairwise

from extractor.caches import Kept
from extractor.document import Sentence
from extractor.language.morphology import Parse, lemma, lemmas, parses
from extractor.sentence.vocabulary import kinds_of_organizations, post_lexicon

KEPT_WORDS = 32_768

LIKELY = 0.02
"""Readings of a word that are less probable than this do not count."""

MARKS_OF_NAME = frozenset('«„“"0123456789')
"""First characters of what is a name after «телеканал» or «издание»."""

OPENERS = frozenset(("ADP", "ADV", "AUX", "CCONJ", "DET", "NUM", "PRON", "SCONJ", "VERB"))
"""Parts of speech of what has a capital only because it begins a sentence. No particle: «Ли отметил, что …»."""


def is_nameless(sentence: Sentence) -> bool:
    """Whether a sentence holds no name and no post: «При этом цены выросли», «В среду обещают дождь».

    It begins with a capital and a word of no name, and has no other capital, no Latin letter, no noun of a post and no
    «телеканал 360», «издание «сноб»». Where it begins in small letters the writer may use none, and nothing is known:
    «путин прилетел в пекин».
    """
    words = [token.text for token in sentence.tokens]
    first = next((i for i, word in enumerate(words) if word[0].isalpha()), None)
    if first is None or not words[first][0].isupper() or not _opens[words[first]]:
        return False
    rest = words[first + 1 :]
    return not any(map(_may_name.__getitem__, rest)) and not any(
        following[0] in MARKS_OF_NAME and lemma(word) in kinds_of_organizations() for word, following in pairwise(rest)
    )


def _is_opener(word: str) -> bool:
    """Whether the first word of a sentence is no part of a name: «При», «Сообщили», «Вечером»."""
    if not word[1:].islower() and len(word) > 1:
        return False
    readings = [one for one in parses(word) if one.score > LIKELY]
    return bool(readings) and all(one.source == "dictionary" and _is_function_or_verb(one) for one in readings)


def _is_function_or_verb(reading: Parse) -> bool:
    """A participle is none: «Серена» is one of a verb that nobody uses."""
    feats = reading.feats
    return reading.upos in OPENERS and "NameType" not in feats and feats.get("VerbForm") != "Part"


def _is_of_name_or_post(word: str) -> bool:
    """Whether a word within a sentence may be a name or the head of a post."""
    if word.islower() and not word.isascii():
        return not post_lexicon().heads.isdisjoint(one.replace("ё", "е") for one in lemmas(word))
    return any(letter.isupper() or (letter.isascii() and letter.isalpha()) for letter in word)


_opens: Kept[str, bool] = Kept(KEPT_WORDS, _is_opener)
_may_name: Kept[str, bool] = Kept(KEPT_WORDS, _is_of_name_or_post)
