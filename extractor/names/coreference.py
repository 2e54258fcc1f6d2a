"""Mentions that mean the same thing in one article become one entity."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from extractor.document import Document, Location, Mention, NameKind, NameMention, Organization, Person, Token, Word
from extractor.language.geography import find_place
from extractor.language.lexicon import normalize_word
from extractor.language.morphology import lemma
from extractor.language.patterns import compile_re
from extractor.names.group_people import group_people
from extractor.names.group_phrases import PhraseMention, group_phrases, name_phrase, read_phrase
from extractor.names.keys import name_key
from extractor.names.name_people import name_person
from extractor.names.parts import name_types, split_name
from extractor.names.people import Around, prepare
from extractor.names.people_by_shape import group_nouns, relatives
from extractor.names.person_mentions import PersonMention, as_plural, family_names, read_person
from extractor.names.publishers import is_media_name, is_publisher
from extractor.names.same_names import NamedGroup, join_names
from extractor.names.surroundings import look_at_sentence

OF_ONE = ("сем", "династи")
"""Beginnings of nouns for people of one family that may be called by the name of one of them («семья Биби»)."""
FAMILY_RE = compile_re(r"(?:(?<!\w)[Мм]уж\w*[ \u00a0]+и[ \u00a0]+жен\w+|([А-Яа-яё]+))[ \u00a0]+$")
TWO_PEOPLE_RE = compile_re(
    r"([А-ЯЁ][а-яё-]+)\s+((?:[А-ЯЁ]\.\s*){2}[А-ЯЁ][а-яё-]+)|([А-ЯЁ][а-яё-]+\s+[А-ЯЁ][а-яё-]+)\s+([А-ЯЁ][а-яё-]+)"
)
LONGEST_BEFORE = 60
"""Letters before a name in which a relative may be."""
WORDS_BEFORE_RE = compile_re(r"[А-ЯЁа-яё-]+(?: [А-ЯЁа-яё-]+){0,3} $")
GENITIVE = ("а", "я", "ого")
VOWELS = "аеёиоуыэюя"


def prepare_names(docs: Iterable[Document]) -> None:
    """Prefetches the look-ups of `group_names` for the people of many articles."""
    prepare(part.plain for doc in docs for name in doc.names if name.kind == "person" for part in split_name(name.text))


def group_names(doc: Document) -> tuple[tuple[Person, ...], tuple[Organization, ...], tuple[Location, ...]]:
    """The people, organizations and locations of `doc.names`, each in order of first mention.

    Needs `doc.sentences`, `doc.words` (of the sentences that hold a name) and `doc.names`.
    """
    located = list(_locate(doc))
    readings = [
        read_person(n.name, n.words, n.around, is_family=_is_family(doc.text, n.name))
        for n in located
        if n.name.kind == "person"
    ]
    families = family_names(readings)
    people = _people([as_plural(one, families) for one in readings], doc.text)
    organizations = [read_phrase(n.name, n.tokens, n.words, doc.text) for n in located if n.name.kind == "organization"]
    locations = [read_phrase(n.name, n.tokens, n.words, doc.text) for n in located if n.name.kind == "location"]
    return people, _organizations(doc, organizations), _locations(doc, locations)


class _Located(NamedTuple):
    """A name in its sentence."""

    name: NameMention
    tokens: Sequence[Token]
    words: Mapping[int, Word]
    """Grammar of the name's tokens by their starts."""
    around: Around


def _locate(doc: Document) -> Iterator[_Located]:
    names = [part for name in sorted(doc.names, key=lambda name: name.start) for part in _apart(name, doc.text)]
    at = 0
    for index, sentence in enumerate(doc.sentences):
        if at == len(names):
            break
        if names[at].start >= sentence.end:
            continue
        tokens, grammar = sentence.tokens, doc.words.get(index, ())
        while at < len(names) and names[at].start < sentence.end:
            name = _with_kind(names[at])
            at += 1
            first = bisect_left(tokens, name.start, key=_start)
            last = bisect_left(tokens, name.end, key=_start)
            words = {token.start: word for token, word in zip(tokens[first:last], grammar[first:last], strict=False)}
            around = look_at_sentence(tokens, grammar, first, last) if name.kind == "person" else Around()
            yield _Located(name, _clipped(tokens, name, first, last), words, around)


def _clipped(tokens: Sequence[Token], name: NameMention, first: int, last: int) -> Sequence[Token]:
    """The tokens of a name; of one that it shares with another name («Китай–Кыргызстан») its part."""
    inside = tokens[first:last]
    if first and tokens[first - 1].end > name.start:
        inside = (tokens[first - 1], *inside)
    if inside and (inside[0].start < name.start or inside[-1].end > name.end):
        cut = [(max(token.start, name.start), min(token.end, name.end), token) for token in inside]
        return tuple(Token(a, b, token.text[a - token.start : b - token.start]) for a, b, token in cut)
    return inside


_start = attrgetter("start")


