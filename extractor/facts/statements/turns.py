"""Turns of a talk: «Мэр Громов: мост построят к маю», «— Мост построят к маю, — сказал мэр Громов»."""

from collections.abc import Iterator, Sequence

from extractor.facts.statements.content import DASHES, FINAL_SIGNS, SHORTEST_CONTENT, has_verb
from extractor.facts.statements.context import Context
from extractor.facts.statements.matches import Matched, trigger_of
from extractor.facts.statements.nameless import post_phrase
from extractor.facts.statements.quotations import LONGEST_QUOTATION, QUOTATION_RE, Passage, author_inside
from extractor.facts.statements.said import Said, Speaker
from extractor.facts.statements.words import vocabulary
from extractor.sentence.items import Item
from extractor.sentence.scene import OPENING, Scene
from extractor.sentence.subjects import may_be_subject
from extractor.sentence.words import NOM

# --- «X: …» ---


def after_name(match: Matched) -> Iterator[Said]:
    """What follows «X:» at the head of a paragraph, or the quotation that does at the head of a sentence."""
    scene, colon = match.row.scene, trigger_of(match)
    span = _after_colon(scene, colon)
    assert span is not None
    speaker: Speaker | None = _speaker_before(scene, colon) or post_phrase(scene, colon)
    yield Said(scene, speaker, *span, colon)


def no_turn(match: Matched) -> bool:
    """What follows the colon is a name or a list, or goes on with another colon."""
    return _after_colon(match.row.scene, trigger_of(match)) is None


def _after_colon(scene: Scene, colon: int) -> tuple[int, int] | None:
    text = scene.doc.text
    quoted = _quotation_at(text, scene.tokens[colon + 1].start)
    return quoted if quoted or not begins_paragraph(text, scene) else _rest_of_line(text, scene, colon + 1)


def _speaker_before(scene: Scene, colon: int) -> Item | None:
    """The person or organization of «Мэр города Иван Громов:» or «Пресс-служба МЧС:»; None where more is said."""
    people = [item for item in scene.of("person") if item.first < colon]
    if people:
        return people[-1] if _are_one_subject(scene, people) else None
    body = next(iter(scene.of("organization")), None)
    return body if body is not None and body.last == colon and _speaks_alone(scene, body) else None


def _are_one_subject(scene: Scene, people: Sequence[Item]) -> bool:
    return len({item.id for item in people}) == 1 and all(may_be_subject(scene, item) for item in people)


def _speaks_alone(scene: Scene, item: Item) -> bool:
    """Whether an organization is the speaker itself: nothing but its press service or its kind precedes it."""
    lists = vocabulary()
    return all(
        scene.words[t].lemma in lists["spokespeople"] | lists["bodies"] and bool(scene.words[t].cases & NOM)
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


def begins_paragraph(text: str, scene: Scene) -> bool:
    """Whether nothing but spaces precedes a sentence on its line."""
    start = scene.sentence.start
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


# --- «— …, — сказал X» ---


def paragraphs_in_dashes(context: Context) -> Iterator[Passage]:
    """The paragraphs that begin with a dash, without it."""
    text = context.doc.text
    for scene in context.scenes:
        opening = scene.tokens[0]
        if set(opening.text) <= DASHES and len(scene.tokens) > 1 and begins_paragraph(text, scene):
            yield Passage(scene.tokens[1].start, _line_end(text, opening.start))


def in_dialogue(context: Context, passage: Passage) -> Said | None:
    """«— …, — сказал X. — …»: all that a paragraph in dashes has, the words of the author inside it with it."""
    text, author = context.doc.text, author_inside(context, passage)
    if author is None:
        return None
    goes_on = author.next_gap(text, passage.end)
    end = _without_stop(text, *passage) if goes_on else author.gap + (text[author.gap] in "!?…")
    speaker = context.speakers.of_quotation(author.scene, author.verb, (passage.start, author.gap))
    return Said(author.scene, speaker, passage.start, end, author.verb)
