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

In `facts.toml` the braces name the arguments: `{position:президент} {where:Узбекистана} {who:Шавкат Мирзиёев}`. They
may hold one another. An entry has the `kind`, the `rule` and the `phase` of the fact that a phrase gives; it
gives no other of that kind. Of several facts a number says which: `{owner:Антон Ким} основал «{1.property:Лютик}» и
«{2.property:Пион}»`; an argument without a number is one of all of them. More keys of an entry:

    rules = ["deal.verb", "deal.noun"] # of the facts in order, where they differ; so too `phases`
    modality = "planned"               # of the facts of its phrases
    names = { deal_type = "покупка" }  # the `name` of a span
    unmarked = { where = "Франция" }   # what an entity is called of which the phrase has no mention
    style = "nerel"                    # of the extractor
    absent = true                      # of a gap: a false fact is known to be given

In `names.toml` the braces have the kind of the entity, or `publisher`, and what it is called where that is no matter of
course: `{person:Анны Лосевой → Анна Лосева}`. A phrase has no other names, and what is called the same in it is one.

A negative has the `rule` that it looks like, and gives no fact of its kind by any rule.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

CORPUS = Path(__file__).parent / "corpus"
PARTS_OF_DEALS = ("buyer", "seller", "object", "lender", "borrower")
"""Roles of participants: who has one of them is a participant too."""
BRACES_RE = re.compile(r"\{(?:(?:(?P<facts>\d+)\.)?(?P<role>[a-z_]+):)?|\}")
"""What opens or closes a marked stretch."""


@dataclass(frozen=True)
class Marked:
    """A stretch of a phrase that stood in braces."""

    role: str | None
    start: int
    end: int
    name: str | None = None
    """In `names.toml`: what the entity is called."""
    facts: str = ""
    """The digits of the facts that it is an argument of, from 1; empty for all of the phrase."""


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
        """The rules that must have found its mentions or facts; empty where the corpus does not say."""
        return {self.entry["rule"]} if "rule" in self.entry else set(self.entry.get("rules", ()))

    @property
    def facts(self) -> list[dict[str, set[tuple[int, int]]]]:
        """Of each fact that must be found: by role the stretches that name its arguments."""
        if self.status == "negative" or self.entry.get("absent"):
            return []
        count = max((int(digit) for marked in self.marked for digit in marked.facts), default=1)
        found: list[dict[str, set[tuple[int, int]]]] = [{} for _ in range(count)]
        for marked in self.marked:
            for n, fact in enumerate(found, 1):
                if not marked.facts or str(n) in marked.facts:
                    for role in (str(marked.role), *(("participants",) if marked.role in PARTS_OF_DEALS else ())):
                        fact.setdefault(role, set()).add((marked.start, marked.end))
        return found


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
    """The text without its braces, and where they stood, in order of their beginning."""
    text, end = "", 0
    opened: list[tuple[int, re.Match[str]]] = []
    marked: list[Marked] = []
    for match in BRACES_RE.finditer(written):
        text += written[end : match.start()]
        end = match.end()
        if match[0] != "}":
            opened.append((len(text), match))
            continue
        start, opening = opened.pop()
        mention, _, name = text[start:].partition(" → ")
        text = text[:start] + mention
        marked.append(Marked(opening["role"], start, len(text), name or None, opening["facts"] or ""))
    assert not opened, written
    return text + written[end:], tuple(sorted(marked, key=lambda one: (one.start, -one.end)))
