"""Sources: «по словам X, …», «…, по данным X», «как сообщает X, …», «в сообщении X говорится»."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.facts.statements.content import (
    DASHES,
    SHORTEST_CONTENT,
    content_end,
    content_start,
    ends_sentence,
    has_verb,
)
from extractor.facts.statements.matches import Matched, token_of, trigger_of
from extractor.facts.statements.nameless import genitive_phrase
from extractor.facts.statements.said import Said, Speaker
from extractor.facts.statements.speakers import Speakers
from extractor.facts.statements.third_parties import is_third_party
from extractor.facts.statements.words import vocabulary
from extractor.grammar.cell_rules import once
from extractor.sentence.anaphora import is_of_another
from extractor.sentence.clauses import SUBORDINATORS, after_adjectives
from extractor.sentence.genders import noun_gender, owner_gender
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene
from extractor.sentence.speech import is_source, says_in
from extractor.sentence.subjects import is_as_named, is_subject_alone
from extractor.sentence.words import GEN, WordInfo

TOKENS_OF_SOURCE = 16
"""Tokens of «…главы областного управления МЧС Ивана Котова» at most."""
TOKENS_TO_NOUN = 4
"""Tokens from «по» to «данным»: «по его последним данным»."""
TOKENS_TO_DOCUMENT = 5
"""Tokens from the verb to the noun of the document: «говорится в официальном сообщении»."""
TOKENS_TO_OWNER = 15
"""Tokens from the verb to whose document it is: «говорится в сообщении на сайте управления МЧС»."""
WORDS_BEFORE_SOURCE = 3
"""Tokens before an inserted source that are no statement alone: «А завод, по словам Котова, …»."""
VOWELS = "аеёиоуыэюя"


class Source(NamedTuple):
    """A source in its sentence."""

    speaker: Speaker | None
    after: int
    """The index after its words."""


# --- the readings and the guards ---


def around_source(match: Matched) -> Iterator[Said]:
    """What «по словам X» or «как сообщает X» is about: the clause that it precedes, interrupts or follows."""
    scene, first = match.row.scene, trigger_of(match)
    source, span = _source_of(match), _content(match)
    assert source is not None
    assert span is not None
    yield Said(scene, source.speaker, scene.tokens[span[0]].start, scene.tokens[span[1] - 1].end, first)


def no_source(match: Matched) -> bool:
    """«Лучший по версии X», «Комитет по Оценке СМИ», «по сообщению»: nobody's words are given."""
    return _source_of(match) is None


def before_colon(match: Matched) -> bool:
    """«По словам X: «…»»: a quotation or the next paragraph follows."""
    scene, source = match.row.scene, _source_of(match)
    return source is not None and source.after < len(scene.tokens) and scene.tokens[source.after].text == ":"


def nothing_around(match: Matched) -> bool:
    """There are not words enough on either side."""
    return _content(match) is None


def asks_how(match: Matched) -> bool:
    """«Поручил проверить, как туроператоры информируют группы»: what is asked, and no source."""
    scene, at = match.row.scene, trigger_of(match)
    return at > 1 and scene.tokens[at - 1].text == "," and bool(scene.words[at - 2].lemmas & vocabulary()["asking_how"])


@once
def _content(match: Matched) -> tuple[int, int] | None:
    """The first and last token of what a source says."""
    source = _source_of(match)
    return None if source is None else _content_around(match.row.scene, trigger_of(match), source.after)


@once
def _source_of(match: Matched) -> Source | None:
    scene, speakers = match.row.scene, Speakers(match.row.antecedents)
    if "verb" in match.cells:
        return _as_somebody_says(scene, speakers, trigger_of(match), token_of(match, "verb"))
    return source_at(scene, speakers, trigger_of(match))


def source_at(scene: Scene, speakers: Speakers, t: int) -> Source | None:
    """Whose words are meant from «по словам» on, and the index after them; None where no source begins at a token."""
    if not is_source(scene, t):
        return None
    named = scene.item_at(t + 1)
    if named is not None:
        return Source(named, named.last)
    noun = next(i for i in range(t + 1, t + TOKENS_TO_NOUN) if scene.words[i].lemma in vocabulary()["sources"])
    if noun + 1 >= len(scene.tokens) or not _gives_words(scene, t, noun):
        return None
    return _source_of_noun(scene, speakers, t, noun)


