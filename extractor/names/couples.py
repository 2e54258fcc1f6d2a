"""Two people of one family: «Ивану и Марии Соколовым» are Иван Соколов and Мария Соколова."""

from itertools import pairwise

from extractor.document import NameMention
from extractor.language.lexicon import normalize_word
from extractor.language.morphology import like, parses
from extractor.names.parts import is_name_word
from extractor.names.people import VOWELS, origins
from extractor.names.spelling import spell

VELARS = "гкхжчшщ"
PLURAL_ENDINGS = ("ы", "и", "ие", "ые")


def with_couples(names: list[NameMention], text: str) -> list[NameMention]:
    """«Ивану и Марии Соколовым»: a family name in the plural is that of both given names."""
    for at, (one, other) in enumerate(pairwise(names)):
        if one.kind == other.kind == "person" and text[one.end : other.start] == " и " and " " not in one.text:
            both = _couple(one.text, other.text.split())
            if both:
                names[at : at + 2] = [one._replace(name=both[0]), other._replace(name=both[1])]
    return names


def _couple(first: str, words: list[str]) -> tuple[str, str] | None:
    """The full names of two people in the nominative."""
    if len(words) != 2 or not all(map(is_name_word, (first, *words))):
        return None
    plain = normalize_word(words[1])
    for case, one, _ in _given_names(first):
        for other_case, other, gender in _given_names(words[0]):
            found = origins(plain)
            plural = [o.nominative for o in found if o.gender == "Plur" and case == other_case and case in o.cases]
            if plural and not _is_singular(words[1], case, gender):
                family = tuple(_singular(plural[0], g, words[1]) for g in (_gender_of(one), gender))
                return f"{one} {family[0]}", f"{other} {family[1]}"
    return None


def _given_names(word: str) -> list[tuple[str, str, str]]:
    """Case, nominative and gender of what a given name may be."""
    return [
        (p.feats["Case"], like(p.lemma, word.capitalize()), p.feats.get("Gender", "Masc"))
        for p in parses(word)
        if p.feats.get("NameType") == "Giv" and p.feats.get("Number") == "Sing" and "Case" in p.feats
    ]


def _gender_of(nominative: str) -> str:
    return next((gender for case, name, gender in _given_names(nominative) if case == "Nom"), "Masc")


def _is_singular(family: str, case: str, gender: str) -> bool:
    """Whether a family name may be that of one person of the gender in the case, and declines."""
    return any(
        o.gender == gender and case in o.cases and not o.features[0][0].startswith("undeclined")
        and not (o.nominative == normalize_word(family) and family.endswith(PLURAL_ENDINGS))
        for o in origins(normalize_word(family))
    )  # fmt: skip


def _singular(plural: str, gender: str, written: str) -> str:
    """«Соколов», «Соколова» of «соколовы»; of other names the form without the ending."""
    is_feminine = gender == "Fem"
    if plural.endswith(("ские", "цкие", "ые", "ие")):
        form = plural[:-2] + ("ая" if is_feminine else "ий" if plural.endswith("ие") else "ый")
    else:
        form = plural[:-1]
        if plural.endswith("и") and form[-1] not in VELARS:
            form += "й" if form[-1] in VOWELS else "ь"
        if is_feminine and form.endswith(("ов", "ев", "ин", "ын")):
            form += "а"
    return spell(form, written)
