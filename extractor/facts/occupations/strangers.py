"""Posts that a person named beside them does not hold, whatever the model says: they are somebody else's.

«Лосев встретился с главой МИД», «спасибо президенту», «Камчы Осмонов: Глава «KG Плюс» объявлен в розыск».
"""

from collections.abc import Callable

from extractor.facts.vocabulary import fact_words
from extractor.language.morphology import parses
from extractor.sentence.clauses import is_genitive_of_noun, is_participle, is_verb
from extractor.sentence.items import Item
from extractor.sentence.names import case_of
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.speech import is_source
from extractor.sentence.subjects import UNDECLINED, is_as_named
from extractor.sentence.vocabulary import post_lexicon
from extractor.sentence.words import ACC, DAT, GEN, INS, LOC, NOM

WORDS_TO_SEEKER = 4
"""Tokens from «на пост» back to who or what seeks it: «видеть Котова на посту президента»."""

WORDS_OF_SOURCE = 4
"""Tokens from «по словам» to the name: «по словам эксперта Котова»."""

NAMED = ("person", "organization", "location")
"""Kinds of items after a post that may lead to its holder: «указом президента России Котова»."""

Test = Callable[[Scene, Item, Item], bool]


def is_anothers(scene: Scene, person: Item, position: Item) -> bool:
    """Whether a position beside a person is held by somebody else, who has no name here."""
    if person.first == person.last:
        return False
    return any(test(scene, person, position) for test in (AFTER if position.first >= person.last else BEFORE))


def inner_post(scene: Scene, person: Item, position: Item) -> Item:
    """The second of two posts, of whose holder the first is: «советнику экс-президента Котова»; else the position."""
    if position.last > person.first or not _is_further_on(scene, person, position):
        return position
    heads = post_lexicon().heads
    inner = range(head_of(scene, position) + 1, position.last)
    t = next((t for t in inner if scene.words[t].lemma in heads and scene.words[t].cases & GEN), None)
    return position if t is None else position._replace(first=t, start=scene.tokens[t].start)


def is_only_sought(scene: Scene, position: Item) -> bool:
    """Whether nobody holds a position: «выборы президента», «боролся за выдвижение на пост президента»."""
    words = fact_words("occupations")
    before = _before_adjectives(scene, 0, position)
    if before < 0 or not scene.is_word(before):
        return False
    if scene.words[before].lemma in words["acts"] and scene.kind_at(position.last) not in NAMED:
        return _is_genitive_form(scene, head_of(scene, position))
    if scene.words[before].lemma in words["elections"]:
        return _is_genitive_form(scene, head_of(scene, position))
    if scene.words[before].lemma not in words["posts"]:
        return False
    lemmas = [scene.words[t].lemma for t in range(max(before - 1 - WORDS_TO_SEEKER, 0), before) if scene.is_word(t)]
    if not words["seeking"].isdisjoint(lemmas):
        return True
    changes = fact_words("changes")
    if scene.words[before].lemma not in changes["posts"]:
        return False
    return not changes["unreal"].isdisjoint(lemmas) or _is_refused(scene, position)


def _is_refused(scene: Scene, position: Item) -> bool:
    """«На должность директора Котов не назначен»."""
    appoints = fact_words("changes")["appoints"]
    after = range(position.last + 1, len(scene.tokens))
    return any(scene.words[t].lemma in appoints and scene.tokens[t - 1].text.lower() == "не" for t in after)


def is_place_of_another(scene: Scene, place: Item, position: Item) -> bool:
    """«ЦИК: врио губернатора Лосев лидирует», «интервью «Гранита» с мэром»: the place before is no part of the post."""
    if _after_colon(scene, place, position) or _is_of_next_post(scene, place, position):
        return True
    if _is_of_verb_before(scene, place, position):
        return True
    before = _before_adjectives(scene, place.last, position)
    if before > place.last and scene.is_word(before) and scene.words[before].upos == "NOUN":
        before -= 1  # «относительно комментариев мэра»
    if before < place.last or not scene.is_word(before):
        return False
    return scene.tokens[before].text.lower() in fact_words("occupations")["about"]


def _is_of_next_post(scene: Scene, place: Item, position: Item) -> bool:
    """«Директором назначен Котов, ранее занимавший пост главы «Гранита»»: the place is that of the second post."""
    between = [item for item in scene.items if position.last <= item.first and item.last <= place.first]
    person = next((item for item in between if item.kind == "person"), None)
    if person is None or scene.tokens[person.last].text != ",":
        return False
    after = range(person.last + 1, place.first)
    return between[-1].kind == "position" or any(is_participle(scene, t) for t in after)


