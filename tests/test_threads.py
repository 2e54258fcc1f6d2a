"""Any number of threads gives the documents that one gives, and leaves the models as they were."""

import asyncio
import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from conftest import ROOT
from shared_data import shared_folder

from extractor import Article, Extractor
from extractor.caches import load_once

THREADS = 8

ARTICLES = [path.read_text("utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]

COLD = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from extractor import Extractor

texts = json.load(sys.stdin)

def found(text):
    return Extractor().extract(text, "2025-03-14").to_json()

with ThreadPoolExecutor(8) as pool:
    together = list(pool.map(found, texts))
print(sum(one != many for one, many in zip(map(found, texts), together, strict=True)))
"""


def found(extractor: Extractor, text: str) -> str:
    return extractor.extract(text, "2025-03-14").to_json()


def many_texts(count: int) -> list[str]:
    """Texts of as many different names, most of which no dictionary has."""
    given, beginnings = ("Пётр", "Анна", "Игнат", "Вера"), ("Кел", "Ор", "Там", "Зуб", "Яр", "Мел", "Про")
    endings = ("еклеров", "ограманов", "ичев", "ндарёв", "ковязов", "шмелёв")
    chosen = random.Random(7)
    texts = []
    for number in range(count):
        sentences = []
        for _ in range(6):
            name = f"{chosen.choice(given)} {chosen.choice(beginnings)}{chosen.choice(beginnings).lower()}"
            sentences.append(
                f"{name}{chosen.choice(endings)} купил завод «{chosen.choice(beginnings)}стрела» "
                f"за {chosen.randrange(2, 900)} млн рублей {chosen.randrange(1, 29)} мая."
            )
        texts.append(f"Новость {number}. " + " ".join(sentences))
    return texts


def test_models_load_in_many_threads_at_once():
    texts = json.dumps([*ARTICLES, *many_texts(15)])
    done = subprocess.run([sys.executable, "-c", COLD], input=texts, capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_threads_give_what_one_thread_gives(extractor):
    texts = [*ARTICLES, *many_texts(20)]
    alone = [found(extractor, text) for text in texts]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(lambda text: found(extractor, text), texts))
    assert together == alone
    assert [found(extractor, text) for text in texts] == alone


def test_executor_of_asyncio(extractor):
    texts = [*ARTICLES, *many_texts(8)]

    async def gathered() -> list[str]:
        return await asyncio.gather(*(asyncio.to_thread(found, extractor, text) for text in texts))

    assert asyncio.run(gathered()) == [found(extractor, text) for text in texts]


def test_streams_that_alternate(extractor):
    """Two generators of one extractor, drawn from by turns and in two threads."""
    parts = [many_texts(20)[:10], many_texts(20)[10:]]
    alone = [[found(extractor, text) for text in part] for part in parts]

    def stream(part):
        return (doc.to_json() for doc in extractor.extract_many(map(Article, part), date="2025-03-14", batch=3))

    by_turns = list(zip(*map(stream, parts), strict=True))
    assert [list(part) for part in zip(*by_turns, strict=True)] == alone
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda part: list(stream(part)), parts)) == alone


def test_what_is_loaded_once():
    loaded = []
    ready = Barrier(THREADS)

    @load_once
    def load(name: str) -> object:
        loaded.append(name)
        return object()

    def ask(_: int) -> object:
        ready.wait()
        return load("x")

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(ask, range(THREADS)))) == 1
    assert loaded == ["x"]


@pytest.mark.slow
def test_threads_over_two_hundred_articles(extractor):
    paths = sorted(shared_folder("data").rglob("*.txt"))
    texts = [path.read_text("utf-8") for path in random.Random(3).sample(paths, 200)]
    alone = [found(extractor, text) for text in texts]
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(10):
            assert list(pool.map(lambda text: found(extractor, text), texts)) == alone
    assert [found(extractor, text) for text in texts] == alone
