"""Clauses that report: X заявил, что …; по словам X, …; …, сообщает X; об этом сообщил X."""

from collections.abc import Iterator, Sequence
from itertools import chain

from extractor.facts.quotations import LONGEST
from extractor.facts.sources import document_of, source_at
from extractor.facts.speakers import Said, Speakers
from extractor.facts.speech import telling_lemmas, tense, vocabulary
from extractor.sentence.clauses import SUBORDINATORS, is_verb
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_reporting, is_source, is_speech, says_in
from extractor.sentence.subjects import is_subject_alone, may_be_subject


def find_reports(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Said]:
    """What a sentence says that somebody who is named has said."""
    if telling_lemmas().isdisjoint(scene.lemmas):
        return
    found = (
        _about_this(scenes, scene, speakers),
        _next_paragraph(scenes, scene, speakers),
        _that(scene, speakers),
        _according_to(scene, speakers),
        _reported(scene, speakers),
    )
    for said in chain.from_iterable(found):
        if said is not None:
            yield said


def _about_this(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """«Об этом сообщил X» after what he said: the sentence before, in the same paragraph."""
    tokens = scene.tokens
    if len(tokens) < 4 or [t.text.lower() for t in tokens[:2]] != ["об", "этом"] or not scene.index:
        return
    if any(token.text == ":" for token in tokens):
        return
    verbs = [v for v in range(2, min(len(tokens), 8)) if is_reporting(scene, v) or says_in(scene, v)]
    verb = verbs[0] if verbs else None
    before = scenes[scene.index - 1]
    if verb is None or "\n" in scene.doc.text[before.sentence.end : scene.sentence.start]:
        return
    speaker: Item | str | None
    if says_in(scene, verb):
        speaker = document_of(scene, verb)
    else:
        speaker = speakers.after(scene, verb + 1) or speakers.before(scene, verb, 2)
    last = len(before.tokens) - (before.tokens[-1].text in ".!?…")
    start, end = before.tokens[0].start, before.tokens[last - 1].end
    yield speakers.said(scene, speaker, start, end, verb, "statement.about-this")


def _next_paragraph(scenes: Sequence[Scene], scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """«X заявил:» at the end of a paragraph: the next one is what he said, with quotation marks or without."""
    text, tokens = scene.doc.text, scene.tokens
    if tokens[-1].text != ":" or scene.index + 1 >= len(scenes):
        return
    start = scenes[scene.index + 1].sentence.start
    gap = text[tokens[-1].end : start]
    if "\n" not in gap or "\n\n\n" in gap:
        return  # more than one empty line: what was said is left out
    verb = next((v for v in range(len(tokens) - 2, -1, -1) if scene.cover[v] < 0 and is_speech(scene, v)), None)
    source = source_at(scene, speakers, 0)
    speaker: Item | str | None
    if source is not None and source[1] == len(tokens) - 1:
        speaker, verb = source[0], 0
    elif verb is not None and says_in(scene, verb):
        speaker = document_of(scene, verb)
    elif verb is not None and scene.words[verb].lemmas & vocabulary()["citing"]:
        speaker = speakers.quoted(scene, verb + 1)
    elif verb is not None and scene.words[verb].finite:
        speaker = speakers.before(scene, verb, clause_start(scene, verb)) or speakers.after(scene, verb + 1)
    else:
        return
    line_end = text.find("\n", start)
    end = start + len(text[start : line_end if line_end >= 0 else len(text)].rstrip())
    if end - start <= LONGEST and text[end - 1] != ":":
        yield speakers.said(scene, speaker, start, end, verb, "statement.next-paragraph")


def _that(scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """X заявил, что …."""
    if "что" not in scene.lemmas:
        return
    tokens = scene.tokens
    speaker: Item | str | None = None
    for t in range(2, len(tokens) - 2):
        if tokens[t].text.lower() != "что" or tokens[t - 1].text != ",":
            continue
        verb = _verb_before(scene, t - 1)
        if verb is None:
            yield from _document_says(scene, speakers, t)
            continue
        if speaker is None or _coordinator(scene, verb) is None:
            speaker = _speaker_of(scene, speakers, verb, t - 1)
        end = _content_end(scene, t + 1, verb if scene.words[verb].form == "Fin" else None)
        first = t + 2 if tokens[t + 1].text == "," else t + 1
        start, last = tokens[first].start, tokens[end - 1].end
        yield speakers.said(scene, speaker, start, last, verb, "statement.verb-that")


def _document_says(scene: Scene, speakers: Speakers, that: int) -> Iterator[Said | None]:
    """«В сообщении X говорится, что …»."""
    verb = that - 2
    if not says_in(scene, verb):
        return
    start, end = scene.tokens[that + 1].start, scene.tokens[_content_end(scene, that + 1) - 1].end
    speaker = document_of(scene, verb)
    yield speakers.said(scene, speaker, start, end, verb, "statement.said-in-document")


def _speaker_of(scene: Scene, speakers: Speakers, verb: int, comma: int) -> Item | str | None:
    """Who says what begins after a comma."""
    since = clause_start(scene, verb)
    if scene.words[verb].form == "Conv":
        return _subject_of_gerund(scene, speakers, verb)
    if scene.words[verb].form == "Part":
        return _owner_of_participle(scene, verb) or speakers.before(scene, verb, since)
    joint = _coordinator(scene, verb)
    found = speakers.before(scene, verb, since if joint is None else clause_start(scene, joint))
    if found is None and not is_subject_alone(scene, since, verb):
        found = speakers.after(scene, verb + 1, comma)
    return found


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
    for v in range(comma - 1, max(comma - 9, -1), -1):
        if scene.cover[v] >= 0:
            continue
        if scene.tokens[v].text in ".;:":
            return None
        if is_speech(scene, v):
            if scene.words[v].lemmas & (vocabulary()["said_in"] | vocabulary()["unsaid"]):
                return None
            return None if scene.words[v].form == "Inf" else v
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
    for t in range(participle - 1, max(participle - 4, 0), -1):
        if scene.tokens[t].text == "," and scene.cover[t] < 0:
            item = scene.items[scene.cover[t - 1]] if scene.cover[t - 1] >= 0 else None
            return item if item and item.kind in ("person", "organization") else None
    return None


def _subject_of_gerund(scene: Scene, speakers: Speakers, gerund: int) -> Item | str | None:
    """The subject of the verb that a gerund belongs to («подал в отставку, заявив, что»), else the first person."""
    verb = verb_of_gerund(scene, gerund)
    found = speakers.before(scene, verb, clause_start(scene, verb)) if verb is not None else None
    if found is not None and verb is not None and speakers.antecedents.agrees(scene, found, verb):
        return found
    return next((i for i in scene.of("person") if i.first < gerund and may_be_subject(scene, i)), None)


def clause_start(scene: Scene, verb: int) -> int:
    """Where to begin looking for the subject of a verb: after «, а», «, но», «что» of another clause."""
    for t in range(verb - 1, 0, -1):
        text = scene.tokens[t].text.lower()
        if _ends_sentence(scene, t):
            return t + 1
        if scene.cover[t] < 0 and (
            text in (";", ":") or (text in vocabulary()["clauses"] and scene.tokens[t - 1].text == ",")
        ):
            return t + 1
        if _is_subordinator(scene, t) and _is_one_clause(scene, t + 1, verb):
            return t + 1
    return 0


def _is_subordinator(scene: Scene, t: int) -> bool:
    """Whether a clause with a subject of its own may begin after a token: «, как», «, в котором»."""
    if scene.words[t].lemma == "который":
        return scene.words[t - 1].upos == "ADP"
    return scene.tokens[t].text.lower() in SUBORDINATORS and scene.tokens[t - 1].text == ","


def _is_one_clause(scene: Scene, first: int, verb: int) -> bool:
    """Whether a subject, no comma and no other verb stand before a verb: «после того, как критики заявили»."""
    commas = any(scene.cover[t] < 0 and scene.tokens[t].text == "," for t in range(first, verb))
    return not commas and is_subject_alone(scene, first, verb)


def _ends_sentence(scene: Scene, t: int) -> bool:
    """Whether the stop of «2011 г.» is that of the sentence too: a capital word that is no name follows."""
    tokens = scene.tokens
    if t < 2 or tokens[t].text != "." or tokens[t - 1].text not in vocabulary()["abbreviated"]:
        return False
    if t + 1 >= len(tokens) or scene.cover[t + 1] >= 0 or not tokens[t - 2].text[-1].isdigit():
        return False
    following = tokens[t + 1].text
    return following[0].isupper() and (len(following) > 1 or following.lower() in vocabulary()["one_letter"])


def _content_end(scene: Scene, first: int, verb: int | None = None) -> int:
    """The index after the last token of what was said: before «, а Y заявил, что», «, сообщает Z» or the final stop.

    `verb`: that of speech; one that follows «и» in another tense is a part of what is said.
    """
    n = len(scene.tokens)
    last = n - 1 if scene.tokens[-1].text in (".", "!", "?", "…", ";", ":", "...") else n
    for t in range(first + 2, last):
        if _ends_sentence(scene, t):
            return t
        if scene.cover[t] >= 0:
            continue
        if scene.tokens[t].text == "и" and _begins_report(scene, t, last, verb):
            return t - (scene.tokens[t - 1].text == ",")
        if scene.tokens[t].text not in (",", "—", "–"):
            continue
        following = t + 1
        while following < last and scene.tokens[following].text in "—–-":
            following += 1
        if following >= last:
            continue
        if scene.words[following].form == "Conv" and is_speech(scene, following):
            return t
        if is_reporting(scene, following) or is_source(scene, following):
            return t
        if _begins_report(scene, following, last, verb if scene.tokens[following].text == "и" else None):
            return t
    return last


def _begins_report(scene: Scene, t: int, last: int, verb: int | None = None) -> bool:
    """Whether «а», «но», «и» leads over to another verb of speech with its «что»."""
    text = scene.tokens[t].text.lower()
    if text not in vocabulary()["leading_over"]:
        return False
    for v in range(t + 1, min(t + 17, last)):
        if scene.cover[v] < 0 and is_speech(scene, v):
            if verb is not None and tense(scene.tokens[v].text) != tense(scene.tokens[verb].text):
                return False
            texts = [token.text for token in scene.tokens[v + 1 : v + 5]]
            return "," in texts and texts[texts.index(",") + 1 :][:1] == ["что"]
        if text == "и" and (scene.cover[v] >= 0 or scene.words[v].upos not in ("ADV", "PART")):
            return False
    return False


def _according_to(scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """«По словам X, …», «…, по данным X», «как сообщает X, …»."""
    following = vocabulary()["following"]
    if following.isdisjoint(scene.lemmas) and "как" not in scene.lemmas:
        return
    tokens = scene.tokens
    n = len(tokens)
    for t in range(n - 2):
        text = tokens[t].text.lower()
        if text in following:
            source = source_at(scene, speakers, t)
            if source is None or (source[1] < n and tokens[source[1]].text == ":"):
                continue
            speaker, after = source
        elif text == "как" and (t == 0 or tokens[t - 1].text in ",—–"):
            verb = next((v for v in range(t + 1, min(t + 10, n)) if is_reporting(scene, v) or says_in(scene, v)), None)
            if verb is None or any(tokens[v].text == "," for v in range(t + 1, verb)):
                continue
            if says_in(scene, verb):
                speaker = document_of(scene, verb)
            else:
                speaker = speakers.after(scene, verb + 1) or speakers.before(scene, verb, t + 1)
            after = next((i for i in range(verb + 1, n) if tokens[i].text == "," and scene.cover[i] < 0), n)
        else:
            continue
        yield from _around(scene, speakers, speaker, t, after, "statement.according-to")


def _around(
    scene: Scene, speakers: Speakers, speaker: Item | str | None, first: int, after: int, rule: str
) -> Iterator[Said | None]:
    """What was said where the source stands before, inside or after it: the longer side."""
    tokens = scene.tokens
    n = len(tokens)
    end = n - 1 if tokens[-1].text in ".!?…;" else n
    if first and tokens[first - 1].text == "(":
        end = next((t for t in range(after, n) if tokens[t].text == ")"), end)
    right = after + 1 if after < n and tokens[after].text == "," else after
    left_end = first
    while left_end > 0 and tokens[left_end - 1].text in ",—–-(":
        left_end -= 1
    left_start = next((t + 1 for t in range(first - 1, 0, -1) if _ends_sentence(scene, t)), 0)
    for t in range(left_start + 1, left_end - 1):  # «…, а Котов, по словам X, …»
        if tokens[t - 1].text == "," and scene.words[t].upos == "CCONJ" and is_subject_alone(scene, t + 1, left_end):
            left_start = t + 1
    left, rest = left_end - left_start, end - right
    if first and tokens[first - 1].text == "(" and rest > 0:
        left = 0  # «… (по данным X, …)»: what stands in the brackets alone is his
    joined = left > 0 and _is_conjunction(scene, left_end - 1)
    inserted = rest > 0 and right > after and left > 0 and not joined and tokens[first - 1].text != "("
    if inserted and (is_subject_alone(scene, left_start, left_end) or not _has_verb(scene, right, end)):
        span = left_start or _content_start(scene, left_end), min(_content_end(scene, right), end)
    elif rest >= 3 and (joined or rest >= left or first - left_start <= 3):
        that = tokens[right].text.lower() == "что"
        span = right + that, min(_content_end(scene, right), end)
    elif left >= 3:
        span = left_start, left_end
    else:
        return
    start, last = tokens[span[0]].start, tokens[span[1] - 1].end
    yield speakers.said(scene, speaker, start, last, first, rule)


def _has_verb(scene: Scene, first: int, last: int) -> bool:
    return any(is_verb(scene, t) for t in range(first, last))


def _is_conjunction(scene: Scene, t: int) -> bool:
    """Whether a word leads over to the clause after an inserted source («но, по его словам,», «которые, …»)."""
    word = scene.words[t]
    return word.upos in ("CCONJ", "SCONJ") or word.lemma in SUBORDINATORS or word.lemma in vocabulary()["joining"]


def _reported(scene: Scene, speakers: Speakers) -> Iterator[Said | None]:
    """…, сообщает X; …, — сказал X; … — говорится в сообщении X: the verb follows a comma or a dash."""
    if vocabulary()["said_in"].isdisjoint(scene.lemmas) and vocabulary()["reporting"].isdisjoint(scene.lemmas):
        return
    tokens = scene.tokens
    n = len(tokens)
    for t in range(2, n):
        if tokens[t - 1].text not in (",", "—", "–", "-") or scene.cover[t] >= 0:
            continue
        said_in = says_in(scene, t)
        if not said_in and not is_reporting(scene, t):
            continue
        end = t - 1
        while end > 0 and tokens[end - 1].text in ",—–-":
            end -= 1
        if said_in:
            if not any(scene.words[i].lemma in vocabulary()["documents"] for i in range(t + 1, min(t + 5, n))):
                continue
            speaker: Item | str | None = document_of(scene, t)
            rule = "statement.said-in-document"
        else:
            if any(tokens[i].text.lower() == "что" for i in range(t + 1, min(t + 14, n))):
                continue
            if scene.words[t].lemmas & vocabulary()["citing"]:
                continue
            speaker = speakers.after(scene, t + 1, said=(scene.sentence.start, tokens[t].start))
            rule = "statement.clause-verb-name"
        if end >= 3 and _has_verb(scene, 0, end):
            span = _content_start(scene, end), end
        else:
            after = speaker.last if isinstance(speaker, Item) else t + 2
            inserted = _around_inserted(scene, end, after) if tokens[t - 1].text == "," and after > t else None
            if inserted is None:
                return
            span = inserted
        start, last = tokens[span[0]].start, tokens[span[1] - 1].end
        yield speakers.said(scene, speaker, start, last, t, rule)
        return


def _around_inserted(scene: Scene, left: int, after: int) -> tuple[int, int] | None:
    """The first and last token of a clause into which «, сообщает X,» was put; None where it does not go on.

    `left`: the index after its first part, `after`: that after the speaker.
    """
    tokens = scene.tokens
    if after >= len(tokens) or tokens[after].text != ",":
        return None
    last = _content_end(scene, after + 1)
    if not _has_verb(scene, after + 1, last):
        return None
    return (_content_start(scene, left) if is_subject_alone(scene, 0, left) else after + 1), last


def _content_start(scene: Scene, end: int) -> int:
    """Where what was said begins: the sentence, without a dash or «однако»."""
    tokens = scene.tokens
    t = 0
    while t < end and tokens[t].text in "—–-":
        t += 1
    if scene.words[t].lemma in vocabulary()["joining"] and t + 2 < end:
        t += 2 if tokens[t + 1].text == "," else 1
    return t
