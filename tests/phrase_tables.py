"""The pages of what is understood, `docs/money.md` and `docs/dates.md`: tables of the corpus of phrases.

`python tests/phrase_tables.py` writes them; `test_phrase_tables.py` checks that they are current.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus_files import BRACES_RE, read_corpus

DOCS = Path(__file__).parent.parent / "docs"
SHOWN_PHRASES = 6
"""How many phrases of an entry stand in the table; the corpus has them all."""

TITLES = {"money": "Amounts of money that are understood", "dates": "Dates that are understood"}


def render_page(name: str) -> str:
    """The page of a corpus file in Markdown: a table a rule, then what is left alone, then known gaps."""
    corpus = read_corpus(name)
    published = f" Published {corpus['published']}." if "published" in corpus else ""
    made = f"Made of `tests/corpus/{name}.toml` by `python tests/phrase_tables.py`; every phrase there is a test."
    parts = [f"# {TITLES[name]}\n\n{made}{published} The mention is in bold where a phrase has more.\n"]
    rules: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in corpus["example"]:
        named = [entry["rule"]] if "rule" in entry else entry.get("rules", [])
        rules[", ".join(f"`{rule}`" for rule in named)].append(entry)
    for rule in sorted(rules):
        parts.append(f"## {rule or 'By whatever rule'}\n\n| phrases | value |\n| --- | --- |\n")
        parts[-1] += "".join(rows(rules[rule]))
    for heading, status in (("Left alone", "negative"), ("Known gaps", "gap")):
        if corpus.get(status):
            lines = (f"| {phrases(entry)} | {entry['why']} |\n" for entry in corpus[status])
            parts.append(f"## {heading}\n\n| phrases | why |\n| --- | --- |\n" + "".join(lines))
    return "\n".join(parts)


def rows(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        values = entry.get("values") or [entry["value"]]
        yield f"| {phrases(entry)} | {'<br>'.join(map(shown, values))} |\n"


def phrases(entry: dict[str, Any]) -> str:
    written = [BRACES_RE.sub(r"**\2**", phrase).replace("|", "\\|") for phrase in entry["phrases"][:SHOWN_PHRASES]]
    return "<br>".join(" ".join(phrase.split()) for phrase in written)


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
