"""Where what is said begins and ends in its sentence."""

from extractor.facts.statements.words import tense, vocabulary
from extractor.sentence.clauses import SUBORDINATORS, is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, is_source, is_speech, speech_verbs
from extractor.sentence.subjects import is_subject_alone, may_be_subject

FINAL_SIGNS = frozenset((".", "!", "?", "…", ";", ":", "..."))
"""What may end a sentence and is no part of what is said."""
DASHES = frozenset("—–-")
PAUSES = frozenset((",", "—", "–", "-", "...", "…"))
"""What may separate what is said from who says it: «Мост открыт… сообщает МЧС»."""
BEFORE_OTHERS = PAUSES - {"-"}
"""What may separate what is said from what somebody else says."""
TOKENS_TO_NEXT_VERB = 16
"""Tokens between «а» and the next verb of speech: «…, а мэр Котов в среду вечером заявил, что …»."""
TOKENS_TO_THAT = 4
"""Tokens after that verb in which «, что» follows."""
TOKENS_OF_DATELINE = 16
"""Tokens before the dash of «Ташкент, 15 ноября 2025 (УзНовости) —»."""
OF_DATELINES = (None, "location", "organization", "date")
"""The kinds of its tokens, signs included."""
SHORTEST_CONTENT = 3
"""Tokens of what is said where no quotation marks show it."""


def is_pause(scene: Scene, t: int) -> bool:
    """Whether a token outside names may separate what is said from who says it."""
    return scene.cover[t] < 0 and scene.tokens[t].text in PAUSES


def has_verb(scene: Scene, first: int, last: int) -> bool:
    """Whether a finite verb or a short participle is among some tokens."""
    return any(is_verb(scene, t) for t in range(first, last))


def is_clause(scene: Scene, first: int, last: int) -> bool:
    """Whether some tokens say something: with a verb, or with a dash in its place («Пожар - главная угроза»)."""
    return (
        has_verb(scene, first, last)
        or any(_is_verb_by_dictionary(scene, t) for t in range(first, last))
        or any(scene.is_word(t) and scene.tokens[t].text in DASHES for t in range(first + 1, last - 1))
    )


def _is_verb_by_dictionary(scene: Scene, t: int) -> bool:
    """Whether the dictionary has a token for a verb; the tagger takes «нездоровится» for a noun."""
    return scene.is_word(t) and scene.words[t].finite and scene.words[t].upos in ("VERB", "AUX")


def content_start(scene: Scene, end: int) -> int:
    """Where what was said begins: the sentence, without a dateline, «напомним», a dash or «однако»."""
    t = _after_dashes(scene, _after_dateline(scene, end), end)
    if scene.words[t].lemma in vocabulary()["reminders"] and t + 2 < end and scene.tokens[t + 1].text == ",":
        t += 2
    if scene.words[t].lemma in vocabulary()["joining"] and t + 2 < end:
        t += 2 if scene.tokens[t + 1].text == "," else 1
    return t


def _after_dateline(scene: Scene, end: int) -> int:
    """The index after «ТАШКЕНТ, 15 ноября (УзНовости) —» or «ИНТЕРФАКС -»: names, dates and signs up to a dash."""
    dash = _dash_of_dateline(scene, end)
    if dash is None:
        return 0
    after = _after_dashes(scene, dash, end)
    credit = scene.item_at(after) if after + 1 < end else None  # «Варшава, 14 декабря — REGNUM Глава …»
    if credit is not None and credit.kind == "organization" and _begins_sentence(scene, credit.last, end):
        return credit.last
    return after if _begins_sentence(scene, after, end) else 0


def _dash_of_dateline(scene: Scene, end: int) -> int | None:
    """The first dash, where nothing but a place or an organization, dates and signs precede it."""
    named = False
    for t in range(min(TOKENS_OF_DATELINE, end)):
        kind = scene.kind_at(t)
        if kind is None and named and set(scene.tokens[t].text) <= DASHES:
            return t
        if (scene.tokens[t].text[0].isalpha() and kind is None) or kind not in OF_DATELINES:
            return None
        named |= kind in ("location", "organization")
    return None


def _after_dashes(scene: Scene, t: int, end: int) -> int:
    while t < end and set(scene.tokens[t].text) <= DASHES:
        t += 1
    return t


def _begins_sentence(scene: Scene, t: int, end: int) -> bool:
    """Whether the words after a dateline are a sentence of their own: a capital, and a verb."""
    return t < end and scene.tokens[t].text[0].isupper() and has_verb(scene, t, end)


def content_end(scene: Scene, first: int, verb: int | None = None) -> int:
    """The index after the last token of what was said: before «, а Y заявил, что», «, сообщает Z» or the final stop.

    `verb`: that of speech; one that follows «и» in another tense is a part of what is said.
    """
    n = len(scene.tokens)
    last = n - 1 if scene.tokens[-1].text in FINAL_SIGNS else n
    for t in range(first + 2, last):
        text = scene.tokens[t].text
        if ends_sentence(scene, t):
            return t
        if scene.cover[t] >= 0:
            continue
        if text == "и" and _begins_report(scene, t, last, verb):
            return t - (scene.tokens[t - 1].text == ",")
        if text in BEFORE_OTHERS and _is_other_speaker(scene, t, last, verb):
            return _without_conjunction(scene, first, t)
    return last


