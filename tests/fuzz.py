"""Inputs made by chance, and what must hold for all of them.

    python -m tests.fuzz --minutes 60 [--seed N] [--kind articles|values|readers|commands]

`articles`: sentences of the samples, changed by words and characters, each analysed alone, again, and with others.
`values`: strings of the tokens of dates and money, which find what changed articles do not.
`readers`: files of all formats with bytes changed, cut and put together. `commands`: options and files at random.

What is found goes into the corpora of phrases or the tests of readers, and is mended.
"""

import argparse
import contextlib
import csv
import gzip
import io
import json
import os
import random
import re
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from extractor import Article, Extractor
from extractor.batch.inputs import read_inputs
from extractor.cli import run
from extractor.text.articles import Failure, Notice, ReadOptions
from extractor.text.readers import read_articles
from tests.invariants import check

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
SENTENCES = [s for text in SAMPLES for s in re.split(r"(?<=[.!?])\s+", text) if s.strip()]
WORDS = sorted({word for text in SAMPLES for word in text.split()})

TOKENS = tomllib.loads((ROOT / "tests" / "fuzz.toml").read_text(encoding="utf-8"))
CHARACTERS = TOKENS["characters"]
TIME_TOKENS, MONEY_TOKENS = TOKENS["time"].split(), TOKENS["money"].split()


class Finding(NamedTuple):
    """An input for which something does not hold."""

    kind: str
    seed: str
    input: str
    what: str


class Fuzzer:
    """Makes inputs and tries them; `extractor` is loaded once."""

    def __init__(self, extractor: Extractor | None = None) -> None:
        self.extractor = extractor or Extractor()
        self.folder = tempfile.TemporaryDirectory()

    def articles(self, draw: random.Random) -> Iterator[Callable[[], None]]:
        texts = [changed(draw, sentences(draw)) for _ in range(draw.randint(2, 5))]
        yield from self._documents(draw, texts)

    def values(self, draw: random.Random) -> Iterator[Callable[[], None]]:
        tokens = draw.choice((TIME_TOKENS, MONEY_TOKENS, TIME_TOKENS + MONEY_TOKENS))
        texts = [
            "".join(draw.choice(tokens) + draw.choice(("", " ", " ", " ", " ")) for _ in range(draw.randint(2, 12)))
            for _ in range(16)
        ]
        yield from self._documents(draw, texts)

    def _documents(self, draw: random.Random, texts: list[str]) -> Iterator[Callable[[], None]]:
        day = draw.choice((None, "2025-11-15", "2024-02-29", "0001-01-01", "9999-12-31"))
        alone: list[str] = []
        for text in texts:

            def analyse(text: str = text) -> None:
                self.now = f"{day} {text!r}"
                doc = self.extractor.extract(text, day)
                check(doc)
                alone.append(doc.to_json())
                assert self.extractor.extract(text, day).to_json() == alone[-1], "another result the second time"

            yield analyse

        def together() -> None:
            self.now = f"{day} {texts!r}"
            if len(alone) == len(texts):
                docs = self.extractor.extract_many([Article(text) for text in texts], date=day)
                assert [without_scores(doc.to_json()) for doc in docs] == list(map(without_scores, alone)), (
                    "another result in a batch"
                )

        yield together

    def readers(self, draw: random.Random) -> Iterator[Callable[[], None]]:
        name, data = draw.choice(files())
        for _ in range(20):
            hurt = damaged(draw, data)
            path = Path(self.folder.name, name)
            path.write_bytes(hurt)

            def read(hurt: bytes = hurt, path: Path = path) -> None:
                self.now = f"{path.name} {hurt!r}"
                options = ReadOptions(max_size=100_000)
                for items in (read_inputs([str(path)], options), read_articles([str(path)], options)):
                    for item in items:
                        assert isinstance(item, (Article, Failure, Notice))
                        text = item.text if isinstance(item, Article) else item.reason
                        text.encode("utf-8")
                        assert "internal error" not in text, text
                        assert isinstance(item, Article) or "\n" not in text, text

            yield read

    def commands(self, draw: random.Random) -> Iterator[Callable[[], None]]:
        folder = Path(self.folder.name)
        name, data = draw.choice(files())
        (folder / name).write_bytes(draw.choice((data, damaged(draw, data))))
        arguments = random_arguments(draw, folder, name)

        def command() -> None:
            self.now = repr(arguments)
            said = io.StringIO()
            with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
                status = run(arguments)
            assert status in (0, 1, 2), status
            assert "Traceback" not in said.getvalue()
            assert "internal error" not in said.getvalue(), said.getvalue()
            if status == 2:
                assert len(said.getvalue().splitlines()) == 1, said.getvalue()

        yield command

    KINDS = ("articles", "values", "readers", "commands")

    def run(self, seconds: float, seed: int, kinds: tuple[str, ...] = KINDS) -> tuple[dict[str, int], list[Finding]]:
        """Try inputs until the time is over; how many of each kind, and what was found."""
        end = time.monotonic() + seconds
        counts = dict.fromkeys(kinds, 0)
        findings: list[Finding] = []
        number = 0
        while time.monotonic() < end:
            for kind in kinds:
                number += 1
                name = f"{seed}-{number}"
                for attempt in getattr(self, kind)(random.Random(f"{name} {kind}")):
                    counts[kind] += 1
                    try:
                        attempt()
                    except Exception:
                        findings.append(Finding(kind, name, self.now, traceback.format_exc(limit=-3)))
        return counts, findings