def _is_of_verb_before(scene: Scene, place: Item, position: Item) -> bool:
    """«Возглавлял «Гранит», затем был назначен заместителем министра»: another clause begins after the place."""
    comma = next((t for t in range(place.last, position.first) if scene.tokens[t].text == ","), None)
    if comma is None or scene.cover[comma] >= 0:
        return False
    after = range(comma + 1, position.first)
    return any(is_verb(scene, t) for t in after) and any(is_verb(scene, t) for t in range(place.first))


def _after_colon(scene: Scene, named: Item, position: Item) -> bool:
    """«Осмонов: Глава …»: the name is that of the speaker."""
    return position.first == named.last + 1 and scene.tokens[named.last].text == ":"


def _is_joined(scene: Scene, person: Item, position: Item) -> bool:
    """«Барак Обама, а также главы Китая и России»."""
    between = [scene.tokens[t].text.lower() for t in range(person.last, position.first)]
    return "также" in between and between[:1] in ([","], ["а"])


def _is_party(scene: Scene, person: Item, position: Item) -> bool:
    """The position is in a phrase that the person is outside of: «поспорил с главой», «спасибо президенту»."""
    before = _before_adjectives(scene, person.last, position)
    if before < person.last:
        return False
    is_apposition = any(scene.tokens[t].text == "," for t in range(before, position.first))
    apart = fact_words("occupations")["apart"]
    if not is_apposition and scene.is_word(before) and scene.tokens[before].text.lower() in apart:
        return bool(case_of(scene, person) & NOM)
    is_addressed = scene.words[before].upos != "ADP" and _is_dative(scene, position)
    return is_addressed and not case_of(scene, person) & DAT


def _before_adjectives(scene: Scene, first: int, position: Item) -> int:
    """The token before a position and its adjectives, from one on: «спасибо» of «спасибо новому президенту»."""
    before = position.first - 1
    while (
        before >= first
        and scene.words[before].upos == "ADJ"
        and (scene.is_word(before) or scene.kind_at(before) == "adjective")
    ):
        before -= 1
    return before


def _is_dative(scene: Scene, position: Item) -> bool:
    """Whether a position is in the dative and no other case, which the locative of some words looks like."""
    cases = scene.words[head_of(scene, position)].cases
    return bool(cases & DAT) and not cases & ~(DAT | LOC)


def _is_next_subject(scene: Scene, person: Item, position: Item) -> bool:
    """«Камалу Харрис глава государства назвал …»: a nominative right after a name in another case."""
    cases, named = scene.words[head_of(scene, position)].cases, case_of(scene, person)
    return position.first == person.last and cases == NOM and not named & NOM


def _is_direct_object(scene: Scene, person: Item, position: Item) -> bool:
    """«Токаев назначил нового акима»: whom the subject does something to."""
    head, verb = head_of(scene, position), _before_adjectives(scene, person.last, position)
    cases = scene.words[head].cases
    is_object = cases & ACC and not cases & INS and scene.tokens[head].text.lower() != scene.words[head].lemma
    if verb < person.last or not is_object or not case_of(scene, person) & NOM:
        return False
    return is_verb(scene, verb)


def _is_genitive_form(scene: Scene, head: int) -> bool:
    """Whether the head of a post may be a genitive, and is no nominative of one person: «главы», «министра»."""
    word = scene.words[head]
    return bool(word.cases & GEN) and (not word.cases & NOM or scene.tokens[head].text.lower() != word.lemma)


def _is_possessed(scene: Scene, person: Item, position: Item) -> bool:
    """«Котов и его заместитель Лосев»: of the first, not he."""
    before = _before_adjectives(scene, person.last, position)
    if before <= person.last or scene.tokens[before].text.lower() not in fact_words("occupations")["possessives"]:
        return False
    return scene.tokens[before - 1].text.lower() in ("и", "также")


def _is_aside(scene: Scene, person: Item, position: Item) -> bool:
    """«При Котове она занимала должность министра»: the name is only that of the time or the other side."""
    governor = person.first - 1
    if governor < 0 or not scene.is_word(governor):
        return False
    if scene.tokens[governor].text.lower() not in fact_words("occupations")["of_time"]:
        return False
    return any(is_verb(scene, t) for t in range(person.last, position.first))


