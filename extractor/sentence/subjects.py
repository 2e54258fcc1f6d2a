"""Whether a name may be the subject of a clause: by its form, and by the words beside it."""

from extractor.language.lexicon import normalize_word
from extractor.language.morphology import Parse, parses
from extractor.sentence.clauses import is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.words import GEN, LIKELY, NOM, WORD_RE

UNDECLINED = "еёиоуыэю"
"""Last letters of names that are not declined."""

ADJECTIVAL = ("ий", "ый", "ой", "ая")
"""Ends of names that are declined as adjectives."""

LONGEST_POST = 12
"""Tokens of a post with its place before a name."""


def may_be_subject(scene: Scene, item: Item) -> bool:
    """Whether a name may be in the nominative: by its form, and by the words before it."""
    if item.first and scene.words[item.first - 1].upos == "ADP" and scene.cover[item.first - 1] < 0:
        return False
    if item.kind == "organization" and _is_attribute(scene, item):
        return False
    if item.kind == "location" and _is_of_people(scene, item):
        return False
    if item.kind != "person" and not is_as_named(scene, item) and _is_in_prepositional_phrase(scene, item.first):
        return False
    if item.kind == "person":
        return not _is_oblique(scene, item) and _is_nominative(scene, item)
    return scene.may_be_nominative(item)


def _is_nominative(scene: Scene, item: Item) -> bool:
    """Whether the name of a person is in the nominative; one that is not declined and new may."""
    known = scene.names.get(item.id, frozenset())
    words = [normalize_word(word) for word in WORD_RE.findall(scene.doc.text[item.start : item.end])]
    if not words or known.intersection(words):
        return scene.may_be_nominative(item)
    if any(len(name) > 3 and words[-1].startswith(_stem(name)) for name in known):
        return False
    return words[-1][-1] in UNDECLINED or scene.may_be_nominative(item)


def _stem(name: str) -> str:
    """What is left of a name in other cases: «Орлов-», «Паустовск-»."""
    return name[:-2] if name.endswith(ADJECTIVAL) else name[:-1]


def _is_oblique(scene: Scene, item: Item) -> bool:
    """Whether the noun before a name that is not declined shows that it is no subject («принца Гарри»)."""
    t = item.first - 1
    if t < 0 or scene.tokens[item.last - 1].text[-1] not in UNDECLINED:
        return False
    if scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind != "position":
        return False
    singular = {p.feats.get("Case") for p in parses(scene.tokens[t].text) if _is_one_person(p)}
    if not singular or "Nom" in singular:
        return False
    head = scene.words[t - 1] if t else None  # «представитель президента Вася Ли»
    return not (head and "Gen" in singular and head.upos == "NOUN" and head.animate and head.cases & NOM)


def _is_one_person(parse: Parse) -> bool:
    feats = parse.feats
    return (
        parse.score >= LIKELY
        and parse.upos == "NOUN"
        and feats.get("Animacy") == "Anim"
        and feats.get("Number") == "Sing"
    )


def _is_attribute(scene: Scene, item: Item) -> bool:
    """Whether a name belongs to the noun before it, which is no subject («к президентству УЕФА»)."""
    t = item.first - 1
    if t < 0 or scene.tokens[t].text in '«"':
        return False
    word = scene.words[t]
    if scene.cover[t] >= 0:  # «с главой МИД»
        return scene.items[scene.cover[t]].kind == "position" and bool(word.cases) and not word.cases & NOM
    return word.upos == "NOUN" and bool(word.cases) and (not word.cases & NOM or is_governed(scene, t))


def is_governed(scene: Scene, t: int) -> bool:
    """Whether the words before a noun say that it is not the subject: «на данные агентства», «нового агентства»."""
    for before in range(t - 1, -1, -1):
        word = scene.words[before]
        if word.upos not in ("ADJ", "DET"):
            genitive = word.upos == "NOUN" and bool(scene.words[t].cases & GEN)
            return scene.cover[before] < 0 and (genitive or word.upos == "ADP")
        if not word.cases & NOM:
            return True
    return False


