"""A sentence with what was found in it, as the rules and models of facts look at it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from extractor.document import Date, Document, Location, Money, Organization, Person, Position, Sentence, Token
from extractor.language.geography import find_adjective_places
from extractor.language.lexicon import load_toml, normalize_word
from extractor.language.morphology import Parse, parses

ItemKind = Literal["person", "organization", "location", "adjective", "position", "money", "date"]

CASES = {"Nom": 1, "Gen": 2, "Dat": 4, "Acc": 8, "Ins": 16, "Loc": 32, "Par": 2, "Voc": 0}
NOM, GEN, DAT, ACC, INS, LOC = 1, 2, 4, 8, 16, 32
ANY_CASE = 63
OPENING, CLOSING = frozenset('«“„"'), frozenset('»”“"')
WORD_RE = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
KEPT_WORDS = 32_768
"""Distinct words whose information is kept: with 8192 a third of the words of news were read again and again."""
LONGEST = 400
"""Tokens of a sentence that are looked at; a longer one is no sentence."""
SHORT_WORD = 4
"""Letters; no shorter word is the adjective of a place."""
LIKELY = 0.03
"""Readings of a word that are less probable than this do not count."""


Placed = tuple[ItemKind, int, int, str, str | None]
"""Kind, start, end and id of an item, and of an adjective the name of its place."""


class WordInfo(NamedTuple):
    """What the dictionary says of a word form, all likely readings together."""

    lemma: str
    """Of the most probable reading, with ё as е."""
    lemmas: frozenset[str]
    upos: str
    cases: int
    """A bit for each case it may be in; ANY_CASE where the dictionary does not know it."""
    singular: bool
    plural: bool
    finite: bool
    """May be a finite verb or a short participle: the predicate of a clause."""
    form: str
    """Fin, Inf, Part, Conv for a verb, else empty."""
    animate: bool
    is_post: bool
    """A noun that the lexicon knows as a position."""
    place: str | None
    """Name of the place whose adjective it is."""


@lru_cache(maxsize=KEPT_WORDS)
def word_info(word: str) -> WordInfo:
    """The likely readings of a word form, merged."""
    readings = parses(word)
    found = [p for p in readings if p.score >= LIKELY] or readings[:1]
    if not found:
        lower = word.lower()
        return WordInfo(lower, frozenset((lower,)), "X", ANY_CASE, True, True, False, "", False, False, None)
    cases = 0
    numbers = set()
    for p in found:
        cases |= CASES.get(p.feats.get("Case", ""), 0)
        numbers.add(p.feats.get("Number", ""))
    best = found[0]
    upos, feats = best.upos, best.feats
    if not cases and upos in ("NOUN", "PROPN", "X"):
        cases = ANY_CASE
    lemmas = frozenset([p.lemma.replace("ё", "е") for p in found])
    places = find_adjective_places(word) if len(word) > SHORT_WORD else ()
    return WordInfo(
        best.lemma.replace("ё", "е"),
        lemmas,
        upos,
        cases,
        "Sing" in numbers or numbers == {""},
        "Plur" in numbers,
        is_predicate(best),
        feats.get("VerbForm", "Fin") if upos in ("VERB", "AUX") else "",
        feats.get("Animacy") == "Anim",
        upos == "NOUN" and not lemmas.isdisjoint(_positions().heads),
        places[0].name if places else None,
    )


def is_predicate(parse: Parse) -> bool:
    """Whether the reading is a finite verb, a short participle or a short adjective («должен»)."""
    if parse.upos == "ADJ":
        return parse.feats.get("Variant") == "Short"
    if parse.upos not in ("VERB", "AUX"):
        return False
    form = parse.feats.get("VerbForm", "Fin")
    return form == "Fin" or (form == "Part" and parse.feats.get("Variant") == "Short")


class Item(NamedTuple):
    """A name, a position, an amount or a date in a sentence."""

    kind: ItemKind
    id: str
    """Of the entity, amount or date; for a position or an adjective its offset."""
    first: int
    """Index of its first token in the sentence."""
    last: int
    """Index after its last token."""
    start: int
    end: int
    place: str | None = None
    """Name of the place that an adjective speaks of."""


@dataclass(slots=True)
class Scene:
    """A sentence, its words and its items in order."""

    doc: Document
    index: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    words: list[WordInfo]
    lemmas: tuple[str, ...]
    """Of all the words: rules that begin with certain words look here first."""
    items: list[Item]
    cover: list[int]
    """For each token the index of the item that it belongs to, or -1."""
    names: Mapping[str, frozenset[str]]
    """By id of an entity: the words of its names, which are in the nominative; normalized."""

    def may_be_nominative(self, item: Item) -> bool:
        """Whether a name stands as it does in the nominative: by the entity's names, else by the dictionary."""
        words = [t for t in range(item.first, item.last) if self.tokens[t].text[0].isalpha()]
        known = self.names.get(item.id, frozenset())
        same = [normalize_word(self.tokens[t].text) in known for t in words]
        if any(same):
            return all(same) if item.kind == "person" else same[0]
        return all(self.words[t].cases & NOM for t in words[:2])

    def of(self, *kinds: ItemKind) -> list[Item]:
        """The items of these kinds, in order."""
        return [item for item in self.items if item.kind in kinds]


