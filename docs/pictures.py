"""Make the pictures of the documentation: the terminal (SVG), reports of a sample and of the tutorial's archive (PNG).

    python docs/pictures.py            # writes docs/pictures/, by headless Chromium
    python docs/pictures.py --check    # says whether they show what is found now

A screenshot differs from machine to machine, so beside it stands the digest of the page that it shows.
"""

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from extractor import Document, Extractor
from extractor.output.report.render import render_report
from extractor.output.tables import render_tables
from extractor.output.text import legend, readable
from extractor.text.readers import ReadOptions, read_articles

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
ARTICLE = ROOT / "samples" / "visit-2025-10-21.txt"
ARCHIVE = ROOT / "docs" / "tutorial" / "archive.jsonl"
WIDTH = 100
WINDOWS = {"report": (1280, 1180), "overview": (1280, 1440)}
"""Of the screenshots, in pixels."""
FONT_FACE_RE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def document() -> Document:
    """The article of two of the pictures, extracted."""
    text = ARTICLE.read_text(encoding="utf-8")
    return Extractor().extract(text, source=ARTICLE.relative_to(ROOT).as_posix())


def terminal(doc: Document) -> str:
    """What the terminal shows, as SVG that loads no font from anywhere."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(readable(doc, coloured=True))
    console.print()
    console.print(legend(coloured=True))
    console.print()
    console.print(render_tables(doc))
    svg = console.export_svg(title=f"extractor extract {doc.source}", unique_id="terminal")
    return FONT_FACE_RE.sub("", svg)


def pages(doc: Document) -> dict[str, str]:
    """The reports that the screenshots show."""
    articles = [article for article in read_articles([str(ARCHIVE)], ReadOptions()) if hasattr(article, "text")]
    archive: Sequence[Document] = list(Extractor().extract_many(articles))
    return {"report": render_report([doc], "ru"), "overview": render_report(archive, "ru")}


def digest(text: str) -> str:
    """SHA-256, as a line."""
    return hashlib.sha256(text.encode()).hexdigest() + "\n"


def stale(doc: Document) -> list[str]:
    """The names of the pictures that do not show what is found now."""
    expected = {"terminal.svg": terminal(doc)}
    expected |= {f"{name}.sha256": digest(page) for name, page in pages(doc).items()}
    return [
        name
        for name, content in expected.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != content
    ]


def make(doc: Document) -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "terminal.svg").write_text(terminal(doc), encoding="utf-8")
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is needed for the pictures of the report")
    for name, page in pages(doc).items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report.html"
            path.write_text(page, encoding="utf-8")
            size = "{},{}".format(*WINDOWS[name])
            flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}"]
            flags += ["--disable-background-networking", f"--user-data-dir={folder}/profile"]
            shot = f"--screenshot={FOLDER / f'{name}.png'}"
            subprocess.run([chromium, *flags, shot, path.as_uri()], check=True, capture_output=True)
        (FOLDER / f"{name}.sha256").write_text(digest(page), encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv:
        names = stale(document())
        sys.exit(f"not current: {', '.join(names)}; run python docs/pictures.py" if names else 0)
    make(document())
