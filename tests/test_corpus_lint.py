"""The corpus is whole: every rule has its phrases, no phrase stands twice, gaps say why."""

import ast
import re
from collections import Counter

import pytest
from conftest import ROOT
from corpus_files import read_corpus, read_phrases

from extractor.document import FACT_ROLES

ROOMS = {
    "money": "money",
    "dates": "(date|interval|duration|set)",
    "facts": f"({'|'.join(FACT_ROLES)})",
}
"""Rooms whose rules are ours, and the pattern of the first word of their rule ids."""

EXAMPLES = {"facts": 3}
"""Phrases that a rule must have, where that is more than two."""
NEGATIVES_OF_FACTS = 2
"""Phrases that look like what a rule finds and are not."""


def rules_of(room: str) -> set[str]:
    """The rule ids in the code of a room."""
    rule_re = re.compile(rf"{ROOMS[room]}\.(?!npz$)[a-z0-9]+(-[a-z0-9]+)*")
    ids = set()
    for path in (ROOT / "extractor" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and rule_re.fullmatch(node.value):
                ids.add(node.value)
    return ids


@pytest.mark.parametrize("room", ROOMS)
def test_every_rule_has_its_examples(room):
    counts = Counter(rule for p in read_phrases(room) if p.status == "example" for rule in p.rules)
    least = EXAMPLES.get(room, 2)
    assert {rule: counts[rule] for rule in rules_of(room) if counts[rule] < least} == {}


def test_every_rule_of_facts_has_phrases_that_look_alike():
    counts = Counter(rule for p in read_phrases("facts") if p.status == "negative" for rule in p.rules)
    assert {rule: counts[rule] for rule in rules_of("facts") if counts[rule] < NEGATIVES_OF_FACTS} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_every_rule_of_the_corpus_exists(room):
    named = {rule for p in read_phrases(room) for rule in p.rules}
    assert named <= rules_of(room)


@pytest.mark.parametrize("room", ROOMS)
def test_there_are_negatives(room):
    statuses = Counter(p.status for p in read_phrases(room))
    assert statuses["negative"] * 20 >= statuses["example"]


def test_every_phrase_of_facts_names_its_kind_and_rule():
    for phrase in read_phrases("facts"):
        assert phrase.rules, phrase.text
        assert {rule.partition(".")[0] for rule in phrase.rules} == {phrase.entry["kind"]}


LINTED = (*ROOMS, "names")
"""Files of phrases; names have no rules of theirs but titles."""
EXAMPLES_OF_NAMES = 3
"""Phrases of a kind of names."""


def test_every_kind_of_names_has_its_examples():
    counts = {entry["title"]: len(entry["phrases"]) for entry in read_corpus("names")["example"]}
    assert {title: count for title, count in counts.items() if count < EXAMPLES_OF_NAMES} == {}
    assert len(counts) == len(read_corpus("names")["example"])


@pytest.mark.parametrize("name", LINTED)
def test_no_phrase_stands_twice(name):
    counts = Counter((p.text, p.published, p.entry.get("kind")) for p in read_phrases(name))
    assert [phrase for phrase, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", LINTED)
def test_negatives_and_gaps_say_why(name):
    corpus = read_corpus(name)
    for entry in (*corpus.get("negative", []), *corpus.get("gap", [])):
        assert entry["why"]
