"""Documents for the annotation tool brat: `NAME.txt` with `NAME.ann` beside it.

Format: https://brat.nlplab.org/standoff.html
"""

from collections.abc import Iterator
from pathlib import Path

from extractor.document import FACT_ROLES, LIST_ROLES, Document, Fact, TextSpan
from extractor.output.files import file_name, folded_name
from extractor.output.layers import all_mentions

TYPES = {
    "person": "Person",
    "organization": "Organization",
    "location": "Location",
    "money": "Money",
    "date": "Date",
}


class BratFolder:
    """Two files a document in a folder; documents of one name are numbered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()
        folder.mkdir(exist_ok=True)
        (folder / "annotation.conf").write_text(annotation_conf(), encoding="utf-8", newline="\n")

    def write(self, doc: Document) -> None:
        """Write the text and its annotation."""
        base = file_name(doc.source, without_suffix=True)
        name, number = base, 1
        while folded_name(name) in self._names:
            number += 1
            name = f"{base}-{number}"
        self._names.add(folded_name(name))
        text = doc.text.encode("utf-8", "backslashreplace")
        (self._folder / f"{name}.txt").write_bytes(text)
        (self._folder / f"{name}.ann").write_text(render_brat(doc), encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Nothing is left to do."""


def annotation_conf() -> str:
    """What brat is to know of the types: the kinds of mentions, the kinds of facts with their arguments."""
    events = [
        f"{kind.capitalize()} "
        + ", ".join(f"{role}{'*' if (kind, role) in LIST_ROLES else '?'}:<ENTITY>" for role in roles)
        for kind, roles in FACT_ROLES.items()
    ]
    return "\n".join(
        ["[entities]", *TYPES.values(), "Span", "", "[relations]", "", "[events]", *events, "", "[attributes]", ""]
    )


def render_brat(doc: Document) -> str:
    """The `.ann` file: a text-bound annotation a mention with its value as a note, an event a fact."""
    return "".join(f"{line}\n" for line in _lines(doc))


def _lines(doc: Document) -> Iterator[str]:
    mentions = all_mentions(doc)
    number = 0
    marks: dict[str, list[tuple[int, str]]] = {}
    for number, mention in enumerate(mentions, 1):
        yield _bound(number, TYPES[mention.kind], mention.start, mention.end, doc.text)
        yield f"#{number}\tAnnotatorNotes T{number}\t{_one_line(mention.label)}"
        marks.setdefault(mention.id, []).append((mention.start, f"T{number}"))
    for index, fact in enumerate(doc.facts, 1):
        trigger = number = number + 1
        yield _bound(trigger, fact.kind.capitalize(), fact.start, fact.end, doc.text)
        roles = []
        for role, argument in fact.arguments.items():
            for one in argument if isinstance(argument, tuple) else (argument,):
                if isinstance(one, TextSpan):
                    number += 1
                    yield _bound(number, "Span", one.start, one.end, doc.text)
                    roles.append(f"{role}:T{number}")
                elif one is not None and one in marks:
                    roles.append(f"{role}:{_nearest(marks[one], fact)}")
        yield f"E{index}\t{fact.kind.capitalize()}:T{trigger}{''.join(f' {role}' for role in roles)}"


def _bound(number: int, kind: str, start: int, end: int, text: str) -> str:
    """A text-bound annotation, in pieces where the text has line ends, which brat does not let a piece hold."""
    pieces = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        inner = line.strip()
        if inner:
            begin = at + line.index(inner[0]) if inner else at
            pieces.append((begin, begin + len(inner)))
        at += len(line)
    offsets = ";".join(f"{begin} {stop}" for begin, stop in pieces)
    return f"T{number}\t{kind} {offsets}\t{' '.join(text[begin:stop] for begin, stop in pieces)}"


def _nearest(marks: list[tuple[int, str]], fact: Fact) -> str:
    """The mention of an entity that is in the fact's place, or nearest to it."""
    return min(marks, key=lambda mark: (not fact.start <= mark[0] < fact.end, abs(mark[0] - fact.start)))[1]


def _one_line(text: str) -> str:
    return " ".join(text.split())
