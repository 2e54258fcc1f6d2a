"""Writes what the facts stage makes of gold names and positions, for the scorers of ../shared/score.

    python -m training.measure_facts ../shared/data OUT [FOLDS]

OUT/devset.jsonl (factRuEval, each text by the models of FOLDS that have not seen it) and OUT/dev.jsonl (NEREL dev).
"""

import sys
from dataclasses import replace
from pathlib import Path

from extractor.facts.find import find_facts
from extractor.facts.occupations.models import load_models
from training.gold_documents import factrueval_documents, nerel_documents
from training.occupation import fold_of


def main(data: Path, out: Path, folds: Path | None) -> None:
    for name, golds in (
        ("devset", factrueval_documents(data / "factrueval-devset")),
        ("dev", nerel_documents(data / "nerel/dev")),
    ):
        lines = []
        for gold in golds:
            path = str(folds / f"occupation.{fold_of(gold.doc.source)}.npz") if folds and name == "devset" else None
            facts, locations = find_facts(gold.doc, "nerel" if name == "dev" else "news", load_models(path))
            lines.append(replace(gold.doc, facts=facts, locations=locations).to_json())
        (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
