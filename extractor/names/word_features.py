"""What the dictionary and the news say of a word as part of a person's name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from math import log
from typing import Literal

from extractor.language.lexicon import normalize_word
from extractor.language.morphology import inflect, is_known, parses
from extractor.models.embeddings import forms

Gender = Literal["Masc", "Fem", "Plur"]
"""`Plur` is a family."""
GENDERS: tuple[Gender, ...] = ("Masc", "Fem", "Plur")
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
ALL_CASES = frozenset(CASES)
RARE_CASES = ("Par", "Voc")
"""What the dictionary knows besides."""

Features = tuple[tuple[str, float], ...]
"""What speaks for a reading: names of learnt weights, and how much of each."""

FAMILY_ENDINGS = ("ов", "ев")
"""Of family names; genitives of the plural end so, too."""

KEPT_COUNTS = 50_000
"""Words whose counts are remembered."""


_counts: dict[str, int] = {}
"""How often words occur in news; those looked up of late."""


def counts_of(words: Collection[str]) -> Mapping[str, int]:
    """How often each of the words occurs in news, remembered."""
    global _counts
    counts = _counts  # another thread may begin a new table meanwhile
    if len(counts) > KEPT_COUNTS:
        counts = _counts = {}
    if new := [word for word in words if word not in counts]:
        counts.update(zip(new, forms().embeddings.vocabulary.counts_of(new), strict=True))
    return counts


def is_counted(word: str) -> bool:
    """Whether it is remembered how often a word occurs."""
    return word in _counts


@lru_cache(maxsize=1_024)
def dictionary_names(form: str) -> tuple[tuple[str, Gender, str, str], ...]:
    """Nominative, gender, case and type (Giv, Sur, Pat) of what the dictionary knows a form to be as a name."""
    if not is_known(form):
        return ()
    found: list[tuple[str, Gender, str, str]] = []
    for parse in parses(form.capitalize()):
        feats = parse.feats
        kind, case = feats.get("NameType"), feats.get("Case")
        if parse.source != "dictionary" or kind not in ("Giv", "Sur", "Pat") or case is None:
            continue
        if feats.get("Number") == "Sing":
            nominative = normalize_word(parse.lemma)
            genders: tuple[str, ...] = (feats.get("Gender", ""),)
            if not genders[0] or (kind == "Sur" and "InflClass" in feats):  # what does not decline is anybody's
                genders = ("Masc", "Fem")
            found += [(nominative, gender, case, kind) for gender in GENDERS if gender in genders]
    return tuple(found)


def dictionary_nouns(form: str) -> Iterator[tuple[str, Gender, str]]:
    """The same of common nouns and adjectives in the singular: «Зайца», «Белки», «Первому», «Великой»."""
    for parse in parses(form) if is_known(form) else ():
        case, gender = parse.feats.get("Case"), parse.feats.get("Gender")
        if parse.source != "dictionary" or parse.feats.get("Number") != "Sing" or case not in ALL_CASES:
            continue
        if parse.upos == "NOUN" and gender in ("Masc", "Fem"):
            yield normalize_word(parse.lemma), "Masc", case
            if gender == "Fem":
                yield normalize_word(parse.lemma), "Fem", case
        elif parse.upos == "ADJ" and gender == "Masc":
            yield normalize_word(parse.lemma), "Masc", case
        elif parse.upos == "ADJ" and gender == "Fem":
            yield normalize_word(inflect(parse, Case="Nom") or form), "Fem", case


@lru_cache(maxsize=1_024)
def _known_features(nominative: str) -> Mapping[Gender, Features]:
    """What the dictionary says of a nominative as the name of a man, a woman, a family."""
    if not is_known(nominative):
        return {}
    if _is_only_oblique(nominative):
        return {"Masc": (("oblique", 1.0),), "Fem": (("oblique", 1.0),)}
    kinds: dict[Gender, set[str]] = {}
    for found, gender, case, kind in dictionary_names(nominative):
        if found == nominative and case == "Nom":
            kinds.setdefault(gender, set()).add(kind)
    features: dict[Gender, Features] = {
        gender: tuple((f"name-{kind}", 1.0) for kind in sorted(names)) for gender, names in kinds.items()
    }
    if len(kinds) == 1 and {"Giv"} in kinds.values():  # «Анне» is no man's name
        other: Gender = "Masc" if "Fem" in kinds else "Fem"
        features[other] = (("name-other", 1.0),)
    return features


def _is_only_oblique(word: str) -> bool:
    """Whether the dictionary knows a word as forms other than the nominative singular only.

    «Гришаков» is a family name like others in -ов, though the dictionary has only the plural of «Гришак».
    """
    known = [p.feats for p in parses(word.capitalize()) if p.source == "dictionary" and "Case" in p.feats]
    if word.endswith(FAMILY_ENDINGS):
        known = [feats for feats in known if (feats.get("Number"), feats.get("NameType")) != ("Plur", "Sur")]
    return bool(known) and all(feats["Case"] != "Nom" or feats.get("Number") == "Plur" for feats in known)


def lexical_features(names: Iterable[tuple[str, Gender]]) -> dict[tuple[str, Gender], Features]:
    """How usual each nominative is in news, and what the dictionary says of it."""
    different = set(names)
    counts = counts_of({nominative for nominative, _ in different})
    result: dict[tuple[str, Gender], Features] = {}
    for nominative, gender in different:
        known = _known_features(nominative).get(gender, ())
        result[nominative, gender] = ("count", log(1 + counts[nominative])), *known
    return result
