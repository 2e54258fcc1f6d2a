"""Clauses of a sentence, as far as commas, verbs and cases tell: which predicate a word belongs to, and its subject."""

from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.vocabulary import word_lists
from extractor.sentence.words import GEN, NOM, WordInfo

BREAKS = frozenset((",", ";", ":", "—", "–", "(", ")", "«", "»", "“", "”", "„", '"'))
NAMED = frozenset(("person", "organization", "location"))
QUOTES = frozenset('«»“”„"')
SUBORDINATORS = frozenset(
    ("который", "что", "чтобы", "где", "когда", "если", "хотя", "поскольку", "чей", "куда", "откуда", "как")
)


WORDS_BEFORE_JOINED_VERB = 5
"""Tokens from a conjunction to the second of two verbs: «и вечером в Кремле встретился»."""


def is_break(scene: Scene, t: int) -> bool:
    """Whether a token outside items parts two segments of the sentence; a hyphen does between spaces."""
    text = scene.tokens[t].text
    if scene.cover[t] >= 0 or (text in QUOTES and _is_around_name(scene, t)):
        return False
    return text in BREAKS or (text == "-" and t > 0 and scene.tokens[t - 1].end < scene.tokens[t].start)


def _is_around_name(scene: Scene, t: int) -> bool:
    """Whether a quotation mark is that of a name: «банк «Луч» выдал кредит» is one stretch."""
    if t + 1 < len(scene.tokens) and scene.kind_at(t + 1) in NAMED:
        item = scene.items[scene.cover[t + 1]]
        return item.first == t + 1 and item.last < len(scene.tokens) and scene.tokens[item.last].text in QUOTES
    if not t or scene.kind_at(t - 1) not in NAMED:
        return False
    first = scene.items[scene.cover[t - 1]].first
    return first > 0 and scene.tokens[first - 1].text in QUOTES


def segment_bounds(scene: Scene, t: int) -> tuple[int, int]:
    """First and last (exclusive) token of the stretch around a token without commas, dashes, brackets, quotes."""
    first = t
    while first > 0 and not is_break(scene, first - 1):
        first -= 1
    last = t + 1
    while last < len(scene.tokens) and not is_break(scene, last) and not _is_stop(scene, last):
        last += 1
    return first, last


def _is_stop(scene: Scene, t: int) -> bool:
    """Whether a token ends a sentence: no stop of a name or an amount, «40 млрд руб. за год»."""
    if scene.tokens[t].text not in (".", "!", "?"):
        return False
    item = scene.item_at(t)
    if item is None or t + 1 < item.last:
        return item is None
    return item.kind == "date" and t + 1 < len(scene.tokens) and scene.tokens[t + 1].text[0].isupper()


def is_verb(scene: Scene, t: int) -> bool:
    """Whether a token outside items is a finite verb or a short participle; where grammar was computed, by it."""
    if scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind != "position":
        return False
    word = scene.words[t]
    if word.finite and not _is_ending(scene, t):
        grammar = scene.doc.words.get(scene.index)
        return grammar is None or t >= len(grammar) or grammar[t].upos in ("VERB", "AUX", "ADJ")
    return False


def _is_ending(scene: Scene, t: int) -> bool:
    """Whether a token is the ending of a numeral: «45%-ной»."""
    tokens = scene.tokens
    return t > 1 and tokens[t - 1].text == "-" and tokens[t - 2].end + 1 == tokens[t].start


def after_adjectives(scene: Scene, t: int) -> int:
    """The index after the adjectives from a token on."""
    while scene.is_word(t) and scene.words[t].upos in ("ADJ", "DET"):
        t += 1
    return t


def is_participle(scene: Scene, t: int) -> bool:
    """Whether a token is a full participle («подписанный»)."""
    return scene.cover[t] < 0 and scene.words[t].form == "Part" and not scene.words[t].finite


def may_precede_name(scene: Scene, t: int) -> bool:
    """Whether a token may be between a preposition and a name: a noun, an adjective, also of a post or a place."""
    kind = scene.kind_at(t)
    if kind is not None:
        return kind in ("position", "adjective")
    return scene.words[t].upos in ("NOUN", "ADJ") or scene.tokens[t].text in "«»"


