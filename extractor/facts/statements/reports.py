"""Reported clauses: «X заявил, что …», «…, сообщает X», «об этом сообщил X», «X заявил:» before a paragraph."""

from collections.abc import Iterator, Sequence

from extractor.facts.statements.content import (
    SHORTEST_CONTENT,
    clause_start,
    content_end,
    content_start,
    has_verb,
    is_clause,
    is_pause,
)
from extractor.facts.statements.quotations import LONGEST_QUOTATION
from extractor.facts.statements.said import Phrase, Said, Speaker
from extractor.facts.statements.sources import TOKENS_TO_DOCUMENT, document_owner, source_at
from extractor.facts.statements.speakers import Speakers
from extractor.facts.statements.words import tense, vocabulary
from extractor.sentence.clauses import is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, is_speech, says_in
from extractor.sentence.subjects import is_as_named, is_subject_alone, may_be_subject

ABOUT_THIS = 2
"""Tokens of «об этом»."""
TOKENS_TO_VERB = 8
"""Tokens from «об этом» to its verb: «об этом в среду журналистам сообщил»."""
TOKENS_TO_THAT = 9
"""Tokens from a verb of speech to its «, что»: «сообщил журналистам в среду на брифинге, что»."""
TOKENS_OF_THAT_AFTER = 14
"""Tokens after «, сообщает X» in which a «что» makes it a clause of its own."""
TOKENS_TO_PARTICIPLE = 4
"""Tokens from the comma to the participle: «премьером Котовым, ранее уже заявившим, что»."""


