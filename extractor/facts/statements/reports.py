"""Reads reported clauses: «X заявил, что …», «…, сообщает X», «об этом сообщил X», «X заявил:» before a paragraph."""

from collections.abc import Iterator

from extractor.facts.statements.content import (
    SHORTEST_CONTENT,
    clause_start,
    content_end,
    content_start,
    has_verb,
    is_clause,
    is_pause,
)
from extractor.facts.statements.matches import Matched, trigger_of
from extractor.facts.statements.pattern_words import lists, test_of_statements
from extractor.facts.statements.quotations import LONGEST_QUOTATION
from extractor.facts.statements.said import Phrase, Said, Speaker
from extractor.facts.statements.sources import TOKENS_TO_DOCUMENT, document_owner, source_at
from extractor.facts.statements.speakers import Speakers
from extractor.facts.statements.words import tense, vocabulary
from extractor.grammar.cell_patterns import read_pattern
from extractor.grammar.cell_rules import match_at, once
from extractor.sentence.clauses import is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, says_in
from extractor.sentence.subjects import is_as_named, is_subject_alone, may_be_subject

ABOUT_THIS = 2
"""Tokens of «об этом»."""
TOKENS_OF_THAT_AFTER = 14
"""Tokens after «, сообщает X» in which a «что» makes it a clause of its own."""
TOKENS_TO_PARTICIPLE = 4
"""Tokens from the comma to the participle: «премьером Котовым, ранее уже заявившим, что»."""


# --- «Об этом сообщил X» ---


def about_this(match: Matched) -> Iterator[Said]:
    """What the sentence before says, and who reported it."""
    scene, verb = match.row.scene, trigger_of(match)
    speakers = Speakers(match.row.antecedents)
    before = match.row.previous
    assert before is not None
    speaker = document_owner(scene, verb) if says_in(scene, verb) else _speaker_about_this(scene, speakers, verb)
    last = len(before.tokens) - (before.tokens[-1].text in ".!?…")
    start, end = before.tokens[content_start(before, last)].start, before.tokens[last - 1].end
    yield Said(scene, speaker, start, end, verb)


def nothing_before(match: Matched) -> bool:
    """No sentence precedes «об этом» in its paragraph."""
    scene, before = match.row.scene, match.row.previous
    return before is None or "\n" in scene.doc.text[before.sentence.end : scene.sentence.start]


def with_colon(match: Matched) -> bool:
    """«Об этом X сказал: «…»»: what is said follows."""
    return any(token.text == ":" for token in match.row.scene.tokens)


def _speaker_about_this(scene: Scene, speakers: Speakers, verb: int) -> Speaker | None:
    """Who reported «об этом»: the subject that precedes the verb, a person after it first («об этом РБК сообщил X»)."""
    if verb + 1 < len(scene.tokens) and scene.tokens[verb + 1].text.lower() == "в" and scene.words[verb].plural:
        there = speakers.speaker_after(scene, verb) or speakers.nameless_after(scene, verb)
        if there is not None:  # «об этом ТАСС сообщили в МЧС»
            return there
    before = speakers.speaker_before(scene, verb, ABOUT_THIS)
    phrase = speakers.nameless_before(scene, verb, ABOUT_THIS)
    if phrase is not None:
        return before or phrase
    after = speakers.speaker_after(scene, verb)
    if isinstance(before, Item) and is_as_named(scene, before) and not _is_person(after):
        return before
    return after or before or speakers.nameless_after(scene, verb)


def _is_person(speaker: Item | str | None) -> bool:
    """Whether somebody is named, or meant by a pronoun or a post."""
    return speaker.kind == "person" if isinstance(speaker, Item) else speaker is not None


# --- «X заявил:» before a paragraph ---


def source_before_paragraph(match: Matched) -> Iterator[Said]:
    """«По словам X:» and the next paragraph."""
    scene = match.row.scene
    source = source_at(scene, Speakers(match.row.antecedents), 0)
    yield _next_paragraph(scene, 0, source.speaker if source else None)


def verb_before_paragraph(match: Matched) -> Iterator[Said]:
    """«X заявил:» and the next paragraph."""
    scene, verb = match.row.scene, trigger_of(match)
    yield _next_paragraph(scene, verb, _speaker_before_colon(scene, Speakers(match.row.antecedents), verb))


def same_paragraph(match: Matched) -> bool:
    """What follows is not the next line: on the same line, or after more than one empty line."""
    scene = match.row.scene
    if scene.index + 1 >= len(scene.doc.sentences):
        return True
    gap = scene.doc.text[scene.tokens[-1].end : scene.doc.sentences[scene.index + 1].start]
    return "\n" not in gap or "\n\n\n" in gap


def source_goes_on(match: Matched) -> bool:
    """More follows «по словам X» than a colon."""
    scene = match.row.scene
    source = source_at(scene, Speakers(match.row.antecedents), 0)
    return source is None or source.after != len(scene.tokens) - 1


def too_long_or_open(match: Matched) -> bool:
    """The paragraph is longer than anything that is quoted, or ends with a colon."""
    start, end = _paragraph_after(match.row.scene)
    return end - start > LONGEST_QUOTATION or match.row.scene.doc.text[end - 1] == ":"


