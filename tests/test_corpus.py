"""Every phrase of the corpus of money, dates, facts and names gives what it should; known gaps are strict."""

from dataclasses import fields
from functools import cache
from typing import Any

import pytest
from corpus_files import Phrase, read_phrases

from extractor import Article, Document, Extractor
from extractor.document import Entity, Fact, Organization, Person, TextSpan

FILES = ("money", "dates", "facts", "names")
PHRASES = [phrase for name in FILES for phrase in read_phrases(name)]
MONEY_FIELDS = ("currency", "value", "min_value", "max_value", "mod", "per")
DATE_FIELDS = ("kind", "value", "mod")
"""Compared even where an entry leaves them out; other fields only where it has them."""
FACT_ATTRIBUTES = tuple(
    field.name
    for field in fields(Fact)
    if field.name not in ("id", "kind", "start", "end", "text", "arguments", "score")
)


@cache
def documents() -> dict[tuple[str, str | None, Any], Document]:
    """All phrases at once: the taggers are faster on many."""
    keys = list(dict.fromkeys(map(key_of, PHRASES)))
    found: dict[tuple[str, str | None, Any], Document] = {}
    for style in dict.fromkeys(style for *_, style in keys):
        chosen = [key for key in keys if key[2] == style]
        articles = [Article(text, date=published) for text, published, _ in chosen]
        found |= zip(chosen, Extractor(style=style).extract_many(articles), strict=True)
    return found


def key_of(phrase: Phrase) -> tuple[str, str | None, Any]:
    """What an extractor is given: the text, the publication date and the style."""
    return phrase.text, phrase.published, phrase.entry.get("style", "news")


def marks(phrase: Phrase) -> list[Any]:
    return [pytest.mark.xfail(reason=phrase.entry["why"], strict=True)] if phrase.status == "gap" else []


@pytest.mark.parametrize(
    "phrase", [pytest.param(p, marks=marks(p), id=f"{p.file}-{p.status}: {p.text}") for p in PHRASES]
)
def test_phrase(phrase: Phrase):
    doc = documents()[key_of(phrase)]
    if phrase.file in ("facts", "names"):
        (check_facts if phrase.file == "facts" else check_names)(phrase, doc)
        return
    found = [(one.start, one.end, one) for one in getattr(doc, phrase.file)]
    spans = [(one.start, one.end) for one in phrase.marked]
    assert [(start, end) for start, end, _ in found] == spans, underlined(phrase, [f[:2] for f in found])
    defaults = dict.fromkeys(MONEY_FIELDS) if phrase.file == "money" else {**dict.fromkeys(DATE_FIELDS), "kind": "date"}
    for (*_, one), value in zip(found, phrase.values, strict=True):
        wanted = defaults | value
        assert {name: getattr(one, name) for name in wanted} == wanted, one
    if rules := phrase.rules:
        assert {one.rule for *_, one in found} == rules


def check_names(phrase: Phrase, doc: Document) -> None:
    """The mentions are those of the phrase, of their kinds; what is called the same is one entity of that name."""
    found = sorted((m.start, m.end, kind_of(entity), entity) for entity in doc.entities for m in entity.mentions)
    wanted = [(one.start, one.end, one.role) for one in phrase.marked]
    assert [one[:3] for one in found] == wanted, underlined(phrase, [one[:2] for one in found])
    named = [(one.name, entity) for one, (*_, entity) in zip(phrase.marked, found, strict=True) if one.name]
    assert [entity.name for _, entity in named] == [name for name, _ in named]
    assert len({entity.id for _, entity in named}) == len({(name, type(entity)) for name, entity in named})


def kind_of(entity: Entity) -> str:
    """Person, organization or location; `publisher` for an organization of this role."""
    if isinstance(entity, Organization):
        return entity.role or "organization"
    return "person" if isinstance(entity, Person) else "location"


def underlined(phrase: Phrase, found: list[tuple[int, int]]) -> str:
    """The phrase with what should be found under it, and what was."""

    def line(spans: list[tuple[int, int]]) -> str:
        marks = [" "] * len(phrase.text)
        for start, end in spans:
            marks[start:end] = "^" * (end - start)
        return "".join(marks)

    wanted = [(one.start, one.end) for one in phrase.marked]
    return f"\n  {phrase.text}\n  {line(wanted)} wanted\n  {line(found)} found"


