"""The page of what is read otherwise than it is written (`docs/reading.md`): tables of `corpus/reading.toml`.

`python tests/reading_page.py` writes it; `test_phrase_tables.py` checks that it is current.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus_files import read_corpus

PAGE = Path(__file__).parent.parent / "docs" / "reading.md"
HEAD = """# Texts as given and as analysed

Made of `tests/corpus/reading.toml` by `python tests/reading_page.py`; every pair there is a test. In the texts ⏎ is a
line break, ⇥ a tab, ␣ a space that does not break, ▫ a character of no width, ~ a soft hyphen, ´ a stress mark over the
letter before it. What it means for offsets is in [output.md](output.md#what-is-read-of-the-text).
"""


def render_page() -> str:
    """A table for each kind, then what stays as it is."""
    corpus = read_corpus("reading")
    return "\n".join((HEAD, *map(table, corpus["read"]), "## Left as they are\n", *map(kept, corpus["kept"])))


def table(entry: dict[str, Any]) -> str:
    rows = (f"| {code(given)} | {code(analysed)} |" for given, analysed in entry["texts"])
    return "\n".join((f"## {entry['kind'].capitalize()}\n", "| given | analysed |", "| --- | --- |", *rows, ""))


def kept(entry: dict[str, Any]) -> str:
    return "\n".join((f"{entry['why'].capitalize()}:\n", *items(entry["texts"]), ""))


def items(texts: list[str]) -> Iterator[str]:
    return (f"- {code(text)}" for text in texts)


def code(text: str) -> str:
    """A text as code in a cell of a table."""
    shown = text.replace("⏎\n", "⏎").strip("\n").replace("|", "\\|")
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