def _next_paragraph(scene: Scene, verb: int, speaker: Speaker | None) -> Said:
    return Said(scene, speaker, *_paragraph_after(scene), verb)


def _paragraph_after(scene: Scene) -> tuple[int, int]:
    """The offsets of the line on which the next sentence begins."""
    text, start = scene.doc.text, scene.doc.sentences[scene.index + 1].start
    line_end = text.find("\n", start)
    return start, start + len(text[start : line_end if line_end >= 0 else len(text)].rstrip())


def _speaker_before_colon(scene: Scene, speakers: Speakers, verb: int) -> Speaker | None:
    """Who says what follows the colon at the end of a sentence."""
    if says_in(scene, verb):
        return document_owner(scene, verb)
    if scene.words[verb].lemmas & vocabulary()["citing"]:
        return speakers.cited_speaker(scene, verb + 1)
    return speakers.speaker_beside(scene, verb, clause_start(scene, verb)) if scene.words[verb].finite else None


# --- «X заявил, что …» ---

THAT = "{verb:@speech says -Inf -@said_in}! [between]*7 [',|...|…'] [@that 'что']"
_THAT = read_pattern(THAT, lists(), test_of_statements)


def that_clause(match: Matched) -> Iterator[Said]:
    """The clause after «что», and the subject of the verb of speech."""
    scene = match.row.scene
    content = _content_of_that(match)
    start, end = scene.tokens[content.start].start, scene.tokens[content.stop - 1].end
    yield Said(scene, _speaker_of_that(match), start, end, trigger_of(match))


def document_says(match: Matched) -> Iterator[Said]:
    """«В сообщении X говорится, что …»: the clause, and whose document it is."""
    scene, verb, that = match.row.scene, trigger_of(match), _that(match)
    start, end = scene.tokens[that + 1].start, scene.tokens[content_end(scene, that + 1) - 1].end
    yield Said(scene, document_owner(scene, verb), start, end, verb)


def nothing_follows(match: Matched) -> bool:
    """The sentence ends with «что»."""
    return _that(match) + 2 >= len(match.row.scene.tokens)


def asks_or_denies(match: Matched) -> bool:
    """«Спросил, что …», «отрицал, что …»."""
    return bool(match.row.scene.words[trigger_of(match)].lemmas & vocabulary()["questions_and_denials"])


def of_another_word(match: Matched) -> bool:
    """The clause with «что» explains another word: «при условии, что», «по поводу того, что», «ту, что»."""
    scene, last = match.row.scene, _that(match) - 2
    if scene.cover[last] >= 0:
        return False
    before = scene.tokens[last - 1].text.lower()
    if scene.words[last].lemma in ("тот", "то") and scene.words[last].upos != "PART":
        return (
            scene.tokens[last].text.lower() not in vocabulary()["that_antecedents"]
            and before not in vocabulary()["that_prepositions"]
        )
    return scene.words[last].upos == "NOUN" and before == "при"


def perceived(match: Matched) -> bool:
    """«Заметил, что начался пожар»: what somebody without a post saw, in the past tense."""
    scene = match.row.scene
    if not scene.words[trigger_of(match)].lemmas & vocabulary()["perceiving"] or _has_post(match):
        return False
    predicate = next((t for t in _content_of_that(match) if is_verb(scene, t)), None)
    return predicate is not None and tense(scene.tokens[predicate].text) == "Past"


def _has_post(match: Matched) -> bool:
    """Whether the speaker holds a post, or is one without a name."""
    speaker = _speaker_of_that(match)
    who = speaker.id if isinstance(speaker, Item) else speaker
    return isinstance(who, Phrase) or any(who in holders for holders in match.row.antecedents.holders.values())


def _that(match: Matched) -> int:
    """The token «что»."""
    return match.row.bounds[match.steps[-1][1][0]][0]


@once
def _content_of_that(match: Matched) -> range:
    """The tokens of what is said."""
    scene, verb, that = match.row.scene, trigger_of(match), _that(match)
    end = content_end(scene, that + 1, verb if scene.words[verb].form == "Fin" else None)
    return range(that + 2 if scene.tokens[that + 1].text == "," else that + 1, end)


@once
def _speaker_of_that(match: Matched) -> Speaker | None:
    """The subject of the verb; after «и» that of the report before it: «заявил, что …, и добавил, что …»."""
    scene, verb = match.row.scene, trigger_of(match)
    earlier = _report_before(match) if coordinator(scene, verb) is not None else None
    found = _speaker_of_that(earlier) if earlier is not None else None
    return found or _subject(scene, Speakers(match.row.antecedents), verb, _that(match) - 1)


def _report_before(match: Matched) -> Matched | None:
    """The last report with «что» before a match: that of «заявил» before «и добавил, что»."""
    for cell in range(match.trigger - 1, -1, -1):
        earlier = match_at(_THAT, match.row, cell) if match.row.keys(cell) & _THAT.keys else None
        if earlier is not None and not of_another_word(earlier) and not asks_or_denies(earlier):
            return earlier
    return None


