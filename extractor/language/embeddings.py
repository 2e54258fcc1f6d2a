"""Words as numbers: ids, shapes and vectors of navec, and all else that is computed once for a distinct word.

Source: navec news_v1_1B_250K_300d_100q (vectors quantised by parts of three numbers) and slovnet's word shapes.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.language.resources import Archive, data_folder, prepared

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NAVEC = "emb/navec_news_v1_1B_250K_300d_100q.tar"
FORMAT = 1
"""Of the prepared vocabulary; raise it when the layout changes."""

SPECIAL_WORDS = 2
"""`<unk>` and `<pad>`, the last two of the vocabulary, outside its order."""

KEPT_FORMS = 8192
"""Distinct forms whose computed columns are kept; the rarer half goes when they are full."""

LONG_FORM = 128
"""Characters; of a longer form only as much is kept, half from each end."""

PUNCTUATION = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…"
KIND_RE = re.compile(rf"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(PUNCTUATION)}]+)", re.I)
OUTLINES = ("X", "x", "XX", "xx", "Xx", "Xx-Xx", "OTHER")
SHAPES = (
    "<pad>",
    *(f"{kind}_{outline}" for kind in ("RU", "EN") for outline in OUTLINES),
    *(f"PUNCT_{sign}" for sign in PUNCTUATION),
    "PUNCT_OTHER",
    "NUM",
    "OTHER",
)
"""Word shapes in the order of the rows of slovnet's shape embedding."""

_SHAPE_IDS = {shape: i for i, shape in enumerate(SHAPES)}


def shape_of(word: str) -> str:
    """The shape of a word as slovnet's models know it: script and capitals, the sign itself, or a number."""
    match = KIND_RE.match(word)
    kind = match.lastgroup if match else "OTHER"
    if kind in ("RU", "EN"):
        return f"{kind}_{_outline(word)}"
    if kind == "PUNCT":
        return f"PUNCT_{word}" if len(word) == 1 else "PUNCT_OTHER"
    return kind or "OTHER"