def sentences(draw: random.Random) -> str:
    return " ".join(draw.choice(SENTENCES) for _ in range(draw.randint(1, 4)))


def changed(draw: random.Random, text: str) -> str:
    """A text with some of its words and characters changed."""
    words = text.split(" ")
    for _ in range(draw.randint(0, 6)):
        place = draw.randrange(len(words))
        match draw.randrange(7):
            case 0:
                words[place] = draw.choice(WORDS)
            case 1:
                words.insert(place, draw.choice(WORDS + TIME_TOKENS + MONEY_TOKENS))
            case 2 if len(words) > 1:
                del words[place]
            case 3:
                words.insert(place, words[draw.randrange(len(words))])
            case 4:
                words[place] = draw.choice((str.upper, str.lower, str.title, str.swapcase))(words[place])
            case 5:
                words[place] = words[place][::-1]
            case _:
                words[place] += "\n" * draw.randint(1, 2)
    characters = list(" ".join(words))
    for _ in range(draw.randint(0, 5)):
        place = draw.randrange(len(characters) + 1)
        characters[place : place + draw.randint(0, 2)] = draw.choice(CHARACTERS) * draw.randint(0, 2)
    return "".join(characters)


def without_scores(line: str) -> str:
    """Neighbours in a batch move the last digit of a score."""
    return re.sub(r'"score": [\d.]+', "", line)


def files() -> list[tuple[str, bytes]]:
    """A good file of each format."""
    records = [
        {"text": text, "date": "2025-11-15", "title": "Заголовок", "id": str(number)}
        for number, text in enumerate(SENTENCES[:6])
    ]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    table = io.StringIO()
    csv.writer(table).writerows([["id", "text"], *([record["id"], record["text"]] for record in records)])
    found = [
        ("f.txt", SENTENCES[0].encode("cp1251")),
        ("f.txt", SENTENCES[1].encode("utf-16")),
        ("f.jsonl", lines),
        ("f.csv", table.getvalue().encode()),
        ("f.html", page().encode()),
        ("f.rss", feed().encode()),
        ("f", lines),
    ]
    found += [(f"{name}.gz", gzip.compress(data)) for name, data in found if "." in name]
    with contextlib.suppress(ImportError):
        import zstandard

        found += [("f.jsonl.zst", zstandard.compress(lines)), ("f.csv.zst", zstandard.compress(found[3][1]))]
    with contextlib.suppress(ImportError):
        import pyarrow
        from pyarrow import parquet

        packed = io.BytesIO()
        parquet.write_table(pyarrow.Table.from_pylist(records), packed)
        found.append(("f.parquet", packed.getvalue()))
    return found