def _source_of_noun(scene: Scene, speakers: Speakers, t: int, noun: int) -> Source:
    """Whose words a noun after «по» gives: «по его словам», «по словам главы Минфина», «по данным экспертов»."""
    if noun - 1 > t and owner_gender(scene.tokens[noun - 1].text):
        return Source(speakers.antecedents.of_pronoun(scene, noun - 1), noun + 1)
    speaker: Speaker | None = _named_source(scene, speakers, noun + 1) or genitive_phrase(scene, noun + 1)
    return Source(speaker, _after_source(scene, noun + 1, speaker))


def _gives_words(scene: Scene, t: int, noun: int) -> bool:
    """Whether «по» and its noun give what somebody says: not «лучший по версии X», «Комитет по Оценке СМИ»."""
    if scene.tokens[noun].text[0].isupper() and not scene.tokens[t].text[0].isupper():
        return False
    ranks = scene.words[noun].lemma in vocabulary()["ranking_sources"]
    return not (ranks and t and scene.tokens[t - 1].text not in ",.—–(")


def document_owner(scene: Scene, verb: int) -> Item | None:
    """Whose document says something: it is named after the verb («говорится в сообщении X») or before it."""
    nouns = [t for t, word in enumerate(scene.words) if word.lemma in vocabulary()["documents"]]
    if any(verb < t < verb + TOKENS_TO_DOCUMENT for t in nouns):
        return _first_name(scene, verb + 1, verb + TOKENS_TO_OWNER)
    owners = (_first_name(scene, t + 1, verb) for t in nouns if t < verb)
    return next(filter(None, owners), None)


def _as_somebody_says(scene: Scene, speakers: Speakers, first: int, verb: int) -> Source:
    """«Как сообщает X, …»: who says it and the index of the comma after it, relative clauses passed over."""
    speaker = document_owner(scene, verb) if says_in(scene, verb) else _who_reports(scene, speakers, verb, first + 1)
    n = len(scene.tokens)
    commas = [t for t in range(verb + 1, n) if scene.tokens[t].text == "," and scene.cover[t] < 0]
    if len(commas) > 1 and _is_relative(scene, commas[0] + 1):
        commas = commas[1:]
    return Source(speaker, commas[0] if commas else n)


def _who_reports(scene: Scene, speakers: Speakers, verb: int, since: int) -> Speaker | None:
    """The speaker of a verb, after it or before it from `since` on; with a name first."""
    named = speakers.speaker_after(scene, verb) or speakers.speaker_before(scene, verb, since)
    return named or speakers.nameless_after(scene, verb) or speakers.nameless_before(scene, verb, since)


def _is_relative(scene: Scene, t: int) -> bool:
    """Whether a participle or «который» begins at a token: «в проекте, опубликованном на сайте,»."""
    return (scene.words[t].form == "Part" and not scene.words[t].finite) or scene.words[t].lemma == "который"


def _named_source(scene: Scene, speakers: Speakers, first: int) -> Item | str | None:
    """Whose words they are: the last person of the phrase in the genitive, else its first organization or place."""
    phrase = _SourcePhrase(scene, speakers, first)
    phrase.read()
    if phrase.person is not None or phrase.is_somebody_else:
        return phrase.person
    noun = after_adjectives(scene, first)
    if phrase.body is None:
        return _antecedent_of_trade(scene, speakers, noun)
    if phrase.unnamed and phrase.body.kind == "organization":
        return None
    return speakers.antecedents.of_post_at(scene, phrase.body, genitive_from=noun)


def _antecedent_of_trade(scene: Scene, speakers: Speakers, noun: int) -> str | None:
    """The person whom «по словам известного певца» means."""
    if not scene.is_word(noun) or not _is_one_animate(scene.words[noun]) or is_of_another(scene, noun):
        return None
    return speakers.antecedents.person_before(scene, noun, gender=noun_gender(scene.tokens[noun].text))


def _is_one_animate(word: WordInfo) -> bool:
    return word.animate and word.singular and word.upos == "NOUN"


