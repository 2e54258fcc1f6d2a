"""Quotations with the verb of speech beside or inside them: «…», — сказал X; X заявил: «…»."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from extractor.facts.statements.context import Context
from extractor.facts.statements.said import Said, Speaker
from extractor.facts.statements.sources import source_at
from extractor.language.patterns import compile_re
from extractor.sentence.scene import CLOSING, Scene
from extractor.sentence.speech import is_reporting, is_speech
from extractor.sentence.words import WORD_RE, word_info

_INNER_STRAIGHT = r'(?<=[\s(])"(?=\w)[^"\n]*'
"""A name in straight marks inside a quotation in the same marks, up to its closing one: «"мост "Дружба" закрыт"»."""
_STRAIGHT = rf"""(?x:
    "(?=[\w(«…-])[^"\n]*                          # opens before a letter
    (?:{_INNER_STRAIGHT}(?<=[^\s(])"[^"\n]*)*      # names inside
    (?:{_INNER_STRAIGHT})?                         # a name that shares the last mark
    (?<=[^\s(])"                                   # closes after a letter or a sign
)"""
QUOTATION_RE = compile_re(rf"«(?:[^«»]|«[^«»]*»)*»|“[^“”]*”|„[^„“”]*[“”]|{_STRAIGHT}")
"""A quotation, one level of quotations inside; it may run over several sentences."""

INSIDE_RE = compile_re(r"[,.!?…]\s*[—–-]\s")
"""What precedes the words of the author inside a quotation: «…, — сказал он»."""
AFTER_RE = compile_re(r"'{0,2}[,.!?…]*\s*[,.]?\s*[—–-]\s*|\s*,\s*")
"""What precedes them after it."""

FEWEST_WORDS = 3
"""Words of the shortest quotation that is a statement and not a name."""
LONGEST_QUOTATION = 3000
"""Characters."""
TOKENS_TO_VERB = 12
"""Tokens from a quotation to its verb: «…», — так в среду журналистам ответил."""
CHARACTERS_TO_COLON = 4
"""Characters in which the colon before a quotation is looked for, spaces and a line end among them."""
DASHES = "—–-"


class Passage(NamedTuple):
    """A passage that may be somebody's words: in quotation marks, or a paragraph in dashes."""

    start: int
    end: int


def quotations(context: Context) -> Iterator[Passage]:
    """The quotations of an article, single names and what is too long left out."""
    for match in QUOTATION_RE.finditer(context.doc.text, context.doc.body_start):
        is_long = len(match[0]) > LONGEST_QUOTATION or "\n\n\n" in match[0]
        if not is_long and len(match[0].split()) >= FEWEST_WORDS:
            yield Passage(*match.span())


class Author(NamedTuple):
    """The words of the author inside a passage: «…, — сказал он»."""

    scene: Scene
    verb: int
    gap: int
    """Offset of the sign before the dash."""

    def next_gap(self, text: str, end: int) -> bool:
        """Whether the passage goes on after the words of the author: «…, — сказал он. — …»."""
        return INSIDE_RE.search(text, self.scene.tokens[self.verb].end, end) is not None


def author_inside(context: Context, passage: Passage) -> Author | None:
    """The first words inside a passage that report it."""
    for gap in INSIDE_RE.finditer(context.doc.text, *passage):
        scene = context.scene_at(gap.end())
        verb = token_at(scene, gap.end()) if scene else None
        if scene is not None and verb is not None and reports_quotation(scene, verb):
            return Author(scene, verb, gap.start())
    return None


def said_inside(context: Context, passage: Passage) -> Said | None:
    """«…, — сказал X. — …»: the words of the author are inside the quotation."""
    author = author_inside(context, passage)
    if author is None:
        return None
    speaker = context.speakers.of_quotation(author.scene, author.verb, (passage.start, author.gap))
    return Said(author.scene, speaker, *passage, author.verb)


def said_after(context: Context, passage: Passage) -> Said | None:
    """«…», — сказал X: the verb follows the quotation at once, the speaker the verb, or the verb the speaker."""
    gap = AFTER_RE.match(context.doc.text, passage.end)
    scene = context.scene_at(gap.end()) if gap else None
    first = token_at(scene, gap.end()) if gap and scene else None
    if gap is None or scene is None or first is None:
        return None
    verb = _verb_after(scene, first, after_dash=any(sign in gap[0] for sign in DASHES))
    if verb is None:
        return None
    start = _start_of_said(context, passage)
    speaker = context.speakers.of_quotation(scene, verb, (start, passage.end), since=first)
    return Said(scene, speaker, start, passage.end, verb)


