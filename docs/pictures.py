"""Make the pictures of the README from `samples/`: the terminal (SVG) and the report (PNG, by headless Chromium).

    python docs/pictures.py            # writes docs/pictures/
    python docs/pictures.py --check    # says whether they show what the samples give now

A screenshot differs from machine to machine, so beside it stands the digest of the page that it shows.
"""

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from extractor import Document, Extractor
from extractor.output.report.render import render_report
from extractor.output.tables import render_tables
from extractor.output.text import legend, readable

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
ARTICLE = ROOT / "samples" / "visit-2025-10-21.txt"
WIDTH = 100


def document() -> Document:
    """The article that the pictures show, extracted."""
    text = ARTICLE.read_text(encoding="utf-8")
    return Extractor().extract(text, source=ARTICLE.relative_to(ROOT).as_posix())


def terminal(doc: Document) -> str:
    """What the terminal shows, as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(readable(doc, coloured=True))
    console.print()
    console.print(legend(coloured=True))
    console.print()
    console.print(render_tables(doc))
    picture = console.export_svg(title=f"extractor extract {doc.source}", unique_id="terminal")
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)  # no font from another host


def page(doc: Document) -> str:
    """The report that the screenshot shows."""
    return render_report([doc], "ru")


def digest(text: str) -> str:
    """SHA-256, as a line."""
    return hashlib.sha256(text.encode()).hexdigest() + "\n"


def stale(doc: Document) -> list[str]:
    """The names of the pictures that do not show what the samples give now."""
    expected = {"terminal.svg": terminal(doc), "report.sha256": digest(page(doc))}
    return [
        name
        for name, content in expected.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != content
    ]


def make(doc: Document) -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "terminal.svg").write_text(terminal(doc), encoding="utf-8")
    html = page(doc)
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is needed for the picture of the report")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(html, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,1500"]
        flags += ["--disable-background-networking", f"--user-data-dir={folder}/profile", "--virtual-time-budget=3000"]
        shot = f"--screenshot={FOLDER / 'report.png'}"
        subprocess.run([chromium, *flags, shot, path.as_uri()], check=True, capture_output=True)
    (FOLDER / "report.sha256").write_text(digest(html), encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv:
        names = stale(document())
        sys.exit(f"not current: {', '.join(names)}; run python docs/pictures.py" if names else 0)
    make(document())