def find_scenes(doc: Document, *, by_lexicon: bool = True) -> Iterator[Scene]:
    """The sentences of an article, in order.

    `by_lexicon`: also with the positions that the tagger left out and the lexicon knows.
    An adjective has the id of the location that it speaks of, or @ and the name of the place where the article has no
    such location.
    """
    known = {normalize_word(name): e.id for e in doc.locations for name in (*reversed(e.aliases), e.name)}
    names = {
        e.id: frozenset(normalize_word(word) for name in (e.name, *e.aliases) for word in WORD_RE.findall(name))
        for e in doc.entities
    }
    found = sorted(_placed(doc), key=lambda item: (item[1], -item[2]))
    starts = [sentence.start for sentence in doc.sentences]
    by_sentence: dict[int, list[Placed]] = {}
    for item in found:
        at = bisect_right(starts, item[1]) - 1
        if at >= 0 and item[2] <= doc.sentences[at].end:
            by_sentence.setdefault(at, []).append(item)
    for at in range(len(doc.sentences)):
        yield build_scene(doc, at, by_sentence.get(at, []), known, names, by_lexicon)


def build_scene(
    doc: Document,
    at: int,
    placed: list[Placed],
    known: Mapping[str, str],
    names: Mapping[str, frozenset[str]],
    by_lexicon: bool,
) -> Scene:
    """The scene of sentence number `at`; of overlapping items the first and longest stays, names before positions."""
    sentence = doc.sentences[at]
    tokens = sentence.tokens[:LONGEST]
    starts = [token.start for token in tokens]
    cover = [-1] * len(tokens)
    items: list[Item] = []
    for kind, start, end, identity, place in sorted(placed, key=lambda p: (p[0] == "position", p[1], -p[2])):
        first = max(bisect_right(starts, start) - 1, 0)
        last = bisect_right(starts, end - 1)
        if kind == "position":
            first, last = _without_names(tokens, cover, first, last)
        if last <= first or start >= tokens[-1].end or any(cover[t] >= 0 for t in range(first, last)):
            continue
        if kind == "organization":
            first, last = _with_quotes(tokens, first, last)
        if kind == "position":
            start, end = max(start, tokens[first].start), min(end, tokens[last - 1].end)
        items.append(Item(kind, identity, first, last, start, end, place))
        cover[first:last] = [0] * (last - first)
    words = [word_info(text) for _, _, text in tokens]
    if by_lexicon:
        items += find_positions(tokens, words, cover)
        items = [part for item in items for part in refine_position(tokens, words, cover, item)]
    items = _with_adjectives(tokens, words, items, cover, known)
    for number, item in enumerate(items):
        cover[item.first : item.last] = [number] * (item.last - item.first)
    lemmas = tuple(frozenset().union(*[word.lemmas for word in words]))  # a set takes four times the memory
    return Scene(doc, at, sentence, tokens, words, lemmas, items, cover, names)


