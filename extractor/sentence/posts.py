"""The bounds of posts in a sentence, and the posts that only the lexicon knows."""

from collections.abc import Iterator

from extractor.document import Token
from extractor.language.geography import find_adjective_places
from extractor.sentence.items import Item
from extractor.sentence.vocabulary import post_lexicon
from extractor.sentence.words import GEN, NOM, WordInfo


def refine_position(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], item: Item) -> Iterator[Item]:
    """A position with the bounds that its words ask for, two posts joined by «и» apart; other items as they are.

    No noun of the kind of an organization before its name («координатор движения «X»»), nothing left hanging («министр
    связи и»), the adjectives that belong to a post («народный депутат»).
    """
    if item.kind != "position":
        yield item
        return
    if _is_of_phrase(words, item.first):
        cover[item.first : item.last] = [-1] * (item.last - item.first)
        return
    first = _with_words_before(tokens, words, cover, item.first)
    last = _refined_end(tokens, words, cover, first, item.last)
    sought = _sought(tokens, words, cover, first)
    if sought is not None:
        cover[item.first : item.last] = [-1] * (item.last - item.first)
        if cover[sought] < 0:
            cover[sought:last] = [0] * (last - sought)
            yield _position(tokens, sought, last)
        return
    apart = _other_post(words, first, last)
    if apart is not None:
        cover[first:apart] = [-1] * (apart - first)
        first = apart
    cover[first:last] = [0] * (last - first)
    heads = post_lexicon().heads
    joint = next((t for t in range(first + 1, last - 1) if tokens[t].text == "и" and words[t + 1].lemma in heads), None)
    if joint is None:
        yield _position(tokens, first, last)
    else:
        yield _position(tokens, first, joint)
        yield _position(tokens, joint + 1, last)


def _is_of_phrase(words: list[WordInfo], first: int) -> bool:
    """«Делегация во главе с Котовым», «кабинет министров»: no post."""
    return first > 0 and f"{words[first - 1].lemma} {words[first].lemma}" in post_lexicon().phrases


def _position(tokens: tuple[Token, ...], first: int, last: int) -> Item:
    start, end = tokens[first].start, tokens[last - 1].end
    return Item("position", str(start), first, last, start, end)


def _with_words_before(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], first: int) -> int:
    """The first token of a post with its adjectives: «народный депутат», «чрезвычайный и полномочный посол»."""
    known = post_lexicon()
    while first and cover[first - 1] < 0 and words[first - 1].lemma in known.before:
        if not words[first - 1].cases & words[first].cases:
            break
        first -= 1
    if first > 1 and words[first - 2].lemma == "чрезвычайный" and tokens[first - 1].text == "и":
        first -= 2
    return first


def _refined_end(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], first: int, last: int) -> int:
    """The index after a post: with what a minister is of, nothing left hanging, no «движения» before its name."""
    known = post_lexicon()
    if words[last - 1].lemma in known.ministers:
        last = _ministry_end(tokens, words, cover, last)
    # first what follows is taken, then what still hangs is left: by turns there is no end to it
    while last - first > 1 and _goes_on(tokens, words, cover, last):
        last += 1
    while last - first > 1 and _hangs(tokens, words, last - 1):
        last -= 1
    if last - first > 1 and words[last - 1].lemma in known.descriptors and last < len(tokens) and cover[last] >= 0:
        last -= 1
        cover[last] = -1
    return _end_of_phrase(tokens, words, cover, first, last)


def _end_of_phrase(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], first: int, last: int) -> int:
    """The index after a known phrase that a post was cut inside, or right before: «председатель [правления]».

    Not «директор компании», «глава правительства Израиля», whose place the body or its name is.
    """
    known = post_lexicon()
    head = next((t for t in range(first, last) if words[t].is_post), None)
    if head is None:
        return last
    for end in range(min(len(tokens), head + known.longest), last, -1):
        if any(cover[t] >= 0 for t in range(last, end)) or words[end - 1].upos != "NOUN":
            continue
        added, whole = (" ".join(token.text.lower() for token in tokens[t:end]) for t in (last, head + 1))
        is_before_name = end < len(tokens) and cover[end] >= 0
        places = known.places | known.bodies if is_before_name else known.places
        if added in known.organs or (whole in known.after and words[end - 1].lemma not in places):
            return end
    return last


def _other_post(words: list[WordInfo], first: int, last: int) -> int | None:
    """Where a post of somebody else begins inside a position; None for «кандидат в президенты»."""
    known = post_lexicon()
    if words[first].lemma in known.wanting:
        return None
    return next((t for t in range(first + 1, last) if _is_other_post(words, known.heads, first, t)), None)


def _sought(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], first: int) -> int | None:
    """The index of «кандидат» before a post that somebody wants («кандидат на пост главы»); None where nobody does."""
    t = first - 1
    while t >= 0 and tokens[t].text.lower() in ("в", "на", "пост", "должность"):
        t -= 1
    return t if 0 <= t < first - 1 and words[t].lemma in post_lexicon().wanting else None


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


def _goes_on(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int], last: int) -> bool:
    """Whether a phrase that cannot end before a word may go on with it."""
    is_free = last < len(tokens) and cover[last] < 0 and words[last].upos in ("NOUN", "ADJ")
    return is_free and _hangs(tokens, words, last - 1)


def _hangs(tokens: tuple[Token, ...], words: list[WordInfo], t: int) -> bool:
    """Whether a phrase cannot end with a word: a conjunction, a preposition, an adjective without its noun."""
    word = words[t]
    if tokens[t].text in ("и", ",") or word.upos == "ADP":
        return True
    return word.upos == "ADJ" and not word.cases & NOM and word.lemmas == frozenset((word.lemma,))


def find_positions(tokens: tuple[Token, ...], words: list[WordInfo], cover: list[int]) -> list[Item]:
    """The positions of the lexicon that the tagger left out, with known words around a head; marked in `cover`."""
    known = post_lexicon()
    found = []
    for t, word in enumerate(words):
        if not word.is_post or cover[t] >= 0 or (t and words[t - 1].lemma == "совет"):  # of «совета директоров»
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


def without_names(tokens: tuple[Token, ...], cover: list[int], first: int, last: int) -> tuple[int, int]:
    """A position up to the first name inside it («посол Японии в Чехии»: «посол»), after a name that begins it."""
    while first < last and cover[first] >= 0:
        first += 1
    end = next((t for t in range(first, last) if cover[t] >= 0), last)
    while end > first and end < last and not tokens[end - 1].text[0].isalnum():
        end -= 1
    return first, end


def without_kind_of_place(
    tokens: tuple[Token, ...], words: list[WordInfo], position: Item, following: Item | None
) -> Item:
    """A position without the noun of the place right after it («хоким города Зарафшан»: «хоким»)."""
    last = position.last - 1
    is_place = following is not None and following.kind == "location"
    if last <= position.first or not is_place or words[last].lemma not in post_lexicon().kinds_of_places:
        return position
    return position._replace(last=last, end=tokens[last - 1].end)


def without_adjectives(tokens: tuple[Token, ...], position: Item) -> Item:
    """A position without the adjectives of places that begin it («российский президент»: «президент»)."""
    first = position.first
    while first + 1 < position.last and find_adjective_places(tokens[first].text):
        first += 1
    start = tokens[first].start if first > position.first else position.start
    return position._replace(first=first, start=start)
