"""The words of statements."""

from functools import cache, lru_cache

from extractor.facts.vocabulary import fact_words
from extractor.language.morphology import parses
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import word_info


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The lemmas of the table `statements` by their list."""
    return {**word_lists("speech"), **word_lists("people"), **fact_words("statements")}


@cache
def telling_lemmas() -> frozenset[str]:
    """Lemmas without one of which no sentence reports what was said."""
    words = vocabulary()
    certain = frozenset().union(*[word_info(word).lemmas for word in words["certain"]])
    return words["verbs"] | words["reporting"] | words["said_in"] | words["following"] | certain | {"как"}


@lru_cache(maxsize=1_024)
def tense(verb: str) -> str | None:
    """Past or Pres, as the most probable reading has it; None for a short adjective («уверен»)."""
    readings = parses(verb)
    return readings[0].feats.get("Tense") if readings else None
