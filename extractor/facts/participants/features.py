"""What the model of participants sees of a pair: order, distance, cases, the words beside the two and between them."""

from collections.abc import Iterator, Mapping
from typing import Literal

from extractor.facts.participants.candidates import Candidate, End
from extractor.sentence.cells import Cells
from extractor.sentence.clauses import is_verb
from extractor.sentence.names import case_of
from extractor.sentence.subjects import may_be_subject

STEPS = (0, 1, 2, 3, 5, 8, 13, 20)
"""Tokens; distances between two of these are one feature."""

LONGEST_GAP = 3
"""Tokens of what is between two places that count as a whole."""

FARTHEST_WORDS = 12
"""Tokens between two places in which each word counts."""

Side = Literal["a", "b", "c"]
"""The first of the two, the second, and the word that joins them."""

OUTSIDE = "#"
"""Stands for a word where the sentence has none."""


class RowFeatures:
    """What is computed once of a sentence."""

    def __init__(self, row: Cells, topic: str | None) -> None:
        """`topic`: the id of the person whom the article is about."""
        self.scene, self.topic = row.scene, topic
        scene = row.scene
        self.words = [
            word.lemma if scene.may_be_noun(t) else f"[{scene.kind_at(t)}]" for t, word in enumerate(scene.words)
        ]
        self.verbs = [t for t in range(len(scene.words)) if scene.cover[t] < 0 and is_verb(scene, t)]
        self.people = scene.of("person")
        self.number = str(min(len({item.id for item in self.people}), 5))
        self._parts: dict[tuple[str, End | int], list[str]] = {}

    def word(self, t: int) -> str:
        """The lemma of a token, the kind of a name."""
        return self.words[t] if 0 <= t < len(self.words) else OUTSIDE

    def part(self, side: Side, place: End | int) -> list[str]:
        """The features of one of the two, or of the word that joins them: made once for all pairs that share it."""
        known = self._parts.get((side, place))
        if known is None:
            names = self._of_cue(place) if isinstance(place, int) else self._of_end(place)
            known = self._parts[side, place] = [f"{side}{name}" for name in names]
        return known

    def _of_end(self, end: End) -> Iterator[str]:
        yield f".how={end.how} {end.kind}"
        if end.first >= 0:
            yield from [f".{name}" for name in self._of_place(end)]
        if end.how == "before":
            yield f".subject={end.is_subject}"

    def _of_cue(self, cue: int) -> Iterator[str]:
        word = self.scene.words[cue]
        yield f".case={word.cases}"
        yield f".form={word.upos} {word.form} {word.passive}"
        yield f".plural={word.plural} {word.singular}"
        yield f"-1={self.word(cue - 1)}"
        yield f"+1={self.word(cue + 1)}"

    def _of_place(self, end: End) -> Iterator[str]:
        scene, item = self.scene, self.scene.item_at(end.first)
        yield f"-1={self.word(end.first - 1)}"
        yield f"+1={self.word(end.last)}"
        if end.how == "named" and item is not None:
            yield f"case={case_of(scene, item)}"
            yield f"subject={may_be_subject(scene, item)}"
        else:
            yield f"case={scene.words[end.first].cases}"
        yield f"verb-={next((self.words[v] for v in reversed(self.verbs) if v < end.first), OUTSIDE)}"
        yield f"verb+={next((self.words[v] for v in self.verbs if v >= end.last), OUTSIDE)}"
        if end.kind == "phrase":
            yield from self._of_phrase(end.first)

    def _of_phrase(self, t: int) -> Iterator[str]:
        yield f"head={self.scene.words[t].lemma}"
        n = t - 1
        while n >= 0 and self.scene.words[n].upos == "ADJ" and self.scene.cover[n] < 0:
            yield f"adj={self.words[n]}"
            n -= 1
        yield f"gov={self.word(n)}"
        yield f"gov2={self.word(n - 1)} {self.word(n)}"

    def rank(self, end: End, t: int) -> str:
        """How many other people are nearer to a token on the same side, and on any."""
        if end.first < 0:
            return f"before {self.number}"
        distance = abs(end.first - t)
        nearer = [item for item in self.people if item.id != end.id and abs(item.first - t) < distance]
        beside = [item for item in nearer if (item.first < t) == (end.first < t)]
        return f"{end.first < t} {min(len(beside), 3)} {min(len(nearer), 3)}"


def features_of(row: RowFeatures, one: Candidate) -> list[str]:
    """The names of what is true of a pair."""
    return [*of_pair(row, one), *[name for side, place in sides_of(one) for name in row.part(side, place)]]


def sides_of(one: Candidate) -> tuple[tuple[Side, End | int], ...]:
    """The word that joins a pair and the two, each of which other pairs may share."""
    return ("c", one.cue), ("a", one.who), ("b", one.other)


def of_pair(row: RowFeatures, one: Candidate) -> Iterator[str]:
    """What is true of the two and the word together."""
    _, who, other, cue = one
    places = sorted(((who.first, "a"), (other.first, "b"), (cue, "c")))
    order, lemma = "".join([letter for _, letter in places]), row.words[cue]
    yield "bias"
    yield f"order={order}"
    yield f"order={order} {who.how} {other.how}"
    yield f"cue={lemma}"
    yield f"cue={lemma} {order}"
    yield f"topic={who.id == row.topic}"
    yield f"people={row.number}"
    yield from _between(row, "ac", (who.first, who.last), (cue, cue + 1), lemma)
    yield from _between(row, "cb", (cue, cue + 1), (other.first, other.last), lemma)
    yield from _between(row, "ab", (who.first, who.last), (other.first, other.last), lemma)
    if who.kind == "person":
        yield f"a.rank={row.rank(who, cue)}"
    if other.kind == "person":
        names: Mapping[str, frozenset[str]] = row.scene.names
        yield f"b.rank={row.rank(other, cue)}"
        yield f"share={not names.get(who.id, frozenset()).isdisjoint(names.get(other.id, frozenset()))}"
    elif who.kind == "person":
        yield f"ab.rank={row.rank(who, other.first)}"


def _between(row: RowFeatures, name: str, one: tuple[int, int], other: tuple[int, int], lemma: str) -> Iterator[str]:
    """The distance of two places, and the words between them; from the beginning where one is not in the sentence."""
    if min(one[0], other[0]) < 0:
        yield f"{name}.start={_step(max(one[0], other[0]))}"
        return
    if one > other:
        name, one, other = name[::-1], other, one
    start, end = one[1], max(one[1], other[0])
    gap, step = row.words[start:end], _step(end - start)
    yield f"{name}.dist={step}"
    yield f"{name}.dist={step} {lemma}"
    if end - start <= LONGEST_GAP:
        yield f"{name}.gap={' '.join(gap)}"
    commas, names = min(gap.count(","), 3), min(gap.count("[person]"), 2)
    verbs = min(len([v for v in row.verbs if start <= v < end]), 2)
    yield f"{name}.commas={commas}"
    yield f"{name}.verbs={verbs}"
    yield f"{name}.names={names}"
    yield f"{name}.shape={commas} {verbs} {names}"
    if end - start <= FARTHEST_WORDS:
        yield from [f"{name}.w={word}" for word in dict.fromkeys(gap)]


def _step(tokens: int) -> int:
    return next((number for number, step in enumerate(STEPS) if tokens <= step), len(STEPS))
