"""What articles tell of people's lives, against the relations of NEREL's dev part: no figure below its floor."""

import json
import sys

import pytest
from gate.relations_of_people import KINDS, Figures, score, total
from shared_data import SHARED, floors, read_folder, shared_folder

from extractor import Article, Extractor

FLOORS = floors("people")


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    folder = shared_folder("data") / "nerel" / "dev"
    sys.path.insert(0, str(SHARED / "score"))
    import nerel_gold

    articles = [Article(text, source=name) for name, text in read_folder(folder).items()]
    answers = {doc.source: json.loads(doc.to_json()) for doc in Extractor().extract_many(articles)}
    scored = [score(gold, answers[gold.name])[0] for gold in nerel_gold.read(folder)]
    found = {kind: total(one[kind] for one in scored) for kind in KINDS}
    return {**found, "all": total(found.values())}


@pytest.mark.parametrize("kind", [*KINDS, "all"])
def test_nerel_dev(figures: dict[str, Figures], kind: str):
    one = figures[kind]
    print(f"{kind}: {one} precision {one.precision:.3f}, recall {one.recall:.3f}, F1 {one.f1:.3f}")
    precision, recall = FLOORS[kind]
    assert one.precision >= precision
    assert one.recall >= recall