def _start_of_said(context: Context, passage: Passage) -> int:
    """Where what is said begins: with the sentence, if the quotation is only a part of it or a title."""
    text, start = context.doc.text, passage.start
    scene = context.scene_at(start)
    if scene is None or not (text[start + 1 : start + 2].islower() or _is_inside_clause(text, scene, start)):
        return start
    return start if _follows_another(scene, start) else scene.sentence.start


def said_before(context: Context, passage: Passage) -> Said | None:
    """X заявил: «…», also with other verbs before the colon, and «по словам X: «…»»."""
    place = _before_colon(context, passage)
    if place is None:
        return None
    scene, colon = place
    source = source_at(scene, context.speakers, 0)
    if source is not None and source.after == colon:
        return Said(scene, source.speaker, *passage, 0)
    verb = _verb_before(scene, colon + 1, context.doc.text[passage.start : passage.end])
    return Said(scene, _speaker_before(context, scene, verb, colon + 1), *passage, verb) if verb is not None else None


def _before_colon(context: Context, passage: Passage) -> tuple[Scene, int] | None:
    """The sentence and the colon right before a quotation; they may be on the line before."""
    start = passage.start
    before = context.doc.text[max(start - CHARACTERS_TO_COLON, 0) : start].rstrip(" '\n")
    scene = context.scene_at(start)
    t = token_at(scene, start) if scene else None
    if not before.endswith(":") or scene is None or t is None:
        return None
    if t <= 1 and scene.index:
        scene = context.scenes[scene.index - 1]
        t = len(scene.tokens)
    return scene, t - 1


def _speaker_before(context: Context, scene: Scene, verb: int, stop: int) -> Speaker | None:
    """Who says what follows a colon: the subject of the verb before it."""
    named: Speaker | None = context.speakers.speaker_before(scene, verb)
    if named is not None or not is_speech(scene, verb):
        return named
    return context.speakers.speaker_after(scene, verb, stop) or context.speakers.nameless_beside(scene, verb, stop=stop)


def token_at(scene: Scene, offset: int) -> int | None:
    """Index of the first token that ends after an offset; None at the end of the sentence."""
    return next((t for t, token in enumerate(scene.tokens) if token.end > offset), None)


def _verb_after(scene: Scene, first: int, *, after_dash: bool) -> int | None:
    """The verb by which a quotation before token `first` is said; right after a dash any finite verb is."""
    if scene.tokens[first].text.lower() == "как":
        return None
    tokens = range(first, min(first + TOKENS_TO_VERB, len(scene.tokens)))
    end = next((t for t in tokens if _ends_search(scene, t)), None)
    if end is None or not scene.words[end].finite:
        return None
    return end if is_speech(scene, end) or (after_dash and end == first) else None


def _ends_search(scene: Scene, t: int) -> bool:
    return scene.is_word(t) and (scene.tokens[t].text in ",;:." or scene.words[t].finite)


def _verb_before(scene: Scene, colon: int, quotation: str) -> int | None:
    """The last verb of speech before a colon; before a quotation that is a sentence any finite verb."""
    free = [v for v in range(colon - 1, -1, -1) if scene.cover[v] < 0]
    says = next((v for v in free if is_speech(scene, v) and scene.words[v].form != "Inf"), None)
    if says is not None or not _is_sentence(quotation):
        return says
    return next((v for v in free if scene.words[v].finite), None)


def reports_quotation(scene: Scene, verb: int) -> bool:
    """Whether a token is a finite verb of speech: inside a quotation any of them reports it («комментирует он»)."""
    return is_reporting(scene, verb) or (scene.words[verb].finite and is_speech(scene, verb))


def _follows_another(scene: Scene, start: int) -> bool:
    """Whether a quotation and the verb of who says it precede this one («…», — сказал X, но «…»)."""
    last = bisect_left([token.start for token in scene.tokens], start)
    end = next((t for t in range(last) if scene.is_word(t) and scene.tokens[t].text in CLOSING), last)
    return any(scene.is_word(t) and is_speech(scene, t) for t in range(end + 1, last))


def _is_inside_clause(text: str, scene: Scene, start: int) -> bool:
    """Whether words of the author precede a quotation at once: it is a part of what is said, or a title."""
    before = text[scene.sentence.start : start].rstrip(" '")
    return bool(before) and before[-1].isalnum()


def _is_sentence(quotation: str) -> bool:
    """Whether a quotation has a predicate, as titles have not."""
    return any(word_info(word).finite for word in WORD_RE.findall(quotation))
