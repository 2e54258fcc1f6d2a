"""A text with some stretches read otherwise, and the offsets of the one in the other."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of a text that is read as something else, or, where `read_as` is empty, ignored."""

    start: int
    end: int
    read_as: str
    kind: str
    """What it is, for people: `stress mark`, `soft hyphen`, `tag` …"""


class Layer:
    """One text read with its edits: `text` is the result."""

    def __init__(self, given: str, edits: Sequence[Edit]) -> None:
        """`edits`: in the order of their place in `given`, none overlapping another."""
        self._edits = edits
        self._starts: list[int] = []
        """Where each edit begins in the result."""
        self._given_starts = [edit.start for edit in edits]
        parts: list[str] = []
        position = length = 0
        for edit in edits:
            length += edit.start - position
            self._starts.append(length)
            parts += (given[position : edit.start], edit.read_as)
            length += len(edit.read_as)
            position = edit.end
        self.text = "".join((*parts, given[position:]))

    def given_start(self, offset: int) -> int:
        """Where a span that begins at an offset of the result begins in the given text."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        edit, inside = self._edits[at], offset - self._starts[at]
        if inside >= len(edit.read_as):
            return edit.end + inside - len(edit.read_as)
        return edit.start + inside if edit.end - edit.start == len(edit.read_as) else edit.start

    def given_end(self, offset: int) -> int:
        """Where a span that ends at an offset of the result, after a character of it, ends in the given text."""
        if offset <= 0:
            return self.given_start(offset)
        last = offset - 1
        at = bisect_right(self._starts, last) - 1
        if at < 0:
            return offset
        edit, inside = self._edits[at], last - self._starts[at]
        if inside >= len(edit.read_as):
            return edit.end + inside - len(edit.read_as) + 1
        return edit.start + inside + 1 if edit.end - edit.start == len(edit.read_as) else edit.end

    def shift(self, start: int, end: int) -> int | None:
        """By how much the offsets of a stretch of the result are less than in the given text; None if it has edits."""
        at = bisect_right(self._starts, start) - 1
        if at + 1 < len(self._starts) and self._starts[at + 1] < end:
            return None
        if at < 0:
            return 0
        edit = self._edits[at]
        plain = self._starts[at] + len(edit.read_as)
        return edit.end - plain if start >= plain else None

    def read_offset(self, given: int) -> int:
        """The offset in the result of an offset in the given text; inside an edit, where that begins."""
        at = bisect_right(self._given_starts, given) - 1
        if at < 0:
            return given
        edit = self._edits[at]
        if given < edit.end:
            return self._starts[at]
        return self._starts[at] + len(edit.read_as) + given - edit.end

    def __iter__(self) -> Iterator[Edit]:
        return iter(self._edits)


class Reading(NamedTuple):
    """What is analysed of a text."""

    given: str
    text: str
    """As analysed."""
    layers: tuple[Layer, ...] = ()
    """The layer made first comes first."""
    notes: tuple[str, ...] = ()
    """What the user should know about the text, a sentence each."""

    @property
    def is_changed(self) -> bool:
        """Whether offsets differ or characters do."""
        return self.text is not self.given

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the given text for one of the analysed text."""
        for layer in reversed(self.layers):
            start, end = layer.given_start(start), layer.given_end(end)
        return start, max(start, end)

    def shift(self, start: int, end: int) -> int | None:
        """By how much the offsets of a stretch are less than in the given text; None where some of it was edited."""
        total = 0
        for layer in reversed(self.layers):
            more = layer.shift(start + total, end + total)
            if more is None:
                return None
            total += more
        return total

    def given_start(self, offset: int) -> int:
        """Where in the given text a span begins that begins at an offset of the analysed text."""
        for layer in reversed(self.layers):
            offset = layer.given_start(offset)
        return offset

    def read_offset(self, given: int) -> int:
        """The offset in the analysed text of an offset in the given text."""
        for layer in self.layers:
            given = layer.read_offset(given)
        return given

    def ignored(self) -> Iterator[Edit]:
        """What was read otherwise than it is written, by its span in the given text."""
        for depth, layer in enumerate(self.layers):
            for edit in layer:
                start, end = edit.start, edit.end
                for below in reversed(self.layers[:depth]):
                    start, end = below.given_start(start), below.given_end(end) if end > start else start
                yield Edit(start, end, edit.read_as, edit.kind)


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, of two that overlap the one that begins first."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
