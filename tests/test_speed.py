"""Cost in time and memory; natasha's pipeline is the measure, for machines differ."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from costs import costs_at_most
from shared_data import shared_folder

from extractor import Extractor

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"

LEAST_RATIO = 4.0
"""Times natasha's pipeline on a few articles, the first of which pays for the start; see benchmarks/run.py."""

TEN_MEGABYTES = 600
"""Megabytes of memory for an article of ten; 553 measured, 596 in the first run, which compiles all patterns."""

MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs a command and prints its peak memory."""

TEN_TIMES = 11 * 1.25
"""An article ten times longer may take eleven times as long; a quarter more is noise."""


def news(characters):
    """An article of the samples, one after another, again and again."""
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    return (text * (characters // len(text) + 1))[:characters]


HOSTILE = {
    "news": None,
    "one sentence": "и слово ",
    "names": "Иван Петров, ",
    "capitals": "ООО «Ромашка» АО ",
    "amounts": "5 млн рублей и ",
    "dates": "3 марта, ",
    "numbers": "1 ",
    "marks": ".,«»()—",
    "quotes": "«",
    "initials": "А. ",
    "line breaks": "\n",
}


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("kind", HOSTILE)
def test_time_is_in_proportion_to_length(kind):
    extractor = Extractor()
    size = 30_000

    def text(characters):
        unit = HOSTILE[kind]
        return news(characters) if unit is None else (unit * (characters // len(unit) + 1))[:characters]

    short, long = text(size), text(10 * size)
    assert costs_at_most(TEN_TIMES, lambda: extractor.extract(short), lambda: extractor.extract(long), slack=0.3)


@pytest.fixture
def ten_megabytes(tmp_path_factory):
    """The document of an article of ten megabytes, and the megabytes of memory that it took."""
    if sys.platform == "win32":
        pytest.skip("no wait4")
    tmp_path = tmp_path_factory.mktemp("long")
    article = tmp_path / "long.txt"
    article.write_bytes(news(6_000_000).encode()[:10_000_000].decode(errors="ignore").encode())
    output = tmp_path / "long.jsonl"
    Extractor().extract("Пётр Клёнов уехал в Тулу 5 мая.")  # what is compiled once for all processes is
    command = [sys.executable, "-m", "extractor", "extract", str(article), "--output", str(output)]
    # from a small process: the peak of a new one is that of its parent at least, and pytest's may be larger
    measured = subprocess.run([sys.executable, "-c", MEASURED, *command], capture_output=True, text=True, check=True)
    document = json.loads(output.read_text("utf-8").splitlines()[0])
    return document, int(measured.stdout) / (1024**2 if sys.platform == "darwin" else 1024)


@pytest.mark.slow
@pytest.mark.alone
def test_an_article_of_ten_megabytes_is_analysed_in_little_memory(ten_megabytes):
    document, megabytes = ten_megabytes
    assert document["length"] > 5_000_000
    assert len(document["people"]) > 1
    assert megabytes < TEN_MEGABYTES


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.skipif(sys.platform == "win32", reason="wait4")
def test_far_faster_than_natasha(tmp_path):
    pytest.importorskip("pymorphy2_dicts_ru")
    shared_folder("data")
    figures = tmp_path / "figures.json"
    command = [sys.executable, "benchmarks/run.py", "--articles", "60", "--rounds", "1", "--json", str(figures)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=900)
    assert json.loads(figures.read_text("utf-8"))["ratio"] >= LEAST_RATIO
