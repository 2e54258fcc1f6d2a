"""Where what is said begins and ends in its sentence."""

from extractor.facts.statements.words import tense, vocabulary
from extractor.sentence.clauses import SUBORDINATORS, is_verb
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, is_source, is_speech, speech_verbs
from extractor.sentence.subjects import is_subject_alone, may_be_subject

FINAL_SIGNS = frozenset((".", "!", "?", "…", ";", ":", "..."))
"""What may end a sentence and is no part of what is said."""
DASHES = frozenset("—–-")
PAUSES = frozenset((",", "—", "–", "-", "...", "…"))
"""What may separate what is said from who says it: «Мост открыт… сообщает МЧС»."""
TOKENS_TO_NEXT_VERB = 16
"""Tokens between «а» and the next verb of speech: «…, а мэр Котов в среду вечером заявил, что …»."""
TOKENS_TO_THAT = 4
"""Tokens after that verb in which «, что» follows."""
TOKENS_OF_DATELINE = 16
"""Tokens before the dash of «Ташкент, 15 ноября 2025 (УзНовости) —»."""
SHORTEST_CONTENT = 3
"""Tokens of what is said where no quotation marks show it."""


def is_pause(scene: Scene, t: int) -> bool:
    """Whether a token outside names may separate what is said from who says it."""
    return scene.cover[t] < 0 and scene.tokens[t].text in PAUSES


def has_verb(scene: Scene, first: int, last: int) -> bool:
    """Whether a finite verb or a short participle is among some tokens."""
    return any(is_verb(scene, t) for t in range(first, last))


def is_clause(scene: Scene, first: int, last: int) -> bool:
    """Whether some tokens say something: with a verb, or with a dash in its place («Пожар - главная угроза»).

    A verb of the dictionary is enough: the tagger takes «нездоровится» for a noun.
    """
    verbs = (t for t in range(first, last) if scene.cover[t] < 0 and scene.words[t].upos in ("VERB", "AUX"))
    return (
        has_verb(scene, first, last)
        or any(scene.words[t].finite for t in verbs)
        or any(scene.tokens[t].text in DASHES and scene.cover[t] < 0 for t in range(first + 1, last - 1))
    )


def content_start(scene: Scene, end: int) -> int:
    """Where what was said begins: the sentence, without a dateline, «напомним», a dash or «однако»."""
    tokens = scene.tokens
    t = _after_dateline(scene, end)
    while t < end and tokens[t].text in DASHES:
        t += 1
    if scene.words[t].lemma in vocabulary()["reminders"] and t + 2 < end and tokens[t + 1].text == ",":
        t += 2
    if scene.words[t].lemma in vocabulary()["joining"] and t + 2 < end:
        t += 2 if tokens[t + 1].text == "," else 1
    return t


def _after_dateline(scene: Scene, end: int) -> int:
    """The index after «ТАШКЕНТ, 15 ноября (УзНовости) —» or «ИНТЕРФАКС -»: names, dates and signs up to a dash."""
    named = False
    for t in range(min(TOKENS_OF_DATELINE, end)):
        text = scene.tokens[t].text
        if scene.cover[t] >= 0:
            kind = scene.items[scene.cover[t]].kind
            if kind not in ("location", "organization", "date"):
                return 0
            named |= kind != "date"
        elif set(text) <= DASHES and named:
            after = t + 1
            while after < end and set(scene.tokens[after].text) <= DASHES:
                after += 1
            if after + 1 < end and scene.kind_at(after) == "organization":
                credit = scene.items[scene.cover[after]].last  # «Варшава, 14 декабря — REGNUM Глава …»
                after = credit if _begins_sentence(scene, credit, end) else after
            return after if _begins_sentence(scene, after, end) else 0
        elif text[0].isalpha():
            return 0
    return 0


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
        if ends_sentence(scene, t):
            return t
        if scene.cover[t] >= 0:
            continue
        if scene.tokens[t].text == "и" and _begins_report(scene, t, last, verb):
            return t - (scene.tokens[t - 1].text == ",")
        if scene.tokens[t].text in (",", "—", "–", "...", "…") and _is_other_speaker(scene, t, last, verb):
            return _without_conjunction(scene, first, t)
    return last


def _without_conjunction(scene: Scene, first: int, end: int) -> int:
    """The end of what is said before «, но, по его словам, …»."""
    if end - 2 > first and scene.words[end - 1].upos == "CCONJ" and scene.tokens[end - 2].text == ",":
        return end - 2
    return end


def _is_other_speaker(scene: Scene, t: int, last: int, verb: int | None) -> bool:
    """Whether who else says something begins after a comma or a dash."""
    following = t + 1
    while following < last and scene.tokens[following].text in DASHES:
        following += 1
    if following >= last:
        return False
    if scene.words[following].form == "Conv" and is_speech(scene, following):
        return True
    if is_reporting(scene, following) or is_source(scene, following):
        return True
    if _is_contrasting_source(scene, following, last):
        return True
    return _begins_report(scene, following, last, verb if scene.tokens[following].text == "и" else None)


def _is_contrasting_source(scene: Scene, t: int, last: int) -> bool:
    """«…, при этом Korea Herald называет 2029 год»: what another source says, without «что»."""
    for phrase in vocabulary()["contrasts"]:
        words = phrase.split()
        after = t + len(words)
        if after >= last or [token.text.lower() for token in scene.tokens[t:after]] != words or scene.cover[after] < 0:
            continue
        item = scene.items[scene.cover[after]]
        if item.kind not in ("organization", "person") or not may_be_subject(scene, item) or item.last >= last:
            continue
        if scene.words[item.last].lemmas & (speech_verbs() | vocabulary()["giving"]):
            return True
    return False


def _begins_report(scene: Scene, t: int, last: int, verb: int | None = None) -> bool:
    """Whether «а», «но», «и» leads over to another verb of speech with its «что»."""
    text = scene.tokens[t].text.lower()
    if text not in vocabulary()["leading_over"]:
        return False
    for v in range(t + 1, min(t + 1 + TOKENS_TO_NEXT_VERB, last)):
        if scene.cover[v] < 0 and is_speech(scene, v):
            if verb is not None and tense(scene.tokens[v].text) != tense(scene.tokens[verb].text):
                return False
            texts = [token.text for token in scene.tokens[v + 1 : v + 1 + TOKENS_TO_THAT]]
            return "," in texts and texts[texts.index(",") + 1 :][:1] == ["что"]
        if text == "и" and (scene.cover[v] >= 0 or scene.words[v].upos not in ("ADV", "PART")):
            return False
    return False


def clause_start(scene: Scene, verb: int) -> int:
    """Where to begin looking for the subject of a verb: after «, а», «, но», «, что» of another clause."""
    for t in range(verb - 1, 0, -1):
        text = scene.tokens[t].text.lower()
        if ends_sentence(scene, t):
            return t + 1
        if scene.cover[t] < 0 and (
            text in (";", ":") or (text in vocabulary()["clauses"] and scene.tokens[t - 1].text == ",")
        ):
            return t + 1
        if _is_subordinator(scene, t) and _is_one_clause(scene, t + 1, verb):
            return t + 1
    return _after_dateline(scene, verb)


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
    if t + 1 >= len(tokens) or scene.cover[t + 1] >= 0 or not tokens[t - 2].text[-1].isdigit():
        return False
    following = tokens[t + 1].text
    return following[0].isupper() and (len(following) > 1 or following.lower() in vocabulary()["one_letter"])
