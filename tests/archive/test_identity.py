"""Which names are one: the corpus of archives, each rule with an example."""

import tomllib

import pytest
from conftest import ROOT

from extractor.archive.cards import Cards
from extractor.archive.context import ALIAS_RULE, SHORT
from extractor.archive.resolve import explain_same, resolve
from extractor.archive.rules import SAME_RULES
from extractor.archive.store import Store
from extractor.archive.write import writer_of
from tests.archive.made import document, entities

CORPUS = tomllib.loads((ROOT / "tests" / "corpus" / "archive.toml").read_text(encoding="utf-8"))["example"]


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: f"{entry['rule']} {entry.get('one') or entry.get('two')}")
def test_corpus_of_archives(entry, tmp_path):
    store = Store(tmp_path / "a.state")
    store.add(document(f"a{n}", names) for n, names in enumerate(entry["articles"]))
    resolve(store)
    output = tmp_path / "a.jsonl"
    writer_of(output)(Cards(store), output)
    found = entities(output)
    if "one" in entry:
        assert len(set.union(*(found[name] for name in entry["one"]))) == 1, found
        assert any(entry["rule"] in line for line in explain_same(store, entry["one"][0], entry["one"][-1])), (
            explain_same(store, entry["one"][0], entry["one"][-1])
        )
    if "two" in entry:
        assert found[entry["two"][0]].isdisjoint(found[entry["two"][1]]), found


def test_every_rule_has_an_example_that_joins():
    rules = {rule.id for rule in SAME_RULES} | {rule.id for rule in SHORT} | {ALIAS_RULE}
    joined = {entry["rule"] for entry in CORPUS if "one" in entry}
    assert rules - joined <= {"person.other-given-name", "context.given-name", "context.generation"}
    assert {entry["rule"] for entry in CORPUS} <= rules
