"""Ministries written out whose name goes on in small letters: «Министерства торговли и внешних связей страны»."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from extractor.document import NameMention
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemmas, parses
from extractor.language.patterns import compile_re
from extractor.names.overlay import Context, overlapping, overlay

RULE = "names.ministry"
# Heuristic, unmeasured: what a ministry is of follows it in the genitive.
SCORE = 0.9

MINISTRY_RE = compile_re(r"Министерств(?:о|а|у|ом|е)((?:,?[ \u00a0][а-яё]{1,20}){1,8})")
WORD_RE = compile_re(r",?[ \u00a0]([а-яё]+)")


def with_ministries(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the ministries where nothing was found."""
    return overlay(names, list(_ministries(context.text, names)))


def _ministries(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in MINISTRY_RE.finditer(text):
        end = _end(match)
        if end > match.start(1) and not overlapping(names, match.start(), end):
            yield NameMention("organization", match.start(), end, text[match.start() : end], RULE, SCORE)


def _end(match: re.Match[str]) -> int:
    """The end of the last noun in the genitive that belongs to the name; the start of the words where there is none."""
    end = match.start(1)
    for word in WORD_RE.finditer(match.string, *match.span(1)):
        if word[1] == "и":
            continue
        genitive = {p.upos for p in parses(word[1]) if p.feats.get("Case") == "Gen"}
        if not genitive & {"NOUN", "ADJ"} or not _behind().isdisjoint(lemmas(word[1])):
            break
        if "NOUN" in genitive:
            end = word.end()
    return end


@cache
def _behind() -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).with_suffix(".toml"))["behind"])
