"""How each thing in a document was found, as text for people."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractor.document import Date, Document, Entity, Fact, Mention, Money, Person, Sentence
from extractor.output.record import plain_digits
from extractor.output.values import argument_ids, argument_names, argument_texts

Readings = Mapping[tuple[int, int], Any]
"""What the grammars read, by span, before values were resolved."""

LABEL_WIDTH = 12
"""Of the longest label, `participants`."""

MOST_EDITS = 40
"""Stretches that were not read as they are written; more are counted."""


def render_explanation(doc: Document, at: int | None, readings: Readings, traces: Sequence[Any] = ()) -> str:
    """The mentions and facts that cover the code point `at` (None: all), each with its rule, tokens, reading, value.

    `traces`: what the rules of facts matched, those refused included (`extractor.facts.tables.Trace`).
    """
    published = f"published {doc.date} (from {doc.date_from})" if doc.date else "publication date unknown"
    blocks = [f"{doc.source}: {len(doc.text)} characters, {published}, language {doc.language}"]
    if ignored := _ignored(doc, at):
        blocks.append(ignored)
    if at is not None:
        blocks.append(_place(doc, at))
    blocks_of_all = (*_names(doc), *_money(doc, readings), *_dates(doc, readings), *_facts(doc, traces))
    found = [
        (start, block)
        for start, end, block in (*blocks_of_all, *_refused(doc, traces))
        if at is None or start <= at < end
    ]
    blocks.extend(block for _, block in sorted(found, key=lambda item: item[0]))
    if not found:
        blocks.append("nothing was found here" if at is not None else "nothing was found")
    return "\n\n".join(blocks)


def _ignored(doc: Document, at: int | None) -> str:
    """What was not read as it is written, in the whole text or in the sentence of an offset."""
    if doc.reading is None:
        return ""
    edits = sorted(edit for edit in doc.reading.ignored() if edit.kind)
    if at is not None:
        sentence = next((one for one in doc.sentences if one.start <= at < one.end), None)
        edits = [edit for edit in edits if sentence and sentence.start <= edit.start and edit.end <= sentence.end]
    lines = [
        f"  {edit.start}–{edit.end}  {edit.kind}: {_visible(doc.text[edit.start : edit.end])}"
        + (f" read as {_visible(edit.read_as)}" if edit.read_as else " ignored")
        for edit in edits[:MOST_EDITS]
    ]
    if len(edits) > MOST_EDITS:
        lines.append(f"  and {len(edits) - MOST_EDITS} more")
    return "\n".join(["read otherwise than written", *lines]) if lines else ""


def _visible(text: str) -> str:
    """The text in quotation marks, what cannot be seen by its code point."""
    return "«" + "".join(char if char.isprintable() and char != " " else f"U+{ord(char):04X}" for char in text) + "»"


_Block = tuple[int, int, str]
"""Start, end, text."""


def _place(doc: Document, at: int) -> str:
    before, after = doc.text[max(0, at - 30) : at], doc.text[at : at + 30]
    return f"at {at}: …{_flat(before)}▸{_flat(after)}…"


def _names(doc: Document) -> Iterator[_Block]:
    for entity in doc.entities:
        for mention in entity.mentions:
            lines = [
                ("rule", f"{mention.rule}, score {mention.score:.2f}"),
                *_grammar(doc, mention.start, mention.end),
                ("value", _entity_value(entity)),
                ("mentions", ", ".join(_span(other) for other in entity.mentions)),
            ]
            yield mention.start, mention.end, _block(_kind(entity), entity.id, mention, lines)


def _money(doc: Document, readings: Readings) -> Iterator[_Block]:
    for money in doc.money:
        lines = [
            ("rule", money.rule),
            *_grammar(doc, money.start, money.end),
            *_reading(readings.get((money.start, money.end))),
            ("value", _fields(money, "currency", "value", "min_value", "max_value", "mod", "per", "equivalent")),
        ]
        yield money.start, money.end, _block("money", money.id, money, lines)


def _dates(doc: Document, readings: Readings) -> Iterator[_Block]:
    for found in doc.dates:
        lines = [
            ("rule", found.rule),
            *_grammar(doc, found.start, found.end),
            *_reading(readings.get((found.start, found.end))),
            ("value", _fields(found, "kind", "value", "mod", "earliest", "latest", "relative")),
        ]
        yield found.start, found.end, _block("date", found.id, found, lines)


def _facts(doc: Document, traces: Sequence[Any]) -> Iterator[_Block]:
    names = argument_names(doc)
    found = {(t.kind, t.rule, t.start, t.end): t for t in traces if t.refused_by is None}
    for fact in doc.facts:
        lines = [("rule", f"{fact.rule}, score {fact.score:.2f}")]
        lines += _matched(found.get((fact.kind, fact.rule, fact.start, fact.end)))
        for role, argument in fact.arguments.items():
            ids = argument_ids(argument)
            texts = "; ".join(argument_texts(argument, names)) or "—"
            lines.append((role, f"{texts} ({', '.join(ids)})" if ids else texts))
        lines += [(name, value) for name, value in (("phase", fact.phase), ("modality", fact.modality)) if value]
        yield fact.start, fact.end, _block(f"fact {fact.kind}", fact.id, fact, lines)


def _refused(doc: Document, traces: Sequence[Any]) -> Iterator[_Block]:
    """The facts that there would be but for an exception of their rule."""
    for trace in traces:
        if trace.refused_by is not None:
            text = _flat(doc.text[trace.start : trace.end])
            lines = [("rule", trace.rule), ("unless", trace.refused_by), *_matched(trace)]
            shown = "\n".join(f"  {label:<{LABEL_WIDTH}} {value}" for label, value in lines)
            yield trace.start, trace.end, f"no fact {trace.kind}  {trace.start}–{trace.end}  {text}\n{shown}"


def _matched(trace: Any) -> Iterator[tuple[str, str]]:
    """The pattern of a rule and what each of its elements matched."""
    if trace is not None:
        yield "pattern", trace.pattern
        for element, text in trace.steps:
            yield "matched", f"{element}  {_flat(text)}"


def _block(kind: str, id_: str, found: Mention | Money | Date | Fact, lines: Iterable[tuple[str, str]]) -> str:
    head = f"{kind} {id_}  {found.start}–{found.end}  {_flat(found.text)}"
    return "\n".join([head, *(f"  {label:<{LABEL_WIDTH}} {value}" for label, value in lines)])


def _kind(entity: Entity) -> str:
    return type(entity).__name__.lower()


def _entity_value(entity: Entity) -> str:
    parts = [entity.name, f"key «{entity.key}»"]
    if isinstance(entity, Person):
        parts.append(_fields(entity, "given_name", "patronymic", "family_name"))
    if entity.aliases:
        parts.append(f"also {', '.join(entity.aliases)}")
    return "; ".join(part for part in parts if part)


def _span(mention: Mention) -> str:
    return f"{mention.start}–{mention.end}"


def _grammar(doc: Document, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The tokens of the span, with their part of speech and case where grammar was computed, and the sentence."""
    index = bisect_right([sentence.start for sentence in doc.sentences], start) - 1
    if index < 0:
        return
    sentence = doc.sentences[index]
    words = doc.words.get(index)
    tokens = []
    for place, token in enumerate(sentence.tokens):
        if token.start < end and token.end > start:
            word = words[place] if words else None
            case = f":{word.feats['Case']}" if word and "Case" in word.feats else ""
            tokens.append(f"{token.text}/{word.upos}{case}" if word else token.text)
    yield "tokens", " | ".join(tokens)
    yield "sentence", _marked(doc, sentence, start, end)


