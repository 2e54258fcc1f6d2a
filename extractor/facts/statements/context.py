"""What the rules of passages look at: an article, its sentences, and who speaks."""

from bisect import bisect_right
from functools import cached_property

from extractor.document import Document
from extractor.facts.statements.speakers import Speakers
from extractor.sentence.cells import Rows
from extractor.sentence.scene import Scene


class Context:
    """An article as the rules see it."""

    def __init__(self, doc: Document, rows: Rows) -> None:
        self.doc = doc
        self.scenes = rows.scenes
        self.antecedents = rows.antecedents
        self.speakers = Speakers(rows.antecedents)

    def scene_at(self, offset: int) -> Scene | None:
        """The sentence that holds an offset."""
        n = bisect_right(self._starts, offset) - 1
        return self.scenes[n] if n >= 0 else None

    @cached_property
    def _starts(self) -> list[int]:
        return [scene.sentence.start for scene in self.scenes]
