"""What of a name is compared with other names, out of context."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.language.geography import find_place
from extractor.language.lexicon import normalize_word
from extractor.language.morphology import parses
from extractor.names.parts import ROMAN_RE
from extractor.names.same_names import core_words, is_country_code, known_names, sounds_latin
from extractor.names.spelling import key_of, skeleton

SHORTEST_SLIP = 4
"""Letters of a word in which a slip of one letter still leaves the word recognizable."""

SHORTEST_SHORT_SLIP = 6
"""The same where a family name is alone, with nothing beside it to compare."""

SHORTEST_WHOLE_SLIP = 7
"""Letters, for the whole name of an organization or a place."""

GENERATIONS = {"младший": "младший", "мл": "младший", "старший": "старший", "ст": "старший"}
"""Suffixes of people who share a name («Джордж Буш-младший»)."""

VOWELS = frozenset("аеиоуыэюяйьъ")


class Name(NamedTuple):
    """A name of the archive: what entities of one kind and `key` are called in all articles."""

    id: int
    """In order of first appearance."""
    kind: str
    """`person`, `organization` or `location`."""
    key: str
    name: str
    """The commonest nominative."""
    given: str
    patronymic: str
    family: str
    articles: int


class PersonForm(NamedTuple):
    """The parts of a person's name in lower case, with foreign spellings levelled («Мэй» and «Мей» are one)."""

    given: str
    patronymic: str
    family: str
    generation: str
    """«младший», or the number of a ruler."""

    @property
    def is_full(self) -> bool:
        """Whether it has a given name, not an initial alone, and a family name."""
        return bool(self.family) and not is_initial(self.given)


@lru_cache(maxsize=65_536)
def person_form(given: str, patronymic: str, family: str, numeral: str = "") -> PersonForm:
    """The comparable form of the parts of a person's name."""
    stem, dash, last = family.rpartition("-")
    generation = GENERATIONS.get(normalize_word(last).rstrip("."), "") if dash else numeral
    return PersonForm(
        " ".join(skeleton(word) for word in normalize_word(given).split()),
        normalize_word(patronymic),
        skeleton(normalize_word(stem if dash and generation else family)),
        generation,
    )


def form_of(name: Name) -> PersonForm:
    """The comparable form of a person's name."""
    last = name.name.rpartition(" ")[2]
    return person_form(name.given, name.patronymic, name.family, last if ROMAN_RE.fullmatch(last) else "")


def is_initial(given: str) -> bool:
    """Whether a given name is missing or only its first letters («А.», «Дж.»)."""
    return len(given) < 2 or "." in given


def may_be_one(a: PersonForm, b: PersonForm) -> bool:
    """Whether nothing in two names contradicts: patronymics, generations."""
    if a.patronymic and b.patronymic and not _same_or_initial(a.patronymic, b.patronymic):
        return False
    return not (a.generation and b.generation and a.generation != b.generation)


def _same_or_initial(a: str, b: str) -> bool:
    if is_initial(a) or is_initial(b):
        return a[:1] == b[:1]
    return skeleton(a) == skeleton(b)


def sound(words: str) -> str:
    """The consonants of a name: foreign names are spelled with any vowels («Сайфул», «Саифул»)."""
    return "".join(letter for letter in words if letter.isalpha() and letter not in VOWELS)


def slips(word: str) -> Iterator[str]:
    """The word and what is left of it without any one letter: two words one slip apart share one of these."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


@lru_cache(maxsize=65_536)
def is_ordinary(word: str) -> bool:
    """Whether a word is in the dictionary: two such words that differ are no slip of each other."""
    return any(parse.source == "dictionary" for parse in parses(word))


def may_be_slip(a: str, b: str) -> bool:
    """Whether one of two names may be a misspelling of the other.

    Not where they part at an end («Александр», «Александра»; «Би-би-си», «Эй-би-си»), nor where only short or
    ordinary words differ («Европейский совет», «Европейский союз»).
    """
    if a == b or a[-1:] != b[-1:] or a[:1] != b[:1]:
        return a == b
    first, second = a.split(), b.split()
    if len(first) != len(second):
        return True
    changed = [(x, y) for x, y in zip(first, second, strict=True) if x != y]
    return any(
        min(len(x), len(y)) > SHORTEST_SLIP and x[0] == y[0] and not (is_ordinary(x) and is_ordinary(y))
        for x, y in changed
    )


def ends_alike(a: str, b: str) -> bool:
    """Whether two words begin and end with the same letter, as a word and its misspelling do."""
    return a[:1] == b[:1] and a[-1:] == b[-1:]


def is_known(name: Name) -> bool:
    """Whether a name is one of those that mean the same thing everywhere («ЕС»)."""
    if name.kind == "person":
        return False
    return key_of(name.name) in known_names("organization" if name.kind == "organization" else "location")


@lru_cache(maxsize=65_536)
def canonical_words(kind: str, name: str) -> tuple[str, ...]:
    """The words of the name of an organization or a place that count.

    Countries are codes («@GB»), names of a set that means one thing everywhere the set's first name: «Министерство
    иностранных дел Великобритании» and «МИД Британии» are one.
    """
    if kind == "location":
        return (_canonical_place(name),)
    words = core_words(name)
    for end in range(len(words), 0, -1):
        if found := _known_beginnings().get(words[:end]):
            return (found, *sorted(words[end:]))
    return words


def _canonical_place(name: str) -> str:
    place = find_place(name.removeprefix("Республика "))
    if place and place.is_country:
        return f"@{place.country}"
    known = known_names("location").get(key_of(name))
    return known[0] if known else skeleton(key_of(name))


@cache
def _known_beginnings() -> dict[tuple[str, ...], str]:
    return {core_words(name): sets[0] for name, sets in known_names("organization").items()}


def without_countries(words: Iterable[str]) -> tuple[str, ...]:
    """«МИД Великобритании» is what its country calls «МИД»."""
    return tuple(word for word in words if not is_country_code(word))


def latin_sound(name: str) -> str | None:
    """How a name sounds in Latin letters («Yandex», «Яндекс»); None if it is too short."""
    return sounds_latin(core_words(name))
