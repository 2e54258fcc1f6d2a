"""Keys of names (corpus/keys.toml): names that differ only in how a country, a form or initials are written."""

import tomllib
from pathlib import Path

import pytest

from extractor.names.keys import name_key

EXAMPLES = tomllib.loads((Path(__file__).parent / "corpus/keys.toml").read_text(encoding="utf-8"))["example"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["one"][0])
def test_one_key(example):
    kind = example["kind"]
    keys = {name_key(kind, name) for name in example["one"]}
    assert len(keys) == 1
    assert keys.isdisjoint(name_key(kind, name) for name in example["others"])