def find_predicate(scene: Scene, item: Item) -> int | None:
    """Index of the predicate that an item (a date) belongs to: of its own stretch, else of the nearest one around it.

    A participle counts where the item is in its phrase; a finite verb before it otherwise.
    """
    first, last = segment_bounds(scene, item.first)
    verbs = [t for t in range(first, last) if is_verb(scene, t)]
    participle = _participle_before(scene, item.first, first)
    if participle is not None:
        return participle
    gerunds = [
        t for t in range(first, min(item.first, first + 4)) if scene.cover[t] < 0 and scene.words[t].form == "Conv"
    ]
    if gerunds and not verbs:
        return gerunds[0]
    if verbs:
        return min(verbs, key=lambda t: (abs(t - item.first), t))
    infinitives = [t for t in range(first, last) if scene.cover[t] < 0 and scene.words[t].form == "Inf"]
    return infinitives[0] if infinitives else _outside(scene, first, last)


def _participle_before(scene: Scene, date: int, first: int) -> int | None:
    """The full participle whose phrase a date is in: «подписанный парламентом 5 мая»."""
    for t in range(date - 1, max(date - 6, first) - 1, -1):
        word = scene.words[t]
        if is_participle(scene, t) and not _is_before_noun(scene, t, date):
            return t
        is_subject = scene.cover[t] < 0 and word.upos == "NOUN" and word.cases & NOM
        if is_verb(scene, t) or (is_subject and not _is_governed(scene, t)):
            return None
    return None


def _is_governed(scene: Scene, noun: int) -> bool:
    """Whether a preposition governs a noun: «принятая на вооружение», «назначенный на эту должность»."""
    while noun and scene.is_word(noun - 1) and scene.words[noun - 1].upos in ("ADJ", "DET"):
        noun -= 1
    return has_preposition(scene, noun)


def _is_before_noun(scene: Scene, participle: int, date: int) -> bool:
    """«Обсуждаемых выборов 2000 года»: the participle is an adjective of the noun right after it."""
    t = participle + 1
    while t < date and scene.is_word(t) and scene.words[t].upos == "ADJ":
        t += 1
    word = scene.words[t]
    return t < date and word.upos == "NOUN" and bool(word.cases & scene.words[participle].cases)


def _outside(scene: Scene, first: int, last: int) -> int | None:
    """The first finite verb after a stretch, else the last one before it, clauses of «который», «что» stepped over."""
    t = last
    depth_subordinate = False
    if (own := _of_quotation(scene, first, last)) is not None:
        return own
    while t < len(scene.tokens):
        if is_break(scene, t):
            following = t + 1
            if following < len(scene.tokens):
                depth_subordinate = scene.words[following].lemma in SUBORDINATORS or (
                    following + 1 < len(scene.tokens) and scene.words[following + 1].lemma == "который"
                )
        elif is_verb(scene, t) and not depth_subordinate:
            return t
        t += 1
    for t in range(first - 1, -1, -1):
        if is_verb(scene, t):
            return t
    return None


def _of_quotation(scene: Scene, first: int, last: int) -> int | None:
    """The last verb inside a quotation that ends right after a stretch: «ждёт ещё год в 2021-м», — сказал Котов."""
    if last >= len(scene.tokens) or scene.cover[last] >= 0 or scene.tokens[last].text not in QUOTES_AFTER:
        return None
    opening = QUOTES_AFTER[scene.tokens[last].text]
    if opening == '"' and sum(scene.tokens[t].text == opening for t in range(last)) % 2 == 0:
        return None
    begins = next((t for t in range(last) if scene.tokens[t].text in opening), 0)
    return next((t for t in range(first - 1, begins, -1) if is_verb(scene, t)), None)


QUOTES_AFTER = {"»": "«", "”": "“„", '"': '"'}


def find_subject(scene: Scene, verb: int) -> tuple[int, int] | None:
    """Tokens of the subject of a verb: the nearest noun phrase that may be nominative, before the verb first."""
    first, last = segment_bounds(scene, verb)
    before = _nominative(scene, verb, range(verb - 1, first - 1, -1))
    if before is not None:
        return phrase_around(scene, before, first, verb)
    after = _nominative(scene, verb, range(verb + 1, last))
    return phrase_around(scene, after, verb + 1, last) if after is not None else None