def _is_on_side(scene: Scene, person: Item, position: Item) -> bool:
    """«Назначение Котова стало ошибкой со стороны премьера»."""
    before = _before_adjectives(scene, person.last, position)
    return before > person.last and scene.tokens[before].text.lower() == "стороны"


def _is_genitive(scene: Scene, person: Item, position: Item) -> bool:
    """«Администрации президента Иван Котов»: a genitive before a name in the nominative, maybe with its place."""
    head = head_of(scene, position)
    named, cases = case_of(scene, person), scene.words[head].cases
    if named & (NOM | GEN) != NOM or not cases & GEN:
        return False
    if position.last == person.first:
        # «распоряжением главы государства Иван Котов»: «главы» are several, or a genitive
        return not cases & NOM or (_is_genitive_form(scene, head) and is_genitive_of_noun(scene, head))
    is_with_place = all(scene.kind_at(t) in ("organization", "location") for t in range(position.last, person.first))
    return is_with_place and is_genitive_of_noun(scene, head)


def _is_subject_apart(scene: Scene, person: Item, position: Item) -> bool:
    """«Лидер отметил вклад Бауэр», «помимо заместителя, входит Котов»: of a verb between them one is the subject.

    But not «на пост министра назначен Котов».
    """
    verbs = [t for t in range(position.last, person.first) if is_verb(scene, t)]
    if not verbs:
        return False
    head, before = head_of(scene, position), position.first - 1
    cases = scene.words[head].cases
    is_nominative = scene.tokens[head].text.lower() == scene.words[head].lemma or not is_genitive_of_noun(scene, head)
    if cases & NOM and is_nominative:
        copulas = fact_words("occupations")["copulas"]
        is_subject = not any(scene.words[t].lemma in copulas for t in verbs) and _is_object(scene, person)
        return is_subject or not case_of(scene, person) & NOM
    of_post = before >= 0 and scene.words[before].lemma in fact_words("occupations")["posts"]
    return before >= 0 and not cases & INS and not of_post and scene.words[before].upos in ("ADP", "ADV")


def _is_object(scene: Scene, person: Item) -> bool:
    """Whether a name is right after a noun, which it is the genitive of: «дело Котова»."""
    return person.first > 0 and scene.is_word(person.first - 1) and scene.words[person.first - 1].upos == "NOUN"


def _is_of_body(scene: Scene, person: Item, position: Item) -> bool:
    """«Министр в правительстве Котова»: the name is that of the head of the body."""
    t = person.first - 1
    if t < position.last or not scene.is_word(t) or not case_of(scene, person) & GEN:
        return False
    return scene.words[t].lemma in fact_words("occupations")["bodies"]


def _is_genitive_of(scene: Scene, person: Item, position: Item) -> bool:
    """«Встреча советника Котова с депутатами», «заместитель Петра Котова»: whose, not who."""
    head = head_of(scene, position)
    named, cases = case_of(scene, person), scene.words[head].cases
    if position.last != person.first or not named & GEN:
        return False
    if cases and not named & cases:
        return not scene.words[person.last - 1].cases & NOM  # «топ-модель Мин Си»
    is_surname = person.last - person.first == 1 and position.last - position.first == 1
    is_helper = scene.words[head].lemma in fact_words("occupations")["helpers"]
    return is_surname and is_helper and bool(cases & GEN) and not cases & NOM


def _is_governed(scene: Scene, person: Item, position: Item) -> bool:
    """«Вице-президент при Котове», «претензии мэра к Котову»: the name has a preposition, and no verb is between."""
    if not position.last < person.first or scene.words[person.first - 1].upos != "ADP":
        return False
    return not any(is_verb(scene, t) for t in range(position.last, person.first))


def _is_inside(scene: Scene, person: Item, position: Item) -> bool:
    """«Лидера протестующих, выступающих против освобождения Биби»: the name is in a clause on somebody else."""
    comma = next((t for t in range(person.first - 1, position.last - 1, -1) if scene.tokens[t].text == ","), None)
    if comma is None or scene.cover[comma] >= 0:
        return False
    begins = range(comma + 1, min(comma + 3, person.first))
    if any(scene.words[t].lemma == "который" for t in begins):
        return scene.tokens[comma + 1].text.lower() != "среди"
    return is_participle(scene, comma + 1)


