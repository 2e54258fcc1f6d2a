"""Score amounts, events and statements against the gold of this folder; README.md tells how.

Standard library only.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KINDS = ("amount", "event", "statement")
Span = tuple[int, int]


def read_gold(half: str | None = None) -> list[dict[str, Any]]:
    """The gold articles, of one half or of both."""
    lines = (HERE / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    return [article for article in articles if half in (None, article["half"])]


def input_records(folder: Path, half: str | None = None) -> Iterator[dict[str, Any]]:
    """Records for the extractor: source, date where known, text."""
    for article in read_gold(half):
        with open(folder / article["source"], encoding="utf-8", newline="") as file:
            text = file.read()
        date = {"date": article["date"]} if article["date"] else {}
        yield {"source": article["source"], **date, "text": text}


def overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def contains_any(span: Span, heads: list[Span]) -> bool:
    return any(span[0] <= head[0] and head[1] <= span[1] for head in heads)


def agrees(document: dict[str, Any], fact: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether a fact of the output is the gold fact, both of one kind."""
    what = fact["arguments"]["what"]
    span = (what["start"], what["end"])
    if fact["kind"] == "statement":
        start, end = gold["what"]
        shared = min(span[1], end) - max(span[0], start)
        union = max(span[1], end) - min(span[0], start)
        return 2 * shared >= union and is_named(document, fact["arguments"]["who"], gold["who"])
    layer, role = ("money", "money") if fact["kind"] == "amount" else ("dates", "date")
    found = next(item for item in document[layer] if item["id"] == fact["arguments"][role])
    return overlaps((found["start"], found["end"]), gold[role]) and contains_any(span, gold["what"])


def is_named(document: dict[str, Any], entity_id: str, span: Span) -> bool:
    """Whether a mention of the entity overlaps the span."""
    entities = [*document["people"], *document["organizations"], *document["locations"]]
    return any(
        overlaps((mention["start"], mention["end"]), span)
        for entity in entities
        if entity["id"] == entity_id
        for mention in entity["mentions"]
    )


def is_nameless(fact: dict[str, Any]) -> bool:
    """Whether a fact is a statement by somebody without a name, which the guideline leaves out."""
    return fact["kind"] == "statement" and isinstance(fact["arguments"]["who"], dict)


def score_article(
    document: dict[str, Any], article: dict[str, Any], kind: str
) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """Right facts, missed gold facts, spurious facts of one kind."""
    golds = [gold for gold in article["facts"] if gold["kind"] == kind]
    golds.sort(key=lambda gold: gold["optional"])
    right, spurious, used = 0, [], set()
    for fact in document.get("facts", []):
        if fact["kind"] != kind or is_nameless(fact):
            continue
        pairs = [i for i, gold in enumerate(golds) if agrees(document, fact, gold)]
        free = next((i for i in pairs if i not in used and not golds[i]["optional"]), None)
        if free is not None:
            used.add(free)
            right += 1
        elif not any(golds[i]["optional"] for i in pairs):
            spurious.append(fact)
    missed = [gold for i, gold in enumerate(golds) if i not in used and not gold["optional"]]
    return right, missed, spurious


def score(documents: dict[str, dict[str, Any]], half: str | None = None) -> dict[str, dict[str, Any]]:
    """Per kind: gold, given, right, precision, recall, f1, and the errors (source, kind of error, fact)."""
    result: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        gold = given = right = 0
        errors = []
        for article in read_gold(half):
            if kind not in article["covers"]:
                continue
            document = documents.get(article["source"], {})
            hits, missed, spurious = score_article(document, article, kind)
            right += hits
            gold += hits + len(missed)
            given += hits + len(spurious)
            errors += [(article["source"], "missed", fact) for fact in missed]
            errors += [(article["source"], "spurious", fact) for fact in spurious]
        precision, recall = right / max(given, 1), right / max(gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        result[kind] = {
            "gold": gold,
            "given": given,
            "right": right,
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "errors": errors,
        }
    return result


def describe(text: str, error: str, fact: dict[str, Any]) -> str:
    """One error with its passage on a line."""
    if error == "spurious":
        start, end = fact["start"], fact["end"]
    else:
        anchor = fact.get("money") or fact.get("date") or fact["what"]
        start, end = anchor
    passage = text[max(0, start - 80) : start] + "[[" + text[start:end] + "]]" + text[end : end + 80]
    return f"{error}: {' '.join(passage.split())}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", nargs="?", help="the extractor's documents, one a line")
    parser.add_argument("--input", type=Path, metavar="DIR", help="print the articles below DIR as records and stop")
    parser.add_argument("--half", choices=["development", "figure"])
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="the first N errors of each kind")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="the folder of the texts, to show errors")
    options = parser.parse_args()
    if options.input:
        for record in input_records(options.input, options.half):
            print(json.dumps(record, ensure_ascii=False))
        return
    with open(options.output, encoding="utf-8") as file:
        documents = {document["source"]: document for document in map(json.loads, file)}
    for kind, found in score(documents, options.half).items():
        print(
            f"{kind:10} gold {found['gold']:4} given {found['given']:4} right {found['right']:4}"
            f"   P {found['precision']:.3f}  R {found['recall']:.3f}  F1 {found['f1']:.3f}"
        )
        for source, error, fact in found["errors"][: options.errors]:
            with open(options.texts / source, encoding="utf-8", newline="") as file:
                print("   ", source, describe(file.read(), error, fact))


if __name__ == "__main__":
    main()
