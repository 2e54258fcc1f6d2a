"""Speakers whom the article does not name: «глава района заявил», «по словам врачей», «сообщили в пресс-службе».

A phrase is a noun for people, a post or a body that speaks, with its adjectives before it and its genitives after it.
"""

from extractor.facts.statements.said import Phrase
from extractor.facts.statements.words import vocabulary
from extractor.sentence.anaphora import is_one_person
from extractor.sentence.clauses import genitive_tail, is_verb
from extractor.sentence.genders import subject_gender
from extractor.sentence.phrases import nominative_phrase
from extractor.sentence.scene import Scene
from extractor.sentence.subjects import before_inserted, is_as_named, is_governed, may_be_subject
from extractor.sentence.words import GEN, LOC, NOM

TOKENS_TO_HEAD = 12
"""Tokens after a verb in which a speaker without a name begins («сообщил журналистам в среду представитель»)."""
ADJECTIVES_OF_BODY = 3
"""Adjectives between «в» and the body that speaks: «в региональном главном управлении»."""
ADJECTIVAL = ("ADJ", "DET", "NUM")


def name_of(scene: Scene, phrase: Phrase) -> str:
    """The words of a phrase in the nominative."""
    if phrase.case == "Nom":
        name = " ".join(scene.doc.text[phrase.start : phrase.end].split())
    else:
        words = tuple(token.text for token in scene.tokens[phrase.first : phrase.last])
        name = nominative_phrase(words, case=phrase.case)
    opens = scene.cover[phrase.first] < 0 and scene.tokens[phrase.first].text.istitle()
    return name[0].lower() + name[1:] if opens else name


def subject_phrase_before(scene: Scene, verb: int, since: int = 0) -> Phrase | None:
    """The nearest noun before a verb that may be its subject, in its clause; None after a pronoun or another verb."""
    t = before_inserted(scene, verb, since)
    while t >= since:
        first = _item_first(scene, t)
        if scene.tokens[t].text.lower() in vocabulary()["someone"] and scene.tokens[t + 1].text.lower() == "из":
            return _one_of(scene, t)
        if _is_head(scene, range(first, t + 1), verb):
            return _phrase(scene, first, t + 1, verb)
        if (
            (scene.cover[t] < 0 and scene.tokens[t].text in ".;:?!«»")
            or subject_gender(scene.tokens[t].text)
            or _is_predicate(scene, t)
        ):
            return None
        t = first - 1
    return None


def subject_phrase_after(scene: Scene, verb: int, stop: int | None = None) -> Phrase | None:
    """The first noun after a verb that may be its subject, in its clause; None after a pronoun or another verb."""
    last = min(len(scene.tokens), stop or len(scene.tokens), verb + 1 + TOKENS_TO_HEAD)
    t = verb + 1
    while t < last:
        end = _item_last(scene, t)
        if scene.tokens[t].text.lower() in vocabulary()["someone"]:
            return _one_of(scene, t)
        if _is_head(scene, range(t, end), verb):
            return _phrase(scene, t, end, len(scene.tokens))
        if _ends_clause(scene, t) or subject_gender(scene.tokens[t].text) or _is_predicate(scene, t):
            return None
        t = end
    return None


def genitive_phrase(scene: Scene, first: int) -> Phrase | None:
    """Whose words are given from a token on, after «по словам»: «врачей», «главы района», «местного населения»."""
    t = first
    if t < len(scene.tokens) and scene.words[t].lemma in vocabulary()["someone"]:
        return _one_of(scene, t, "Gen")
    while t < len(scene.tokens) and scene.cover[t] < 0 and scene.words[t].upos in ("ADJ", "DET"):
        t += 1
    if t >= len(scene.tokens) or not _speaks(scene, t) or not scene.words[t].cases & GEN:
        return None
    phrase = _made(scene, first, genitive_tail(scene, _item_last(scene, t), len(scene.tokens)), "Gen")
    if phrase.last < len(scene.tokens) and scene.cover[phrase.last] < 0 and is_verb(scene, phrase.last):
        return None  # «по разным данным власти убили»: it is the subject of the verb
    return phrase


