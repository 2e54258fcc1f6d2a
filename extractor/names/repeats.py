"""Propagates confident names to their other occurrences, which the network missed."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from extractor.document import NameKind, NameMention, Sentence, Token
from extractor.language.morphology import lemmas, parses
from extractor.names.not_names import is_vehicle
from extractor.names.overlay import Context

SURE_SCORE = 0.8
"""Score from which a name is looked for elsewhere in its article."""

SHORTEST_WORD = 4
"""Letters of a name of one word, but for abbreviations; shorter ones are too often something else."""

MAX_ALIKE = 20
"""Names of the same first letters that are looked for at most, so that the cost stays in proportion to the text."""

SHARE_OF_SCORE = 0.8
"""Share of the name's score that its repetition has."""


class _Pattern(NamedTuple):
    kind: NameKind
    words: tuple[str, ...]
    score: float
    found: int
    """How often it was found."""

    def fits(self, tokens: Sequence[Token]) -> bool:
        """Whether the tokens are the same words in any case, with the same capitals."""
        return len(tokens) == len(self.words) and all(
            _same(token.text, word) for token, word in zip(tokens, self.words, strict=True)
        )


def with_repeated(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with those of `find_repeated`."""
    repeated = find_repeated(names, context)
    return sorted([*names, *repeated], key=lambda name: name.start) if repeated else names


def find_repeated(names: Sequence[NameMention], context: Context) -> list[NameMention]:
    """Occurrences of names that were found with certainty, where nothing was found.

    A name that was found as two kinds is not looked for, nor is a person whose only word is a common one, too; and
    what the network left out more often than it found it is no name.
    """
    text = context.text
    patterns = _patterns(names, context.sentences)
    if not patterns:
        return []
    taken = [(name.start, name.end) for name in names]
    found: list[NameMention] = []
    of_pattern: list[_Pattern] = []
    at = 0
    for tokens, i in context.capitals:
        token = tokens[i]
        alike = patterns.get(_initial(token.text))
        if not alike or (found and token.start < found[-1].end):
            continue
        while at < len(taken) and taken[at][1] <= token.start:
            at += 1
        pattern = _fitting(alike, tokens, i, taken[at][0] if at < len(taken) else len(text))
        if pattern is not None:
            start, end = token.start, tokens[i + len(pattern.words) - 1].end
            if is_vehicle(text, start, end):
                continue
            score = round(pattern.score * SHARE_OF_SCORE, 3)
            found.append(NameMention(pattern.kind, start, end, text[start:end], "names.repeated", score))
            of_pattern.append(pattern)
    counts = Counter(of_pattern)
    return [name for name, pattern in zip(found, of_pattern, strict=True) if counts[pattern] <= pattern.found]


def _fitting(patterns: Sequence[_Pattern], tokens: Sequence[Token], i: int, limit: int) -> _Pattern | None:
    """The first of the patterns that the tokens from i on are, up to the offset `limit`."""
    for pattern in patterns if tokens[i].start < limit else ():
        part = tokens[i : i + len(pattern.words)]
        if pattern.fits(part) and part[-1].end <= limit:
            return pattern
    return None


def _patterns(names: Sequence[NameMention], sentences: Sequence[Sentence]) -> Mapping[str, list[_Pattern]]:
    """What to look for, by the first letters of its first word; longer names first."""
    kinds: defaultdict[tuple[str, ...], list[NameKind]] = defaultdict(list)
    sure: dict[tuple[str, ...], tuple[NameKind, float]] = {}
    at = 0
    for sentence in sentences:
        tokens = sentence.tokens
        while at < len(names) and names[at].start < sentence.end:
            name = names[at]
            first, last = bisect_left(tokens, name.start, key=_start), bisect_right(tokens, name.end, key=_end)
            words = tuple([token.text for token in tokens[first:last]])
            for part in filter(None, (words, _quoted(words))):
                kinds[_key(part)].append(name.kind)
                if name.score >= SURE_SCORE and part not in sure and _is_telling(name.kind, part):
                    sure[part] = name.kind, name.score
            at += 1
    patterns: dict[str, list[_Pattern]] = {}
    for words, (kind, score) in sorted(sure.items(), key=lambda item: -len(item[0])):
        seen = kinds[_key(words)]
        if set(seen) == {kind}:
            alike = patterns.setdefault(_initial(words[0]), [])
            if len(alike) < MAX_ALIKE:
                alike.append(_Pattern(kind, words, score, len(seen)))
    return patterns


_start, _end = attrgetter("start"), attrgetter("end")


@lru_cache(maxsize=4_096)
def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    """What the forms of a name have in common."""
    return tuple([min(lemmas(word)) for word in words])


def _quoted(words: tuple[str, ...]) -> tuple[str, ...]:
    """The quoted part at the end of a name: «Голоса Америки» of «служба «Голоса Америки»»."""
    if len(words) < 3 or words[-1] not in "»”" or not {"«", "“"} & set(words):
        return ()
    at = max(i for i, word in enumerate(words) if word in "«“")
    return words[at + 1 : -1]


def _is_telling(kind: NameKind, words: tuple[str, ...]) -> bool:
    word = words[0]
    if not word[0].isupper():
        return False
    if len(words) > 1:
        return True
    if len(word) < SHORTEST_WORD and not (word.isupper() and len(word) == SHORTEST_WORD - 1):
        return False
    return kind != "person" or all(parse.upos == "PROPN" for parse in parses(word))


def _initial(word: str) -> str:
    return word[:3].lower()


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if one.isupper() != other.isupper() or one[0].isupper() != other[0].isupper():
        return False
    return not lemmas(one).isdisjoint(lemmas(other))