def shares_subject(scene: Scene, verb: int, other: int) -> bool:
    """Whether two finite verbs have one subject: «приехал в Москву и встретился с …», «не продал, но купил …».

    The second follows a conjunction, agrees with the first, and has no subject of its own between.
    """
    if not (is_verb(scene, verb) and is_verb(scene, other)):
        return False
    first, second = scene.words[verb], scene.words[other]
    if first.form != "Fin" or second.form != "Fin" or not agree(first, second):
        return False
    joining = word_lists("clauses")["joining_verbs"]
    conjunction = next((t for t in range(other - 1, verb, -1) if scene.tokens[t].text.lower() in joining), None)
    if conjunction is None or other - conjunction > WORDS_BEFORE_JOINED_VERB:
        return False
    between = range(verb + 1, other)
    return not any(is_verb(scene, t) or (t > conjunction and _may_be_its_subject(scene, t)) for t in between)


def _may_be_its_subject(scene: Scene, t: int) -> bool:
    """Whether a noun, a pronoun or a name without a preposition may be in the nominative."""
    word = scene.words[t]
    if scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind in ("date", "money", "adjective"):
        return False
    free = t == 0 or scene.words[t - 1].upos != "ADP"
    return free and word.upos in ("NOUN", "PROPN", "PRON", "X") and bool(word.cases & NOM)


def _nominative(scene: Scene, verb: int, tokens: range) -> int | None:
    """The first of some tokens that may be the subject of a verb: nominative, agreeing, no genitive of a noun."""
    for t in tokens:
        number = scene.cover[t]
        word = scene.words[t]
        if not _may_be_subject_by_form(scene, t):
            continue
        if has_preposition(scene, _start_of_phrase(scene, t)) or _is_named_kind(scene, t) or _is_whose(scene, t, verb):
            continue
        named = number >= 0 and scene.items[number].kind in ("person", "organization")
        if named and _is_apposition(scene, scene.items[number]):
            continue
        if not named and (is_genitive_of_noun(scene, t) or not agree(word, scene.words[verb])):
            continue
        return t
    return None


def _start_of_phrase(scene: Scene, t: int) -> int:
    """The first token of the adjectives and the name that a word is the last of: «в Тюменскую область»."""
    start = scene.items[scene.cover[t]].first if scene.cover[t] >= 0 else t
    while start > 0 and (_is_attribute_of(scene, start - 1, t) or _is_emphasis(scene, start - 1)):
        start -= 1
    return start


def _is_attribute_of(scene: Scene, t: int, noun: int) -> bool:
    """Whether a token is an attribute of a noun after it: not «этого» of «до этого суд решил»."""
    is_other = scene.tokens[t].text.lower() in ("этого", "того") and not scene.words[noun].cases & GEN
    return is_attribute(scene, t) and not is_other


def _is_emphasis(scene: Scene, t: int) -> bool:
    """Whether a token is the particle of «тот же период», «такая же мера»."""
    return scene.tokens[t].text.lower() == "же" and t > 0 and is_attribute(scene, t - 1)


def _is_named_kind(scene: Scene, t: int) -> bool:
    """Whether a word is the name of a place after its kind: «судов провинции Пенджаб»."""
    item = scene.item_at(t)
    if item is None or item.kind != "location" or not scene.is_word(item.first - 1):
        return False
    word = scene.words[item.first - 1]
    return word.upos == "NOUN" and not word.animate and is_genitive_of_noun(scene, item.first - 1)


def _is_whose(scene: Scene, t: int, verb: int) -> bool:
    """Whether a word names a person whose people a verb in the plural tells of: «родственники Биби приехали»."""
    item = scene.item_at(t)
    if item is None or item.kind != "person" or scene.words[verb].singular or not scene.is_word(item.first - 1):
        return False
    word = scene.words[item.first - 1]
    return word.upos == "NOUN" and word.animate and word.plural and bool(scene.words[item.first].cases & GEN)


def _may_be_subject_by_form(scene: Scene, t: int) -> bool:
    """Whether a word is a noun, a name or a pronoun in the nominative, or a counted noun."""
    word = scene.words[t]
    if scene.kind_at(t) in ("date", "money", "adjective") or word.upos not in ("NOUN", "PROPN", "X", "PRON"):
        return False
    return bool(word.cases & NOM) or _is_counted(scene, t)


def _is_counted(scene: Scene, t: int) -> bool:
    """Whether a number without a preposition counts a noun: «пять мировых держав подписали»."""
    n = t - 1
    while n >= 0 and is_attribute(scene, n):
        n -= 1
    if n < 0 or not _is_number(scene, n) or not scene.words[t].cases & GEN:
        return False
    return not has_preposition(scene, n)