def _is_family(text: str, name: NameMention) -> bool:
    """«супругам», «муж и жена» before the name; «семье» only where the name shows the plural («Лосевых»)."""
    before = FAMILY_RE.search(text, max(0, name.start - 40), name.start)
    if before is None or before[1] is None:
        return before is not None
    noun = normalize_word(before[1])
    return noun in group_nouns() and (not noun.startswith(OF_ONE) or name.text.endswith(("ых", "их")))


def _apart(name: NameMention, text: str) -> tuple[NameMention, ...]:
    """«адвокат Савельева Л. В. Дёмина»: the name before two initials and a name is somebody else's."""
    match = TWO_PEOPLE_RE.fullmatch(name.text) if name.kind == "person" and name.name is None else None
    before = text[max(0, name.start - LONGEST_BEFORE) : name.start]
    if match is None or (match[3] and not _is_of_relative(match, before)):
        return (name,)
    (start, end), second = match.span(1 if match[1] else 3), match.start(2 if match[1] else 4)
    return (
        name._replace(end=name.start + end, text=name.text[start:end]),
        name._replace(start=name.start + second, text=name.text[second:]),
    )


def _is_of_relative(match: re.Match[str], before: str) -> bool:
    """«сын бывшего президента Джо Байдена Хантер»: a given name, or one in another case, after whose relative it is."""
    words = WORDS_BEFORE_RE.search(before)
    if words is None or not any(lemma(word) in relatives() for word in words[0].split()):
        return False
    given, family = match[3].split()
    is_given = "Giv" in name_types(normalize_word(match[4])) and "Giv" not in name_types(normalize_word(family))
    return (is_given and "Giv" in name_types(normalize_word(given))) or (
        family.endswith(GENITIVE) and match[4][-1] not in VOWELS
    )


def _with_kind(name: NameMention) -> NameMention:
    """«ТАШКЕНТ» in capitals, as a dateline has it, is the city."""
    if name.kind == "organization" and len(name.text) > 4 and name.text.isupper() and find_place(name.text):
        return name._replace(kind="location")
    return name


def _people(readings: Iterable[PersonMention], text: str) -> tuple[Person, ...]:
    people = []
    groups = sorted(group_people(readings, text), key=lambda g: min(m.mention.start for m in g.mentions))
    for number, group in enumerate(groups, 1):
        found = name_person(group)
        people.append(
            Person(
                id=f"p{number}",
                key=found.key,
                name=found.name,
                aliases=found.aliases,
                given_name=found.given,
                patronymic=found.patronymic,
                family_name=found.family,
                mentions=_mentions(m.mention for m in group.mentions),
            )
        )
    return tuple(people)


def _organizations(doc: Document, readings: Sequence[PhraseMention]) -> tuple[Organization, ...]:
    return tuple(
        Organization(f"o{number}", name_key("organization", name), name, aliases, _role(doc, name, mentions), mentions)
        for number, (name, aliases, mentions) in enumerate(_entities(doc, readings, "organization"), 1)
    )


def _role(doc: Document, name: str, mentions: Sequence[Mention]) -> Literal["publisher"] | None:
    return "publisher" if is_publisher(doc.text, doc.datelines, name, mentions) else None


def _locations(doc: Document, readings: Sequence[PhraseMention]) -> tuple[Location, ...]:
    return tuple(
        Location(f"l{number}", name_key("location", name), name, aliases, mentions)
        for number, (name, aliases, mentions) in enumerate(_entities(doc, readings, "location"), 1)
    )


def _entities(
    doc: Document, readings: Sequence[PhraseMention], kind: NameKind
) -> Iterator[tuple[str, tuple[str, ...], tuple[Mention, ...]]]:
    """Name, aliases and mentions of each organization or place, in order of first mention."""
    phrases = group_phrases(readings)
    groups = [NamedGroup(name_phrase(g), [(m.mention.start, m.mention.end) for m in g.mentions]) for g in phrases]
    join_names(groups, doc.text, kind)
    joined: dict[int, list[int]] = {}
    for i, group in enumerate(groups):
        joined.setdefault(id(group.find()), []).append(i)
    for members in joined.values():
        names = [groups[i].name for i in members]
        name = _best_attested(Counter(groups[i].name for i in members for _ in groups[i].spans))
        aliases = tuple(dict.fromkeys(n for n in names if n != name))
        yield name, aliases, _mentions(m.mention for i in members for m in phrases[i].mentions)


def _best_attested(counts: Mapping[str, int]) -> str:
    """The longest of the names, but for a rarer one that runs on into the agency that reports.

    «Роскомнадзор» of «Роскомнадзор РБК» and «Роскомнадзор», which is used more.
    """
    longest = max(counts, key=len)
    for name, count in counts.items():
        if longest.startswith(f"{name} ") and count > counts[longest] and is_media_name(longest[len(name) + 1 :]):
            return name
    return longest


def _mentions(found: Iterable[NameMention]) -> tuple[Mention, ...]:
    return tuple(Mention(n.start, n.end, n.text, n.rule, n.score) for n in sorted(found, key=lambda n: n.start))