def _marked(doc: Document, sentence: Sentence, start: int, end: int) -> str:
    """The sentence from 40 code points before the span to 40 after it, the span in brackets."""
    left, right = max(sentence.start, start - 40), min(max(sentence.end, end), end + 40)
    before, after = doc.text[left:start], doc.text[end:right]
    return _flat(f"{'…' * (left > sentence.start)}{before}[{doc.text[start:end]}]{after}{'…' * (right < sentence.end)}")


def _reading(reading: Any) -> Iterator[tuple[str, str]]:
    """What the grammar read, where it is not what every reading has."""
    if reading is None:
        return
    defaults = reading._field_defaults
    told = (name for name in reading._fields if name not in ("start", "end", "rule", "text"))
    names = [name for name in told if name not in defaults or getattr(reading, name) != defaults[name]]
    yield "reading", _fields(reading, *names)


def _fields(found: Any, *names: str) -> str:
    pairs = ((name, getattr(found, name)) for name in names)
    return ", ".join(f"{name} {_value(value)}" for name, value in pairs if value not in (None, (), "", False))


def _value(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain_digits(value)
    if hasattr(value, "_fields"):
        return _nested(value)
    if isinstance(value, tuple):
        return "+".join(map(_value, value))
    return str(value)


def _nested(reading: Any) -> str:
    """A reading within a reading: by its name where it begins with one, else `Point(month 3, day 5)`."""
    if isinstance(reading[0], str) and reading[0]:
        return reading[0]
    defaults = reading._field_defaults
    names = [name for name in reading._fields if name not in defaults or getattr(reading, name) != defaults[name]]
    return f"{type(reading).__name__}({_fields(reading, *names)})"


def _flat(text: str) -> str:
    return " ".join(text.split())