def find_about_this(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """«Об этом сообщил X» after what he said: the sentence before, in the same paragraph."""
    tokens = scene.tokens
    if len(tokens) < SHORTEST_CONTENT + 1 or [t.text.lower() for t in tokens[:2]] != ["об", "этом"] or not scene.index:
        return
    before = scenes[scene.index - 1]
    if any(t.text == ":" for t in tokens) or "\n" in scene.doc.text[before.sentence.end : scene.sentence.start]:
        return
    verbs = (v for v in range(2, min(len(tokens), TOKENS_TO_VERB)) if is_reporting(scene, v) or says_in(scene, v))
    verb = next(verbs, None)
    if verb is None:
        return
    speaker = document_owner(scene, verb) if says_in(scene, verb) else _speaker_about_this(scene, speakers, verb)
    last = len(before.tokens) - (before.tokens[-1].text in ".!?…")
    start, end = before.tokens[content_start(before, last)].start, before.tokens[last - 1].end
    yield speakers.said(scene, speaker, start, end, verb, "statement.about-this")


def _speaker_about_this(scene: Scene, speakers: Speakers, verb: int) -> Speaker | None:
    """Who reported «об этом»: the subject that precedes the verb, a person after it first («об этом РБК сообщил X»)."""
    before = speakers.before(scene, verb, ABOUT_THIS)
    phrase = speakers.nameless_before(scene, verb, ABOUT_THIS)
    if phrase is not None:
        return before or phrase
    after = speakers.after(scene, verb)
    follows = after is not None and (not isinstance(after, Item) or after.kind == "person")
    if isinstance(before, Item) and not follows and is_as_named(scene, before):
        return before
    return after or before or speakers.nameless_after(scene, verb)


def find_next_paragraph(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """«X заявил:» at the end of a paragraph: the next one is what he said, with quotation marks or without."""
    text, tokens = scene.doc.text, scene.tokens
    if tokens[-1].text != ":" or scene.index + 1 >= len(scenes):
        return
    start = scenes[scene.index + 1].sentence.start
    gap = text[tokens[-1].end : start]
    if "\n" not in gap or "\n\n\n" in gap:
        return  # more than one empty line: what was said is left out
    verb, speaker = _of_colon(scene, speakers)
    line_end = text.find("\n", start)
    end = start + len(text[start : line_end if line_end >= 0 else len(text)].rstrip())
    if end - start <= LONGEST_QUOTATION and text[end - 1] != ":":
        yield speakers.said(scene, speaker, start, end, verb, "statement.next-paragraph")


def _of_colon(scene: Scene, speakers: Speakers) -> tuple[int, Speaker | None]:
    """The verb before a colon that ends the sentence, and who says it."""
    n = len(scene.tokens)
    source = source_at(scene, speakers, 0)
    if source is not None and source.after == n - 1:
        return 0, source.speaker
    verb = next((v for v in range(n - 2, -1, -1) if scene.cover[v] < 0 and is_speech(scene, v)), None)
    if verb is None:
        return 0, None
    if says_in(scene, verb):
        return verb, document_owner(scene, verb)
    if scene.words[verb].lemmas & vocabulary()["citing"]:
        return verb, speakers.cited(scene, verb + 1)
    if not scene.words[verb].finite:
        return verb, None
    since = clause_start(scene, verb)
    named = speakers.before(scene, verb, since) or speakers.after(scene, verb)
    return verb, named or speakers.nameless_before(scene, verb, since) or speakers.nameless_after(scene, verb)


# --- «X заявил, что …» ---


def find_that(scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """X заявил, что …."""
    if "что" not in scene.lemmas:
        return
    tokens = scene.tokens
    speaker: Speaker | None = None
    for t in range(2, len(tokens) - 2):
        if tokens[t].text.lower() != "что" or tokens[t - 1].text not in (",", "...", "…"):
            continue
        verb = _verb_before(scene, t - 1)
        if verb is None:
            yield _document_says(scene, speakers, t)
            continue
        if speaker is None or _coordinator(scene, verb) is None:
            speaker = _speaker_of(scene, speakers, verb, t - 1)
        end = content_end(scene, t + 1, verb if scene.words[verb].form == "Fin" else None)
        first = t + 2 if tokens[t + 1].text == "," else t + 1
        if _is_perceived(scene, speakers, verb, speaker, range(first, end)):
            continue
        yield speakers.said(scene, speaker, tokens[first].start, tokens[end - 1].end, verb, "statement.verb-that")


def _is_perceived(scene: Scene, speakers: Speakers, verb: int, speaker: Speaker | None, content: range) -> bool:
    """Whether «заметил, что» tells what somebody without a post saw: what follows is past («начался пожар»)."""
    if not scene.words[verb].lemmas & vocabulary()["perceiving"]:
        return False
    who = speaker.id if isinstance(speaker, Item) else speaker
    if isinstance(speaker, Phrase) or any(who in holders for holders in speakers.antecedents.holders.values()):
        return False
    predicate = next((t for t in content if is_verb(scene, t)), None)
    return predicate is not None and tense(scene.tokens[predicate].text) == "Past"


def _document_says(scene: Scene, speakers: Speakers, that: int) -> Said | None:
    """«В сообщении X говорится, что …»."""
    verb = that - 2
    if not says_in(scene, verb):
        return None
    start, end = scene.tokens[that + 1].start, scene.tokens[content_end(scene, that + 1) - 1].end
    speaker = document_owner(scene, verb)
    return speakers.said(scene, speaker, start, end, verb, "statement.said-in-document")


def _speaker_of(scene: Scene, speakers: Speakers, verb: int, comma: int) -> Speaker | None:
    """Who says what begins after a comma."""
    since = clause_start(scene, verb)
    if scene.words[verb].form == "Conv":
        return _subject_of_gerund(scene, speakers, verb)
    if scene.words[verb].form == "Part":
        return _owner_of_participle(scene, verb) or speakers.before(scene, verb, since)
    joint = _coordinator(scene, verb)
    since_subject = since if joint is None else clause_start(scene, joint)
    found: Speaker | None = speakers.before(scene, verb, since_subject)
    if found is None and not is_subject_alone(scene, since, verb):
        found = speakers.after(scene, verb, comma)
    found = found or speakers.nameless_before(scene, verb, since_subject)
    return found or speakers.nameless_after(scene, verb, comma)


def _coordinator(scene: Scene, verb: int) -> int | None:
    """The «и», «но», «однако» by which a verb has the subject of the verb before: «уехал, но заявил, что»."""
    for t in range(verb - 1, 0, -1):
        if scene.cover[t] < 0 and scene.tokens[t].text.lower() in vocabulary()["leading_over"]:
            return t
        if scene.cover[t] >= 0 or scene.words[t].upos not in ("ADV", "PART"):
            break
    return None


def _verb_before(scene: Scene, comma: int) -> int | None:
    """The verb of speech that a clause after this comma belongs to, a few words before it; not negated."""
    if not _leads_to_that(scene, comma):
        return None
    for v in range(comma - 1, max(comma - TOKENS_TO_THAT, -1), -1):
        if scene.cover[v] >= 0:
            continue
        if scene.tokens[v].text in ".;:":
            return None
        if is_speech(scene, v):
            silent = vocabulary()["said_in"] | vocabulary()["unsaid"]
            return None if scene.words[v].lemmas & silent or scene.words[v].form == "Inf" else v
        if scene.words[v].finite or scene.words[v].form == "Inf":
            return None
    return None


def _leads_to_that(scene: Scene, comma: int) -> bool:
    """Whether «что» after this comma may tell what was said: not after «при условии», «по поводу того», «ту»."""
    word = scene.words[comma - 1]
    if scene.cover[comma - 1] >= 0:
        return True
    if word.lemma in ("тот", "то") and word.upos != "PART":
        before = scene.tokens[comma - 2].text.lower()
        return scene.tokens[comma - 1].text.lower() in vocabulary()["of_that"] or before in vocabulary()["to_that"]
    return not (word.upos == "NOUN" and scene.tokens[comma - 2].text.lower() == "при")


def verb_of_gerund(scene: Scene, gerund: int) -> int | None:
    """The verb before a gerund («подал в отставку, заявив»)."""
    return next((v for v in range(gerund - 1, 0, -1) if scene.cover[v] < 0 and is_verb(scene, v)), None)


def _owner_of_participle(scene: Scene, participle: int) -> Item | None:
    """Whom a participle after a comma is said of: «премьером Котовым, объявившим ранее, что»."""
    for t in range(participle - 1, max(participle - TOKENS_TO_PARTICIPLE, 0), -1):
        if scene.tokens[t].text == "," and scene.cover[t] < 0:
            item = scene.item_at(t - 1)
            return item if item and item.kind in ("person", "organization") else None
    return None


def _subject_of_gerund(scene: Scene, speakers: Speakers, gerund: int) -> Speaker | None:
    """The subject of the verb that a gerund belongs to («подал в отставку, заявив, что»), else the first person."""
    verb = verb_of_gerund(scene, gerund)
    if verb is not None:
        since = clause_start(scene, verb)
        found = speakers.before(scene, verb, since)
        if found is not None and speakers.antecedents.agrees(scene, found, verb):
            return found
    person = next((i for i in scene.of("person") if i.first < gerund and may_be_subject(scene, i)), None)
    if person is not None or verb is None:
        return person
    return speakers.nameless_before(scene, verb, clause_start(scene, verb))


# --- «…, сообщает X» ---


def find_reported(scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """…, сообщает X; …, — сказал X; … — говорится в сообщении X: the verb follows a comma, a dash or an ellipsis."""
    if vocabulary()["said_in"].isdisjoint(scene.lemmas) and vocabulary()["reporting"].isdisjoint(scene.lemmas):
        return
    for t in range(2, len(scene.tokens)):
        if not is_pause(scene, t - 1) or scene.cover[t] >= 0:
            continue
        if says_in(scene, t):
            if not _has_document(scene, t):
                continue
            speaker: Speaker | None = document_owner(scene, t)
            rule = "statement.said-in-document"
        elif is_reporting(scene, t) and not _is_framed(scene, t):
            said = scene.sentence.start, scene.tokens[t].start
            speaker = speakers.of_quotation(scene, t, said)
            rule = "statement.clause-verb-name"
        else:
            continue
        span = _reported_content(scene, t, speaker)
        if span is not None:
            start, last = scene.tokens[span[0]].start, scene.tokens[span[1] - 1].end
            yield speakers.said(scene, speaker, start, last, t, rule)
        return


def _has_document(scene: Scene, verb: int) -> bool:
    """Whether a verb is followed by its document: «говорится в сообщении»."""
    after = range(verb + 1, min(verb + TOKENS_TO_DOCUMENT, len(scene.tokens)))
    return any(scene.words[i].lemma in vocabulary()["documents"] for i in after)


def _is_framed(scene: Scene, verb: int) -> bool:
    """Whether a verb has a «что» of its own, or cites: what precedes it is not what is said."""
    after = range(verb + 1, min(verb + TOKENS_OF_THAT_AFTER, len(scene.tokens)))
    that = any(scene.tokens[i].text.lower() == "что" for i in after)
    return that or bool(scene.words[verb].lemmas & vocabulary()["citing"])


def _reported_content(scene: Scene, verb: int, speaker: Speaker | None) -> tuple[int, int] | None:
    """The first and last token of what is said before «, сообщает X», or around it."""
    end = verb - 1
    while end > 0 and is_pause(scene, end - 1):
        end -= 1
    first = content_start(scene, end) if end else 0
    if end - first >= SHORTEST_CONTENT and is_clause(scene, first, end):
        return first, end
    if scene.tokens[verb - 1].text != ",":
        return None
    after = verb + 2 if speaker is None or isinstance(speaker, str) else speaker.last
    return _around_inserted(scene, end, after) if after > verb else None


def _around_inserted(scene: Scene, left: int, after: int) -> tuple[int, int] | None:
    """The first and last token of a clause into which «, сообщает X,» was put; None where it does not go on.

    `left`: the index after its first part, `after`: that after the speaker.
    """
    tokens = scene.tokens
    if after >= len(tokens) or tokens[after].text != ",":
        return None
    last = content_end(scene, after + 1)
    if not has_verb(scene, after + 1, last):
        return None
    return (content_start(scene, left) if is_subject_alone(scene, 0, left) else after + 1), last
