"""Who is who over the articles of SlavicNER, whose ids are the same in all of them."""

import json
import tomllib
from collections import Counter
from pathlib import Path

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


def b_cubed(folder, records, field):
    """B³ of people over articles: precision, recall and F1 of exact mentions by a field of their entities."""
    pairs = []
    for topic in TOPICS:
        for path in sorted((folder / topic).glob("*.tsv")):
            rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            gold = {(int(row[0]), int(row[1])): row[5].strip() for row in rows if row[4] == "PER"}
            for entity in records.get(f"{topic}/{path.stem}.txt", {}).get("people", ()):
                found = {gold.get((m["start"], m["end"])) for m in entity["mentions"]} - {None}
                pairs += [(ident, entity[field]) for ident in sorted(found)]
    both, ids, keys = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(count * count / keys[key] for (_, key), count in both.items()) / len(pairs)
    recall = sum(count * count / ids[ident] for (ident, _), count in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def with_one_id(folder, output):
    """The gold with one id for what it spells twice: the folders of the topics, as options of the scorer."""
    rows = tomllib.loads(Path(__file__).with_name("slavicner_twice.toml").read_text(encoding="utf-8"))["same"]
    first = {ident: row[0] for row in rows for ident in row}
    for topic in TOPICS:
        (output / topic).mkdir()
        for path in (folder / topic).glob("*.t[sx][vt]"):
            text = path.read_bytes()
            if path.suffix == ".tsv":
                lines = [line.split("\t") for line in text.decode().splitlines() if line.strip()]
                cells = [[*row[:5], first.get(row[5].strip(), row[5]), *row[6:]] for row in lines]
                text = "\n".join(map("\t".join, cells)).encode()
            (output / topic / path.name).write_bytes(text)
        yield from ("--gold", output / topic)


@pytest.mark.slow
def test_entities_of_four_topics(documents, tmp_path):
    folder = shared_folder("data") / "slavicner"
    gold = [option for topic in TOPICS for option in ("--gold", folder / topic)]
    by_key = figures_of("score/slavic.py", map(json.dumps, documents), tmp_path, *gold)
    resolved = list(with_entities(documents, tmp_path))
    by_entity = figures_of("score/slavic.py", resolved, tmp_path, *gold)
    for what, records in (("key", documents), ("entity", map(json.loads, resolved))):
        figures = b_cubed(folder, {record["source"]: record for record in records}, "key")
        print(f"B³ of people by {what}: precision {figures[0]:.4f}, recall {figures[1]:.4f}, F1 {figures[2]:.4f}")
    once = figures_of("score/slavic.py", resolved, tmp_path, *with_one_id(folder, tmp_path))
    least = floors("archive")
    below = {}
    for kind in KINDS.values():
        for figure in ("key share", "key pure"):
            print(f"{kind} {figure}: by key {by_key[kind][figure]:.4f}, by entity {by_entity[kind][figure]:.4f}")
            if by_entity[kind][figure] < least[kind][figure.removeprefix("key ")]:
                below[kind, figure] = by_entity[kind][figure]
        print(
            f"{kind} by entity, ids that the gold spells twice made one: "
            + ", ".join(f"{figure} {once[kind][f'key {figure}']:.4f}" for figure in ("share", "pure"))
        )
        if once[kind]["key pure"] < least[kind]["once"]:
            below[kind, "once"] = once[kind]["key pure"]
    assert below == {}
