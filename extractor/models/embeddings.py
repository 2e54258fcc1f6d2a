"""Words as numbers: ids, shapes and vectors of navec, and all else that is computed once for a distinct word.

Source: navec news_v1_1B_250K_300d_100q (vectors quantised by parts of three numbers) and slovnet's word shapes.
"""

import os
import re
from collections.abc import Callable, Sequence
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.caches import load_once
from extractor.language.patterns import compile_re
from extractor.language.resources import Archive, data_folder, prepared

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NAVEC = "emb/navec_news_v1_1B_250K_300d_100q.tar"
FORMAT = 2
"""Of the prepared vocabulary; raise it when the layout changes."""

VOCABULARY_SIZE = 250_000
"""Words that have a vector of their own."""

SPECIAL_WORDS = 2
"""`<unk>` and `<pad>`, the last two of the vocabulary, without hashes."""

KEPT_FORMS = 32_768
"""Distinct forms that are known at a time; the rarest quarter goes when there are more."""

KEPT_WIDE = 2_048
"""Forms for which a wide column keeps its numbers, three or four kilobytes each; with 4096 no less time was taken."""

COMPUTED_FORMS = 512
"""Forms that are computed at a time, to keep memory low."""

LONG_FORM = 128
"""Characters; of a longer form only as much is kept, half from each end."""

PUNCTUATION = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…"
KIND_RE = compile_re(rf"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(PUNCTUATION)}]+)", re.I)
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
    """The ids of the words that have a vector, found by 64-bit hashes; the words themselves are not kept."""

    def __init__(self, archive: Archive) -> None:
        packed = archive.read("vocab.bin")
        checksum = bytes(packed[-8:-4])[::-1].hex()  # gzip's own, of the content
        content = prepared(f"vocabulary-{FORMAT}-{checksum}.bin", lambda: _prepare_vocabulary(archive), _is_whole)
        count = len(content) // HASHED_WORD
        self._hashes = np.frombuffer(content[: 8 * count], np.uint64)
        self._ids = np.frombuffer(content[8 * count : 12 * count], np.uint32)
        self._counts = np.frombuffer(content[12 * count :], np.uint32)
        self.unknown = count

    def ids_of(self, words: Sequence[str]) -> Ints:
        """The ids of words in lower case, `unknown` for those that have none."""
        hashes = _hash_words("".join(f"{word}\n" for word in words).encode("utf-8", "replace"))
        if len(hashes) != len(words):
            return self.ids_of([word.replace("\n", " ") for word in words])
        places = np.searchsorted(self._hashes, hashes)
        places[places == len(self._hashes)] = 0
        return np.where(self._hashes[places] == hashes, self._ids[places], self.unknown).astype(np.int64)

    def counts_of(self, words: Sequence[str]) -> list[int]:
        """How often words in lower case occur in the billion words of news of navec; 0 where unknown."""
        ids = self.ids_of(words)
        known = ids != self.unknown
        counts: list[int] = np.where(known, self._counts[np.where(known, ids, 0)], 0).tolist()
        return counts


HASHED_WORD = 16
"""Bytes of a word in the prepared vocabulary: its hash, its id and its count."""


def _prepare_vocabulary(archive: Archive) -> bytes:
    content = archive.unpack("vocab.bin")
    count = int.from_bytes(content[:4], "little")
    counts, words = content[4 : 4 * count + 4 - 4 * SPECIAL_WORDS], content[4 + 4 * count :] + b"\n"
    hashes = _hash_words(words)[:-SPECIAL_WORDS]
    order = np.argsort(hashes)
    return hashes[order].tobytes() + order.astype(np.uint32).tobytes() + counts


def _is_whole(content: memoryview) -> bool:
    return len(content) == HASHED_WORD * VOCABULARY_SIZE


HASH_STEP = 8192
"""Words hashed at a time, to keep memory low."""

HASHED_BYTES = 72
"""Of a longer word the rest counts without its order; the longest of the vocabulary has 67."""


