"""Coarse classes of the tokens of a sentence, as the models of pairs have learned them."""

from functools import cache, lru_cache
from pathlib import Path

from extractor.facts.vocabulary import OF_FACTS
from extractor.language.lexicon import load_toml
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import GEN, WordInfo, word_info

CLASSES = {
    "": 0, "word": 1, ",": 2, "—": 3, "(": 4, ")": 5, "«": 6, "»": 7, "and": 8, ".": 9, "preposition": 10, "finite": 11,
    "noun": 12, "adjective": 13, "relative": 14, "genitive": 15, "number": 16, "person": 20, "organization": 21,
    "location": 22, "geo": 23, "position": 24, "money": 25, "date": 26, "begin": 30, "hold": 31, "end": 32, "speech":
    33, "call": 34,
}  # fmt: skip

MARKS = {
    **dict.fromkeys("-–—−", "—"),
    **dict.fromkeys("«“„\"'", "«"),
    **dict.fromkeys("»”", "»"),
    **{mark: mark for mark in ",()"},
}
"""The class of each mark; of any other «.»."""

ANDS = frozenset(("и", "или", "а", "также", "да"))


@cache
def verb_classes() -> dict[str, str]:
    """For a verb's lemma its class: of work as the rules have them, of speech and of naming as the models learned."""
    learned = load_toml(Path(__file__).with_suffix(".toml"))["verbs"]
    return {lemma: kind for kind, lemmas in (*word_lists("verbs").items(), *learned.items()) for lemma in lemmas}


@cache
def prepositions() -> dict[str, int]:
    """Each preposition's number, from 1 on."""
    return {word: n + 1 for n, word in enumerate(load_toml(OF_FACTS)["prepositions"]["of"])}


@lru_cache(maxsize=8_192)
def token_class(text: str) -> str:
    """A coarse class of a token outside items, a key of CLASSES."""
    if not text[0].isalnum():
        return MARKS.get(text[0], ".")
    if text[0].isdigit():
        return "number"
    if text.lower() in ANDS:
        return "and"
    info = word_info(text)
    if info.lemma == "который":
        return "relative"
    return verb_classes().get(info.lemma) or _part_of_speech(info)


def _part_of_speech(info: WordInfo) -> str:
    if info.upos == "ADP":
        return "preposition"
    if info.finite:
        return "finite"
    if info.upos in ("NOUN", "PROPN"):
        return "genitive" if info.cases & GEN else "noun"
    if info.upos in ("ADJ", "DET") or (info.upos == "VERB" and info.cases):
        return "adjective"
    return "word"
