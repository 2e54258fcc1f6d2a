"""Mentions of organizations or places that are the same, and the name each gets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.document import NameMention, Token, Word
from extractor.language.geography import find_long_name
from extractor.language.lexicon import normalize_word
from extractor.names.forms import NO_TAG, Candidate, nominatives, tag_of
from extractor.names.spelling import QUOTES, key_of, merge_yo, spell

SAME = -5.0
"""Two phrases are one if a nominative that both may have is at least so likely."""
ABSENT = -8.0
"""What a phrase that cannot have a nominative says of it."""


@dataclass(frozen=True, slots=True)
class PhraseMention:
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


def read_phrase(mention: NameMention, tokens: Sequence[Token], words: Mapping[int, Word]) -> PhraseMention:
    """The words of a mention; `tokens` are those inside it, `words` is the grammar by the start of a token."""
    texts = tuple(token.text for token in tokens)
    tags = tuple(tag_of(words.get(token.start)) for token in tokens)
    known = find_long_name(texts) if mention.kind == "location" and len(texts) > 1 else None
    if known and len(spelled := tuple(known.split())) == len(texts):
        candidates: tuple[Candidate, ...] = (Candidate(spelled, 0.0),)
    else:
        quoted = bool(texts) and texts[0] in QUOTES
        candidates = nominatives(texts, (NO_TAG,) * len(tags) if quoted else tags, mention.kind)
    keys = tuple(key_of(_joined(mention, tokens, candidate.words)) for candidate in candidates)
    return PhraseMention(mention, tuple(tokens), candidates, keys)


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
        best, best_score = None, SAME
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
            if candidate.weight > SAME:
                index.setdefault(key, best)
    return groups


def _vote(group: PhraseGroup, reading: PhraseMention) -> None:
    own = dict(zip(reading.keys, (c.weight for c in reading.candidates), strict=True))
    known = len(group.mentions)
    for key in own.keys() - group.votes.keys():
        group.votes[key] = ABSENT * known
    for key in group.votes:
        group.votes[key] += max(own.get(key, ABSENT), ABSENT)
    group.mentions.append(reading)


def name_phrase(group: PhraseGroup) -> str:
    """The nominative that the mentions agree on, spelled with ё where any of them has it."""
    key = group.key
    reading = next((m for m in group.mentions if key in m.keys and not m.mention.text.isupper()), None)
    reading = reading or next(m for m in group.mentions if key in m.keys)
    words = list(reading.candidates[reading.keys.index(key)].words)
    others = [m for m in group.mentions if len(m.tokens) == len(words)]
    for i, (word, token) in enumerate(zip(words, reading.tokens, strict=True)):
        texts = [other.tokens[i].text for other in others]
        words[i] = merge_yo(spell(normalize_word(word), token.text) if word != token.text else word, texts)
    return _joined(reading.mention, reading.tokens, words)