def _subject(scene: Scene, speakers: Speakers, verb: int, comma: int) -> Speaker | None:
    """Who says what begins after a comma."""
    if scene.words[verb].form == "Conv":
        return _subject_of_gerund(scene, speakers, verb)
    since = clause_start(scene, verb)
    if scene.words[verb].form == "Part":
        return _owner_of_participle(scene, verb) or speakers.speaker_before(scene, verb, since)
    joint = coordinator(scene, verb)
    since_subject = since if joint is None else clause_start(scene, joint)
    found: Speaker | None = speakers.speaker_before(scene, verb, since_subject)
    if found is None and not is_subject_alone(scene, since, verb):
        found = speakers.speaker_after(scene, verb, comma)
    return found or speakers.nameless_beside(scene, verb, since_subject, comma)


def coordinator(scene: Scene, verb: int) -> int | None:
    """The «и», «но», «однако» by which a verb has the subject of the verb before: «уехал, но заявил, что»."""
    for t in range(verb - 1, 0, -1):
        if scene.cover[t] >= 0:
            return None
        if scene.tokens[t].text.lower() in vocabulary()["connectives"]:
            return t
        if scene.words[t].upos not in ("ADV", "PART"):
            return None
    return None


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
    found = speakers.speaker_before(scene, verb, clause_start(scene, verb)) if verb is not None else None
    if found is not None:
        return found
    person = next((i for i in scene.of("person") if i.first < gerund and may_be_subject(scene, i)), None)
    if person is not None or verb is None:
        return person
    return speakers.nameless_before(scene, verb, clause_start(scene, verb))


# --- «…, сообщает X» ---


def reported_clause(match: Matched) -> Iterator[Said]:
    """The clause before «, сообщает X», or around it."""
    scene, verb = match.row.scene, trigger_of(match)
    speaker = _reporter(match)
    content = _content_before(match)
    assert content is not None
    start, end = scene.tokens[content.start].start, scene.tokens[content.stop - 1].end
    yield Said(scene, speaker, start, end, verb)


def framed(match: Matched) -> bool:
    """The verb has a «что» of its own, or cites: what precedes it is not what is said."""
    return _is_framed(match.row.scene, trigger_of(match))


def without_document(match: Matched) -> bool:
    """No document follows «говорится», as in «говорится о мосте»."""
    return not _has_document(match.row.scene, trigger_of(match))


def reported_before(match: Matched) -> bool:
    """An earlier verb of the sentence reports what precedes both."""
    scene = match.row.scene
    return any(is_pause(scene, t - 1) and _reports_clause(scene, t) for t in range(2, trigger_of(match)))


def no_clause(match: Matched) -> bool:
    """What precedes the verb is no clause: «Ким, сказал он»."""
    return _content_before(match) is None


@once
def _content_before(match: Matched) -> range | None:
    return _reported_content(match.row.scene, trigger_of(match), _reporter(match))


def _reports_clause(scene: Scene, t: int) -> bool:
    if says_in(scene, t):
        return _has_document(scene, t)
    return is_reporting(scene, t) and not _is_framed(scene, t)


@once
def _reporter(match: Matched) -> Speaker | None:
    scene, verb = match.row.scene, trigger_of(match)
    if says_in(scene, verb):
        return document_owner(scene, verb)
    said = scene.sentence.start, scene.tokens[verb].start
    return Speakers(match.row.antecedents).of_quotation(scene, verb, said)


def _has_document(scene: Scene, verb: int) -> bool:
    after = range(verb + 1, min(verb + TOKENS_TO_DOCUMENT, len(scene.tokens)))
    return any(scene.words[i].lemma in vocabulary()["documents"] for i in after)


def _is_framed(scene: Scene, verb: int) -> bool:
    after = range(verb + 1, min(verb + TOKENS_OF_THAT_AFTER, len(scene.tokens)))
    that = any(scene.tokens[i].text.lower() == "что" for i in after)
    return that or bool(scene.words[verb].lemmas & vocabulary()["citing"])


def _reported_content(scene: Scene, verb: int, speaker: Speaker | None) -> range | None:
    """The tokens of what is said before «, сообщает X», or around it."""
    end = verb - 1
    while end > 0 and is_pause(scene, end - 1):
        end -= 1
    first = content_start(scene, end) if end else 0
    if end - first >= SHORTEST_CONTENT and is_clause(scene, first, end):
        return range(first, end)
    if scene.tokens[verb - 1].text != ",":
        return None
    after = verb + 2 if speaker is None or isinstance(speaker, str) else speaker.last
    return _around_inserted(scene, end, after) if after > verb else None


def _around_inserted(scene: Scene, left: int, after: int) -> range | None:
    """The tokens of a clause into which «, сообщает X,» was put; None where it does not go on.

    `left`: the index after its first part, `after`: that after the speaker.
    """
    tokens = scene.tokens
    if after >= len(tokens) or tokens[after].text != ",":
        return None
    last = content_end(scene, after + 1)
    if not has_verb(scene, after + 1, last):
        return None
    return range(content_start(scene, left) if is_subject_alone(scene, 0, left) else after + 1, last)