def _is_apposition(scene: Scene, item: Item) -> bool:
    """Whether a name in quotation marks follows a noun in an oblique case («прибыль группы «X»»)."""
    t = item.first - 1
    if t < 0 or scene.cover[t] >= 0:
        return False
    if t > 0 and scene.words[t - 1].upos == "ADP" and scene.words[t].upos == "NOUN":  # «в соцсети Weibo»
        return True
    if scene.tokens[item.first].text[0].isalnum():
        return False
    return scene.words[t].upos == "NOUN" and bool(scene.words[t].cases & ~NOM) and is_genitive_of_noun(scene, t)


def is_genitive_of_noun(scene: Scene, t: int) -> bool:
    """Whether a word that may be in the genitive follows a noun, with adjectives between («цена платины»)."""
    if not scene.words[t].cases & GEN:
        return False
    n = t - 1
    while n >= 0 and is_attribute(scene, n):
        n -= 1
    return n >= 0 and _heads(scene, n)


def is_attribute(scene: Scene, t: int) -> bool:
    """Whether a token is an adjective, also one of a place, or a participle: «британского», «действующего премьера»."""
    if scene.kind_at(t) == "adjective":
        return True
    return scene.cover[t] < 0 and (scene.words[t].upos in ("ADJ", "DET") or is_participle(scene, t))


def agree(noun: WordInfo, verb: WordInfo) -> bool:
    """Whether two words may be in the same number."""
    return (noun.singular and verb.singular) or (noun.plural and verb.plural)


def phrase_around(scene: Scene, head: int, first: int, last: int) -> tuple[int, int]:
    """The noun phrase around a head: adjectives before it, names and genitives after it."""
    number = scene.cover[head]
    start, end = (scene.items[number].first, scene.items[number].last) if number >= 0 else (head, head + 1)
    while start - 1 >= first and (_is_attribute_of(scene, start - 1, head) or scene.words[start - 1].upos == "NUM"):
        start -= 1
    return start, genitive_tail(scene, end, last)


def noun_phrase(scene: Scene, t: int) -> tuple[int, int] | None:
    """The first token and the head of the noun phrase that ends at a token: «новый глава банка «Гранит»»."""
    head = t
    while head >= 0:
        number = scene.cover[head]
        if number >= 0 and scene.items[number].kind in ("date", "money", "adjective"):
            return None
        first = scene.items[number].first if number >= 0 else head
        if number < 0 and scene.words[head].upos not in ("NOUN", "PROPN", "X"):
            return None
        before = first - 1
        while before >= 0 and (is_attribute(scene, before) or _is_number(scene, before)):
            before -= 1
        is_genitive = bool(scene.words[head].cases & GEN) or number >= 0
        if before < 0 or not is_genitive or not _heads(scene, before):
            return before + 1, head
        head = before
    return None


def has_preposition(scene: Scene, start: int) -> bool:
    """Whether a preposition is right before a phrase."""
    return start > 0 and scene.cover[start - 1] < 0 and scene.words[start - 1].upos == "ADP"


def _is_number(scene: Scene, t: int) -> bool:
    return scene.cover[t] < 0 and (scene.words[t].upos == "NUM" or scene.tokens[t].text[0].isdigit())


def _heads(scene: Scene, t: int) -> bool:
    """Whether a token is a noun that the next phrase may be the genitive of."""
    return scene.may_be_noun(t) and scene.words[t].upos == "NOUN"


def genitive_tail(scene: Scene, end: int, last: int) -> int:
    """The index after the genitives, their adjectives and names that follow token `end` - 1."""
    t = end
    while t < last:
        number = scene.cover[t]
        if number >= 0:
            item = scene.items[number]
            if item.kind in ("date", "money") or (item.kind == "position" and not scene.words[t].cases & GEN):
                break
            t = end = max(t + 1, item.last)
            continue
        word = scene.words[t]
        is_noun = word.upos in ("NOUN", "PROPN", "X") and not word.finite
        if (is_noun or t > end) and word.upos != "ADJ" and word.cases & GEN:  # «чистой прибыли», which is no verb
            t = end = t + 1
        elif word.upos in ("ADJ", "DET") and word.cases & GEN:
            t += 1
        else:
            break
    return end