def refine_position(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], item: Item) -> Iterator[Item]:
    """A position with the bounds that its words ask for, two posts joined by «и» apart; other items as they are.

    No noun of the kind of an organization before its name («координатор движения «X»»), nothing left hanging («министр
    связи и»), the adjectives that belong to a post («народный депутат»).
    """
    if item.kind != "position":
        yield item
        return
    known = _positions()
    first, last = item.first, item.last
    while first and cover[first - 1] < 0 and words[first - 1].lemma in known.before:
        if not words[first - 1].cases & words[first].cases:
            break
        first -= 1
    if first > 1 and words[first - 2].lemma == "чрезвычайный" and tokens[first - 1].text == "и":
        first -= 2
    if words[last - 1].lemma in known.ministers:
        last = _ministry_end(tokens, words, cover, last)
    while last - first > 1 and _hangs(tokens, words, last - 1):
        if last < len(tokens) and cover[last] < 0 and words[last].upos in ("NOUN", "ADJ"):
            last += 1
        else:
            last -= 1
    if last - first > 1 and words[last - 1].lemma in known.descriptors and last < len(tokens) and cover[last] >= 0:
        last -= 1
        cover[last] = -1
    sought = _sought(tokens, words, cover, first)
    if sought is not None:
        cover[item.first : item.last] = [-1] * (item.last - item.first)
        if cover[sought] < 0:
            cover[sought:last] = [0] * (last - sought)
            yield Item("position", str(tokens[sought].start), sought, last, tokens[sought].start, tokens[last - 1].end)
        return
    wanted = words[first].lemma in known.wanting
    apart = next(
        (t for t in range(first + 1, last) if not wanted and _is_other_post(words, known.heads, first, t)), None
    )
    if apart is not None:
        cover[first:apart] = [-1] * (apart - first)
        first = apart
    joint = next(
        (t for t in range(first + 1, last - 1) if tokens[t].text == "и" and words[t + 1].lemma in known.heads), None
    )
    cover[first:last] = [0] * (last - first)
    for a, b in ((first, last),) if joint is None else ((first, joint), (joint + 1, last)):
        yield Item("position", str(tokens[a].start), a, b, tokens[a].start, tokens[b - 1].end)


def _sought(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], first: int) -> int | None:
    """The index of «кандидат» before a post that somebody wants («кандидат на пост главы»); None where nobody does."""
    t = first - 1
    while t >= 0 and tokens[t].text.lower() in ("в", "на", "пост", "должность"):
        t -= 1
    return t if 0 <= t < first - 1 and words[t].lemma in _positions().wanting else None


def _is_other_post(words: list[WordInfo], heads: frozenset[str], first: int, t: int) -> bool:
    """Whether a post of somebody else begins inside a position: in another case than the first and no genitive."""
    word = words[t]
    if word.upos != "NOUN" or word.lemma not in heads or words[first].upos != "NOUN":
        return False
    return bool(word.cases) and not word.cases & (GEN | words[first].cases)


def _ministry_end(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], last: int) -> int:
    """The index after what a minister is of: «связи и информации», «иностранных дел»."""
    t = last
    while t < len(tokens) and cover[t] < 0:
        word = words[t]
        if word.upos == "NOUN" and word.cases & GEN and word.lemma != "год":
            t = last = t + 1
        elif tokens[t].text == "и" or (word.upos == "ADJ" and word.cases & GEN):
            t += 1
        else:
            break
    return last


def _hangs(tokens: tuple[Token, ...], words: list[WordInfo], t: int) -> bool:
    """Whether a phrase cannot end with a word: a conjunction, a preposition, an adjective without its noun."""
    word = words[t]
    if tokens[t].text in ("и", ",") or word.upos == "ADP":
        return True
    return word.upos == "ADJ" and not word.cases & NOM and word.lemmas == frozenset((word.lemma,))


