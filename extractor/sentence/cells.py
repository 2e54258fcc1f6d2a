"""A sentence as a row of cells for patterns: a name, a post, an amount or a date is one cell, any other token is one.

A pronoun, a post or a left-out subject whose antecedent is known is the cell of a name: «Он встретился с …» matches
what «Иван Орлов встретился с …» does.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

from extractor.grammar.cell_patterns import Test
from extractor.sentence.anaphora import Antecedents
from extractor.sentence.clauses import find_subject, is_verb, may_precede_name, shares_subject
from extractor.sentence.genders import PLURAL, pronouns
from extractor.sentence.items import Item, ItemKind
from extractor.sentence.left_out import verb_without_subject
from extractor.sentence.name_tests import NAMES, tests_without
from extractor.sentence.names import are_alike, are_listed, case_of, has_title, insertions
from extractor.sentence.negation import has_negation
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import ACC, CASES, DAT, GEN, INS, NOM

KEYS_OF_KINDS: dict[ItemKind, frozenset[str]] = {
    kind: frozenset((kind,))
    for kind in ("person", "organization", "location", "adjective", "position", "money", "date")
}

POST = KEYS_OF_KINDS["position"]

CASE_NAMES = {name.lower(): bit for name, bit in CASES.items() if bit}
CASE_OF_PRONOUN = {1: NOM, 2: GEN | ACC, 3: DAT, 4: INS}
VERB_FORMS = frozenset(("Fin", "Inf", "Part", "Conv"))
WORDS_TO_VERB = 3
"""Tokens from an auxiliary to its verb: «был тогда же куплен»."""
SENTENCES_BEFORE = 2
"""Sentences before one that are kept for it."""
POSSESSIVE_CASE = 2
"""«Его», «её»: more often whose something is than who."""
SENTENCES_KEPT = 2_000
"""Sentences of the longest article whose rows are kept for all kinds of facts: some megabytes."""


class Cells:
    """The row of cells of one sentence."""

    def __init__(self, scene: Scene, antecedents: Antecedents, before: tuple[Scene, ...] = ()) -> None:
        """`before`: the last sentences before, the nearest first."""
        self.scene = scene
        self.before = before
        self.antecedents = antecedents
        self._named: dict[int, Item | None] = {}
        self._asides: dict[int, frozenset[int]] = {}
        self._all_keys = frozenset((*scene.lemmas, *[item.kind for item in scene.items]))
        """The lemmas of all words, inside names too, and the kinds of items."""

    @property
    def previous(self) -> Scene | None:
        """The sentence before."""
        return self.before[0] if self.before else None

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Of each cell the first token and the one after the last."""
        found = []
        cover, items = self.scene.cover, self.scene.items
        t = 0
        while t < len(cover):
            last = max(t + 1, items[cover[t]].last) if cover[t] >= 0 else t + 1
            found.append((t, last))
            t = last
        return found

    @cached_property
    def _cells_by_key(self) -> dict[str, list[int]]:
        """The cells that have a key, in order, by key: most tables of rules find one of theirs in a sentence."""
        found: dict[str, list[int]] = {}
        words, cover = self.scene.words, self.scene.cover
        for cell, (first, _) in enumerate(self.bounds):
            for key in words[first].lemmas if cover[first] < 0 else self.keys(cell):
                found.setdefault(key, []).append(cell)
        return found

    def __len__(self) -> int:
        return len(self.bounds)

    # --- what patterns ask of any row ---

    def keys(self, cell: int) -> frozenset[str]:
        """All lemmas of a word; of a name, an amount or a date its kind, of a post both."""
        first, last = self.bounds[cell]
        number = self.scene.cover[first]
        if number < 0:
            return self.scene.words[first].lemmas
        kind = KEYS_OF_KINDS[self.scene.items[number].kind]
        return kind.union(*(self.scene.words[t].lemmas for t in range(first, last))) if kind == POST else kind

    def has_any(self, keys: frozenset[str]) -> bool:
        """Whether the sentence may have a cell with one of the keys."""
        return not keys.isdisjoint(self._all_keys)

    def has_text(self, texts: frozenset[str]) -> bool:
        """Whether the sentence may have a word with one of the texts, in lower case."""
        return not texts.isdisjoint(self._texts)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset([token.text.lower() for token in self.scene.tokens])

    def lacks(self, tests: frozenset[str]) -> bool:
        """Whether one of some tests is passed by no cell: `org` without an organization in the sentence."""
        return not tests.isdisjoint(self._lacking)

    @cached_property
    def _lacking(self) -> frozenset[str]:
        kinds = frozenset([item.kind for item in self.scene.items])
        return tests_without(kinds, has_pronoun=not pronouns().keys().isdisjoint(self._texts))

    def present(self, keys: frozenset[str]) -> frozenset[str]:
        """Those of the keys that a cell of the sentence may have: few or none."""
        return keys & self._all_keys

    def cells_with(self, keys: frozenset[str]) -> list[int]:
        """The cells that have one of the keys, in order."""
        return sorted({cell for key in keys for cell in self._cells_by_key.get(key, ())})

    def text(self, cell: int) -> str:
        """The text of a word in lower case; empty for a name."""
        t = self.bounds[cell][0]
        return "" if self.scene.cover[t] >= 0 else self.scene.tokens[t].text.lower()

    def tokens(self, cell: int) -> int:
        """How many tokens a cell has."""
        first, last = self.bounds[cell]
        return last - first

    def is_aside(self, cell: int, trigger: int) -> bool:
        """Whether a cell belongs to a remark on who reports: «, напомним,»."""
        if cell >= trigger:
            return False
        if trigger not in self._asides:
            self._asides[trigger] = insertions(self.scene, self.bounds[trigger][0])
        return self.bounds[cell][0] in self._asides[trigger]

    def stops_gap(self, cell: int, step: int, trigger: int) -> bool:
        """Whether a clause ends at a cell: a verb, a semicolon; after the trigger a colon or a gerund too.

        A verb before the trigger that shares its subject ends none: «Орлов приехал и встретился с Зайцевым».
        """
        t = self.bounds[cell][0]
        if step < 0 and shares_subject(self.scene, t, self.bounds[trigger][0]):
            return False
        if self.text(cell) == ";" or (is_verb(self.scene, t) and not self._leads_to_verb(t)):
            return True
        return step > 0 and (self.text(cell) == ":" or (self.is_word(cell) and self.scene.words[t].form == "Conv"))

    def _leads_to_verb(self, t: int) -> bool:
        """Whether a verb is a part of the next one: «был куплен», «будет продавать», «может купить»."""
        words, forms = self.scene.words, ("Part", "Inf") if self.scene.words[t].upos == "AUX" else ("Inf",)
        for n in range(t + 1, min(t + 1 + WORDS_TO_VERB, len(words))):
            if self.scene.cover[n] >= 0 or words[n].upos == "PUNCT":
                return False
            if words[n].form in forms:
                return True
        return False

    def listed_with(self, cell: int, step: int, trigger: int) -> tuple[int, ...]:
        """A name and the names of its kind that are listed with it, in the direction of `step`."""
        found, last = [cell], self.name(cell)
        n = cell + step
        while last is not None and 0 <= n < len(self):
            item = self._covering(self.bounds[n][0])
            if item is not None and are_alike(self.scene, item, last) and not self.is_aside(n, trigger):
                if not are_listed(self.scene, *((last, item) if step > 0 else (item, last))):
                    break
                found.append(n)
                last = item
            n += step
        return tuple(sorted(found))

    # --- names ---

    def name(self, cell: int) -> Item | None:
        """The name, amount or date that a cell is, or the person it stands for; None for other words."""
        if cell not in self._named:
            item = self._covering(self.bounds[cell][0])
            if item is None:
                item = self._pronoun(cell) or self._left_out(cell)
            elif item.kind == "position":
                item = self._holder(cell, item)
            self._named[cell] = item
        return self._named[cell]

    def names(self, cells: Sequence[int]) -> list[Item]:
        """The names of cells that have one."""
        return [item for cell in cells if (item := self.name(cell)) is not None]

    def cases(self, cell: int) -> int:
        """The cases that a cell may be in: a bit for each."""
        first, _ = self.bounds[cell]
        item = self._covering(first)
        if item is not None and item.kind != "position":
            return case_of(self.scene, item) | self._case_of_noun_before(item)
        pronoun = pronouns().get(self.scene.tokens[first].text.lower())
        if pronoun is not None:
            return CASE_OF_PRONOUN[pronoun.case]
        return self.scene.words[first].cases or (NOM if self.is_left_out(cell) else 0)

    def _case_of_noun_before(self, item: Item) -> int:
        """The oblique case that a noun right before a name of a person shares with it: «с коллегой Ван Ли»."""
        before = item.first - 1
        if before < 0 or item.kind != "person":
            return 0
        word, covering = self.scene.words[before], self._covering(before)
        is_noun = word.upos == "NOUN" and word.singular and (covering is None or covering.kind == "position")
        return word.cases if is_noun and not word.cases & NOM else 0

    def is_word(self, cell: int) -> bool:
        """Whether a cell is no name, post, amount or date."""
        return self.scene.cover[self.bounds[cell][0]] < 0

    def is_free(self, cell: int) -> bool:
        """Whether no preposition is right before a cell."""
        first, _ = self.bounds[cell]
        return first == 0 or self.scene.cover[first - 1] >= 0 or self.scene.words[first - 1].upos != "ADP"

    def is_left_out(self, cell: int) -> bool:
        """Whether the subject of a verb is left out: nothing of its sentence before it may be one, nor after it."""
        first, _ = self.bounds[cell]
        word = self.scene.words[first]
        if self.scene.cover[first] >= 0 or not word.singular or word.form != "Fin" or word.upos != "VERB":
            return False
        return verb_without_subject(self.scene) == first and find_subject(self.scene, first) is None

    def _covering(self, t: int) -> Item | None:
        return self.scene.items[self.scene.cover[t]] if self.scene.cover[t] >= 0 else None

    def _left_out(self, cell: int) -> Item | None:
        if not self.is_left_out(cell):
            return None
        first, _ = self.bounds[cell]
        start = self.scene.tokens[first].start
        return self._meant(self.antecedents.of_left_out_subject(self.scene, first), first, first, start, start)

    def _pronoun(self, cell: int) -> Item | None:
        first, last = self.bounds[cell]
        token = self.scene.tokens[first]
        pronoun = pronouns().get(token.text.lower())
        if pronoun is None or pronoun.gender == PLURAL or pronoun.case == POSSESSIVE_CASE:
            return None
        sentence = self.scene.sentence
        outside = (0, 0) if pronoun.case == 1 else (sentence.start, sentence.end)  # «Орлов встретился с ним»
        who = self.antecedents.of_pronoun(self.scene, first, outside=outside)
        return self._meant(who, first, last, token.start, token.end)

    def _holder(self, cell: int, post: Item) -> Item | None:
        """Whom a post stands for; nobody where the name follows, which is a cell of its own."""
        n = cell + 1
        while n < len(self) and self._continues_post(n):
            n += 1
        following = self._covering(self.bounds[n][0]) if n < len(self) else None
        if following is not None and following.kind == "person":
            return None
        place = self._covering(self.bounds[cell + 1][0]) if cell + 1 < len(self) else None
        who: Item | str | None
        if place is not None and place.kind in ("organization", "location"):
            who = self.antecedents.of_post_at(self.scene, place)
        else:
            who = self.antecedents.of_post(self.scene, range(post.first, post.last))
        return self._meant(who, post.first, post.last, post.start, post.end) if isinstance(who, str) else None

    def _continues_post(self, cell: int) -> bool:
        """Whether a cell may be between a post and the name of its holder: «глава крупной компании «Лютик» Котов»."""
        t = self.bounds[cell][0]
        item = self._covering(t)
        if item is not None:
            return item.kind in ("organization", "location", "adjective", "position")
        return self.scene.words[t].upos in ("NOUN", "ADJ") and bool(self.scene.words[t].cases & GEN)

    def _meant(self, who: str | None, first: int, last: int, start: int, end: int) -> Item | None:
        if who is None or self.scene.kinds.get(who) != "person":
            return None
        return Item("person", who, first, last, start, end)


