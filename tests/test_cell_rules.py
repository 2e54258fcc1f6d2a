"""Patterns over rows of cells: the notation, the matcher, the table."""

import pytest

from extractor.grammar.cell_patterns import read_pattern
from extractor.grammar.cell_rules import Match, Rule, Table

LISTS = {"buy": frozenset(("buys", "bought")), "sell": frozenset(("sells",))}


class Words:
    """A row whose cells are words; names have a capital, `|` stops every gap, `(x` is aside."""

    def __init__(self, text: str) -> None:
        self.words = text.split()

    def __len__(self):
        return len(self.words)

    def keys(self, cell):
        return frozenset((self.words[cell],))

    def has_any(self, keys):
        return not keys.isdisjoint(self.words)

    def has_text(self, texts):
        return not texts.isdisjoint(word.lower() for word in self.words)

    def lacks(self, tests):
        return "name" in tests and not any(word[0].isupper() for word in self.words)

    def present(self, keys):
        return keys.intersection(self.words)

    def cells_with(self, keys):
        return [cell for cell in range(len(self)) if not self.keys(cell).isdisjoint(keys)]

    def text(self, cell):
        return self.words[cell].lower()

    def tokens(self, cell):
        return 1

    def is_aside(self, cell, trigger):
        return self.words[cell].startswith("(")

    def stops_gap(self, cell, step, trigger):
        return self.words[cell] == "|"

    def listed_with(self, cell, step, trigger):
        found = [cell]
        while 0 <= found[-1] + 2 * step < len(self) and self.words[found[-1] + step] == "and":
            found.append(found[-1] + 2 * step)
        return tuple(sorted(found))


def name(row, cell):
    return row.words[cell][0].isupper()


def name_test(word):
    if word != "name":
        raise ValueError(f"no test: {word}")
    return name


def found(pattern: str, text: str) -> list[dict[str, str]]:
    """By role the words of each match."""
    row = Words(text)

    def read(match: Match[Words]):
        yield {role: " ".join(row.words[cell] for cell in cells) for role, cells in match.cells.items()}

    table = Table([Rule("x", text, pattern, read)], LISTS, name_test)
    return [one for attempt in table.find(row, []) for one in attempt.rule.read(attempt.match)]


@pytest.mark.parametrize(
    ("pattern", "text", "roles"),
    [
        ("{a:name} .. [@buy]! .. {b:name}", "yesterday Alfa gladly bought shares of Beta", {"a": "Alfa", "b": "Beta"}),
        ("{a:name} .. [@buy]!", "Alfa met Beta which bought", {"a": "Beta"}),
        ("{a:name,} [@buy]!", "Alfa and Beta bought", {"a": "Alfa Beta"}),
        ("[@buy]! ..2 {b:name}", "bought x y Beta", {"b": "Beta"}),
        ("[@buy]! ..2 {b:name}", "bought x y z Beta", None),
        ("[@buy]! .. {b:name}", "bought x | Beta", None),
        ("[@buy]! .., {b:name}", "bought x , Beta", None),
        ("[@buy]! .. {b:name}", "bought x , Beta", {"b": "Beta"}),
        ("[@buy]! {b:name}", "bought (Alfa Beta", None),
        ("[@buy]! .. {b:name}", "bought (Alfa Beta", {"b": "Beta"}),
        ("[@buy]! ['the|a']? {b:name}", "bought the Beta", {"b": "Beta"}),
        ("[@buy]! ['the|a']? {b:name}", "bought Beta", {"b": "Beta"}),
        ("[@buy]! [-name]* {b:name}", "bought all of Beta", {"b": "Beta"}),
        ("{a:name} .. [-name @sell] .. [@buy]!", "Alfa sells what it bought", {"a": "Alfa"}),
        ("{a:name @buy}!", "bought", None),
    ],
)
def test_what_a_pattern_matches(pattern, text, roles):
    assert found(pattern, text) == ([] if roles is None else [roles])


@pytest.mark.parametrize(
    "pattern",
    ["{a:name} .. [@buy]", "[@buy]! [@sell]!", "[@lend]!", "[@buy]! [verb]", "[@buy]! name", "{a:name .. [@buy]!"],
)
def test_what_is_no_pattern(pattern):
    with pytest.raises(ValueError, match=r"pattern|trigger|no list|no test"):
        read_pattern(pattern, LISTS, name_test)


def test_of_several_rules_the_first_that_no_guard_refuses_counts():
    def sold(match):
        return "sold" in match.row.words

    rules = [
        Rule("pair", "", "{a:name} .. [@buy]! .. {b:name}", lambda match: ["pair"], unless=(sold,)),
        Rule("one", "", "{a:name} .. [@buy]!", lambda match: ["one"]),
    ]
    table = Table(rules, LISTS, name_test)
    refused = []
    assert [attempt.rule.id for attempt in table.find(Words("Alfa bought Beta"), refused)] == ["pair"]
    assert refused == []
    assert [attempt.rule.id for attempt in table.find(Words("Alfa bought Beta sold"), refused)] == ["one"]
    [attempt] = refused
    assert (attempt.rule.id, attempt.refused_by) == ("pair", "sold")
    assert [source for source, _ in attempt.match.steps] == ["{a:name}", "[@buy]!", "{b:name}"]
