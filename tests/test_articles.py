"""The articles of samples/: the expectations written by hand, and the full output as it was last looked at."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, assert_same_text

from extractor import Article, Document, Extractor
from extractor.document import FACT_ROLES, TextSpan
from extractor.text.readers import read_articles

SAMPLES = ROOT / "samples"
ARTICLES = sorted(SAMPLES.glob("*.txt"))
EXPECTED = ROOT / "tests" / "samples"
MONEY_DEFAULTS = dict.fromkeys(("value", "min_value", "max_value", "currency", "mod", "per", "equivalent"))
DATE_DEFAULTS = {"kind": "date", "value": None, "mod": None}
LISTS = ("people", "organizations", "locations", "money", "dates")
OTHER_RE = re.compile(rf"others/(?:{'|'.join(LISTS)})/.+")
"""A gap that names one thing which is found and should not be."""


@cache
def expected(name: str) -> dict[str, Any]:
    with (EXPECTED / f"{name}.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


@cache
def document(name: str) -> Document:
    (article,) = read_articles([str(SAMPLES / f"{name}.txt")])
    assert isinstance(article, Article)
    (doc,) = shared_extractor().extract_many([article])
    return doc


@cache
def shared_extractor() -> Extractor:
    return Extractor()


def cases() -> Iterator[Any]:
    """One case for each thing expected, and one a list for what is not."""
    for path in ARTICLES:
        name = path.stem
        gaps = expected(name).get("gaps", {})
        checks: list[tuple[str, Any]] = [("published", None), ("publishers", None)]
        for kind in ("people", "organizations", "locations"):
            checks += [(f"{kind}/{entity}", mentions) for entity, mentions in expected(name)[kind].items()]
        for kind in ("money", "dates"):
            checks += [(f"{kind}/{item['text']}", item) for item in expected(name)[kind]]
        for fact in expected(name)["facts"]:
            checks.append((f"facts/{fact['kind']} {_label(fact)}", fact))
        checks += [(f"others/{kind}", None) for kind in LISTS]
        checks += [(check, None) for check in gaps if OTHER_RE.fullmatch(check)]
        ids = [check for check, _ in checks]
        assert gaps.keys() <= set(ids), f"{name}: gaps that are no checks: {gaps.keys() - set(ids)}"
        for check, item in checks:
            yield pytest.param(name, check, item, id=f"{name}:{check}")


def _label(fact: dict[str, Any]) -> str:
    values = (value for key, value in fact.items() if key != "kind")
    return " ".join(", ".join(value) if isinstance(value, list) else value for value in values)[:60]


@pytest.mark.parametrize(("name", "check", "item"), list(cases()))
def test_expectation(name: str, check: str, item: Any, update_snapshots: bool):
    """What stands under `gaps` is known to fail, and must: the day it passes, it goes (by --update-snapshots, too)."""
    reason = expected(name).get("gaps", {}).get(check)
    if reason is None:
        verify(name, check, item)
        return
    try:
        verify(name, check, item)
    except AssertionError:
        pytest.xfail(reason)
    if not update_snapshots:
        pytest.fail(f"this gap is closed: take it out of tests/samples/{name}.toml, or let --update-snapshots do it")
    path = EXPECTED / f"{name}.toml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f'"{check}" = ')), encoding="utf-8")


def verify(name: str, check: str, item: Any) -> None:
    doc, wanted = document(name), expected(name)
    match kind := check.partition("/")[0]:
        case "published":
            assert (doc.date, doc.date_from) == (wanted["date"], wanted["date_from"])
        case "publishers":
            assert [o.name for o in doc.organizations if o.role == "publisher"] == wanted["publishers"]
        case "people" | "organizations" | "locations":
            entity = check.partition("/")[2]
            found = {e.name: [m.text for m in e.mentions] for e in getattr(doc, kind)}
            assert found.get(entity) == item, found
        case "money" | "dates":
            found = _amounts(doc) if kind == "money" else _dates(doc)
            defaults = MONEY_DEFAULTS if kind == "money" else DATE_DEFAULTS
            item = {**defaults, **item}
            same_text = [{key: one[key] for key in item} for one in found if one["text"] == item["text"]]
            assert item in same_text, same_text or [one["text"] for one in found]
        case "facts":
            kinds = [fact for fact in _facts(doc) if fact["kind"] == item["kind"]]
            assert any(all(_same(fact.get(key), value) for key, value in item.items()) for fact in kinds), kinds
        case "others" if check.count("/") == 1:
            listed = check.partition("/")[2]
            gaps = wanted.get("gaps", {})
            known = {gap.removeprefix(f"{check}/") for gap in gaps if gap.startswith(f"{check}/")}
            assert set(_others(doc, wanted, listed)) == known
            if listed in ("money", "dates"):
                missed = Counter(m["text"] for m in wanted[listed]) - Counter(m.text for m in getattr(doc, listed))
                assert set(missed) == {text for text in missed if f"{listed}/{text}" in gaps}
        case "others":
            _, listed, other = check.split("/", 2)
            assert other not in _others(doc, wanted, listed)


def _others(doc: Document, wanted: dict[str, Any], listed: str) -> Iterator[str]:
    """What is found of a list and is not expected: names of entities with mentions, texts of amounts and dates."""
    if listed in ("money", "dates"):
        return iter(Counter(m.text for m in getattr(doc, listed)) - Counter(m["text"] for m in wanted[listed]))
    return (e.name for e in getattr(doc, listed) if e.mentions and e.name not in wanted[listed])


def _amounts(doc: Document) -> list[dict[str, Any]]:
    texts = {money.id: money.text for money in doc.money}
    return [
        {name: getattr(money, name) for name in ("text", *MONEY_DEFAULTS)}
        | {"equivalent": texts.get(money.equivalent or "")}
        for money in doc.money
    ]


def _dates(doc: Document) -> list[dict[str, Any]]:
    return [{name: getattr(date, name) for name in ("text", "relative", *DATE_DEFAULTS)} for date in doc.dates]


def _facts(doc: Document) -> Iterator[dict[str, Any]]:
    names = {entity.id: entity.name for entity in doc.entities}
    names |= {found.id: found.text for found in (*doc.money, *doc.dates)}

    def readable(argument: Any) -> Any:
        if isinstance(argument, TextSpan):
            return argument.name or argument.text
        if isinstance(argument, tuple):
            return [names[id_] for id_ in argument]
        return names[argument] if argument else None

    for fact in doc.facts:
        arguments = {role: readable(argument) for role, argument in fact.arguments.items()}
        yield {"kind": fact.kind, "phase": fact.phase, **arguments}


def _same(found: Any, wanted: Any) -> bool:
    return sorted(found or []) == sorted(wanted) if isinstance(wanted, list) else found == wanted


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_snapshot(path: Path, update_snapshots: bool):
    snapshot = EXPECTED / f"{path.stem}.json"
    doc = document(path.stem)
    record = Document.to_json(_named(doc, path), indent=1) + "\n"
    if update_snapshots:
        snapshot.write_text(record, encoding="utf-8")
    hint = ["pytest tests/test_articles.py --update-snapshots writes it anew; read git diff before you commit"]
    assert snapshot.exists(), hint[0]
    assert_same_text(record, snapshot.read_text(encoding="utf-8"), f"tests/samples/{snapshot.name}", hint)


def _named(doc: Document, path: Path) -> Document:
    from dataclasses import replace

    return replace(doc, source=f"samples/{path.name}")


def test_there_are_samples_of_every_kind():
    assert len(ARTICLES) >= 8
    facts = [fact for path in ARTICLES for fact in expected(path.stem)["facts"]]
    assert {fact["kind"] for fact in facts} == FACT_ROLES.keys() - {"membership"}
    dates = [date for path in ARTICLES for date in expected(path.stem)["dates"]]
    assert {date.get("kind", "date") for date in dates} == {"date", "interval", "duration", "set"}
    currencies = {money.get("currency") for path in ARTICLES for money in expected(path.stem)["money"]}
    assert len(currencies) >= 6