class Rows:
    """The rows of the sentences of an article, in order; those of a long one are made anew each time."""

    def __init__(self, scenes: Sequence[Scene], antecedents: Antecedents) -> None:
        self.scenes = scenes
        self.antecedents = antecedents
        self._kept: list[Cells] = []

    def __iter__(self) -> Iterator[Cells]:
        if len(self.scenes) > SENTENCES_KEPT:
            return self._made()
        self._kept = self._kept or list(self._made())
        return iter(self._kept)

    def with_any(self, keys: frozenset[str]) -> Iterator[Cells]:
        """The rows that may have a cell with one of the keys, as the triggers of a table are: most have none."""
        return (row for row in self if row.has_any(keys))

    def _made(self) -> Iterator[Cells]:
        before: tuple[Scene, ...] = ()
        for scene in self.scenes:
            yield Cells(scene, self.antecedents, before)
            before = (scene, *before[: SENTENCES_BEFORE - 1])


# --- the words of patterns ---


def test_of_cells(word: str) -> Test[Cells]:
    """The test that a word of a pattern names.

    `person.nom|ins`: a name of this kind in one of these cases; `nom`: a word in the case; `VERB`, `NOUN|ADJ`: a part
    of speech; `Fin|Inf`: the form of a verb; `free`: no preposition before it, `bare`: nor before its nouns;
    `left-out`: a verb without a subject; `titled`: a name with a post or noun before it; `venue`: a place after «в»;
    `first`: the first cell; `post`: a post; `passive`: a passive participle; `short`: no
    attribute but a predicate; `plural`: in the plural; `any`: any. Errors: ValueError for any other word.
    """
    head, _, cases = word.partition(".")
    if head in NAMES:
        return _name_test(NAMES[head], cases)
    if word in _PLAIN_TESTS:
        return _PLAIN_TESTS[word]
    parts = word.split("|")
    if all(part in CASE_NAMES for part in parts):
        mask = _mask(word)
        return lambda row, cell: bool(row.cases(cell) & mask)
    if all(part in VERB_FORMS for part in parts):
        return lambda row, cell: row.scene.words[row.bounds[cell][0]].form in parts
    if all(part.isalpha() and part.isupper() for part in parts):
        return lambda row, cell: row.is_word(cell) and row.scene.words[row.bounds[cell][0]].upos in parts
    raise ValueError(f"no test: {word}")


