"""The annotated corpora as texts with spans of names and of positions, bounds as the output contract wants them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

QUOTES = '"«»“”„‟‹›'
OPENING = {"«": "»", "“": "”", "„": "“”", '"': '"', "‹": "›"}
FACTRUEVAL_KINDS = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}
NAMING = {
    "PER": {"name", "surname", "patronymic", "nickname"},
    "ORG": {"org_name", "loc_name"},
    "LOC": {"org_name", "loc_name"},
}
NEREL_KINDS = {
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "COUNTRY": "LOC",
    "CITY": "LOC",
    "STATE_OR_PROVINCE": "LOC",
    "LOCATION": "LOC",
    "DISTRICT": "LOC",
}

Span = tuple[int, int, str]


@dataclass
class Annotated:
    """One text; `names` and `positions` are in order and without overlap within a layer."""

    name: str
    style: str
    text: str
    names: list[Span] = field(default_factory=list)
    positions: list[Span] = field(default_factory=list)


def read_text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without quotation marks and spaces at its edges."""
    while start < end and text[start] in QUOTES + " ":
        start += 1
    while start < end and text[end - 1] in QUOTES + " ":
        end -= 1
    return start, end


def outermost(spans: list[Span]) -> list[Span]:
    """Longest spans first, those that overlap a kept one left out; in order of the text."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if all(span[1] <= k[0] or k[1] <= span[0] for k in kept):
            kept.append(span)
    return sorted(kept)


def read_factrueval(folder: Path) -> list[Annotated]:
    return [_factrueval_text(path) for path in sorted(folder.glob("*.objects"))]


def _rows(path: Path) -> Iterator[list[str]]:
    for line in read_text(path).split("\n"):
        if fields := line.split("#")[0].split():
            yield fields


def _factrueval_text(path: Path) -> Annotated:
    text = read_text(path.with_suffix(".txt"))
    starts = {row[0]: int(row[1]) for row in _rows(path.with_suffix(".tokens")) if len(row) > 2}
    index = {token: i for i, token in enumerate(sorted(starts, key=starts.__getitem__))}
    spans = {}
    for row in _rows(path.with_suffix(".spans")):
        start, length, first, count = int(row[2]), int(row[3]), index[row[4]], int(row[5])
        spans[row[0]] = (row[1], start, start + length, frozenset(range(first, first + count)))
    mentions = []
    for row in _rows(path):
        if len(row) > 2 and row[1] in FACTRUEVAL_KINDS:
            parts = [spans[s] for s in row[2:]]
            mentions.append((FACTRUEVAL_KINDS[row[1]], parts, frozenset().union(*(p[3] for p in parts))))
    names, seen = [], set()
    for kind, parts, tokens in mentions:
        nested = any(tokens < other[2] and not (kind == "ORG" and other[0] == "LOC") for other in mentions)
        named = any(p[0] in NAMING[kind] for p in parts)
        if nested or not named or (kind, tokens) in seen:
            continue
        seen.add((kind, tokens))
        names.append((*_factrueval_bounds(text, kind, parts), kind))
    # An organization of the same words as a person or place is what is asked for.
    spans_of = {(s, e): k for s, e, k in names if k == "ORG"}
    names = [n for n in names if n[2] == "ORG" or (n[0], n[1]) not in spans_of]
    jobs = [(start, end, "POS") for kind, start, end, _ in spans.values() if kind == "job"]
    return Annotated(path.stem, "news", text, outermost(names), outermost(jobs))


def _factrueval_bounds(text: str, kind: str, parts: list[tuple[str, int, int, frozenset[int]]]) -> tuple[int, int]:
    """Naming words, with the descriptors that the contract counts in.

    An organization named only after its place («сборная России») is the whole mention; else a capitalized descriptor
    before the name is inside unless it only begins the sentence («Компания Philips»), as are the legal forms, and the
    lower-case words after it («Приморского края»).
    """
    naming = [p for p in parts if p[0] in NAMING[kind]]
    start, end = trim(text, min(p[1] for p in naming), max(p[2] for p in naming))
    if kind == "PER":
        return start, end
    others = sorted({(p[1], p[2]) for p in parts if p[0] not in NAMING[kind]})
    grown = True
    while grown:
        grown = False
        for a, b in others:
            after = re.fullmatch(r"[\s»”\"]*", text[end:a]) if a >= end else None
            before = re.fullmatch(r"[\s«“„\"]*", text[b:start]) if b <= start else None
            if (after or a < end < b) and b > end and ("»" not in text[end:a]):
                end, grown = b, True
            elif (before is not None or a < start < b) and a < start:
                words = text[a:b].split()
                place_only = kind == "ORG" and all(p[0] == "loc_name" for p in naming) and "«" not in text[b:start]
                capital = next((i for i, w in enumerate(words) if w[0].isupper()), None)
                if place_only:
                    start, grown = a, True
                elif capital is not None and kind == "ORG":
                    at = a + len(re.match(r"\s*" + r"\S+\s+" * capital, text[a:b])[0])
                    abbreviation = words[capital].isupper() and len(words[capital]) > 1
                    is_name = abbreviation or len(words) - capital > 1 or not _begins_sentence(text, at)
                    if is_name and at < start:
                        start, grown = at, True
    return start, end


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(' \n\r\t«"“„—–-')
    return not before or before[-1] in ".!?…:" or "\n" in text[len(before) : at]


def read_nerel(folder: Path) -> list[Annotated]:
    return [_nerel_text(path) for path in sorted(folder.glob("*.ann"))]


def _nerel_text(path: Path) -> Annotated:
    text = read_text(path.with_suffix(".txt"))
    mentions = {}
    for line in read_text(path).split("\n"):
        fields = line.rstrip("\r").split("\t")
        if line.startswith("T"):
            numbers = [int(n) for n in re.findall(r"\d+", fields[1])]
            mentions[fields[0]] = (numbers[0], numbers[-1], fields[1].split()[0])
    names = [(*trim(text, s, e), NEREL_KINDS[k]) for s, e, k in mentions.values() if k in NEREL_KINDS]
    kept = outermost(names)
    places = [(s, e) for s, e, k in mentions.values() if k in NEREL_KINDS]
    positions = [(s, _without_place(s, e, places), "POS") for s, e, k in mentions.values() if k == "PROFESSION"]
    positions = [(*trim(text, s, e), k) for s, e, k in positions]
    return Annotated(path.stem, "nerel", text, kept, outermost(positions))


def _without_place(start: int, end: int, names: list[tuple[int, int]]) -> int:
    """The end of a post without the organization or place in it: «президент» of «президент Бразилии»."""
    return min((s for s, e in names if start < s and e <= end and s - start > 3), default=end)
