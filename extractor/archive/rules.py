"""The rules that say when two names of an archive are of one entity: a row each, with an example."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from extractor.archive.forms import (
    SHORTEST_SLIP,
    SHORTEST_WHOLE_SLIP,
    Name,
    canonical_words,
    ends_alike,
    form_of,
    is_ordinary,
    latin_sound,
    may_be_one,
    may_be_slip,
    slips,
    sound,
)
from extractor.names.given_names import given_classes
from extractor.names.spelling import skeleton

Keys = Callable[[Name], Iterator[str]]


class SameRule(NamedTuple):
    """Names that share a key are one where nothing contradicts."""

    id: str
    example: str
    kinds: tuple[str, ...]
    keys: Keys
    agree: Callable[[Name, Name], bool]
    """What must hold of two names that share a key."""
    company: float
    """The least similarity of their company; 0 where the names alone decide."""
    score: float
    """Estimated probability that such two names are one: heuristic, from the development topics."""
    never_together: bool = False
    """Whether articles that name both as two people speak against it («Александр и Александра Филиппенко»)."""


def _full_name(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full:
        yield f"{form.given}|{form.family}|{form.generation}"


def _first_given(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full:
        yield f"{form.given.partition(' ')[0]}|{form.family}|{form.generation}"


def _given_class(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full:
        for given in given_classes(form.given.partition(" ")[0]):
            yield f"{given}|{form.family}|{form.generation}"


def _given_slip(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full and len(form.given) >= SHORTEST_SLIP:
        for given in slips(form.given):
            yield f"{given}|{form.family}|{form.generation}"


def _family_slip(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full and len(form.family) >= SHORTEST_SLIP:
        for family in slips(form.family):
            yield f"{form.given}|{family}|{form.generation}"


def _one_name(name: Name) -> Iterator[str]:
    form = form_of(name)
    if not (form.given and form.family) and len(form.given + form.family) >= SHORTEST_WHOLE_SLIP:
        yield from slips(form.given + form.family)


def _person_sound(name: Name) -> Iterator[str]:
    form = form_of(name)
    if form.is_full and len(heard := sound(form.given + form.family)) >= SHORTEST_SLIP:
        yield heard


def _canonical(name: Name) -> Iterator[str]:
    yield " ".join(canonical_words(name.kind, name.name))


def _latin(name: Name) -> Iterator[str]:
    if heard := latin_sound(name.name):
        yield heard


def _whole_slip(name: Name) -> Iterator[str]:
    whole = skeleton(name.key)
    if len(whole) >= SHORTEST_WHOLE_SLIP:
        yield from slips(whole.replace(" ", "").replace("-", ""))


def _whole_sound(name: Name) -> Iterator[str]:
    heard = sound(skeleton(name.key))
    if len(heard) >= SHORTEST_WHOLE_SLIP:
        yield heard


def _people_agree(a: Name, b: Name) -> bool:
    return may_be_one(form_of(a), form_of(b))


def _slip_in_given(a: Name, b: Name) -> bool:
    """«Владмир» is no name: a slip. «Азия» is a word of its own, and more must speak for it."""
    one, other = form_of(a).given, form_of(b).given
    return (
        may_be_one(form_of(a), form_of(b)) and ends_alike(one, other) and not (is_ordinary(one) and is_ordinary(other))
    )


def _one_names_agree(a: Name, b: Name) -> bool:
    one, other = form_of(a), form_of(b)
    first, second = one.given + one.family, other.given + other.family
    is_one = may_be_one(one, other) and one.generation == other.generation
    return is_one and ends_alike(first, second) and sound(first) == sound(second)


def _families_agree(a: Name, b: Name) -> bool:
    return _people_agree(a, b) and ends_alike(form_of(a).family, form_of(b).family)


def _sounds_agree(a: Name, b: Name) -> bool:
    return _families_agree(a, b) and _slip_in_given(a, b)


def _other_alphabet(a: Name, b: Name) -> bool:
    return a.key.replace(" ", "").isascii() != b.key.replace(" ", "").isascii()


def _wholes_agree(a: Name, b: Name) -> bool:
    return may_be_slip(skeleton(a.key), skeleton(b.key))


def _always(a: Name, b: Name) -> bool:
    return True


PERSON = ("person",)
THINGS = ("organization", "location")

SAME_RULES: tuple[SameRule, ...] = (
    SameRule("person.full-name", "Тереза Мэй = Тереза Мей", PERSON, _full_name, _people_agree, 0, 0.98),
    SameRule(
        "person.first-given-name", "Уильям Тафт = Уильям Говард Тафт", PERSON, _first_given, _people_agree, 0.05, 0.9
    ),
    SameRule("person.short-given-name", "Джо Байден = Джозеф Байден", PERSON, _given_class, _people_agree, 0.05, 0.95),
    SameRule(
        "person.slip-in-given-name", "Владмир Путин = Владимир Путин", PERSON, _given_slip, _slip_in_given, 0.05, 0.85
    ),
    SameRule(
        "person.other-given-name",
        "Азия Биби = Асия Биби; «Камал Харрис», a wrong nominative",
        PERSON,
        _given_slip,
        _people_agree,
        0.2,
        0.7,
        never_together=True,
    ),
    SameRule(
        "person.slip-in-family-name", "Борис Донсон = Борис Джонсон", PERSON, _family_slip, _families_agree, 0.05, 0.85
    ),
    SameRule("person.sound", "Сайфул Малук = Сайфил Молюк", PERSON, _person_sound, _sounds_agree, 0.1, 0.8),
    SameRule("person.one-name", "Мухаммед = Мухаммад", PERSON, _one_name, _one_names_agree, 0.1, 0.8),
    SameRule("name.canonical", "МИД Британии = МИД Великобритании; РФ = Россия", THINGS, _canonical, _always, 0, 0.98),
    SameRule("name.other-alphabet", "Яндекс = Yandex", THINGS, _latin, _other_alphabet, 0.05, 0.9),
    SameRule("name.slip", "Висконсин = Винсконсин", THINGS, _whole_slip, _wholes_agree, 0.1, 0.85),
    SameRule("name.sound", "Техрик-э-Лабаик = Техрик-и-Либиек", THINGS, _whole_sound, _wholes_agree, 0.15, 0.8),
)
"""In the order in which they are tried."""
