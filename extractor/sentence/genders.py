"""Whether a person is a man or a woman, by the name, the grammar, the verb and the noun."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.document import Document, Person
from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import OF_SENTENCES
from extractor.sentence.words import LIKELY, word_info

PLURAL = "Plur"
"""The gender of «они»: more than one person."""

KNOWN_WORDS = 4_096
"""Words whose gender is remembered."""


class Pronoun(NamedTuple):
    """A personal pronoun of the third person."""

    case: int
    """1 nominative, 2 genitive and accusative, 3 dative, 4 instrumental."""
    gender: str
    """Masc, Fem or PLURAL."""


@cache
def pronouns() -> Mapping[str, Pronoun]:
    """The pronouns of a person, in lower case."""
    table = load_toml(OF_SENTENCES)["pronouns"]
    return {word: Pronoun(case, gender) for gender, words in table.items() for word, case in words.items()}


def owner_gender(word: str) -> str | None:
    """The gender of «его» or «её»; None for any other word."""
    pronoun = pronouns().get(word.lower())
    return pronoun.gender if pronoun and pronoun.case == 2 else None


def subject_gender(word: str) -> str | None:
    """The gender of «он», «она» or «они»; None for any other word."""
    pronoun = pronouns().get(word.lower())
    return pronoun.gender if pronoun and pronoun.case == 1 else None


def find_genders(doc: Document, scenes: Sequence[Scene]) -> dict[str, str]:
    """The gender of each person by id, as the grammar of the sentences has it for most of the names."""
    votes: dict[str, list[str]] = {}
    for scene in scenes:
        words = doc.words.get(scene.index)
        if words is None:
            continue
        for item in scene.of("person"):
            seen = [gender for word in words[item.first : item.last] if (gender := word.feats.get("Gender"))]
            if seen:
                votes.setdefault(item.id, []).extend(seen)
    return {identity: Counter(genders).most_common(1)[0][0] for identity, genders in votes.items()}


def name_gender(person: Person) -> str | None:
    """Masc or Fem where the dictionary knows the patronymic, the given name or the family name as one of these only."""
    for part in (person.patronymic, person.given_name, person.family_name):
        genders = {
            p.feats["Gender"]
            for p in parses(part.split()[0] if part else "")
            if p.source == "dictionary" and p.feats.get("Case") == "Nom" and "NameType" in p.feats
        }
        if genders:
            return genders.pop() if len(genders) == 1 else None
    return None


@lru_cache(maxsize=KNOWN_WORDS)
def verb_gender(verb: str) -> str | None:
    """Masc or Fem where the verb shows it («сказала»), else None."""
    genders = {p.feats.get("Gender") for p in parses(verb) if p.score >= LIKELY and p.feats.get("VerbForm") == "Fin"}
    return genders.pop() if len(genders) == 1 else None


@lru_cache(maxsize=KNOWN_WORDS)
def noun_gender(noun: str) -> str | None:
    """The gender of the person that a noun means; None where it may be either («министр»)."""
    readings = parses(noun)
    gender = readings[0].feats.get("Gender") if readings else None
    return None if gender == "Masc" and word_info(noun).is_post else gender
