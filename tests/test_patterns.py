import os
import re
import subprocess
import sys

import pytest

from extractor.language import patterns
from extractor.language.lexicon import load_toml
from extractor.language.resources import CACHE_VARIABLE

EXPRESSIONS = [
    (r"(?P<day>\d{1,2})[ .](?P<month>[а-яё]+)|\w+$", re.I),
    (r"^(?:в|на)\s+(?=[А-ЯЁ])(\w+)\1?", 0),
    (r"[^\W\d_]{2,}(?<!ать)", re.I | re.M),
]
TEXT = "15 Ноября на\nАрбатАрбат 5.мая видать"


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))

    def restart():
        patterns._kept.cache_clear()
        patterns._used.clear()
        patterns._new.clear()
        load_toml.cache_clear()

    restart()
    yield restart, tmp_path
    restart()


def matches(compiled):
    return [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in compiled.finditer(TEXT)]


def test_kept_expressions_match_as_compiled_ones(fresh):
    restart, folder = fresh
    for _ in range(2):
        for pattern, flags in EXPRESSIONS:
            made, plain = patterns.compile_re(pattern, flags), re.compile(pattern, flags)
            assert (made.pattern, made.flags, made.groupindex) == (plain.pattern, plain.flags, plain.groupindex)
            assert matches(made) == matches(plain)
        patterns.keep_patterns()
        assert len(list(folder.iterdir())) == 1
        restart()
    patterns.compile_re(*EXPRESSIONS[0])
    assert not patterns._new


def test_a_broken_file_is_as_none(fresh):
    restart, folder = fresh
    patterns.compile_re(*EXPRESSIONS[0])
    patterns.keep_patterns()
    (path,) = folder.iterdir()
    for content in (b"", b"garbage", path.read_bytes()[:100]):
        path.write_bytes(content)
        restart()
        assert matches(patterns.compile_re(*EXPRESSIONS[0])) == matches(re.compile(*EXPRESSIONS[0]))
    with pytest.raises(re.error):
        patterns.compile_re("(")


def test_data_files_are_kept_exactly(fresh, tmp_path_factory):
    restart, folder = fresh
    path = tmp_path_factory.mktemp("data") / "words.toml"
    path.write_text('a = 1.10\nb = ["x", 2, true, 0.5]\n[c]\nd = "ё"\n', "utf-8")
    first = load_toml(path)
    assert len(list(folder.iterdir())) == 1
    restart()
    again = load_toml(path)
    assert again == first
    assert str(again["a"]) == "1.10"
    path.write_text("a = 2\n", "utf-8")
    restart()
    assert load_toml(path) == {"a": 2}


PATTERNS_OF_AN_ARTICLE = """
from extractor import Extractor
from extractor.language import patterns
Extractor().extract("15 мая 2025 года Иван Котов заплатил ООО «Лютик» не менее 5 млн рублей.")
print(sorted(patterns._used))
"""


def test_every_process_has_the_same_expressions(tmp_path):
    """One that depended on the order of a set would be compiled by each anew, and kept by each."""
    printed = {
        subprocess.run(
            [sys.executable, "-c", PATTERNS_OF_AN_ARTICLE],
            env={**os.environ, "PYTHONHASHSEED": seed, CACHE_VARIABLE: str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
