"""The words of statements."""

from collections.abc import Mapping
from functools import cache, lru_cache

from extractor.facts.vocabulary import fact_words
from extractor.language.morphology import parses
from extractor.sentence.vocabulary import word_lists

KEPT_TENSES = 1_024
"""Distinct verbs whose tense is kept."""


@cache
def vocabulary() -> Mapping[str, frozenset[str]]:
    """The lists of lemmas that statements are found by, by name."""
    return {**word_lists("speech"), **word_lists("people"), **fact_words("statements")}


@lru_cache(maxsize=KEPT_TENSES)
def tense(verb: str) -> str | None:
    """Past or Pres, as the most probable reading has it; None for a short adjective («уверен»)."""
    readings = parses(verb)
    return readings[0].feats.get("Tense") if readings else None
