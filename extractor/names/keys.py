"""The key of an organization or a place: the same for names that differ only in how a country or a form is written."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from extractor.language.geography import abbreviations, find_long_name, find_place
from extractor.language.lexicon import load_toml
from extractor.language.morphology import inflect, lemma
from extractor.language.patterns import compile_re
from extractor.names.spelling import QUOTES_RE, key_of

NAMED_AFTER_RE = compile_re(r"\bимени\b")
INITIALS_RE = compile_re(r"\b([А-ЯЁA-Z])\.\s+(?=[А-ЯЁA-Z])")
LONGEST_COUNTRY = 3
"""Words of the name of a country in the name of an organization."""


@lru_cache(maxsize=8_192)
def name_key(kind: str, name: str) -> str:
    """The key of a name. `kind`: person, organization, location."""
    if kind == "location":
        place = find_place(name)
        return key_of(place.name if place and place.is_country else name)
    return _organization_key(name) if kind == "organization" else key_of(name)


def _organization_key(name: str) -> str:
    """«мид россии» of «МИД РФ», «ромашка» of «ООО «Ромашка»», «театр им. н.в. гоголя» of «Театр имени Н. В. Гоголя»."""
    plain = _legal_form_re().sub("", QUOTES_RE.sub("", name)).strip() or name
    plain = INITIALS_RE.sub(r"\1.", NAMED_AFTER_RE.sub("им.", plain))
    words = plain.split()
    found = words[:1]
    at = 1
    while at < len(words):
        length, country = _country_at(words, at)
        found.append(country or words[at])
        at += length
    return key_of(" ".join(found))


def _country_at(words: Sequence[str], at: int) -> tuple[int, str | None]:
    """How many words name a country in the genitive, and its usual name so; 1 and None where none does."""
    for length in range(min(LONGEST_COUNTRY, len(words) - at), 0, -1):
        written = words[at : at + length]
        nominative = find_long_name(written) if length > 1 else _country_of_word(written[0])
        place = find_place(nominative) if nominative else None
        if place and place.is_country:
            return length, inflect(place.name, Case="Gen") or place.name
    return 1, None


def _country_of_word(word: str) -> str | None:
    """The nominative of a word that is an abbreviation of a state or a country's name in the genitive."""
    if word in abbreviations() or word.isupper():
        return word
    nominative = lemma(word).capitalize()
    return nominative if word[0].isupper() and inflect(nominative, Case="Gen") == word else None


@cache
def _legal_form_re() -> re.Pattern[str]:
    """Legal forms before and after a name."""
    forms = load_toml(Path(__file__).with_name("legal_forms.toml"))
    before = "|".join((*forms["bare"], *forms["written_out"]))
    after = "|".join(form.rstrip(".").replace(".", r"\.") for form in forms["after"])
    return compile_re(rf"^(?:(?:{before})\s+)+|,?\s+(?:{after})\.?$")