def _name_test(kinds: Collection[str], cases: str) -> Test[Cells]:
    mask = _mask(cases) if cases else 0

    def test(row: Cells, cell: int) -> bool:
        if row.is_word(cell) and row.text(cell) not in pronouns():
            return False  # nor is a left-out subject a cell of its own
        item = row.name(cell)
        if item is None or item.kind not in kinds or has_negation(row.scene, item.first):
            return False  # «не с Петром» denies the name
        return not mask or bool(row.cases(cell) & mask)

    return test


def _mask(cases: str) -> int:
    return sum(CASE_NAMES[name] for name in cases.split("|"))


def _is_venue(row: Cells, cell: int) -> bool:
    """Whether a place is only where something happens: after «в», «на», «из», «в городе»."""
    item = row.name(cell)
    is_place = item is not None and item.kind == "location"
    return is_place and governing(row, cell) in word_lists("places")["venue"]


def governing(row: Cells, cell: int) -> str:
    """The preposition of a name's phrase, before it and its nouns: «в компании «Лютик»»; empty where there is none."""
    scene, t = row.scene, row.bounds[cell][0] - 1
    while t >= 0 and may_precede_name(scene, t):
        t -= 1
    return scene.tokens[t].text.lower() if t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "ADP" else ""


def is_post(row: Cells, cell: int) -> bool:
    """Whether a cell is a position, whoever holds it."""
    number = row.scene.cover[row.bounds[cell][0]]
    return number >= 0 and row.scene.items[number].kind == "position"


_PLAIN_TESTS: dict[str, Callable[[Cells, int], bool]] = {
    "free": Cells.is_free,
    "left-out": Cells.is_left_out,
    "plural": lambda row, cell: row.is_word(cell) and row.scene.words[row.bounds[cell][0]].plural,
    "any": lambda row, cell: True,
    "short": lambda row, cell: row.is_word(cell) and row.scene.words[row.bounds[cell][0]].finite,
    "passive": lambda row, cell: row.is_word(cell) and row.scene.words[row.bounds[cell][0]].passive,
    "titled": lambda row, cell: has_title(row.scene, row.bounds[cell][0]),
    "venue": _is_venue,
    "bare": lambda row, cell: not governing(row, cell),
    "first": lambda row, cell: cell == 0,
    "post": is_post,
}