def body_phrase(scene: Scene, preposition: int) -> Phrase | None:
    """Where something was said by nobody in particular, after «в»: «сообщили в пресс-службе ведомства»."""
    t = preposition + 1
    while t < min(len(scene.tokens), preposition + 1 + ADJECTIVES_OF_BODY) and scene.words[t].upos in ADJECTIVAL:
        t += 1
    if t >= len(scene.tokens) or scene.cover[t] >= 0 or not scene.words[t].cases & LOC:
        return None
    if scene.words[t].lemma not in vocabulary()["bodies"]:
        return None
    return _made(scene, preposition + 1, genitive_tail(scene, t + 1, len(scene.tokens)), "Loc")


def post_phrase(scene: Scene, stop: int) -> Phrase | None:
    """The words up to a token, if they are a post in the nominative and no more: «Министр обороны: …»."""
    first = next((t for t in range(stop) if scene.words[t].upos not in ADJECTIVAL), stop)
    if first >= stop or scene.cover[first] < 0 or not is_one_person(scene, first):
        return None
    last = genitive_tail(scene, _item_last(scene, first), stop)
    return _made(scene, 0, last) if last == stop else None


def _is_head(scene: Scene, tokens: range, verb: int) -> bool:
    """Whether a noun, or the first noun of a post, may be the subject of a verb: nominative, agreeing, not governed."""
    head = next((t for t in tokens if scene.words[t].upos == "NOUN"), -1)
    if head < 0 or not _speaks(scene, head) or not scene.words[head].cases & NOM:
        return False
    noun, predicate = scene.words[head], scene.words[verb]
    agrees = (noun.singular and predicate.singular) or (noun.plural and predicate.plural)
    return (agrees or predicate.form != "Fin") and not is_governed(scene, tokens.start) and not _is_of_post(scene, head)


def _is_of_post(scene: Scene, t: int) -> bool:
    """Whether a noun is the genitive of the post before it: «сотрудник пресс-службы»."""
    if not t or scene.cover[t - 1] < 0 or scene.cover[t] == scene.cover[t - 1]:
        return False
    return scene.items[scene.cover[t - 1]].kind == "position" and bool(scene.words[t].cases & GEN)


def _speaks(scene: Scene, t: int) -> bool:
    """Whether a noun is of people, a post or a body; no part of a name."""
    number, word = scene.cover[t], scene.words[t]
    if number >= 0:
        return scene.items[number].kind == "position" and word.upos == "NOUN"
    speaks = word.animate or word.lemma in vocabulary()["bodies"] or word.lemma in vocabulary()["unnamed"]
    return word.upos == "NOUN" and speaks


def _phrase(scene: Scene, first: int, last: int, stop: int) -> Phrase:
    """A noun with the adjectives before it and the genitives after it."""
    while first and scene.words[first - 1].upos in ADJECTIVAL and scene.words[first - 1].cases & NOM:
        if scene.cover[first - 1] >= 0 and scene.items[scene.cover[first - 1]].kind != "adjective":
            break
        first -= 1
    return _made(scene, first, genitive_tail(scene, last, stop))


def _one_of(scene: Scene, t: int, case: str = "Nom") -> Phrase | None:
    """«один из участников встречи»."""
    if t + 2 >= len(scene.tokens) or scene.tokens[t + 1].text.lower() != "из":
        return None
    last = genitive_tail(scene, t + 2, len(scene.tokens))
    return _made(scene, t, last, case) if last > t + 2 else None


def _made(scene: Scene, first: int, last: int, case: str = "Nom") -> Phrase:
    """The phrase of some tokens, up to a person who is the subject («по сведениям изданий Котов …»)."""
    for item in scene.of("person"):
        if first < item.first < last and may_be_subject(scene, item) and is_as_named(scene, item):
            last = item.first
    return Phrase(first, last, scene.tokens[first].start, scene.tokens[last - 1].end, case)


def _item_first(scene: Scene, t: int) -> int:
    return scene.items[scene.cover[t]].first if scene.cover[t] >= 0 else t


def _item_last(scene: Scene, t: int) -> int:
    return max(scene.items[scene.cover[t]].last, t + 1) if scene.cover[t] >= 0 else t + 1


def _ends_clause(scene: Scene, t: int) -> bool:
    return scene.cover[t] < 0 and scene.tokens[t].text in ",.:;!?()—–-…«»"


def _is_predicate(scene: Scene, t: int) -> bool:
    return scene.cover[t] < 0 and scene.words[t].finite and scene.words[t].upos in ("VERB", "AUX")