def _is_in_prepositional_phrase(scene: Scene, t: int) -> bool:
    """Whether only words in an oblique case come between a preposition and a token: «с главой Еврокомиссии»."""
    for before in range(t - 1, -1, -1):
        word = scene.words[before]
        if scene.cover[before] < 0 and word.upos == "ADP":
            return True
        if scene.cover[before] >= 0 and scene.items[scene.cover[before]].kind not in ("position", "adjective"):
            return False
        if word.upos not in ("NOUN", "ADJ", "DET") or word.cases & NOM:
            return False
    return False


def _is_of_people(scene: Scene, item: Item) -> bool:
    """Whether several people of a place are meant, or somebody in an oblique case («кандидат в президенты США»)."""
    t = item.first - 1
    word = scene.words[t]
    return t >= 0 and word.upos == "NOUN" and word.animate and not (word.singular and word.cases & NOM)


def is_as_named(scene: Scene, item: Item) -> bool:
    """Whether a name has the form of the nominative."""
    known = scene.names.get(item.id, frozenset())
    return all(normalize_word(word) in known for word in WORD_RE.findall(scene.doc.text[item.start : item.end]))


def is_beside(scene: Scene, item: Item, verb: int) -> bool:
    """Whether there is nothing but adverbs, dates and prepositional phrases between a place and its verb."""
    if item.first and scene.tokens[item.first - 1].text in "(«":
        return False
    return not any(
        scene.cover[t] < 0 and (scene.words[t].finite or scene.tokens[t].text in ")«»:;")
        for t in range(item.last, verb)
    )


def is_joined(scene: Scene, speaker: Item, verb: int) -> bool:
    """Whether a person is one of several subjects: «Иванов и Петров сообщили»."""
    sides = [t for t in (speaker.first - 1, speaker.last) if 0 <= t < len(scene.tokens)]
    if any(scene.tokens[t].text.lower() in ("и", ",", "(") and t + 1 != verb for t in sides):
        return True
    return any(scene.tokens[t].text.lower() == "и" for t in range(min(speaker.last, verb), verb - 1))


def is_free(scene: Scene, t: int) -> bool:
    """Whether no preposition precedes a noun."""
    return t == 0 or scene.words[t - 1].upos != "ADP"


def is_subject_alone(scene: Scene, first: int, last: int) -> bool:
    """Whether a source is inserted between a subject and its verb («клуб, по словам Котова, не знает»)."""
    if any(is_verb(scene, t) for t in range(first, last)):
        return False
    governed = False
    for t in range(first, last):
        word = scene.words[t]
        if word.upos == "ADP" and scene.cover[t] < 0:
            governed = True
        elif word.upos in ("NOUN", "PROPN", "PRON", "X"):
            if word.cases & NOM and not governed:
                return True
            governed = False
    return False


def before_inserted(scene: Scene, verb: int, since: int) -> int:
    """The index before a verb, or before the phrase in commas that precedes it («, сославшись на отчёт,»)."""
    comma = verb - 1
    while comma > since and scene.cover[comma] < 0 and scene.words[comma].upos in ("ADV", "PART"):
        comma -= 1
    if comma - 1 < since or scene.tokens[comma].text != ",":
        return verb - 1
    for t in range(comma - 1, since + 1, -1):
        if scene.tokens[t - 1].text == "," and _begins_insertion(scene, t):
            return t - 2
    return verb - 1


def _begins_insertion(scene: Scene, t: int) -> bool:
    """Whether a phrase in commas begins at a token: a gerund, «который», a post after a person («Котов, мэр Ош»)."""
    word = scene.words[t]
    if word.form in ("Conv", "Part") or word.lemma == "который":
        return True
    after_person = scene.cover[t - 2] >= 0 and scene.items[scene.cover[t - 2]].kind == "person"
    return after_person and word.upos == "NOUN" and bool(word.cases & NOM) and word.animate


def has_post_before(scene: Scene, person: Item) -> bool:
    """Whether a post leads to a name, with which a verb may agree: «сообщил представитель СК Анна Лосева»."""
    for t in range(person.first - 1, max(person.first - 1 - LONGEST_POST, -1), -1):
        word, kind = scene.words[t], scene.kind_at(t)
        if kind == "position" and word.upos == "NOUN" and word.cases & NOM:
            return True
        if kind in ("person", "date", "money") or (kind is None and word.upos not in ("NOUN", "ADJ", "PROPN")):
            return False
    return False
