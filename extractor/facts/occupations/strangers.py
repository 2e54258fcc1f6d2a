"""Posts that a person named beside them does not hold, whatever the model says: they are somebody else's.

«Лосев встретился с главой МИД», «спасибо президенту», «Камчы Осмонов: Глава «KG Плюс» объявлен в розыск».
"""

from extractor.facts.vocabulary import fact_words
from extractor.sentence.clauses import is_verb
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.words import DAT, GEN, INS, LOC, NOM


def is_anothers(scene: Scene, person: Item, position: Item) -> bool:
    """Whether a position beside a person is held by somebody else, who has no name here."""
    if person.first == person.last:
        return False
    if position.first >= person.last:
        return any(test(scene, person, position) for test in (_after_colon, _is_joined, _is_party))
    return _is_subject_apart(scene, person, position) or _is_genitive(scene, person, position)


def is_of_headline(scene: Scene, place: Item, position: Item) -> bool:
    """«ЦИК: врио губернатора Лосев лидирует»: the place says who reports it."""
    return _after_colon(scene, place, position)


def _after_colon(scene: Scene, named: Item, position: Item) -> bool:
    """«Осмонов: Глава …»: the name is that of the speaker."""
    return position.first == named.last + 1 and scene.tokens[named.last].text == ":"


def _is_joined(scene: Scene, person: Item, position: Item) -> bool:
    """«Барак Обама, а также главы Китая и России»."""
    between = [scene.tokens[t].text.lower() for t in range(person.last, position.first)]
    return "также" in between and between[:1] in ([","], ["а"])


def _is_party(scene: Scene, person: Item, position: Item) -> bool:
    """The position is in a phrase that the person is outside of: «поспорил с главой», «спасибо президенту»."""
    before = _before_adjectives(scene, person, position)
    if before < person.last or any(scene.tokens[t].text == "," for t in range(before, position.first)):
        return False
    if scene.is_word(before) and scene.tokens[before].text.lower() in fact_words("occupations")["apart"]:
        return bool(case_of(scene, person) & NOM)
    is_addressed = scene.words[before].upos != "ADP" and _is_dative(scene, position)
    return is_addressed and not case_of(scene, person) & DAT


def _before_adjectives(scene: Scene, person: Item, position: Item) -> int:
    """The token before a position and its adjectives: «спасибо» of «спасибо новому президенту»."""
    before = position.first - 1
    while before >= person.last and scene.is_word(before) and scene.words[before].upos == "ADJ":
        before -= 1
    return before


def _is_dative(scene: Scene, position: Item) -> bool:
    """Whether a position is in the dative and no other case, which the locative of some words looks like."""
    cases = scene.words[head_of(scene, position)].cases
    return bool(cases & DAT) and not cases & ~(DAT | LOC)


def _is_genitive(scene: Scene, person: Item, position: Item) -> bool:
    """«Администрации президента Иван Котов»: a genitive right before a name in the nominative."""
    cases = scene.words[head_of(scene, position)].cases
    named = case_of(scene, person)
    return position.last == person.first and bool(cases & GEN) and not cases & NOM and named & (NOM | GEN) == NOM


def _is_subject_apart(scene: Scene, person: Item, position: Item) -> bool:
    """«Лидер отметил вклад Бауэр», «помимо заместителя, входит Котов»: of a verb between them one is the subject.

    But not «на пост министра назначен Котов».
    """
    if not any(is_verb(scene, t) for t in range(position.last, person.first)):
        return False
    cases, before = scene.words[head_of(scene, position)].cases, position.first - 1
    if cases & NOM:
        return not case_of(scene, person) & NOM
    of_post = before >= 0 and scene.words[before].lemma in fact_words("occupations")["posts"]
    return before >= 0 and not cases & INS and not of_post and scene.words[before].upos in ("ADP", "ADV")