def page() -> str:
    """A page with an article."""
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-11-15"}</script>'
    head = f"<head><title>Новость</title>{script}</head>"
    paragraphs = "".join(f"<p>{text}</p>" for text in SENTENCES[:8])
    return f"<!doctype html><html>{head}<body><article>{paragraphs}</article></body></html>"


def feed() -> str:
    """A feed of two items."""
    day = "<pubDate>Sat, 15 Nov 2025 10:30:00 +0300</pubDate>"
    items = "".join(
        f"<item><title>{text}</title>{day}<description>{text}</description></item>"
        for text in ("Один", "Два &amp; три")
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


PIECES = (b"\0", b'"', b"\n", b"\xff\xfe", b"[" * 2000, b"&#0;", b"<!--", b"9" * 500, b"\\ud800")
"""What is put into files."""


def damaged(draw: random.Random, data: bytes) -> bytes:
    """Bytes changed, cut, doubled, or put in."""
    hurt = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        place = draw.randrange(len(hurt) + 1)
        match draw.randrange(6):
            case 0 if place < len(hurt):
                hurt[place] ^= 1 << draw.randrange(8)
            case 1:
                hurt[place:place] = draw.randbytes(draw.randint(1, 8))
            case 2:
                del hurt[place : place + draw.randint(1, 40)]
            case 3:
                hurt[place:place] = hurt[: draw.randint(0, 200)]
            case 4:
                hurt[place:place] = draw.choice(PIECES)
            case _ if draw.random() < 0.3:
                del hurt[place:]
    return bytes(hurt)


def random_arguments(draw: random.Random, folder: Path, name: str) -> list[str]:
    """A command line that may be right or wrong."""
    values = {
        "--date": ("2025-11-15", "2025-02-30", "", "x"),
        "--encoding": ("utf-8", "cp1251", "hex", "nothing", "", "utf-16"),
        "--only": ("people", "money,dates", "", "nobody"),
        "--max-size": ("1", "0", "-1", "nan", "inf", "1e308", "0.000001"),
        "--text-field": ("text", "id", "", "нет"),
        "--date-field": ("date", "text"),
        "--format": ("jsonl", "json", "csv", "table", "text", "webannotation", "brat", "xml"),
        "--indent": ("0", "2", "99"),
        "--input-format": ("text", "jsonl", "html", "feed"),
        "--style": ("news", "nerel"),
        "--names": (str(folder / name), "nothing"),
        "--excel": (None,),
        "--with-text": (None,),
        "--quiet": (None,),
        "--lang": ("ru", "en"),
        "--at": ("0", "100000"),
    }
    command = draw.choice(("extract", "extract", "extract", "report", "explain", "nothing"))
    outputs = ("o.jsonl", "o.json", "o.csv", "o.xlsx", "o.txt", "o.jsonl.gz", "o.html", name, "no/o.jsonl", ".", "b/")
    arguments = [command, str(folder / draw.choice((name, name, name, "missing", ".")))]
    if command != "explain":
        arguments += ["--output", str(folder / draw.choice(outputs))]
    for option in draw.sample(sorted(values), draw.randint(0, 3)):
        value = draw.choice(values[option])
        arguments += [option] if value is None else [option, value]
    return arguments


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)))
    parser.add_argument("--kind", choices=Fuzzer.KINDS, action="append")
    options = parser.parse_args()
    kinds = tuple(options.kind or Fuzzer.KINDS)
    counts, findings = Fuzzer().run(options.minutes * 60, options.seed, kinds)
    for finding in findings:
        print(f"--- {finding.kind} {finding.seed}\n{finding.input[:3000]}\n{finding.what}")
    tried = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    print(f"seed {options.seed}: {tried}; {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
