"""How much of a company is owned: «25% акций», «45-процентная доля», «половина»."""

import re

from extractor.document import TextSpan
from extractor.facts.record import token_span
from extractor.facts.tables import Matched
from extractor.facts.vocabulary import fact_words
from extractor.language.patterns import compile_re
from extractor.sentence.scene import Scene

PERCENT_RE = compile_re(r"(\d+(?:[.,]\d+)?)(?:-?процентн\w+)?")


def share_between(match: Matched) -> TextSpan | None:
    """The share that is said among the words of a match, its name in percent; None where none or several are."""
    row = match.row
    taken = [row.bounds[cell] for _, cells in match.steps for cell in cells]
    scene = row.scene
    tokens = range(max(min(first for first, _ in taken) - 1, 0), max(last for _, last in taken))
    found = [share for t in tokens if scene.is_word(t) and (share := _share_at(scene, t)) is not None]
    return found[0] if len(found) == 1 else None


def share_in(scene: Scene, start: int, end: int) -> TextSpan | None:
    """The share that is said between two offsets; None where none or several are."""
    tokens = [t for t, token in enumerate(scene.tokens) if start <= token.start < end]
    found = [share for t in tokens if scene.is_word(t) and (share := _share_at(scene, t)) is not None]
    return found[0] if len(found) == 1 else None


def _share_at(scene: Scene, t: int) -> TextSpan | None:
    """The share that begins at a word."""
    number = PERCENT_RE.fullmatch(scene.tokens[t].text)
    if number and "процентн" in number[0]:
        return token_span(scene, t, t + 1, _percent(number))
    words = fact_words("shares")
    if number and t + 1 < len(scene.tokens) and scene.words[t + 1].lemma in words["percent"]:
        return token_span(scene, t, t + 2, _percent(number))
    part = _part_named(scene.words[t].lemma)
    return token_span(scene, t, t + 1, part) if part else None


def _part_named(lemma: str) -> str | None:
    """The percent that a noun means: of «половина» 50%."""
    return next((part for part, nouns in fact_words("shares").items() if part.endswith("%") and lemma in nouns), None)


def _percent(number: re.Match[str]) -> str:
    return f"{number[1].replace(',', '.')}%"