class _SourcePhrase:
    """Reads the phrase in the genitive after «по словам»."""

    def __init__(self, scene: Scene, speakers: Speakers, first: int) -> None:
        self._scene = scene
        self._speakers = speakers
        self._first = first
        self.person: Item | None = None
        self.is_somebody_else = False
        """The person named there is not the source but the subject, or somebody's relative speaks."""
        self.body: Item | None = None
        self.unnamed = False
        self._headed = False
        self._after_group = -1

    def read(self) -> None:
        scene = self._scene
        for t in range(self._first, min(self._first + TOKENS_OF_SOURCE, len(scene.tokens))):
            item = scene.item_at(t)
            if item is not None and item.kind == "person":
                self._read_person(item)
                return
            if item is not None:
                self._read_item(item)
            elif self._ends(t):
                return
            else:
                self._read_word(t)

    def _read_item(self, item: Item) -> None:
        if item.kind in ("organization", "location"):
            self.body = self.body or item
        self._headed = True

    def _read_word(self, t: int) -> None:
        """Takes a word: a noun for somebody before the name may be whose words they are («главы Минфина»)."""
        word = self._scene.words[t]
        if self.body is not None or not word.animate or word.upos != "NOUN":
            return
        if not self._headed and not word.singular:
            self._after_group = t + 1
        self.unnamed = self._headed = True

    def _read_person(self, item: Item) -> None:
        scene = self._scene
        other = self.body is None and _is_subject_after(scene, item, self._first)
        other = other or item.first == self._after_group or _is_subject(scene, self._speakers, item)
        if other or is_third_party(scene, item, self._speakers.antecedents):
            self.is_somebody_else = True
        else:
            self.person = item

    def _ends(self, t: int) -> bool:
        word = self._scene.words[t]
        if self._scene.tokens[t].text in ",;:." or word.finite:
            return True
        other_case = word.upos == "NOUN" and not word.cases & GEN
        return self.body is None and (word.upos == "ADP" or other_case)


def _is_subject_after(scene: Scene, item: Item, first: int) -> bool:
    """Whether a name is already the subject, no longer part of the source («по сведениям изданий Котов …»)."""
    before = scene.words[item.first - 1]
    own = item.first > first and scene.cover[item.first - 1] < 0
    return own and before.upos == "NOUN" and not before.animate and is_as_named(scene, item)


def _is_subject(scene: Scene, speakers: Speakers, item: Item) -> bool:
    """Whether a name is a masculine nominative that a clause follows: «по данным Котов болен»."""
    ends = item.last >= len(scene.tokens) or scene.tokens[item.last].text in ",)»"
    man = not speakers.antecedents.may_be(item.id, "Fem") and scene.tokens[item.last - 1].text[-1] not in VOWELS
    return man and not ends and is_as_named(scene, item)


def _after_source(scene: Scene, first: int, speaker: Speaker | None) -> int:
    """Index of the comma that ends «по словам X», or of the first word of the clause where there is none."""
    after = _end_of_source(scene, first)
    if speaker is None or isinstance(speaker, str) or scene.tokens[min(after, len(scene.tokens) - 1)].text == ",":
        return after
    return max(after, speaker.last)


def _end_of_source(scene: Scene, first: int) -> int:
    """The comma or the colon after a source; where a verb comes before both, the index after its first word."""
    free = (t for t in range(first, len(scene.tokens)) if scene.cover[t] < 0)
    end = next((t for t in free if scene.tokens[t].text in (",", ":") or scene.words[t].finite), None)
    if end is not None and not scene.words[end].finite:
        return end
    named = scene.item_at(first)
    return named.last if named else first + 1


def _first_name(scene: Scene, first: int, stop: int) -> Item | None:
    """The first organization or person of some tokens, or the place that they begin with; before any comma."""
    for t in range(first, min(stop, len(scene.tokens))):
        item = scene.item_at(t)
        if item is not None and (item.kind in ("organization", "person") or (item.kind == "location" and t == first)):
            return item
        if scene.tokens[t].text in ",.;":
            break
    return None


# --- what a source says ---


class _Sides(NamedTuple):
    """The tokens on both sides of a source."""

    left: int
    """Where the clause before it begins."""
    left_end: int
    right: int
    """The token after it and its comma."""
    end: int
    """The index after the last token of the sentence, or of the brackets."""
    in_brackets: bool
    has_comma: bool
    """A comma follows the source."""