def find_positions(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int]) -> list[Item]:
    """The positions of the lexicon that the tagger left out, with known words around a head; marked in `cover`."""
    known = _positions()
    found = []
    for t, word in enumerate(words):
        if not word.is_post or cover[t] >= 0:
            continue
        first, last = t, t + 1
        while first and cover[first - 1] < 0 and words[first - 1].lemma in known.before:
            first -= 1
        for n in range(min(len(tokens), t + known.longest), t + 1, -1):
            if all(c < 0 for c in cover[t:n]) and " ".join(w.text.lower() for w in tokens[t + 1 : n]) in known.after:
                last = n
                break
        start, end = tokens[first].start, tokens[last - 1].end
        found.append(Item("position", str(start), first, last, start, end))
        cover[first:last] = [0] * (last - first)
    return found


def kinds_of_organizations() -> frozenset[str]:
    """Lemmas of the nouns that stand before the names of organizations, «компания», «институт»."""
    return _positions().descriptors


class _Positions(NamedTuple):
    heads: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    descriptors: frozenset[str]
    ministers: frozenset[str]
    titles: frozenset[str]
    wanting: frozenset[str]
    longest: int


@cache
def _positions() -> _Positions:
    table = load_toml(Path(__file__).with_name("positions.toml"))
    after = frozenset(table["after"])
    longest = 1 + max((len(phrase.split()) for phrase in after), default=0)
    own = load_toml(Path(__file__).with_name("words.toml"))["positions"]
    heads = (frozenset(table["heads"]) | set(own["also"])) - set(own["never"])
    before, of_kind, ministers, titles, wanting = (
        frozenset(words)
        for words in (table["before"], own["descriptors"], own["ministers"], own["titles"], own["wanting"])
    )
    return _Positions(heads, before, after, of_kind, ministers, titles, wanting, longest)


def _without_names(tokens: tuple[Token, ...], cover: list[int], first: int, last: int) -> tuple[int, int]:
    """A position up to the first name inside it («посол Японии в Чехии»: «посол»), after a name that begins it."""
    while first < last and cover[first] >= 0:
        first += 1
    end = next((t for t in range(first, last) if cover[t] >= 0), last)
    while end > first and end < last and not tokens[end - 1].text[0].isalnum():
        end -= 1
    return first, end


def _with_quotes(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int]:
    """The tokens of a name and the quotation marks right around it, which part no clauses."""
    if first and last < len(tokens) and tokens[first - 1].text in OPENING and tokens[last].text in CLOSING:
        return first - 1, last + 1
    return first, last


def _with_adjectives(
    tokens: tuple[Token, ...], words: list[WordInfo], items: list[Item], cover: list[int], known: Mapping[str, str]
) -> list[Item]:
    """The items and the adjectives of places, in order; those that begin a position are cut off it."""
    found = [_without_adjectives(tokens, item) if item.kind == "position" else item for item in items]
    for item, rest in zip(items, found, strict=True):
        cover[item.first : rest.first] = [-1] * (rest.first - item.first)
    for t, word in enumerate(words):
        place = word.place
        if place and cover[t] < 0 and not (t and words[t - 1].lemma in _positions().titles):
            identity = known.get(normalize_word(place), f"@{place}")
            found.append(Item("adjective", identity, t, t + 1, tokens[t].start, tokens[t].end, place))
    return sorted(found, key=lambda item: item.first)


def _without_adjectives(tokens: tuple[Token, ...], position: Item) -> Item:
    first = position.first
    while first + 1 < position.last and find_adjective_places(tokens[first].text):
        first += 1
    start = tokens[first].start if first > position.first else position.start
    return position._replace(first=first, start=start)


def _placed(doc: Document) -> Iterator[Placed]:
    entity: Person | Organization | Location
    for entity in doc.people:
        for m in entity.mentions:
            yield "person", m.start, m.end, entity.id, None
    for entity in doc.organizations:
        for m in entity.mentions:
            yield "organization", m.start, m.end, entity.id, None
    for entity in doc.locations:
        for m in entity.mentions:
            yield "location", m.start, m.end, entity.id, None
    layer: Money | Date | Position
    for layer in doc.money:
        yield "money", layer.start, layer.end, layer.id, None
    for layer in doc.dates:
        if layer.kind not in ("date", "interval"):
            continue
        yield "date", layer.start, layer.end, layer.id, None
    for layer in doc.positions:
        yield "position", layer.start, layer.end, str(layer.start), None