def _outline(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _is_title(word):
        return "Xx"
    left, dash, right = word.partition("-")
    return "Xx-Xx" if dash and _is_title(left) and _is_title(right) else "OTHER"


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


class Vocabulary:
    """The sorted words that have a vector; nothing is unpacked but what is looked up."""

    def __init__(self, archive: Archive) -> None:
        packed = archive.read("vocab.bin")
        checksum = bytes(packed[-8:-4])[::-1].hex()  # gzip's own, of the content
        content = prepared(f"vocabulary-{FORMAT}-{checksum}.bin", lambda: _prepare_vocabulary(archive), _is_whole)
        self._size = int(content[:8].cast("Q")[0])
        self._starts = content[8 : 12 + 4 * self._size].cast("I")
        self._words = content[12 + 4 * self._size :]
        self._sorted = range(self._size - SPECIAL_WORDS)
        self.unknown = self._size - SPECIAL_WORDS

    def id_of(self, word: str) -> int:
        """The id of a word in lower case, `unknown` if it has none."""
        key = word.encode("utf-8", "surrogatepass")
        found = bisect_left(self._sorted, key, key=self._word)
        return found if found < self.unknown and self._word(found) == key else self.unknown

    def _word(self, i: int) -> bytes:
        return self._words[self._starts[i] : self._starts[i + 1] - 1].tobytes()


def _prepare_vocabulary(archive: Archive) -> bytes:
    content = archive.unpack("vocab.bin")
    size = int.from_bytes(content[:4], "little")
    words = content[4 + 4 * size :] + b"\n"  # counts are left out
    ends = np.flatnonzero(np.frombuffer(words, np.uint8) == ord("\n")) + 1
    starts = np.concatenate(([0], ends)).astype(np.uint32)
    return size.to_bytes(8, "little") + starts.tobytes() + words


def _is_whole(content: memoryview) -> bool:
    if len(content) < 16:
        return False
    size = int(content[:8].cast("Q")[0])
    words = len(content) - (12 + 4 * size)
    return words > 0 and content[8 + 4 * size : 12 + 4 * size].cast("I")[0] == words


class Embeddings:
    """Ids and vectors of words, mapped from natasha's file."""

    dim = 300

    def __init__(self) -> None:
        archive = Archive(data_folder() / NAVEC)
        self.vocabulary = Vocabulary(archive)
        content = archive.read("pq.bin")
        count, _, parts, centroids = np.frombuffer(content[:16], np.uint32).tolist()
        self._indexes = np.frombuffer(content[16 : 16 + count * parts], np.uint8).reshape(count, parts)
        # one row a centroid, all parts one after another, so that one `take` gathers a vector
        self._centroids = np.frombuffer(content[16 + count * parts :], np.float32).reshape(parts * centroids, -1)
        self._firsts = np.arange(parts) * centroids

    def vectors(self, word_ids: Ints) -> Floats:
        """A row of 300 numbers for each id."""
        rows = self._indexes[word_ids] + self._firsts
        vectors: Floats = self._centroids.take(rows, axis=0).reshape(len(word_ids), self.dim)
        return vectors


class Forms:
    """The distinct word forms seen of late; models keep what they compute of a form in columns of this table.

    Rows are valid until the next call of `rows`, which may drop the rarer half. Row 0 is no form but the gap between
    sentences: zero in every column. Not safe for several threads.
    """

    def __init__(self, embeddings: Embeddings, capacity: int = KEPT_FORMS) -> None:
        self.embeddings = embeddings
        self.capacity = capacity
        self.words: list[str] = [""]
        self.word_ids = np.zeros(capacity, np.int64)
        self.shape_ids = np.zeros(capacity, np.int64)
        self._uses = np.zeros(capacity, np.int64)
        self._columns: list[Column] = []
        self._index = _Index(self.words)

    def rows(self, words: Sequence[str]) -> Ints:
        """The row of each word, new ones added."""
        if len(self.words) + len(words) > self.capacity:
            self._make_room(words)
        known = len(self.words)
        rows = np.fromiter(map(self._index.__getitem__, words), np.int64, len(words))
        for row in range(known, len(self.words)):
            word = self.words[row]
            self.word_ids[row] = self.embeddings.vocabulary.id_of(word.lower())
            self.shape_ids[row] = _SHAPE_IDS[shape_of(word)]
        self._uses += np.bincount(rows, minlength=self.capacity)
        return rows

    def column(self, width: int, compute: "Compute") -> "Column":
        """A new column of `width` numbers a form, given by `compute` for the rows that are asked for."""
        column = Column(self, width, compute)
        self._columns.append(column)
        return column

    def _make_room(self, words: Sequence[str]) -> None:
        missing = len(set(words) - self._index.keys())
        if len(self.words) + missing <= self.capacity:
            return
        order = np.argsort(-self._uses[1 : len(self.words)], kind="stable")[: self.capacity // 2]
        kept = np.concatenate(([0], np.sort(order) + 1))
        self.words[:] = [self.words[row] for row in kept]
        self._index = _Index(self.words)
        count = len(kept)
        # even with all of `words` new there is room from here on
        self.capacity = max(self.capacity, count + len(words))
        self.word_ids = _moved(self.word_ids, kept, self.capacity)
        self.shape_ids = _moved(self.shape_ids, kept, self.capacity)
        self._uses = _moved(self._uses, kept, self.capacity) // 2
        for column in self._columns:
            column.move(kept)


class _Index(dict[str, int]):
    """Rows by form; a new form is given the next row."""

    def __init__(self, words: list[str]) -> None:
        super().__init__((word, row) for row, word in enumerate(words) if row)
        self._words = words

    def __missing__(self, word: str) -> int:
        if len(word) > LONG_FORM:
            return self[word[: LONG_FORM // 2] + word[-LONG_FORM // 2 :]]
        self[word] = row = len(self._words)
        self._words.append(word)
        return row


Compute = Callable[[Sequence[str], Ints, Ints], Floats]
"""From forms, their word ids and their shape ids to a row of numbers for each."""


class Column:
    """Numbers computed once for each form."""

    def __init__(self, forms: Forms, width: int, compute: Compute) -> None:
        self._forms = forms
        self._compute = compute
        self._table: Floats = np.empty((forms.capacity, width), np.float32)
        self._filled = np.zeros(forms.capacity, np.bool_)
        self._table[0] = 0
        self._filled[0] = True

    def table(self, rows: Ints) -> Floats:
        """The whole table, in which at least `rows` are filled."""
        missing = rows[~self._filled[rows]]
        if len(missing):
            missing = np.unique(missing)
            forms = self._forms
            words = [forms.words[row] for row in missing]
            self._table[missing] = self._compute(words, forms.word_ids[missing], forms.shape_ids[missing])
            self._filled[missing] = True
        return self._table

    def move(self, kept: Ints) -> None:
        """Follow the table of forms: `kept` are the old rows in their new order."""
        self._table = _moved(self._table, kept, self._forms.capacity)
        self._filled = _moved(self._filled, kept, self._forms.capacity)
        self._filled[len(kept) :] = False


def _moved(array: NDArray[Any], kept: Ints, capacity: int) -> NDArray[Any]:
    result = np.empty((capacity, *array.shape[1:]), array.dtype)
    result[: len(kept)] = array[kept]
    if array.ndim == 1:
        result[len(kept) :] = 0
    return result


@cache
def forms() -> Forms:
    """The one table of forms of the process, shared by all models."""
    return Forms(Embeddings())
