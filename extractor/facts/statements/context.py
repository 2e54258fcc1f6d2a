"""What the rules of passages look at: an article, its sentences, and who speaks."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from extractor.document import Document
from extractor.facts.statements.speakers import Speakers
from extractor.sentence.cells import Cells
from extractor.sentence.scene import Scene


class Context:
    """An article as the rules see it."""

    def __init__(self, doc: Document, rows: Sequence[Cells]) -> None:
        """`rows`: its sentences, at least one."""
        self.doc = doc
        self.scenes = [row.scene for row in rows]
        self.antecedents = rows[0].antecedents
        self.speakers = Speakers(self.antecedents)

    def scene_at(self, offset: int) -> Scene | None:
        """The sentence that holds an offset."""
        n = bisect_right(self._starts, offset) - 1
        return self.scenes[n] if n >= 0 else None

    @cached_property
    def _starts(self) -> list[int]:
        return [scene.sentence.start for scene in self.scenes]