def _without_conjunction(scene: Scene, first: int, end: int) -> int:
    """The end of what is said before «, но, по его словам, …»."""
    if end - 2 > first and scene.words[end - 1].upos == "CCONJ" and scene.tokens[end - 2].text == ",":
        return end - 2
    return end


def _is_other_speaker(scene: Scene, t: int, last: int, verb: int | None) -> bool:
    """Whether who else says something begins after a comma or a dash."""
    following = _after_dashes(scene, t + 1, last)
    if following >= last:
        return False
    if _is_report(scene, following) or _is_contrasting_source(scene, following, last):
        return True
    return _begins_report(scene, following, last, verb if scene.tokens[following].text == "и" else None)


def _is_report(scene: Scene, t: int) -> bool:
    """Whether a token begins who says it: «сообщает агентство», «сказав», «по словам»."""
    says = scene.words[t].form == "Conv" and is_speech(scene, t)
    return says or is_reporting(scene, t) or is_source(scene, t)


def _is_contrasting_source(scene: Scene, t: int, last: int) -> bool:
    """«…, при этом Korea Herald называет 2029 год»: what another source says, without «что»."""
    for phrase in vocabulary()["contrasts"]:
        words = phrase.split()
        after = t + len(words)
        if after < last and [token.text.lower() for token in scene.tokens[t:after]] == words:
            source = scene.item_at(after)
            if source is not None and source.last < last and _gives_figure(scene, source):
                return True
    return False


def _gives_figure(scene: Scene, source: Item) -> bool:
    """Whether a name is the subject of the verb right after it: «X называет», «X заявил»."""
    if source.kind not in ("organization", "person") or not may_be_subject(scene, source):
        return False
    return bool(scene.words[source.last].lemmas & (speech_verbs() | vocabulary()["giving"]))


def _begins_report(scene: Scene, t: int, last: int, verb: int | None = None) -> bool:
    """Whether «а», «но», «и» leads over to another verb of speech with its «что»."""
    text = scene.tokens[t].text.lower()
    if text not in vocabulary()["connectives"]:
        return False
    other = _verb_led_to(scene, range(t + 1, min(t + 1 + TOKENS_TO_NEXT_VERB, last)), at_once=text == "и")
    return other is not None and _has_that(scene, other) and (verb is None or _have_one_tense(scene, other, verb))


def _verb_led_to(scene: Scene, tokens: range, *, at_once: bool) -> int | None:
    """The first verb of speech of some tokens; `at_once`: after adverbs and particles alone."""
    for t in tokens:
        if scene.cover[t] < 0 and is_speech(scene, t):
            return t
        if at_once and (scene.cover[t] >= 0 or scene.words[t].upos not in ("ADV", "PART")):
            return None
    return None


def _has_that(scene: Scene, verb: int) -> bool:
    """Whether «, что» follows a verb of speech soon."""
    texts = [token.text for token in scene.tokens[verb + 1 : verb + 1 + TOKENS_TO_THAT]]
    return "," in texts and texts[texts.index(",") + 1 :][:1] == ["что"]


def _have_one_tense(scene: Scene, verb: int, other: int) -> bool:
    return tense(scene.tokens[verb].text) == tense(scene.tokens[other].text)


def clause_start(scene: Scene, verb: int) -> int:
    """Where to begin looking for the subject of a verb: after «, а», «, но», «, что» of another clause."""
    for t in range(verb - 1, 0, -1):
        if ends_sentence(scene, t) or _parts_clauses(scene, t):
            return t + 1
        if _is_subordinator(scene, t) and _is_one_clause(scene, t + 1, verb):
            return t + 1
    return _after_dateline(scene, verb)


def _parts_clauses(scene: Scene, t: int) -> bool:
    """Whether another clause begins after a token: «;», «:», «, но», «, что»."""
    text = scene.tokens[t].text.lower()
    return scene.cover[t] < 0 and (
        text in (";", ":") or (text in vocabulary()["clauses"] and scene.tokens[t - 1].text == ",")
    )


def _is_subordinator(scene: Scene, t: int) -> bool:
    """Whether a clause with a subject of its own may begin after a token: «, как», «, в котором»."""
    if scene.words[t].lemma == "который":
        return scene.words[t - 1].upos == "ADP"
    return scene.tokens[t].text.lower() in SUBORDINATORS and scene.tokens[t - 1].text == ","


def _is_one_clause(scene: Scene, first: int, verb: int) -> bool:
    """Whether a subject, no comma and no other verb precede a verb: «после того, как критики заявили»."""
    commas = any(scene.cover[t] < 0 and scene.tokens[t].text == "," for t in range(first, verb))
    return not commas and is_subject_alone(scene, first, verb)


def ends_sentence(scene: Scene, t: int) -> bool:
    """Whether the stop of «2011 г.» is that of the sentence too: a capital word that is no name follows."""
    tokens = scene.tokens
    if t < 2 or tokens[t].text != "." or tokens[t - 1].text not in vocabulary()["abbreviated"]:
        return False
    return tokens[t - 2].text[-1].isdigit() and scene.is_word(t + 1) and _begins_with_capital(tokens[t + 1].text)


def _begins_with_capital(word: str) -> bool:
    """Whether a word has a capital and is no initial."""
    return word[0].isupper() and (len(word) > 1 or word.lower() in vocabulary()["one_letter"])