def _content_around(scene: Scene, first: int, after: int) -> tuple[int, int] | None:
    """The first and last token of what was said around a source that takes the tokens from `first` to `after`."""
    sides = _sides_of(scene, first, after)
    if _is_inserted(scene, sides):
        return _start_of_left(scene, sides), min(content_end(scene, sides.right), sides.end)
    if _leads_to_paragraph(scene, sides):
        return None
    before = _length_before(sides)
    joined = before > 0 and _is_conjunction(scene, sides.left_end - 1)
    longer = joined or sides.end - sides.right >= before or first - sides.left <= WORDS_BEFORE_SOURCE
    if longer and sides.end - sides.right >= SHORTEST_CONTENT:
        return _right_of(scene, sides)
    return (_start_of_left(scene, sides), sides.left_end) if before >= SHORTEST_CONTENT and not joined else None


def _leads_to_paragraph(scene: Scene, sides: _Sides) -> bool:
    """Whether a sentence only says whose words the next paragraph gives: «Как сообщает X, из-за болезни:»."""
    return scene.tokens[-1].text == ":" and not has_verb(scene, sides.right, sides.end)


def _length_before(sides: _Sides) -> int:
    """Tokens before a source that may be what is said: none where it is in brackets and more follows there."""
    return 0 if sides.in_brackets and sides.right < sides.end else sides.left_end - sides.left


def _right_of(scene: Scene, sides: _Sides) -> tuple[int, int]:
    """What follows a source, without «что»."""
    that = scene.tokens[sides.right].text.lower() == "что"
    return sides.right + that, min(content_end(scene, sides.right), sides.end)


def _start_of_left(scene: Scene, sides: _Sides) -> int:
    return sides.left or content_start(scene, sides.left_end)


def _sides_of(scene: Scene, first: int, after: int) -> _Sides:
    tokens, n = scene.tokens, len(scene.tokens)
    end = n - 1 if tokens[-1].text in ".!?…;" else n
    in_brackets = first > 0 and tokens[first - 1].text == "("
    if in_brackets:
        end = next((t for t in range(after, n) if tokens[t].text == ")"), end)
    has_comma = after < n and tokens[after].text == ","
    return _Sides(*_left_of(scene, first), after + has_comma, end, in_brackets, has_comma)


def _is_inserted(scene: Scene, sides: _Sides) -> bool:
    """Whether a source interrupts what is said: «Мост, по словам Котова, закрыт», «рабочих, как пишет X, уволили»."""
    left, end = sides.left, sides.left_end
    if not _has_two_sides(sides) or _is_conjunction(scene, end - 1):
        return False
    begun = is_subject_alone(scene, left, end) or (left > 0 and not has_verb(scene, left, end))
    return begun or not has_verb(scene, sides.right, sides.end)


def _has_two_sides(sides: _Sides) -> bool:
    """Whether a source is between two parts of its sentence, in commas."""
    return not sides.in_brackets and sides.has_comma and sides.left < sides.left_end and sides.right < sides.end


def _left_of(scene: Scene, first: int) -> tuple[int, int]:
    """The first and last token of the clause before a source: of «…, а Котов, по словам X, …» «Котов»."""
    end = first
    while end > 0 and scene.tokens[end - 1].text in {*DASHES, ",", "("}:
        end -= 1
    start = next((t + 1 for t in range(first - 1, 0, -1) if ends_sentence(scene, t)), 0)
    joined = [t + 1 for t in range(start + 1, end - 1) if _joins(scene, t) and not has_verb(scene, t + 1, end)]
    return joined[-1] if joined else start, end


def _joins(scene: Scene, t: int) -> bool:
    """Whether a token is the «а» of «, а»."""
    return scene.tokens[t - 1].text == "," and scene.words[t].upos == "CCONJ"


def _is_conjunction(scene: Scene, t: int) -> bool:
    """Whether a word leads over to the clause after an inserted source («но, по его словам,», «которые, …»)."""
    word = scene.words[t]
    return word.upos in ("CCONJ", "SCONJ") or word.lemma in SUBORDINATORS or word.lemma in vocabulary()["joining"]