def check_facts(phrase: Phrase, doc: Document) -> None:
    """The facts of the kind are those of the phrase, argument by argument; no more and no fewer."""
    kind = phrase.entry.get("kind")
    found = [fact for fact in doc.facts if kind in (None, fact.kind)]
    wanted = [
        (attributes_wanted(phrase, n), arguments_wanted(phrase, arguments)) for n, arguments in enumerate(phrase.facts)
    ]
    names = phrase.entry.get("names", {})
    rest = list(found)
    for attributes, arguments in wanted:
        right = [fact for fact in rest if is_like(doc, fact, attributes, arguments, names)]
        assert right, shown(doc, found)
        rest.remove(right[0])
    assert rest == [], shown(doc, rest)


def attributes_wanted(phrase: Phrase, n: int) -> dict[str, Any]:
    """What fact number `n` of a phrase must be besides its arguments: rule, phase and whatever else a fact has."""
    wanted: dict[str, Any] = {name: None for name in FACT_ATTRIBUTES if name != "rule"}
    for name in FACT_ATTRIBUTES:
        if name in phrase.entry:
            wanted[name] = phrase.entry[name]
        elif f"{name}s" in phrase.entry:
            wanted[name] = phrase.entry[f"{name}s"][n] or None
    return wanted


def arguments_wanted(phrase: Phrase, marked: dict[str, set[tuple[int, int]]]) -> dict[str, set[Any]]:
    """By role the stretches, and the names of what the phrase does not mention."""
    wanted: dict[str, set[Any]] = {role: set(spans) for role, spans in marked.items()}
    for role, name in phrase.entry.get("unmarked", {}).items():
        wanted.setdefault(role, set()).add(name)
    return wanted


def is_like(
    doc: Document, fact: Fact, attributes: dict[str, Any], wanted: dict[str, set[Any]], names: dict[str, str]
) -> bool:
    """Whether a fact has these attributes, these arguments and no others."""
    if any(getattr(fact, name) != value for name, value in attributes.items()):
        return False
    places = places_of(doc)
    for role, name in names.items():
        argument = fact.arguments[role]
        if not isinstance(argument, TextSpan) or argument.name != name:
            return False
    for role, argument in fact.arguments.items():
        left = set(wanted.get(role, ()))
        for one in argument if isinstance(argument, tuple) else () if argument is None else (argument,):
            hits = left & ({(one.start, one.end)} if isinstance(one, TextSpan) else places[one])
            if not hits:
                return False
            left -= hits
        if left:
            return False
    return wanted.keys() <= fact.arguments.keys()


def places_of(doc: Document) -> dict[str, set[Any]]:
    """By id the stretches where a thing is mentioned; of an entity without mentions its name."""
    places: dict[str, set[Any]] = {
        entity.id: {(m.start, m.end) for m in entity.mentions} or {entity.name} for entity in doc.entities
    }
    return places | {one.id: {(one.start, one.end)} for one in (*doc.money, *doc.dates)}


def shown(doc: Document, facts: list[Fact]) -> str:
    """Facts as the corpus writes them: the phrase with each argument in braces."""
    return "".join(f"\n  {fact.rule} {fact.phase or ''}: {written(doc, fact)}" for fact in facts) or "no fact"


def written(doc: Document, fact: Fact) -> str:
    """The text of a document with the arguments of a fact in braces: each mention of an entity nearest to it."""
    places = places_of(doc)
    marks: list[tuple[int, int, str]] = []
    missing = []
    for role, argument in fact.arguments.items():
        for one in argument if isinstance(argument, tuple) else () if argument is None else (argument,):
            spans = [(one.start, one.end)] if isinstance(one, TextSpan) else sorted(places[one], key=str)
            if isinstance(spans[0], str):
                missing.append(f" [{role} {spans[0]}]")
                continue
            inside = [span for span in spans if fact.start <= span[0] < fact.end]
            marks.append((*(inside or spans)[0], role))
    opening = [(start, 1, -end, f"{{{role}:") for start, end, role in marks]
    closing = [(end, 0, -start, "}") for start, end, _ in marks]
    text, last = "", 0
    for offset, _, _, sign in sorted(opening + closing):
        text += doc.text[last:offset] + sign
        last = offset
    return text + doc.text[last:] + "".join(missing)
