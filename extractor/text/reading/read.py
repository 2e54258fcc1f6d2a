"""Reads a text: what is to be analysed of it, and why."""

from collections.abc import Callable, Iterable

from extractor.edits import Edit, Layer, Reading, without_overlaps
from extractor.language.patterns import compile_re
from extractor.text.reading.characters import find_hidden, plain_characters
from extractor.text.reading.damage import find_damage
from extractor.text.reading.lines import LeftOut, find_breaks
from extractor.text.reading.markup import find_bars, find_entities, find_marks, find_tags
from extractor.text.reading.spaces import find_gaps, find_stray
from extractor.text.reading.twins import find_twins

WRAPPED = "the lines of the text are wrapped; breaks inside sentences are read as spaces"
TABLE = "the text looks like a table; its columns are read one by one"

CARRIAGE_RE = compile_re(r"\r\n?")

Finder = Callable[[str], Iterable[Edit]]

MARKUP: tuple[Finder, ...] = (find_entities, find_tags, find_hidden)
"""In this order: an entity may spell a tag or a soft hyphen."""


def read_text(given: str) -> Reading:
    """The text as analysed, with the way back to the text as given.

    Text without any of the things that are ignored costs a few searches, linear in its length.
    """
    layers: list[Layer] = []
    notes: list[str] = []
    text = given

    def apply(edits: Iterable[Edit]) -> Layer | None:
        nonlocal text
        found = without_overlaps(edits)
        if not found:
            return None
        layers.append(Layer(text, found))
        text = layers[-1].text
        return layers[-1]

    if damage := find_damage(given):
        notes.append(damage)
    if "\r" in text:
        apply(Edit(*match.span(), "\n", "") for match in CARRIAGE_RE.finditer(text))
    left_out = []
    for find in (*MARKUP, find_marks):
        before = text
        if layer := apply(find(before)):
            left_out.append(LeftOut(layer, before, takes_room=find in (find_tags, find_marks)))
    breaks = find_breaks(text, left_out)
    text = plain_characters(text)
    apply(breaks.edits)
    bars = list(find_bars(text))
    gaps, has_table = find_gaps(text)
    apply((*bars, *gaps))
    apply(find_stray(text))
    apply(find_twins(text))
    if has_table or len(bars) > 1:
        notes.append(TABLE)
    elif breaks.is_wrapped:
        notes.append(WRAPPED)
    return Reading(given, text, tuple(layers), tuple(notes[:1]))
