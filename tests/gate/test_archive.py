"""Who is who over the articles of SlavicNER, whose ids are the same in all of them."""

import json

import pytest
from shared_data import figures_of, floors, read_folder, shared_folder

from extractor import Extractor
from extractor.archive.cards import Cards
from extractor.archive.resolve import resolve
from extractor.archive.store import Store
from extractor.document import Article

TOPICS = ("asia_bibi", "brexit", "covid-19", "us_election_2020")
KINDS = {"people": "PER", "organizations": "ORG", "locations": "LOC"}


@pytest.fixture(scope="module")
def documents():
    """The documents of the four topics, with the entities of one archive of them all."""
    folder = shared_folder("data") / "slavicner"
    articles = [
        Article(text, f"{topic}/{name}.txt") for topic in TOPICS for name, text in read_folder(folder / topic).items()
    ]
    return [json.loads(doc.to_json()) for doc in Extractor().extract_many(articles)]


def with_entities(documents, folder):
    store = Store(folder / "archive.state")
    store.add(documents)
    resolve(store)
    for record in Cards(store).documents():
        for layer in KINDS:
            for entity in record[layer]:
                entity["key"] = entity["entity"]
        yield json.dumps(record, ensure_ascii=False, default=float)


@pytest.mark.slow
def test_entities_of_four_topics(documents, tmp_path):
    folder = shared_folder("data") / "slavicner"
    gold = [option for topic in TOPICS for option in ("--gold", folder / topic)]
    by_key = figures_of("score/slavic.py", map(json.dumps, documents), tmp_path, *gold)
    by_entity = figures_of("score/slavic.py", with_entities(documents, tmp_path), tmp_path, *gold)
    least = floors("archive")
    below = {}
    for kind in KINDS.values():
        for figure in ("key share", "key pure"):
            print(f"{kind} {figure}: by key {by_key[kind][figure]:.4f}, by entity {by_entity[kind][figure]:.4f}")
            if by_entity[kind][figure] < least[kind][figure.removeprefix("key ")]:
                below[kind, figure] = by_entity[kind][figure]
    assert below == {}
