"""Speakers whom the article does not name: «глава района заявил», «по словам врачей», «сообщили в пресс-службе».

A phrase is a noun for people, a post or a body that speaks, with its adjectives before it and its genitives after it.
"""

from extractor.facts.statements.said import Phrase
from extractor.facts.statements.words import vocabulary
from extractor.sentence.anaphora import is_one_person
from extractor.sentence.clauses import after_adjectives, genitive_tail, is_verb
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
        if scene.tokens[t].text.lower() in vocabulary()["one_of"] and scene.tokens[t + 1].text.lower() == "из":
            return _one_of(scene, t)
        if _is_head(scene, range(first, t + 1), verb):
            return _phrase(scene, first, t + 1, verb)
        if _is_sign(scene, t, ".;:?!«»") or _ends_search(scene, t):
            return None
        t = first - 1
    return None


def subject_phrase_after(scene: Scene, verb: int, stop: int | None = None) -> Phrase | None:
    """The first noun after a verb that may be its subject, in its clause; None after a pronoun or another verb."""
    last = min(len(scene.tokens), stop or len(scene.tokens), verb + 1 + TOKENS_TO_HEAD)
    t = verb + 1
    while t < last:
        end = _item_last(scene, t)
        if scene.tokens[t].text.lower() in vocabulary()["one_of"]:
            return _one_of(scene, t)
        if _is_head(scene, range(t, end), verb):
            return _phrase(scene, t, end, len(scene.tokens))
        if _is_sign(scene, t, ",.:;!?()—–-…«»") or _ends_search(scene, t):
            return None
        t = end
    return None


def genitive_phrase(scene: Scene, first: int) -> Phrase | None:
    """Whose words are given from a token on, after «по словам»: «врачей», «главы района», «местного населения»."""
    n = len(scene.tokens)
    if first < n and scene.words[first].lemma in vocabulary()["one_of"]:
        return _one_of(scene, first, "Gen")
    t = after_adjectives(scene, first)
    if t >= n or not _speaks(scene, t) or not scene.words[t].cases & GEN:
        return None
    phrase = _made(scene, first, genitive_tail(scene, _item_last(scene, t), n), "Gen")
    if scene.is_word(phrase.last) and is_verb(scene, phrase.last):
        return None  # «по разным данным власти убили»: it is the subject of the verb
    return phrase


def body_phrase(scene: Scene, preposition: int) -> Phrase | None:
    """Where something was said by nobody in particular, after «в»: «сообщили в пресс-службе ведомства»."""
    n = len(scene.tokens)
    tokens = range(preposition + 1, min(n, preposition + 2 + ADJECTIVES_OF_BODY))
    body = next((t for t in tokens if scene.words[t].upos not in ADJECTIVAL), None)
    if body is None or not _is_body(scene, body):
        return None
    return _made(scene, preposition + 1, genitive_tail(scene, body + 1, n), "Loc")


def _is_body(scene: Scene, t: int) -> bool:
    """Whether a word is a body that speaks, in the locative."""
    word = scene.words[t]
    return scene.is_word(t) and bool(word.cases & LOC) and word.lemma in vocabulary()["bodies"]


def post_phrase(scene: Scene, stop: int) -> Phrase | None:
    """The words up to a token, if they are a post in the nominative and no more: «Министр обороны: …»."""
    first = next((t for t in range(stop) if scene.words[t].upos not in ADJECTIVAL), stop)
    if first >= stop or scene.cover[first] < 0 or not is_one_person(scene, first):
        return None
    last = genitive_tail(scene, _item_last(scene, first), stop)
    return _made(scene, 0, last) if last == stop else None


def _is_head(scene: Scene, tokens: range, verb: int) -> bool:
    """Whether a noun, or the first noun of a post, may be the subject of a verb: nominative, agreeing, not governed."""
    head = next((t for t in tokens if scene.words[t].upos == "NOUN"), None)
    if head is None or not _speaks(scene, head) or not scene.words[head].cases & NOM:
        return False
    return _agrees(scene, head, verb) and not is_governed(scene, tokens.start) and not _is_of_post(scene, head)


def _agrees(scene: Scene, noun: int, verb: int) -> bool:
    word, predicate = scene.words[noun], scene.words[verb]
    one = word.singular and predicate.singular
    return one or (word.plural and predicate.plural) or predicate.form != "Fin"


def _is_of_post(scene: Scene, t: int) -> bool:
    """Whether a noun is the genitive of the post before it: «сотрудник пресс-службы»."""
    post = scene.item_at(t - 1) if t else None
    return post is not None and post.kind == "position" and post.last == t and bool(scene.words[t].cases & GEN)


def _speaks(scene: Scene, t: int) -> bool:
    """Whether a noun is of people, a post or a body; no part of a name."""
    word = scene.words[t]
    if word.upos != "NOUN" or not scene.may_be_noun(t):
        return False
    lists = vocabulary()
    return (
        word.animate
        or not scene.is_word(t)
        or word.lemma in lists["bodies"]
        or word.lemma in lists["anonymous_sources"]
    )


def _phrase(scene: Scene, first: int, last: int, stop: int) -> Phrase:
    """A noun with the adjectives before it and the genitives after it."""
    while first and _is_adjective(scene, first - 1):
        first -= 1
    return _made(scene, first, genitive_tail(scene, last, stop))


def _is_adjective(scene: Scene, t: int) -> bool:
    word = scene.words[t]
    return word.upos in ADJECTIVAL and bool(word.cases & NOM) and scene.kind_at(t) in (None, "adjective")


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
    item = scene.item_at(t)
    return item.first if item else t


def _item_last(scene: Scene, t: int) -> int:
    item = scene.item_at(t)
    return max(item.last, t + 1) if item else t + 1


def _is_sign(scene: Scene, t: int, signs: str) -> bool:
    return scene.is_word(t) and scene.tokens[t].text in signs


def _ends_search(scene: Scene, t: int) -> bool:
    """Whether a token is the subject itself, a pronoun, or another verb."""
    is_verb_by_dictionary = scene.is_word(t) and scene.words[t].finite and scene.words[t].upos in ("VERB", "AUX")
    return is_verb_by_dictionary or subject_gender(scene.tokens[t].text) is not None
