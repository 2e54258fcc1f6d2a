"""Mentions of organizations or places that are the same, and the name each gets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.document import NameMention, Token, Word
from extractor.language.geography import find_long_name, find_place
from extractor.language.lexicon import normalize_word
from extractor.language.patterns import compile_re
from extractor.names.forms import Candidate, Tag, is_class, is_declined_place, nominatives, tag_of
from extractor.names.spelling import QUOTES, capitalized, key_of, merge_yo, spell

SAME_PHRASE = -5.0
"""Two phrases are one if a nominative that both may have is at least so likely."""
SHOUTED = 4
"""Letters up to which a name in capitals may be an abbreviation."""
ABSENT = -8.0
"""What a phrase that cannot have a nominative says of it."""


class PhraseMention(NamedTuple):
    """A mention with its words read."""

    mention: NameMention
    tokens: tuple[Token, ...]
    candidates: tuple[Candidate, ...]
    keys: tuple[str, ...]
    """Of the candidates."""


@dataclass(slots=True)
class PhraseGroup:
    """Mentions of one organization or place that read the same."""

    mentions: list[PhraseMention] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=dict)
    """Weights of the nominatives by their keys."""

    @property
    def key(self) -> str:
        """Of the likeliest nominative."""
        return max(self.votes, key=self.votes.__getitem__)

    @property
    def start(self) -> int:
        """Of the first mention."""
        return min(m.mention.start for m in self.mentions)


OPENING = ("«", "“", "„", '"')
CLASS_RE = compile_re(r"([А-Яа-яЁё-]+)\s+[«“„\"]$")
"""The word before the opening quotation mark of a name."""


def read_phrase(mention: NameMention, tokens: Sequence[Token], words: Mapping[int, Word], text: str) -> PhraseMention:
    """The words of a mention; `tokens` are those inside it, `words` is the grammar by the start of a token."""
    texts = tuple(token.text for token in tokens)
    known = find_long_name(texts) if mention.kind == "location" and len(texts) > 1 else None
    if mention.name is not None:
        candidates: tuple[Candidate, ...] = (Candidate(_as_given(texts, mention.name), 0.0),)
    elif known and len(spelled := tuple(known.split())) == len(texts):
        candidates = (Candidate(spelled, 0.0),)
    elif _is_quoted_after_class(mention, text):
        candidates = (Candidate(texts, 0.0),)
    else:
        candidates = _candidates(texts, tuple(tag_of(words.get(token.start)) for token in tokens), mention.kind)
    keys = tuple(key_of(_joined(mention, tokens, candidate.words)) for candidate in candidates)
    return PhraseMention(mention, tuple(tokens), candidates, keys)


def _as_given(texts: Sequence[str], name: str) -> tuple[str, ...]:
    """The words of a known nominative, token by token; all on the first where they are more or fewer."""
    words = name.split()
    if len(words) == sum(text not in QUOTES for text in texts):
        given = iter(words)
        return tuple(text if text in QUOTES else next(given) for text in texts)
    return name, *[""] * (len(texts) - 1)


def _is_quoted_after_class(mention: NameMention, text: str) -> bool:
    """«резиденции «Куксарой»»: a noun before it declines, so the name itself does not."""
    start = mention.start + (mention.text[0] in QUOTES)
    if text[start - 1 : start] not in OPENING:
        return False
    before = CLASS_RE.search(text, max(0, start - 40), start)
    return before is not None and is_class(before[1])


def _candidates(texts: tuple[str, ...], tags: tuple[Tag, ...], kind: str) -> tuple[Candidate, ...]:
    if len(texts) > 2 and texts[0] in QUOTES and texts[-1] in QUOTES:  # the whole name is quoted
        inner = nominatives(texts[1:-1], tags[1:-1], kind)
        return tuple(Candidate((texts[0], *c.words, texts[-1]), c.weight) for c in inner)
    return nominatives(texts, tags, kind)


def _joined(mention: NameMention, tokens: Sequence[Token], words: Sequence[str]) -> str:
    """The text of a mention with its tokens replaced."""
    pieces, end = [], mention.start
    for token, word in zip(tokens, words, strict=True):
        if token.start > end:
            pieces.append(mention.text[end - mention.start : token.start - mention.start])
        pieces.append(word)
        end = token.end
    return " ".join("".join(pieces).split())


def group_phrases(mentions: Iterable[PhraseMention]) -> list[PhraseGroup]:
    """Groups of mentions that are forms of one name, in order of first mention."""
    groups: list[PhraseGroup] = []
    index: dict[str, PhraseGroup] = {}
    for reading in sorted(mentions, key=lambda m: m.mention.start):
        best, best_score = None, SAME_PHRASE
        for key, candidate in zip(reading.keys, reading.candidates, strict=True):
            group = index.get(key)
            if group is not None:
                score = candidate.weight + group.votes[key] - max(group.votes.values())
                if score > best_score:
                    best, best_score = group, score
        if best is None:
            best = PhraseGroup()
            groups.append(best)
        _vote(best, reading)
        for key, candidate in zip(reading.keys, reading.candidates, strict=True):
            if candidate.weight > SAME_PHRASE:
                index.setdefault(key, best)
    return groups


def _vote(group: PhraseGroup, reading: PhraseMention) -> None:
    own = dict(zip(reading.keys, (c.weight for c in reading.candidates), strict=True))
    known = len(group.mentions)
    for key in own:  # in their order: of equal votes the first wins
        group.votes.setdefault(key, ABSENT * known)
    for key in group.votes:
        group.votes[key] += max(own.get(key, ABSENT), ABSENT)
    group.mentions.append(reading)


def name_phrase(group: PhraseGroup) -> str:
    """The nominative that the mentions agree on, spelled with ё where any of them has it."""
    key = group.key
    with_key = [m for m in group.mentions if key in m.keys]
    reading = next((m for m in with_key if not m.mention.text.isupper()), with_key[0])
    words = list(reading.candidates[reading.keys.index(key)].words)
    others = [m for m in group.mentions if len(m.tokens) == len(words)]
    for i, (word, token) in enumerate(zip(words, reading.tokens, strict=True)):
        texts = [other.tokens[i].text for other in others]
        words[i] = merge_yo(spell(normalize_word(word), token.text) if word != token.text else word, texts)
    name = _joined(reading.mention, reading.tokens, words)
    is_place = reading.mention.kind == "location" and is_declined_place(name)
    if name.isupper() and (is_place or (len(name) > SHOUTED and find_place(name))):
        return " ".join(map(capitalized, name.split()))
    return name
