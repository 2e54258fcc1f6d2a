"""When, where and in what words something happened: what stands around the verb or noun that a rule found."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.document import Fact, TextSpan
from extractor.facts.people.vocabulary import people_words
from extractor.facts.record import nearest, token_span
from extractor.facts.tables import Matched
from extractor.sentence.clauses import genitive_tail, is_participle, is_verb, segment_bounds
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.phrases import decapitalized, join, nominative_phrase
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import DAT, GEN, INS, NOM

WORDS_TO_PLACE = 5
"""Tokens from a preposition to the place of its phrase: «в одной из больниц Твери»."""
COORDINATORS = ("и", ",", "а")
"""Between phrases of one case: «в убийстве и разбое»."""


def scope(match: Matched) -> range:
    """The tokens around the trigger, and all that matched, up to other verbs and semicolons."""
    row = match.row
    scene, own = row.scene, _tokens(match)
    first, last = min(own), max(own) + 1
    while first > 0 and not _ends_scope(scene, first - 1):
        first -= 1
    while last < len(scene.tokens) and not (_ends_scope(scene, last) or _begins_participle(scene, last)):
        last += 1
    return range(first, last)


def _begins_participle(scene: Scene, t: int) -> bool:
    """«Умер музыкант Котов, основавший в 1987 году «Север»»: what somebody did before."""
    return scene.tokens[t].text == "," and t + 1 < len(scene.tokens) and is_participle(scene, t + 1)


def _tokens(match: Matched) -> list[int]:
    bounds = match.row.bounds
    taken = [cell for _, cells in match.steps for cell in cells]
    return [t for cell in taken for t in range(*bounds[cell])]


def _ends_scope(scene: Scene, t: int) -> bool:
    if scene.cover[t] >= 0:
        return False
    if scene.tokens[t].text == "," and t + 1 < len(scene.tokens):
        return scene.tokens[t + 1].text.lower() in people_words("clauses")["beginning"]
    return scene.tokens[t].text == ";" or (is_verb(scene, t) and scene.words[t].upos != "AUX")


def items_in(scene: Scene, tokens: range, *kinds: str) -> list[Item]:
    """The items of some kinds that begin among some tokens."""
    return [item for item in scene.items if item.kind in kinds and tokens.start <= item.first < tokens.stop]


def date_in(match: Matched, tokens: range) -> str | None:
    """The id of the date nearest to the trigger among some tokens."""
    token = match.row.bounds[match.trigger][0]
    scene = match.row.scene
    found = nearest([item for item in items_in(scene, tokens, "date") if not _is_end(scene, item)], token)
    return found.id if found else None


def _is_end(scene: Scene, date: Item) -> bool:
    """«Продлил арест до 1 октября»: when something ends."""
    return date.first > 0 and scene.tokens[date.first - 1].text.lower() == "до"


def place_in(match: Matched, tokens: range) -> str | None:
    """The id of the place after «в» or «на» nearest to the trigger among some tokens."""
    token = match.row.bounds[match.trigger][0]
    scene = match.row.scene
    places = [item for item in items_in(scene, tokens, "location") if is_place(scene, item)]
    found = nearest([item for item in places if not _is_of_apposition(scene, item, token)], token)
    return found.id if found else None


def _is_of_apposition(scene: Scene, item: Item, trigger: int) -> bool:
    """«Ван Бин, генерал, начальник штаба в Южно-Китайском море, умер»: between commas stands what somebody was."""
    first, last = segment_bounds(scene, item.first)
    if first <= trigger < last or not first or last > trigger:
        return False
    return scene.kind_at(first) == "position" or (scene.words[first].animate and bool(scene.words[first].cases & NOM))


def is_place(scene: Scene, item: Item) -> bool:
    """Whether something happens at a place: «в Твери», «в городе Тверь», «в одной из больниц Твери»."""
    for t in range(item.first - 1, max(item.first - 1 - WORDS_TO_PLACE, -1), -1):
        if scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind != "adjective":
            return False
        word = scene.words[t]
        if word.upos == "ADP":
            text = scene.tokens[t].text.lower()
            if text == "из":
                continue
            return text in word_lists("places")["within"] or text in people_words("places")["near"]
        if word.upos not in ("NOUN", "ADJ", "DET", "NUM", "PROPN") and scene.tokens[t].text not in "«»(":
            return False
    return False


def phrase_from(scene: Scene, t: int, last: int) -> int:
    """The index after the noun phrase that begins at a token: its adjectives, its noun, its genitives."""
    head = t
    while head < last and scene.cover[head] < 0 and _is_before_noun(scene, head):
        head += 1
    if head >= last or not _is_noun(scene, head):
        return t
    end = scene.items[scene.cover[head]].last if scene.cover[head] >= 0 else head + 1
    return genitive_tail(scene, end, next((t for t in range(end, last) if _is_of_another(scene, t)), last))


def _is_of_another(scene: Scene, t: int) -> bool:
    """Whether a name or a post cannot be in the genitive, and so is no part of a phrase before it."""
    item = scene.item_at(t)
    if item is None or item.kind not in ("person", "organization", "position"):
        return False
    if item.kind == "position":
        return not scene.words[item.first].cases & GEN
    return not case_of(scene, item) & GEN


def phrases_from(scene: Scene, t: int, last: int) -> int:
    """The index after noun phrases in a list: «убийства и разбоя», «хищении денег, взятке и подлоге»."""
    end = phrase_from(scene, t, last)
    while end > t and end + 1 < last and scene.tokens[end].text.lower() in ("и", ","):
        following = _tied_phrase(scene, t, end, last)
        if following == end:
            break
        end = following
    return end


def deed_from(scene: Scene, t: int, last: int) -> int:
    """The index after what somebody did: «подготовке к теракту и хранении оружия», «попытке ввезти наркотики»."""
    end = phrase_from(scene, t, last)
    while t < end < last:
        following = _deed_goes_on(scene, t, end, last)
        if following <= end:
            break
        end = following
    return end


def _deed_goes_on(scene: Scene, t: int, end: int, last: int) -> int:
    """The index after the next part of what somebody did; `end` where nothing follows."""
    if scene.cover[end] >= 0:
        return end
    text, word = scene.tokens[end].text, scene.words[end]
    if text == "»":
        return end + 1
    if text == "«" or word.form == "Inf":
        return max(phrase_from(scene, end + 1, last), end + 1)
    if _ties_phrase(scene, end):
        return _tied_phrase(scene, t, end, last)
    return phrase_from(scene, end, last) if word.upos in ("NOUN", "ADJ") and word.cases & (DAT | INS) else end


def _ties_phrase(scene: Scene, t: int) -> bool:
    """Whether a word may tie the next phrase to a deed: «убийство и разбой», «хищение в особо крупном размере»."""
    text = scene.tokens[t].text.lower()
    if text in ("в", "во"):
        return _measures(scene, t + 1)
    return text in COORDINATORS or text in people_words("deeds")["with"]


def _tied_phrase(scene: Scene, t: int, end: int, last: int) -> int:
    """The index after the phrase that the word at `end` ties to one from `t` on: «убийства и разбоя»; else `end`."""
    if _begins_other(scene, end, last):
        return end
    following = phrase_from(scene, end + 1, last)
    if following == end + 1 or (
        scene.tokens[end].text.lower() in ("к", "ко") and _has_penalty(scene, end + 1, following)
    ):
        return end
    is_part = scene.tokens[end].text.lower() not in COORDINATORS or _is_like(scene, t, end + 1)
    return following if is_part else end


def _begins_other(scene: Scene, end: int, last: int) -> bool:
    """«За богохульство и восемь лет ждала», «и оправданной судом»: what is after «и» is another thing."""
    if end + 1 >= last or scene.tokens[end].text.lower() not in COORDINATORS:
        return False
    word = scene.words[end + 1]
    return word.upos == "NUM" or is_participle(scene, end + 1) or word.lemma in people_words("charges")["undone"]


def _has_penalty(scene: Scene, first: int, last: int) -> bool:
    """«По делу об оскорблении к смерти»: what is after «к» is the sentence."""
    return any(scene.words[t].lemma in people_words("charges")["penalties"] for t in range(first, last))


def _measures(scene: Scene, t: int) -> bool:
    """Whether a phrase after «в» says how much it was, or against whom: «в особо крупном размере»."""
    lemmas = {scene.words[n].lemma for n in range(t, min(t + 3, len(scene.words)))}
    return not lemmas.isdisjoint(people_words("deeds")["measures"])


def _is_like(scene: Scene, t: int, other: int) -> bool:
    """Whether the first words of two phrases may be in one oblique case."""
    return bool(scene.words[t].cases & scene.words[other].cases & ~1) and scene.cover[other] < 0


def _is_before_noun(scene: Scene, t: int) -> bool:
    word = scene.words[t]
    if word.upos == "ADV":  # «в особо крупном размере»
        return t + 1 < len(scene.words) and scene.words[t + 1].upos == "ADJ"
    return (
        word.upos in ("ADJ", "DET", "NUM") or (word.form == "Part" and not word.finite) or scene.tokens[t].text in "«"
    )


def _is_noun(scene: Scene, t: int) -> bool:
    if scene.cover[t] >= 0:
        return scene.items[scene.cover[t]].kind not in ("date", "money", "adjective")
    return scene.words[t].upos in ("NOUN", "PROPN", "X") and not scene.words[t].finite


def named_span(scene: Scene, first: int, last: int, case: str | None = None) -> TextSpan:
    """Tokens as an argument with their nominative, that of each part of a list: «убийство и разбой»."""
    parts: list[list[str]] = [[]]
    for t, token in enumerate(scene.tokens[first:last], first):
        if token.text in ("и", ",") and scene.cover[t] < 0 and 0 < t - first < last - first - 1:
            parts += [[token.text], []]
        else:
            parts[-1].append(token.text)
    words = [nominative_phrase(tuple(part), case=case) for part in parts if part]
    return token_span(scene, first, last, join(words) if first else decapitalized(join(words)))


def merged(old: TextSpan | str | tuple[str, ...] | None, new: TextSpan | str | tuple[str, ...] | None) -> bool:
    """Whether two arguments do not contradict each other: one is unknown, or both are the same."""
    return not old or not new or old == new


def joined(one: Fact, other: Fact) -> Fact:
    """Two facts of one thing as one, at the place that tells more, with what either knows."""
    full, less = (other, one) if _known(other) > _known(one) else (one, other)
    return replace(full, arguments={role: full.arguments[role] or less.arguments[role] for role in full.arguments})


def _known(fact: Fact) -> int:
    return sum(bool(argument) for argument in fact.arguments.values())


def prepositions(scene: Scene, tokens: range, texts: frozenset[str]) -> Iterator[int]:
    """The tokens that are one of some prepositions."""
    return (t for t in tokens if scene.cover[t] < 0 and scene.tokens[t].text.lower() in texts)


def with_title(scene: Scene, first: int) -> int:
    """The first token of a name with the noun for its person: «христианки Асии Котовой»."""
    case = scene.words[first].cases
    t = _after_post(scene, first)
    while t > 0 and scene.words[t - 1].cases & case:
        word, kind = scene.words[t - 1], scene.kind_at(t - 1)
        is_title = word.upos == "ADJ" or (word.upos == "NOUN" and word.animate)
        if kind not in (None, "position", "adjective") or not is_title:
            break
        t -= 1
    return t


def _after_post(scene: Scene, first: int) -> int:
    """Where a post begins whose place alone parts it from a name: «председателя «Гранита» Петра Клёнова»."""
    t = first
    while t > 0 and (scene.kind_at(t - 1) in ("organization", "location") or scene.tokens[t - 1].text in '«»"'):
        t -= 1
    post = scene.item_at(t - 1) if t else None
    return post.first if post is not None and post.kind == "position" else first
