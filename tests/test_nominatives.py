"""Names in oblique cases and their nominative (corpus/nominatives.toml): each is right, known gaps are strict."""

from collections.abc import Iterator

from corpus_files import read_corpus
from names_corpus import read_passage


def plain(name: str) -> str:
    return " ".join(name.replace("«", "").replace("»", "").split())


def cases(status: str) -> Iterator[tuple[str, str, list[str]]]:
    """The phrase, the name that is wanted and those found, of each case."""
    for group in read_corpus("nominatives")[status]:
        for phrase, name in group["cases"]:
            doc, _ = read_passage(phrase, group["kind"])
            yield phrase, plain(name), [plain(e.name) for e in (*doc.people, *doc.organizations, *doc.locations)]


def test_nominatives() -> None:
    found = list(cases("names"))
    assert len(found) >= 310
    assert [f"{phrase} wanted {name}, found {names}" for phrase, name, names in found if names != [name]] == []


def test_gaps_are_gaps() -> None:
    """The day a nominative is right it belongs among the others."""
    assert [f"{phrase} {name}" for phrase, name, names in cases("gap") if names == [name]] == []
