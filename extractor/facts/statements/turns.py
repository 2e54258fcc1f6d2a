"""Turns of a talk: «Мэр Громов: мост построят к маю», «— Мост построят к маю, — сказал мэр Громов»."""

from collections.abc import Iterator

from extractor.facts.statements.content import DASHES, FINAL_SIGNS, SHORTEST_CONTENT, has_verb
from extractor.facts.statements.context import Context
from extractor.facts.statements.nameless import post_phrase
from extractor.facts.statements.quotations import (
    INSIDE_RE,
    LONGEST_QUOTATION,
    QUOTATION_RE,
    reports_quotation,
    token_at,
)
from extractor.facts.statements.said import Said, Speaker
from extractor.facts.statements.words import vocabulary
from extractor.sentence.items import Item
from extractor.sentence.scene import OPENING, Scene
from extractor.sentence.subjects import may_be_subject
from extractor.sentence.words import NOM

TOKENS_TO_COLON = 16
"""Tokens of «Заместитель главы администрации города по строительству Иван Громов» at most."""


def find_before_colon(context: Context) -> Iterator[Said | None]:
    """«X: …» at the head of a paragraph: a headline, an interview, a transcript; «X: «…»» at the head of a sentence."""
    for scene in context.scenes:
        colon = next((t for t in range(1, min(TOKENS_TO_COLON, len(scene.tokens) - 1)) if _is_colon(scene, t)), None)
        speaker: Speaker | None = _speaker_before(scene, colon) if colon is not None else None
        if colon is not None and speaker is None:
            speaker = post_phrase(scene, colon)
        if colon is None or speaker is None:
            continue
        span = _quotation_at(context.doc.text, scene.tokens[colon + 1].start)
        if span is None and begins_paragraph(context.doc.text, scene):
            span = _rest_of_line(context.doc.text, scene, colon + 1)
        if span is not None:
            yield context.speakers.said(scene, speaker, *span, colon, "statement.name-colon")


def find_dialogue(context: Context) -> Iterator[Said | None]:
    """«— …, — сказал X. — …»: all that a paragraph in dashes has, the words of the author inside it with it."""
    text = context.doc.text
    for scene in context.scenes:
        if set(scene.tokens[0].text) <= DASHES and len(scene.tokens) > 1 and begins_paragraph(text, scene):
            yield _dialogue(context, scene.tokens[1].start, _line_end(text, scene.tokens[0].start))


def _dialogue(context: Context, start: int, line_end: int) -> Said | None:
    """What a paragraph says from `start` on, and who: the verb of speech follows a dash."""
    text = context.doc.text
    for gap in INSIDE_RE.finditer(text, start, line_end):
        scene = context.scene_at(gap.end())
        verb = token_at(scene, gap.end()) if scene else None
        if scene is None or verb is None or not reports_quotation(scene, verb):
            continue
        goes_on = INSIDE_RE.search(text, scene.tokens[verb].end, line_end)
        end = _without_stop(text, start, line_end) if goes_on else gap.start() + (text[gap.start()] in "!?…")
        speaker = context.speakers.of_quotation(scene, verb, (start, gap.start()))
        if end - start > LONGEST_QUOTATION:
            return None
        return context.speakers.said(scene, speaker, start, end, verb, "statement.dialogue")
    return None


def begins_paragraph(text: str, scene: Scene) -> bool:
    """Whether nothing but spaces precedes a sentence on its line."""
    start = scene.sentence.start
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _is_colon(scene: Scene, t: int) -> bool:
    return scene.cover[t] < 0 and scene.tokens[t].text == ":"


def _speaker_before(scene: Scene, colon: int) -> Item | None:
    """The person or organization of «Мэр города Иван Громов:» or «Пресс-служба МЧС:»; None where more is said."""
    if not all(_introduces(scene, t) for t in range(colon)):
        return None
    people = [item for item in scene.of("person") if item.first < colon]
    if people:
        one = len({item.id for item in people}) == 1 and all(may_be_subject(scene, item) for item in people)
        return people[-1] if one else None
    body = next(iter(scene.of("organization")), None)
    return body if body is not None and body.last == colon and _speaks_alone(scene, body) else None


def _introduces(scene: Scene, t: int) -> bool:
    """Whether a token may be of a name or a post: «заместитель», «областного», «по», a comma; no date and no verb."""
    kind = scene.kind_at(t)
    if kind is not None:
        return kind not in ("date", "money")
    return scene.words[t].upos in ("NOUN", "ADJ", "DET", "ADP", "CCONJ") or scene.tokens[t].text == ","


def _speaks_alone(scene: Scene, item: Item) -> bool:
    """Whether an organization is the speaker itself: nothing but its press service or its kind precedes it."""
    lists = vocabulary()
    return all(
        scene.words[t].lemma in lists["voices"] | lists["bodies"] and bool(scene.words[t].cases & NOM)
        for t in range(item.first)
    )


def _quotation_at(text: str, start: int) -> tuple[int, int] | None:
    """The quotation that begins at an offset, if it is no single name."""
    match = QUOTATION_RE.match(text, start) if text[start] in OPENING else None
    return match.span() if match and len(match[0].split()) >= SHORTEST_CONTENT else None


def _rest_of_line(text: str, scene: Scene, first: int) -> tuple[int, int] | None:
    """From a token to the end of its paragraph, where the sentence says something after the colon."""
    last = len(scene.tokens) - (scene.tokens[-1].text in FINAL_SIGNS)
    start = scene.tokens[first].start
    end = _without_stop(text, start, _line_end(text, start))
    if len(text[start:end].split()) < SHORTEST_CONTENT or not has_verb(scene, first, last) or text[start] in OPENING:
        return None
    return (start, end) if end - start <= LONGEST_QUOTATION and text[end - 1] != ":" else None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _without_stop(text: str, start: int, end: int) -> int:
    """The end of a passage without spaces and its full stop."""
    return start + len(text[start:end].rstrip().removesuffix("."))
