"""Quotations with the verb of speech beside or inside them: «…», — сказал X; X заявил: «…»."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from extractor.facts.statements.context import Context
from extractor.facts.statements.said import Said, Speaker
from extractor.facts.statements.sources import source_at
from extractor.language.patterns import compile_re
from extractor.sentence.negation import has_negation
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


def find_quotations(context: Context) -> Iterator[Said | None]:
    """«…», — сказал X; X заявил: «…»."""
    yield from Quotations(context).find()


class Quotation(NamedTuple):
    """A passage in quotation marks."""

    start: int
    end: int


class Quotations:
    """Finds who says the quotations of an article."""

    def __init__(self, context: Context) -> None:
        self._doc = context.doc
        self._scenes = context.scenes
        self._speakers = context.speakers
        self._scene_at = context.scene_at

    def find(self) -> Iterator[Said]:
        """The quotations whose speaker is known, in order."""
        for match in QUOTATION_RE.finditer(self._doc.text, self._doc.body_start):
            quotation = Quotation(*match.span())
            if quotation.end - quotation.start > LONGEST_QUOTATION or "\n\n\n" in match[0]:
                continue
            if len(match[0].split()) >= FEWEST_WORDS:
                said = self._said_inside(quotation) or self._said_before(quotation) or self._said_after(quotation)
                if said:
                    yield said

    def _said_inside(self, quotation: Quotation) -> Said | None:
        """«…, — сказал X. — …»: the words of the author are inside the quotation."""
        start, end = quotation
        for gap in INSIDE_RE.finditer(self._doc.text, start, end):
            scene = self._scene_at(gap.end())
            verb = token_at(scene, gap.end()) if scene else None
            if scene is None or verb is None or not reports_quotation(scene, verb):
                continue
            speaker = self._speakers.of_quotation(scene, verb, (start, gap.start()))
            return self._speakers.said(scene, speaker, start, end, verb, "statement.quotation-verb-name")
        return None

    def _said_after(self, quotation: Quotation) -> Said | None:
        """«…», — сказал X: the verb follows the quotation at once, the speaker the verb, or the verb the speaker."""
        gap = AFTER_RE.match(self._doc.text, quotation.end)
        scene = self._scene_at(gap.end()) if gap else None
        first = token_at(scene, gap.end()) if gap and scene else None
        if gap is None or scene is None or first is None or scene.tokens[first].text.lower() == "как":
            return None
        verb = _verb_after(scene, first, any(sign in gap[0] for sign in DASHES))
        if verb is None:
            return None
        start = self._start_of_said(quotation)
        speaker = self._speakers.of_quotation(scene, verb, (start, quotation.end), since=first)
        return self._speakers.said(scene, speaker, start, quotation.end, verb, "statement.quotation-verb-name")

    def _start_of_said(self, quotation: Quotation) -> int:
        """Where what is said begins: with the sentence, if the quotation is only a part of it or a title."""
        text, start = self._doc.text, quotation.start
        scene = self._scene_at(start)
        if scene is None or not (text[start + 1 : start + 2].islower() or _is_inside_clause(text, scene, start)):
            return start
        return start if _follows_another(scene, start) else scene.sentence.start

    def _said_before(self, quotation: Quotation) -> Said | None:
        """X заявил: «…», also with other verbs before the colon."""
        start, end = quotation
        before = self._doc.text[max(start - CHARACTERS_TO_COLON, 0) : start].rstrip(" '\n")
        scene = self._scene_at(start)
        t = token_at(scene, start) if scene else None
        if not before.endswith(":") or scene is None or t is None:
            return None
        if t <= 1 and scene.index:
            scene = self._scenes[scene.index - 1]
            t = len(scene.tokens)
        source = source_at(scene, self._speakers, 0)
        if source is not None and source.after == t - 1:
            return self._speakers.said(scene, source.speaker, start, end, 0, "statement.name-verb-quotation")
        verb = _verb_before(scene, t, self._doc.text[start:end])
        if verb is None or has_negation(scene, verb):
            return None
        speaker = self._before_colon(scene, verb, t)
        return self._speakers.said(scene, speaker, start, end, verb, "statement.name-verb-quotation")

    def _before_colon(self, scene: Scene, verb: int, colon: int) -> Speaker | None:
        """Who says what follows a colon: the subject of the verb before it."""
        named = self._speakers.before(scene, verb)
        if named is not None or not is_speech(scene, verb):
            return named
        found: Speaker | None = self._speakers.after(scene, verb, colon)
        found = found or self._speakers.nameless_before(scene, verb)
        return found or self._speakers.nameless_after(scene, verb, colon)


def token_at(scene: Scene, offset: int) -> int | None:
    """Index of the first token that ends after an offset; None at the end of the sentence."""
    return next((t for t, token in enumerate(scene.tokens) if token.end > offset), None)


def _verb_after(scene: Scene, first: int, after_dash: bool) -> int | None:
    """The verb by which a quotation before token `first` is said; right after a dash any finite verb is."""
    for verb in range(first, min(first + TOKENS_TO_VERB, len(scene.tokens))):
        if scene.cover[verb] >= 0:
            continue
        if scene.tokens[verb].text in ",;:.":
            return None
        if scene.words[verb].finite:
            return verb if is_speech(scene, verb) or (after_dash and verb == first) else None
    return None


def _verb_before(scene: Scene, colon: int, quotation: str) -> int | None:
    """The last verb of speech before a colon; before a quotation that is a sentence any finite verb."""
    free = [v for v in range(colon - 1, -1, -1) if scene.cover[v] < 0]
    verbs = [v for v in free if is_speech(scene, v) and scene.words[v].form != "Inf"]
    if not verbs and _is_sentence(quotation):
        verbs = [v for v in free if scene.words[v].finite]
    return verbs[0] if verbs else None


def reports_quotation(scene: Scene, verb: int) -> bool:
    """Whether a token is a finite verb of speech: inside a quotation any of them reports it («комментирует он»)."""
    return is_reporting(scene, verb) or (scene.words[verb].finite and is_speech(scene, verb))


def _follows_another(scene: Scene, start: int) -> bool:
    """Whether a quotation and the verb of who says it precede this one («…», — сказал X, но «…»)."""
    last = bisect_left([token.start for token in scene.tokens], start)
    free = [t for t in range(last) if scene.cover[t] < 0]
    end = next((t for t in free if scene.tokens[t].text in CLOSING), last)
    return any(is_speech(scene, t) for t in free if t > end)


def _is_inside_clause(text: str, scene: Scene, start: int) -> bool:
    """Whether words of the author precede a quotation at once: it is a part of what is said, or a title."""
    before = text[scene.sentence.start : start].rstrip(" '")
    return bool(before) and before[-1].isalnum()


def _is_sentence(quotation: str) -> bool:
    """Whether a quotation has a predicate, as titles have not."""
    return any(word_info(word).finite for word in WORD_RE.findall(quotation))
