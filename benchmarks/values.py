"""Dates and money by natasha's extractors and by ours on the same texts: found, right, speed.

    python -m benchmarks.values --texts ../shared/data/nerel --gold ../shared/gold

Right is what the gold set has with the same span and value, or with an overlapping span and the same value; natasha's
values are put into the terms of the contract as far as it has them. natasha needs its own dependencies.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as calendar_day
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.natasha_pipeline import NatashaPipeline
from extractor.dates.find import find_dates
from extractor.dates.resolve import resolve_dates
from extractor.document import Sentence
from extractor.language.geography import find_countries
from extractor.money.find import find_money
from extractor.money.resolve import need_countries, resolve_money
from extractor.text.segment import segment

Found = list[tuple[int, int, Any]]
"""Start, end and value of each mention."""

Read = Callable[["GoldArticle"], Found]


@dataclass(frozen=True)
class GoldArticle:
    """A text with its publication date, its sentences and what should be found in it."""

    text: str
    published: calendar_day | None
    sentences: tuple[Sentence, ...]
    gold: list[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True, help="folder with the texts of the gold set")
    parser.add_argument("--gold", type=Path, required=True, help="folder with dates_dev.jsonl and money_dev.jsonl")
    options = parser.parse_args()
    natasha = NatashaPipeline()
    print(f"{'':18}{'gold':>6}{'found':>7}{'span':>7}{'value':>7}{'articles/s':>12}{'MB/s':>8}")
    money = read_articles("money", options.gold, options.texts)
    report("money: natasha", "money", money, lambda article: list(natasha_money(natasha.money(article.text))))
    report("money: ours", "money", money, our_money)
    dates = read_articles("dates", options.gold, options.texts)
    report("dates: natasha", "dates", dates, lambda article: list(natasha_dates(natasha.dates(article.text))))
    report("dates: ours", "dates", dates, our_dates)


def read_articles(task: str, gold: Path, folder: Path) -> list[GoldArticle]:
    paths = {path.stem: path for path in folder.rglob("*.txt")}
    articles = []
    for line in (gold / f"{task}_dev.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line, parse_float=Decimal)
        text = paths[document["doc"]].read_bytes().decode()
        day = document.get("date")
        wanted = [mention for mention in document[task] if not mention.get("skip")]
        articles.append(GoldArticle(text, calendar_day.fromisoformat(day) if day else None, segment(text), wanted))
    return articles


def report(name: str, task: str, articles: list[GoldArticle], read: Read) -> None:
    """Prints a line; the speed is that of the second pass, when what is loaded and remembered is there."""
    found = [read(article) for article in articles]
    began = time.process_time()
    for article in articles:
        read(article)
    spent = time.process_time() - began
    pairs = [(mention, mentions) for article, mentions in zip(articles, found, strict=True) for mention in article.gold]
    spans = sum(any(f[:2] == (g["start"], g["end"]) for f in mentions) for g, mentions in pairs)
    right = sum(any(overlap(g, f) and f[2] in values(task, g) for f in mentions) for g, mentions in pairs)
    size = sum(len(article.text.encode()) for article in articles) / 1e6
    print(
        f"{name:18}{len(pairs):6}{sum(map(len, found)):7}{spans:7}{right:7}"
        f"{len(articles) / spent:12.1f}{size / spent:8.2f}"
    )


def overlap(mention: dict[str, Any], found: tuple[int, int, Any]) -> bool:
    return found[0] < mention["end"] and mention["start"] < found[1]


def values(task: str, mention: dict[str, Any]) -> list[Any]:
    """The accepted values of a mention of the gold set."""
    readings = [mention, *({**mention, **other} for other in mention.get("also", ()))]
    if task == "dates":
        return [(one["kind"], one["value"]) for one in readings]
    return [tuple(one.get(field) for field in ("currency", "value", "min_value", "max_value")) for one in readings]


def our_money(article: GoldArticle) -> Found:
    readings = find_money(article.text, article.sentences)
    countries = find_countries(article.text, article.sentences) if need_countries(readings) else ()
    amounts = resolve_money(article.text, readings, countries)
    return [(m.start, m.end, (m.currency, m.value, m.min_value, m.max_value)) for m in amounts]


def our_dates(article: GoldArticle) -> Found:
    readings = find_dates(article.text, article.sentences)
    dates = resolve_dates(article.text, article.sentences, readings, article.published)
    return [(d.start, d.end, (d.kind, d.value)) for d in dates]


def natasha_money(matches: Any) -> Iterator[tuple[int, int, Any]]:
    for match in matches:
        amount = None if match.fact.amount is None else Decimal(str(match.fact.amount))
        yield match.start, match.stop, (match.fact.currency, amount, None, None)


def natasha_dates(matches: Any) -> Iterator[tuple[int, int, Any]]:
    for match in matches:
        parts = [f"{match.fact.year:04}" if match.fact.year else "XXXX"]
        parts += [f"{part:02}" for part in (match.fact.month, match.fact.day) if part]
        yield match.start, match.stop, ("date", "-".join(parts))


if __name__ == "__main__":
    main()