def _is_of_several(scene: Scene, person: Item, position: Item) -> bool:
    """«Прибыл Котов, министры и депутаты»: a plural after the name of one.

    Not «Котов и Лосев, министры», nor «Котов пошёл в президенты», where the plural is that of the construction.
    """
    head = scene.words[head_of(scene, position)]
    if not head.plural or head.singular or scene.tokens[position.first - 1].text == "в":
        return False
    before = person.first - 1
    is_last = before > 0 and scene.tokens[before].text in ("и", ",", "с") and scene.kind_at(before - 1) == "person"
    return not is_last and all(scene.kind_at(t) != "person" for t in range(person.last, position.first))


def _is_thing(scene: Scene, person: Item, position: Item) -> bool:
    """«Критика политики Котова»: the likelier noun of the two that are written so, where the post would be plural."""
    head = head_of(scene, position)
    word = scene.words[head]
    if position.last - position.first > 1 or word.lemma in post_lexicon().heads or not word.singular:
        return False
    posts = [p for p in parses(scene.tokens[head].text) if p.lemma.replace("ё", "е") in post_lexicon().heads]
    return bool(posts) and all(p.feats.get("Number") == "Plur" for p in posts)


def _disagrees(scene: Scene, person: Item, position: Item) -> bool:
    """«Спросил о разговоре с Котовым 46-й президент», «по словам Котова, президент»: a post in another case."""
    first = person.last
    if scene.is_word(first) and scene.tokens[first].text == ",":
        first += any(is_source(scene, t) for t in range(max(person.first - WORDS_OF_SOURCE, 0), person.first))
    if any(not _may_be_before(scene, t) for t in range(first, position.first)):
        return False
    return _are_in_two_cases(scene, person, position)


def _is_further_on(scene: Scene, person: Item, position: Item) -> bool:
    """«Был советником кампании Котова»: genitives, of which the name is the last, part it from the post."""
    noun = person.first - 1
    if noun < position.last - 1 or is_as_named(scene, person) or scene.tokens[person.last - 1].text[-1] in UNDECLINED:
        return False
    if not case_of(scene, person) & GEN or not _are_in_two_cases(scene, person, position):
        return False
    is_animate = (
        noun >= position.last and scene.is_word(noun) and scene.words[noun].animate
    )  # «ставший президентом», of «республиканца Котова»
    return not is_animate and all(_may_be_genitive(scene, t) for t in range(position.last, person.first))


def _is_behind_holder(scene: Scene, person: Item, position: Item) -> bool:
    """«На встрече с министром Олегом Сомовым Пётр Клёнов …»: a name in another case than the post and who is beside."""
    is_beside = person.first > position.last < len(scene.tokens) and scene.kind_at(position.last) == "person"
    return is_beside and is_as_named(scene, person) and _are_in_two_cases(scene, person, position)


def _may_be_genitive(scene: Scene, t: int) -> bool:
    if scene.kind_at(t) in ("organization", "location", "adjective"):
        return True
    return scene.is_word(t) and scene.words[t].upos in ("NOUN", "ADJ") and bool(scene.words[t].cases & GEN)


def _are_in_two_cases(scene: Scene, person: Item, position: Item) -> bool:
    named, cases = case_of(scene, person), scene.words[head_of(scene, position)].cases
    return bool(named and cases and not named & cases)


def _may_be_before(scene: Scene, t: int) -> bool:
    """Whether a token may be before a post inside its phrase: an adjective, also «46-й»."""
    if scene.kind_at(t) == "adjective":
        return True
    return scene.is_word(t) and (scene.words[t].upos in ("ADJ", "NUM") or scene.tokens[t].text[0].isdigit())


def _is_of_stand(scene: Scene, person: Item, position: Item) -> bool:
    """«Лидера протестующих против освобождения Котовой»: the name depends on a noun, and that on the preposition."""
    noun = person.first - 1
    if noun <= position.last or not scene.is_word(noun) or scene.words[noun].upos != "NOUN":
        return False
    stands = fact_words("occupations")["stands"]
    return any(scene.is_word(t) and scene.tokens[t].text.lower() in stands for t in range(position.last, noun))


AFTER: tuple[Test, ...] = (
    _is_thing,
    _after_colon,
    _is_joined,
    _is_party,
    _is_direct_object,
    _is_next_subject,
    _is_possessed,
    _is_aside,
    _is_on_side,
    _is_of_several,
    _disagrees,
)
BEFORE: tuple[Test, ...] = (
    _is_thing,
    _is_of_stand,
    _is_further_on,
    _is_behind_holder,
    _is_subject_apart,
    _is_genitive,
    _is_of_body,
    _is_genitive_of,
    _is_governed,
    _is_inside,
)
"""Of a position after the name, and before it."""
