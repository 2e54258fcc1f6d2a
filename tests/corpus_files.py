"""The corpus of phrases with expected values: `tests/corpus/NAME.toml`.

    published = 2025-11-15          # «now» for every phrase of the file

    [[example]]                     # a phrase without braces is one mention from end to end
    rule = "date.day-month"
    value = { kind = "date", value = "2025-11-15" }
    phrases = ["15 ноября", "Завод открыли {15 ноября} в Туле."]

    [[example]]                     # several mentions: as many values (and, where told, rules), in order
    values = [{ value = 10, currency = "USD" }, { value = 11, currency = "USD" }]
    rules = ["money.change"]           # where not all of them are of one rule
    phrases = ["выросла с {10} до {11 долларов}"]

    [[negative]]
    why = "an age is not a date"
    phrases = ["90-летний ветеран"]

    [[gap]]                         # known to fail; the day it passes, the test asks to move it up
    why = "fiscal years are not modelled"
    value = { kind = "interval", value = "2024-10/2025-09" }
    phrases = ["{2025 финансовый год} США"]

In `facts.toml` the braces name the arguments: `{position:президент} {where:Узбекистана} {who:Шавкат Мирзиёев}`, and an
entry has `kind` and `phase` instead of a value.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

CORPUS = Path(__file__).parent / "corpus"
BRACES_RE = re.compile(r"\{(?:([a-z_]+):)?([^{}]*)\}")


@dataclass(frozen=True)
class Marked:
    """A stretch of a phrase that stood in braces."""

    role: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Phrase:
    """One phrase and what must be found in it."""

    file: str
    status: Literal["example", "negative", "gap"]
    text: str
    marked: tuple[Marked, ...]
    entry: dict[str, Any]
    published: str | None

    @property
    def values(self) -> list[dict[str, Any]]:
        """The expected value of each marked stretch, in order."""
        if self.status == "negative":
            return []
        return self.entry.get("values") or [self.entry["value"]]

    @property
    def rules(self) -> set[str]:
        """The rules that must have found its mentions; empty where the corpus does not say."""
        return {self.entry["rule"]} if "rule" in self.entry else set(self.entry.get("rules", ()))


def read_corpus(name: str) -> dict[str, Any]:
    """The tables of one file, numbers exact; nothing where there is no such file yet."""
    path = CORPUS / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal) if path.exists() else {}


def read_phrases(name: str) -> Iterator[Phrase]:
    """The phrases of one file, in order."""
    corpus = read_corpus(name)
    for status in ("example", "negative", "gap"):
        for entry in corpus.get(status, []):
            published = entry.get("published", corpus.get("published"))
            for written in entry["phrases"]:
                text, marked = unbrace(written)
                if not marked and status != "negative":
                    marked = (Marked(None, 0, len(text)),)
                yield Phrase(name, status, text, marked, entry, str(published) if published else None)


def unbrace(written: str) -> tuple[str, tuple[Marked, ...]]:
    """The text without its braces, and where they stood."""
    text, marked, end = "", [], 0
    for match in BRACES_RE.finditer(written):
        text += written[end : match.start()]
        marked.append(Marked(match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        end = match.end()
    return text + written[end:], tuple(marked)
