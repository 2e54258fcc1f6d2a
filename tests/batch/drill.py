"""What workers run in fault drills: fast, deterministic, and broken where an article says so."""

import hashlib
import os
import signal
import time
from collections.abc import Sequence
from decimal import Decimal

from extractor.batch.extract import ExtractOptions, render
from extractor.batch.workers import Extract, Result
from extractor.document import Article, Document, Mention, Money, Person

PAUSE = float(os.environ.get("DRILL_PAUSE", "0.001"))
"""Seconds an article takes."""


def make_drill(options: ExtractOptions) -> Extract:
    """Stands in for `make_extract`: a person and an amount made from the text, no models."""

    def extract(articles: Sequence[Article]) -> list[Result]:
        return [render(one(article), options) for article in articles]

    return extract


def one(article: Article) -> Document:
    if "POISON-KILL" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "POISON-EXIT" in article.text:
        os._exit(7)
    if "POISON-HANG" in article.text:
        time.sleep(1e6)
    if "POISON-MEMORY" in article.text:
        raise MemoryError
    if "POISON-ALLOCATE" in article.text:
        bytearray(1 << 40)
    if "POISON-ERROR" in article.text:
        raise ValueError("poisoned")
    time.sleep(PAUSE)
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    mention = Mention(0, 1, article.text[:1], "drill", 0.5)
    person = Person("p1", digest[:8], digest[:8], (), None, None, digest[:8], (mention,))
    value = Decimal(int(digest[:6], 16)) / 100
    money = Money("m1", 0, 1, article.text[:1], "RUB", value, None, None, None, None, None, "drill")
    return Document(article.text, article.source, date=article.date, people=(person,), money=(money,))
