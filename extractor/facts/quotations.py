"""Quotations with the verb of speech beside or inside them: «…», — сказал X; X заявил: «…»."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.facts.sources import source_at
from extractor.facts.speakers import Said, Speakers
from extractor.facts.speech import vocabulary
from extractor.language.patterns import compile_re
from extractor.sentence.negation import has_negation
from extractor.sentence.scene import CLOSING, Scene
from extractor.sentence.speech import is_reporting, is_speech
from extractor.sentence.words import WORD_RE, word_info

STRAIGHT = (
    r'''"(?=[\w(«…-])[^"\n]*(?:(?<=[\s(])"(?=\w)[^"\n]*(?<=[^\s(])"[^"\n]*)*(?:(?<=[\s(])"(?=\w)[^"\n]*)?(?<=[^\s(])"'''
)
"""A quotation in marks that are the same on both sides; a name inside may share its last mark."""
QUOTATION_RE = compile_re(rf"«(?:[^«»]|«[^«»]*»)*»|“[^“”]*”|„[^„“”]*[“”]|{STRAIGHT}")
"""A quotation, one level of quotations inside; it may run over several sentences."""

INSIDE_RE = compile_re(r"[,.!?…]\s*[—–-]\s")
AFTER_RE = compile_re(r"'{0,2}[,.!?…]*\s*[,.]?\s*[—–-]\s*|\s*,\s*")

FEWEST_WORDS, LONGEST = 3, 3000
"""Words of the shortest quotation that is a statement and not a name; characters of the longest one."""


def find_quotations(doc: Document, scenes: Sequence[Scene], speakers: Speakers) -> Iterator[Said]:
    """The quotations of an article whose speaker is named, in order."""
    starts = [scene.sentence.start for scene in scenes]
    for match in QUOTATION_RE.finditer(doc.text, doc.body_start):
        start, end = match.span()
        if end - start > LONGEST or len(match[0].split()) < FEWEST_WORDS or "\n\n\n" in match[0]:
            continue
        place = (doc, scenes, speakers, starts, start, end)
        said = _said_inside(*place) or _said_before(*place) or _said_after(*place)
        if said:
            yield said


def _said_inside(
    doc: Document, scenes: Sequence[Scene], speakers: Speakers, starts: list[int], start: int, end: int
) -> Said | None:
    """«…, — сказал X. — …»: the words of the author stand inside the quotation."""
    for gap in INSIDE_RE.finditer(doc.text, start, end):
        scene = scene_at(scenes, starts, gap.end())
        verb = token_at(scene, gap.end()) if scene else None
        if scene is None or verb is None or not is_reporting(scene, verb):
            continue
        if scene.words[verb].lemmas & vocabulary()["citing"]:
            speaker = speakers.quoted(scene, verb + 1)
        else:
            speaker = speakers.after(scene, verb + 1, said=(start, gap.start()))
        return speakers.said(scene, speaker, start, end, verb, "statement.quotation-verb-name")
    return None


def _said_after(
    doc: Document, scenes: Sequence[Scene], speakers: Speakers, starts: list[int], start: int, end: int
) -> Said | None:
    """«…», — сказал X: the verb follows the quotation at once, the speaker the verb, or the verb the speaker."""
    gap = AFTER_RE.match(doc.text, end)
    if not gap:
        return None
    scene = scene_at(scenes, starts, gap.end())
    if scene is None:
        return None
    t = token_at(scene, gap.end())
    if t is None:
        return None
    if scene.tokens[t].text.lower() == "как":
        return None
    dash = any(sign in gap[0] for sign in "—–-")
    opening = scene_at(scenes, starts, start)
    if opening and (doc.text[start + 1 : start + 2].islower() or _is_inside_clause(doc.text, opening, start)):
        start = start if _follows_another(opening, start) else opening.sentence.start
    for verb in range(t, min(t + 12, len(scene.tokens))):
        if scene.cover[verb] >= 0:
            continue
        word = scene.words[verb]
        if scene.tokens[verb].text in ",;:.":
            return None
        speech = is_speech(scene, verb)
        if word.finite and (speech or (dash and verb == t)):
            if word.lemmas & vocabulary()["citing"]:
                speaker = speakers.quoted(scene, verb + 1)
            else:
                said = (start, end)
                speaker = speakers.after(scene, verb + 1, said=said) or speakers.before(scene, verb, t)
            return speakers.said(scene, speaker, start, end, verb, "statement.quotation-verb-name")
        if word.finite:
            return None
    return None


def _follows_another(scene: Scene, start: int) -> bool:
    """Whether a quotation and the verb of who says it stand before this one («…», — сказал X, но «…»)."""
    last = bisect_left([token.start for token in scene.tokens], start)
    free = [t for t in range(last) if scene.cover[t] < 0]
    end = next((t for t in free if scene.tokens[t].text in CLOSING), last)
    return any(is_speech(scene, t) for t in free if t > end)


def _is_inside_clause(text: str, scene: Scene, start: int) -> bool:
    """Whether words of the author stand right before a quotation: it is a part of what is said, or a title."""
    before = text[scene.sentence.start : start].rstrip(" '")
    return bool(before) and before[-1].isalnum()


def _said_before(
    doc: Document, scenes: Sequence[Scene], speakers: Speakers, starts: list[int], start: int, end: int
) -> Said | None:
    """X заявил: «…», also with other verbs before the colon."""
    before = doc.text[max(start - 4, 0) : start].rstrip(" '\n")
    if not before.endswith((":", ",", "что")):
        return None
    colon = before.endswith(":")
    scene = scene_at(scenes, starts, start)
    t = token_at(scene, start) if scene else None
    if scene is None or t is None:
        return None
    if t <= 1 and scene.index and colon:
        scene = scenes[scene.index - 1]
        t = len(scene.tokens)
    source = source_at(scene, speakers, 0) if colon else None
    if source is not None and source[1] == t - 1:
        return speakers.said(scene, source[0], start, end, 0, "statement.name-verb-quotation")
    verbs = [
        v for v in range(t - 1, -1, -1) if scene.cover[v] < 0 and (is_speech(scene, v) and scene.words[v].form != "Inf")
    ]
    says = bool(verbs)
    if not verbs and colon and _is_sentence(doc.text[start:end]):
        verbs = [v for v in range(t - 1, -1, -1) if scene.cover[v] < 0 and scene.words[v].finite]
    if not verbs or not colon or has_negation(scene, verbs[0]):
        return None
    verb = verbs[0]
    speaker = speakers.before(scene, verb) or (speakers.after(scene, verb + 1, t) if says else None)
    return speakers.said(scene, speaker, start, end, verb, "statement.name-verb-quotation")


def _is_sentence(quotation: str) -> bool:
    """Whether a quotation has a predicate, as titles have not."""
    return any(word_info(word).finite for word in WORD_RE.findall(quotation))


def scene_at(scenes: Sequence[Scene], starts: list[int], offset: int) -> Scene | None:
    """The sentence that holds an offset."""
    n = bisect_right(starts, offset) - 1
    return scenes[n] if n >= 0 else None


def token_at(scene: Scene, offset: int) -> int | None:
    """Index of the first token that ends after an offset; None at the end of the sentence."""
    return next((t for t, token in enumerate(scene.tokens) if token.end > offset), None)
