"""The pages of what is understood (`money.md`, `dates.md`, `facts.md`, `names.md` of `docs`): tables of the corpus.

`python tests/phrase_tables.py` writes them; `test_phrase_tables.py` checks that they are current.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus_files import Marked, read_corpus, unbrace

DOCS = Path(__file__).parent.parent / "docs"
SHOWN_PHRASES = 6
"""How many phrases of an entry stand in the table; the corpus has them all."""

SHOWN_NAMES, SHOWN_PASSAGES = 10, 20
"""How many phrases of an entry of names, and passages of who is who."""
ENTITY_RE = re.compile(r"\{([pol]\d+):([^{}]*)\}")

TITLES = {
    "money": "Amounts of money that are understood",
    "dates": "Dates that are understood",
    "facts": "Facts that are understood",
    "names": "Names that are understood",
}
BOLD = {"facts": "What a phrase has as an argument of the fact is in bold."}
"""What the bold words of a page are, where they are not the mention."""


def render_page(name: str) -> str:
    """The page of a corpus file in Markdown: a table a rule, then what is left alone, then known gaps."""
    if name == "names":
        return render_names()
    corpus = read_corpus(name)
    published = f" Published {corpus['published']}." if "published" in corpus else ""
    bold = BOLD.get(name, "The mention is in bold where a phrase has more.")
    made = f"Made of `tests/corpus/{name}.toml` by `python tests/phrase_tables.py`; every phrase there is a test."
    parts = [f"# {TITLES[name]}\n\n{made}{published} {bold}\n"]
    rules: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in corpus["example"]:
        named = dict.fromkeys([entry["rule"]] if "rule" in entry else entry.get("rules", []))
        rules[", ".join(f"`{rule}`" for rule in named)].append(entry)
    for rule in sorted(rules):
        table = fact_rows if name == "facts" else rows
        head = "facts" if name == "facts" else "value"
        parts.append(f"## {rule or 'By whatever rule'}\n\n| phrases | {head} |\n| --- | --- |\n")
        parts[-1] += "".join(table(rules[rule]))
    for heading, status in (("Left alone", "negative"), ("Known gaps", "gap")):
        if corpus.get(status):
            lines = (f"| {phrases(entry)} | {entry['why']} |\n" for entry in corpus[status])
            parts.append(f"## {heading}\n\n| phrases | why |\n| --- | --- |\n" + "".join(lines))
    return "\n".join(parts)


def render_names() -> str:
    """The page of names: the tables of the three corpora of names."""
    corpus, nominatives, passages = read_corpus("names"), read_corpus("nominatives"), read_corpus("coreference")
    files = "`tests/corpus/{names,nominatives,coreference}.toml`"
    made = f"Made of {files} by `python tests/phrase_tables.py`; every phrase there is a test."
    parts = [f"# {TITLES['names']}\n\n{made} The mentions are in bold, nothing else is one.\n"]
    for entry in corpus["example"]:
        parts.append(f"## {entry['title'].capitalize()}\n\n| phrases | names |\n| --- | --- |\n")
        parts[-1] += "".join(map(name_row, entry["phrases"][:SHOWN_NAMES]))
    for heading, status in (("Left alone", "negative"), ("Known gaps", "gap")):
        lines = (f"| {phrases(entry)} | {entry['why']} |\n" for entry in corpus[status])
        parts.append(f"## {heading}\n\n| phrases | why |\n| --- | --- |\n" + "".join(lines))
    parts.append("## Nominatives\n\n| phrases | nominatives |\n| --- | --- |\n")
    for group in nominatives["names"]:
        shown_cases = group["cases"][:SHOWN_PHRASES]
        written = "<br>".join(bold_stretches(*unbrace(phrase)) for phrase, _ in shown_cases)
        parts[-1] += f"| {written} | {'<br>'.join(cell(name) for _, name in shown_cases)} |\n"
    parts.append("## Who is who\n\n| passages | names |\n| --- | --- |\n")
    for passage in passages["passage"][:SHOWN_PASSAGES]:
        text = ENTITY_RE.sub(lambda match: f"**{match[2]}**", passage["text"])
        parts[-1] += f"| {cell(text)} | {'<br>'.join(map(cell, passage['names'].values()))} |\n"
    return "\n".join(parts)


def name_row(phrase: str) -> str:
    text, marked = unbrace(phrase)
    said = (f"{one.role} {cell(one.name or text[one.start : one.end])}" for one in marked)
    return f"| {bold_stretches(text, marked)} | {'<br>'.join(said)} |\n"


def rows(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        values = entry.get("values") or [entry["value"]]
        yield f"| {phrases(entry)} | {'<br>'.join(map(shown, values))} |\n"


def fact_rows(entries: list[dict[str, Any]]) -> Iterator[str]:
    """One row a phrase: what it says of its facts is of that phrase alone."""
    for entry in entries:
        for phrase in entry["phrases"][:SHOWN_PHRASES]:
            text, marked = unbrace(phrase)
            count = max((int(digit) for one in marked for digit in one.facts), default=1)
            facts = "<br>".join(fact(entry, text, marked, n) for n in range(1, count + 1))
            yield f"| {bold_stretches(text, marked)} | {facts} |\n"


def fact(entry: dict[str, Any], text: str, marked: tuple[Marked, ...], number: int) -> str:
    """The arguments of one fact of a phrase by role, and its phase."""
    own = [one for one in marked if not one.facts or str(number) in one.facts]
    said = [f"{one.role}: {cell(text[one.start : one.end])}" for one in own]
    said += [f"{role}: {name}" for role, name in entry.get("unmarked", {}).items()]
    said += [f"name of {role}: {name}" for role, name in entry.get("names", {}).items()]
    phases = entry.get("phases")
    phase = phases[number - 1] if phases else entry.get("phase")
    added = (("phase", phase), ("modality", entry.get("modality")))
    return ", ".join([*said, *(f"{name}: {value}" for name, value in added if value)])


def phrases(entry: dict[str, Any]) -> str:
    return "<br>".join(bold_stretches(*unbrace(phrase)) for phrase in entry["phrases"][:SHOWN_PHRASES])


def bold_stretches(text: str, marked: tuple[Marked, ...]) -> str:
    """A phrase with what was in braces in bold; of one inside another the outer one."""
    shown_text, last = "", 0
    for one in marked:
        if one.start < last:
            continue
        shown_text += f"{text[last : one.start]}**{text[one.start : one.end]}**"
        last = one.end
    return cell(shown_text + text[last:])


def cell(text: str) -> str:
    """A text as it may stand in a cell of a table."""
    return " ".join(text.replace("|", "\\|").split())


def shown(value: dict[str, Any]) -> str:
    """The fields of a value that are neither null nor false."""
    said = (
        field if content is True else f"{field} {content}" for field, content in value.items() if content is not False
    )
    return ", ".join(said) or "no value"


if __name__ == "__main__":
    for name in TITLES:
        if read_corpus(name):
            (DOCS / f"{name}.md").write_text(render_page(name), encoding="utf-8")