def _hash_words(words: bytes) -> NDArray[np.uint64]:
    """64-bit hashes of words that end in a line break each: sums of random numbers for byte and place."""
    content = np.frombuffer(words, np.uint8)
    ends = np.flatnonzero(content == ord("\n")) + 1
    starts = np.concatenate(([0], ends[:-1])) if len(ends) else ends
    bytes_, places = _hash_factors()
    hashes = np.empty(len(ends), np.uint64)
    for first in range(0, len(ends), HASH_STEP):
        part = slice(first, first + HASH_STEP)
        offset, end = starts[part][0], ends[part][-1]
        place = np.arange(offset, end) - np.repeat(starts[part], ends[part] - starts[part])
        values = bytes_[content[offset:end]] * places[np.minimum(place, HASHED_BYTES)]
        hashes[part] = np.add.reduceat(values, starts[part] - offset)
    return hashes


@load_once
def _hash_factors() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Random odd numbers for the 256 bytes and for the places in a word (splitmix64)."""
    numbers = []
    state = 0
    for _ in range(256 + HASHED_BYTES + 1):
        state = (state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        numbers.append((mixed ^ (mixed >> 31)) | 1)
    factors = np.array(numbers, np.uint64)
    return factors[:256], factors[256:]


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

    Rows are valid until the next call of `rows`, which may drop the rarest forms, so who asks for rows holds `lock`
    as long as they are in use. Row 0 is no form but the gap between sentences: zero in every column.
    """

    def __init__(self, embeddings: Embeddings, capacity: int = KEPT_FORMS) -> None:
        self.embeddings = embeddings
        self.lock = RLock()
        """Nobody loads a model who holds it: models add columns when they are loaded."""
        self.capacity = 1
        self.words: list[str] = [""]
        self.word_ids = np.zeros(1, np.int64)
        self.shape_ids = np.zeros(1, np.int64)
        self.uses = np.zeros(1, np.int64)
        self._columns: list[Column] = []
        self._index = _Index(self.words)
        self._grow(capacity)

    def rows(self, words: Sequence[str]) -> Ints:
        """The row of each word, new ones added."""
        if len(words) > len(self._index.free):
            self._make_room(words)
        rows = np.fromiter(map(self._index.__getitem__, words), np.int64, len(words))
        if self._index.new:
            new = self._index.new
            forms = [self.words[row] for row in new]
            self.word_ids[new] = self.embeddings.vocabulary.ids_of([form.lower() for form in forms])
            self.shape_ids[new] = [_SHAPE_IDS[shape_of(form)] for form in forms]
            self.uses[new] = 0
            new.clear()
        self.uses += np.bincount(rows, minlength=self.capacity)
        return rows

    def column(self, width: int, compute: "Compute", kept: int = KEPT_WIDE) -> "Column":
        """A new column of `width` numbers a form, given by `compute` for the rows that are asked for.

        The `kept` forms that are used most stay.
        """
        with self.lock:
            column = Column(self, width, compute, kept)
            self._columns.append(column)
        return column

    def _make_room(self, words: Sequence[str]) -> None:
        """Drop the forms that were used least, so that all of `words` have room."""
        missing = len(set(words) - self._index.keys())
        if missing <= len(self._index.free):
            return
        taken = np.fromiter(self._index.values(), np.int64, len(self._index))
        order = np.argsort(self.uses[taken], kind="stable")
        dropped = taken[order[: max(len(order) // 4, missing)]].tolist()
        for row in dropped:
            del self._index[self.words[row]]
        self._index.free += dropped
        for column in self._columns:
            column.forget(dropped)
        self.uses -= self.uses // 8
        # some of the dropped may be among the words: all of them may be new
        self._grow(self.capacity + max(0, len(set(words)) - len(self._index.free)))

    def _grow(self, capacity: int) -> None:
        added = capacity - self.capacity
        if not added:
            return
        self._index.free += range(capacity - 1, self.capacity - 1, -1)
        self.words += [""] * added
        self.word_ids = _extended(self.word_ids, capacity)
        self.shape_ids = _extended(self.shape_ids, capacity)
        self.uses = _extended(self.uses, capacity)
        for column in self._columns:
            column.grow(capacity)
        self.capacity = capacity


class _Index(dict[str, int]):
    """Rows by form; a new form is given a free row."""

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self._words = words
        self.free: list[int] = []
        self.new: list[int] = []

    def __missing__(self, word: str) -> int:
        if len(word) > LONG_FORM:
            return self[word[: LONG_FORM // 2] + word[-LONG_FORM // 2 :]]
        self[word] = row = self.free.pop()
        self._words[row] = word
        self.new.append(row)
        return row


Compute = Callable[[Ints], Floats]
"""From rows of the table of forms to numbers for each."""


class Column:
    """Numbers computed once for a form, kept for the forms that are used most."""

    def __init__(self, forms: Forms, width: int, compute: Compute, kept: int) -> None:
        self._forms = forms
        self._compute = compute
        self._table: Floats = np.empty((kept, width), np.float32)
        self._table[0] = 0
        self._places = np.zeros(forms.capacity, np.int64)
        """For each row of the forms its place in the table, 0 if it has none."""
        self._rows = np.zeros(kept, np.int64)
        """For each place of the table the row of the forms, 0 if it is free."""

    def look_up(self, rows: Ints) -> tuple[Floats, Ints]:
        """The table, and where in it the numbers of each row are; row 0 is at place 0, which is zero."""
        places = self._places[rows]
        missing = rows[(places == 0) & (rows > 0)]
        if not len(missing):
            return self._table, places
        missing = np.flatnonzero(np.bincount(missing))
        free = self._make_room(len(missing), rows)
        for first in range(0, len(missing), COMPUTED_FORMS):
            part = missing[first : first + COMPUTED_FORMS]
            self._table[free[first : first + COMPUTED_FORMS]] = self._compute(part)
        self._rows[free] = missing
        self._places[missing] = free
        return self._table, self._places[rows]

    def _make_room(self, count: int, rows: Ints) -> Ints:
        """As many free places, those of the rarest forms if need be, but of none of `rows`."""
        free = np.flatnonzero(self._rows == 0)[1:]
        if len(free) < count:
            uses = self._forms.uses[self._rows]
            uses[self._places[rows]] = uses[0] = np.iinfo(np.int64).max
            uses[free] = -1
            order = np.argsort(uses, kind="stable")
            wanted = max(count, len(order) // 4)
            free = order[:wanted][uses[order[:wanted]] < np.iinfo(np.int64).max]
            self._places[self._rows[free]] = 0
            self._rows[free] = 0
            if len(free) < count:
                size = len(self._rows)
                self._table = _extended(self._table, size + count)
                self._rows = _extended(self._rows, size + count)
                free = np.concatenate((free, np.arange(size, size + count)))
        return free[:count]

    def forget(self, rows: list[int]) -> None:
        """Drop what was computed of rows that are given to other forms."""
        self._rows[self._places[rows]] = 0
        self._places[rows] = 0

    def grow(self, capacity: int) -> None:
        """Follow the table of forms."""
        self._places = _extended(self._places, capacity)


def _extended(array: NDArray[Any], capacity: int) -> NDArray[Any]:
    result = np.empty((capacity, *array.shape[1:]), array.dtype)
    result[: len(array)] = array
    if array.ndim == 1:
        result[len(array) :] = 0
    return result


@load_once
def forms() -> Forms:
    """The one table of forms of the process, shared by all models and threads."""
    table = Forms(Embeddings())
    if hasattr(os, "register_at_fork"):  # a child that another thread's lock was copied into would wait for ever
        os.register_at_fork(
            before=table.lock.acquire, after_in_parent=table.lock.release, after_in_child=table.lock.release
        )
    return table
