"""The tests of a pattern that names pass, by the kinds of items."""

from functools import cache

from extractor.document import NAME_KINDS
from extractor.sentence.items import ItemKind

NAMES: dict[str, tuple[ItemKind, ...]] = {
    "person": ("person",),
    "org": ("organization",),
    "place": ("location",),
    "who": ("person", "organization"),
    "party": NAME_KINDS,
    "money": ("money",),
    "date": ("date",),
}
"""The tests of a pattern that a name passes, by the kinds of items; `person.nom`: in this case too."""


@cache
def tests_without(kinds: frozenset[ItemKind], *, has_pronoun: bool) -> frozenset[str]:
    """The tests of names that no cell passes in a sentence with items of these kinds alone; a person may be a post."""
    people = {"person"} if has_pronoun or "position" in kinds else set()
    lacking = {test for test, named in NAMES.items() if (kinds | people).isdisjoint(named)}
    return frozenset(lacking if "position" in kinds else lacking | {"post"})
