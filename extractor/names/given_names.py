"""Given names and their short forms («Джо» and «Джозеф»)."""

from functools import cache
from pathlib import Path

from extractor.language.lexicon import load_toml, normalize_word
from extractor.names.spelling import skeleton


def given_classes(given: str) -> tuple[str, ...]:
    """The sets of given names that a name belongs to, each by its full one; `given` as `skeleton` spells it."""
    return _classes().get(given, ())


def are_short_forms(one: str, other: str) -> bool:
    """Whether two given names in the nominative may be those of one person."""
    classes = given_classes(skeleton(normalize_word(one)))
    return not set(classes).isdisjoint(given_classes(skeleton(normalize_word(other))))


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    classes: dict[str, tuple[str, ...]] = {}
    for row in load_toml(Path(__file__).with_suffix(".toml"))["same"]:
        for form in row:
            key = skeleton(normalize_word(form))
            classes[key] = (*classes.get(key, ()), row[0])
    return classes
