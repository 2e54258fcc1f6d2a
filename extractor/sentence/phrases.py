"""Phrases that are arguments of facts, in the nominative."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.language.morphology import Parse, inflect, parses
from extractor.language.patterns import compile_re
from extractor.sentence.words import word_info

WORDS_KEPT = 8
"""Agreeing words before the head that are looked at."""


ADJECTIVES_AFTER = 2
"""Agreeing words after the head that are looked at: «папа римский»."""

ADJECTIVAL = ("ADJ", "DET", "VERB", "NUM")
"""Parts of speech that agree with a noun; a participle is a VERB."""

FIXED_RE = compile_re(r"(?:зам(?!ест)|врио$|и\.?о\.?$)", re.IGNORECASE)
"""Words that begin so do not inflect («замминистра»)."""


@lru_cache(maxsize=8_192)
def nominative_phrase(words: tuple[str, ...], *, singular: bool = False, case: str | None = None) -> str:
    """The words of a noun phrase, head and agreeing words in the nominative; what follows the head stays.

    `case`: the one that the phrase is in, where the words around it say so (Gen after «по словам»).
    `singular`: also a plural head becomes singular («президенты» of two people: each is «президент»).
    """
    head = head_index(words)
    fixed = head is None or FIXED_RE.match(words[head])
    parse = None if head is None or fixed else noun_parse(words, head, animate=singular, case=case)
    if head is None or parse is None:
        return join(words)
    number = "Sing" if singular else parse.feats.get("Number", "Sing")
    form = _nominative(parse, number, words[head])
    if form is None:
        return join(words)
    result = list(words)
    gender = parse.feats.get("Gender")
    for i in _agreeing_range(words, head):
        result[i] = _agreeing(words[i], parse, number, gender) or words[i]
    result[head] = form
    return join(result)


def _agreeing_range(words: tuple[str, ...], head: int) -> range:
    """The indices of the words that may agree with the head; those after it only where they end the phrase."""
    last = head + 1
    while last < len(words) and last - head <= ADJECTIVES_AFTER and _has_reading(words[last], ("ADJ",)):
        last += 1
    ends = last == len(words) or not words[last][0].isalpha()
    return range(max(head - WORDS_KEPT, 0), last if ends else head)


def _nominative(parse: Parse, number: str, word: str) -> str | None:
    if "-" in word:
        parts = word.split("-")
        forms = [_of_part(part, parse) for part in parts]
        if len(parts) == 2 and all(forms):
            return "-".join(form or "" for form in forms)
    return inflect(parse, Case="Nom", Number=number) or inflect(parse, Case="Nom")


def _of_part(part: str, whole: Parse) -> str | None:
    """The nominative of a half of «министра-президента»; None where it is no noun in the case of the whole."""
    for parse in parses(part):
        if parse.upos == "NOUN" and parse.source == "dictionary" and parse.feats.get("Animacy") == "Anim":
            return inflect(parse, Case="Nom", Number="Sing")
    return None


def join(words: Sequence[str]) -> str:
    """The words with spaces, none before a comma, a full stop or a closing bracket nor around a quotation."""
    text = ""
    for word in words:
        tight = not text or word[0] in ",.)»:;?!" or text[-1] in "(«"
        text += word if tight else " " + word
    return text


def head_index(words: Sequence[str]) -> int | None:
    """The first noun of the words, or an adjective or participle that stands for one («заведующий кафедрой»)."""
    for i, word in enumerate(words):
        found = parses(word)
        if not found or not word[0].isalpha():
            continue
        if _has_reading(word, ("NOUN", "PROPN")) and found[0].upos not in ADJECTIVAL:
            return i
        if found[0].upos in ADJECTIVAL:
            agreeing = i + 1 < len(words) and any(
                _agrees(a, b)
                for a in found
                if a.upos in ADJECTIVAL
                for b in parses(words[i + 1])
                if b.upos in ("NOUN", "PROPN", *ADJECTIVAL)
            )
            joined = i + 1 < len(words) and words[i + 1] in ("и", ",")
            if not agreeing and not joined:
                return i
    return None


def noun_parse(words: Sequence[str], head: int, *, animate: bool = False, case: str | None = None) -> Parse | None:
    """The reading of the head that agrees with the words around it; without any the nominative or most probable."""
    found = parses(words[head])
    nouns = [p for p in found if p.upos in ("NOUN", "PROPN")] or [p for p in found if "Case" in p.feats]
    if not nouns:
        return None
    nouns = [p for p in nouns if p.feats.get("Case") == case] or nouns

    def fit(parse: Parse) -> tuple[int, bool, bool, float]:
        agreeing = 0
        for word in (*words[max(head - WORDS_KEPT, 0) : head], *words[head + 1 : head + 2]):
            agreeing += any(_agrees(p, parse) for p in parses(word) if p.upos in ADJECTIVAL)
        living = animate and parse.feats.get("Animacy") == "Anim"
        return agreeing, living, parse.feats.get("Case") == "Nom", parse.score

    return max(nouns, key=fit)


def _agreeing(word: str, head: Parse, number: str, gender: str | None) -> str | None:
    for parse in parses(word):
        if parse.upos in ADJECTIVAL and _agrees(parse, head):
            feats = {"Case": "Nom", "Number": number}
            if number == "Sing" and gender:
                feats["Gender"] = gender
            return inflect(parse, **feats)
    return None


def _agrees(word: Parse, head: Parse) -> bool:
    if "Case" not in word.feats or word.feats.get("Case") != head.feats.get("Case"):
        return False
    if word.feats.get("Number") != head.feats.get("Number"):
        return False
    genders = word.feats.get("Gender"), head.feats.get("Gender")
    return None in genders or genders[0] == genders[1] or word.feats.get("Number") == "Plur"


def _has_reading(word: str, upos: tuple[str, ...]) -> bool:
    return any(p.upos in upos and p.score > 0.2 for p in parses(word)[:3])


def decapitalized(phrase: str) -> str:
    """The phrase with a small first letter, abbreviations and names of several capitals left («VP», «ВРИО»)."""
    first, _, rest = phrase.partition(" ")
    if first[1:].islower() and word_info(first.lower()).upos in ("NOUN", "ADJ", "VERB"):
        return (first.lower() + " " + rest).rstrip()
    return phrase
