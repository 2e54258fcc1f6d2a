"""Courts, hospitals and schools named by an adjective of a place: «Жарминская районная больница».

The network finds those of large towns; of a district that it has not met it finds a place or nothing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractor.document import NameMention
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemmas, parses
from extractor.language.patterns import compile_re
from extractor.names.overlay import Context, overlapping, overlay

RULE = "names.public-body"
# Heuristic, unmeasured: three words that agree, the last of which is a body of its district.
SCORE = 0.85

ENDINGS = "(?:ая|ую|ой|ый|ий|ого|ому|ым|им|ом|ое|ие|ые|их|ых)"


def with_public_bodies(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the public bodies where no organization was found."""
    return overlay(names, list(_bodies(context.text, names)))


def _bodies(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    for match in _body_re().finditer(text):
        known = overlapping(names, *match.span())
        if not _agrees(match) or any(name.kind == "organization" or name.end > match.end() for name in known):
            continue
        of_place = overlapping(names, match.end() + 1, match.end() + 2)  # «Первомайский районный суд Бишкека»
        is_of_place = len(of_place) == 1 and of_place[0].kind == "location" and of_place[0].start == match.end() + 1
        end = of_place[0].end if is_of_place else match.end()
        yield NameMention("organization", match.start(), end, text[match.start() : end], RULE, SCORE)


def _agrees(match: re.Match[str]) -> bool:
    """Whether the noun is a public body, in a case and gender that the adjective may have."""
    if _data()["bodies"].isdisjoint(lemmas(match["noun"])):
        return False
    of_noun = {_agreement(p.feats) for p in parses(match["noun"]) if p.upos == "NOUN"}
    return any(_agreement(p.feats) in of_noun for p in parses(match["kind"]) if p.upos == "ADJ")


def _agreement(feats: Any) -> tuple[str, str, str]:
    number = feats.get("Number", "")
    return feats.get("Case", ""), number, feats.get("Gender", "") if number == "Sing" else ""


@cache
def _body_re() -> re.Pattern[str]:
    kinds = "|".join(sorted(_data()["kinds"]))
    of_place, kind = rf"[А-ЯЁ][а-яё-]+[сцз]к{ENDINGS}", rf"(?P<kind>(?:{kinds}){ENDINGS})"
    return compile_re(rf"(?<!\w){of_place}[ \u00a0](?:{kind}[ \u00a0])+(?P<noun>[а-яё]+)(?![\w-])")


@cache
def _data() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_toml(Path(__file__).with_suffix(".toml")).items()}
