"""A name among the words around it: its case, the preposition before it, the list that it is a member of."""

from collections.abc import Sequence

from extractor.language.geography import find_place
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import ANY_CASE, GEN, NOM

LONGEST_INSERTION = 8
"""Tokens of a remark on who reports."""

BETWEEN_LISTED = 8
"""Tokens between two names of one list, where posts are: «Токаев, премьер Венгрии Орбан и Шольц»."""


def case_of(scene: Scene, item: Item) -> int:
    """The cases that a name may be in by its first word; of a quoted or a Latin name any.

    Of a person by the last word, where the first seems a plural: «Гурбангулы Бердымухамедовым».
    """
    first = next((t for t in range(item.first, item.last) if scene.tokens[t].text[0].isalpha()), None)
    if first is None:
        return ANY_CASE
    word = scene.words[first]
    if item.kind == "person" and word.plural and not word.singular:
        word = scene.words[item.last - 1]
    cases = word.cases
    if cases & NOM and not scene.may_be_nominative(item):
        cases &= ~NOM
    quoted = first > item.first
    return ANY_CASE if not cases or (quoted and cases & NOM) else cases


def has_title(scene: Scene, first: int) -> bool:
    """Whether a post or a noun in an oblique case is before a name: «коллегу Саркози», «главу компании Eni Дескальци».

    `first`: the first token of the name.
    """
    t = first - 1
    while t > 0 and scene.kind_at(t) in ("organization", "location"):
        t = scene.items[scene.cover[t]].first - 1
        while t > 0 and scene.is_word(t) and scene.words[t].upos in ("NOUN", "ADJ") and scene.words[t].cases & GEN:
            t -= 1
    if t < 0:
        return False
    return scene.kind_at(t) == "position" or (scene.words[t].upos == "NOUN" and not scene.words[t].cases & NOM)


def are_alike(scene: Scene, item: Item, other: Item) -> bool:
    """Whether two names may be of one list: of one kind, or a country and an organization.

    «Узбекистан и Всемирный банк подписали соглашение».
    """
    if item.kind == other.kind:
        return True
    if {item.kind, other.kind} != {"organization", "location"} or not case_of(scene, item) & case_of(
        scene, other
    ) & NOM:
        return False
    return _is_country(scene, item if item.kind == "location" else other)


def _is_country(scene: Scene, item: Item) -> bool:
    place = next((find_place(location.name) for location in scene.doc.locations if location.id == item.id), None)
    return place is not None and place.is_country


def are_listed(scene: Scene, left: Item, right: Item) -> bool:
    """Whether two names are members of one list: commas, «и» and their own posts and nouns between them."""
    between = _outside_brackets(scene, range(left.last, right.first))
    if not between or len(between) > BETWEEN_LISTED:
        return False
    texts = [scene.tokens[t].text.lower() for t in between if scene.cover[t] < 0]
    if not texts or texts[0] not in (",", "и", "»"):
        return False
    return all(
        scene.cover[t] >= 0
        or scene.tokens[t].text.lower() in (",", "и", "с", "«", "»")
        or scene.words[t].upos in ("NOUN", "ADJ", "DET")
        for t in between
    )


def _outside_brackets(scene: Scene, tokens: range) -> Sequence[int]:
    """Those of some tokens that are in no brackets, if these begin with one: «Орлов (51% акций) и Котов»."""
    if not tokens or scene.tokens[tokens.start].text != "(":
        return tokens
    end = next((t for t in tokens if scene.tokens[t].text == ")"), None)
    return tokens if end is None else tokens[end + 1 - tokens.start :]


def insertions(scene: Scene, before: int) -> frozenset[int]:
    """The tokens before one that say only who reports: «, напомним,», «Как сообщает газета X,», «По данным X,»."""
    speech = word_lists("speech")
    if all(speech[kind].isdisjoint(scene.lemmas) for kind in ("reporting", "sources")):
        return frozenset()
    found: set[int] = set()
    for t in range(before):
        first = _first_of_insertion(scene, t)
        if first is None or (first and scene.tokens[first - 1].text != ","):
            continue
        last = next((n for n in range(t + 1, min(t + LONGEST_INSERTION, before)) if scene.tokens[n].text == ","), None)
        if last is not None:
            found.update(range(first, last + 1))
    return frozenset(found)


def _first_of_insertion(scene: Scene, t: int) -> int | None:
    """The first token of a remark that has a verb or noun of reporting; None where the token is none."""
    lemmas, speech = scene.words[t].lemmas, word_lists("speech")
    before = scene.tokens[t - 1].text.lower() if t else ""
    if scene.cover[t] < 0 and lemmas & speech["reporting"]:
        return t - (before == "как")
    if scene.cover[t] < 0 and before in speech["following"] and lemmas & speech["sources"]:
        return t - 1
    return None
