"""Dates of what something is compared with: «по сравнению с прошлым годом», «меньше, чем в прошлом году»."""

from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene

WORDS_BACK = 7
"""Tokens before a date among which the word of comparison is: «по сравнению с тем же периодом прошлого года»."""


def is_compared(scene: Scene, date: Item) -> bool:
    """Whether a date is that of a basis of comparison and dates nothing itself."""
    words = fact_words("comparisons")
    if _is_of_record(scene, date) or _is_of_change(scene, date) or compared_sum(scene, date) is not None:
        return True
    for t in range(date.first - 1, max(date.first - 1 - WORDS_BACK, -1), -1):
        if _is_beyond(scene, t):
            return False
        if scene.tokens[t].text.lower() in words["than"]:
            return t == 0 or scene.words[t - 1].upos != "ADP"  # not «в связи с чем»
        if scene.words[t].lemma in words["compared"]:
            return t > 0 and scene.tokens[t - 1].text.lower() in words["by"]
    return False


def compared_sum(scene: Scene, date: Item) -> Item | None:
    """The sum that a date right after it dates: «21 млрд рублей против 16 млрд рублей годом ранее»."""
    start = date.first
    while start and scene.is_word(start - 1) and scene.words[start - 1].upos == "ADP":
        start -= 1
    named = scene.item_at(start - 1) if start else None
    if named is None or named.kind != "money" or not named.first:
        return None
    return named if scene.tokens[named.first - 1].text.lower() in fact_words("comparisons")["against"] else None


def _is_of_record(scene: Scene, date: Item) -> bool:
    """«Наименьшее число с 1996 года»: since when there was nothing like it."""
    words = fact_words("comparisons")
    if date.first < 1 or scene.tokens[date.first - 1].text.lower() not in words["since"]:
        return False
    before = range(max(date.first - 1 - WORDS_BACK, 0), date.first - 1)
    return any(
        scene.words[t].lemma in words["records"] and not any(_is_beyond(scene, n) for n in range(t, date.first - 1))
        for t in before
        if scene.is_word(t)
    )


def _is_of_change(scene: Scene, date: Item) -> bool:
    """«Выручка в мае упала к апрелю»: of two dates beside a verb of change the one after «к»."""
    verb = date.first - 2
    if verb < 0 or scene.tokens[verb + 1].text.lower() != "к" or not scene.is_word(verb):
        return False
    is_change = scene.words[verb].lemma in fact_words("comparisons")["changes"]
    return is_change and any(scene.kind_at(t) == "date" for t in range(max(verb - WORDS_BACK, 0), verb))


def _is_beyond(scene: Scene, t: int) -> bool:
    """Whether a token parts a date from a word of comparison: a name, a mark, a verb."""
    if scene.kind_at(t) not in (None, "position"):
        return True
    return scene.tokens[t].text in ",;:()" or is_verb(scene, t)
