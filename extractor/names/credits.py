"""Agencies and papers that are credited: «РИАМО - 22 ноя.», «Фото: NUR.KZ», «Н. Каримова, УзА.», «передаёт Аsia Рlus».

The network, which learned from running text, knows them badly. Datelines are read by `text.dateline`.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.document import NameMention, Sentence, Token
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re
from extractor.names.bounds import state_bodies
from extractor.names.overlay import Context, apart, overlapping, overlay
from extractor.names.publishers import is_media_name
from extractor.names.spans import is_legal_form

CITY_RULE = "names.dateline"
RULE = "names.credit"
# Heuristic, unmeasured: there are no credits in the annotated texts.
SCORE = 0.93
CITY_SCORE = 0.95
BEGINNING = 600
"""Characters of the article in which the credit of the whole is looked for: after a header, a title, a line of time."""
FIRST_SENTENCES = 6
"""Among so many the city of a dateline is sought."""

_CREDIT = r"(?:[A-ZА-ЯЁ][\w.&’'-]*[\w+][ \t]+)?[«“\"]?[A-ZА-ЯЁ][\w.&’'-]*\w(?:[ \t]+[A-ZА-ЯЁ][\w.-]*\w)?[»”\"]?"
"""One to three capitalized words: «РИА Новости», «НИАТ «Ховар»»."""

OPENING_CREDIT_RE = compile_re(
    rf"""^[ \t]*(?:
        (?P<day>{_CREDIT})[ \t]+[—–-][ \t]+\d{{1,2}}[ \t]+[а-я]{{3,8}}[.,]?[ \t]      # «РИАМО - 22 ноя. »
      | (?P<country>{_CREDIT})[ \t]+\([A-Z]{{2}}\)[ \t]+[—–-][ \t]                   # «CentralAsia (UZ) - »
      | /(?P<agency>{_CREDIT})/[ \t.]+(?=[А-ЯЁA-Z])                                    # «/КирТАГ/ »
      | /[А-ЯЁ][а-яё]+[ ][А-ЯЁ][а-яё]+[ ][—–-][ ](?P<author>{_CREDIT})/              # «/Айгуль Осмонова - Кабар/»
      | \d[^\n]{{2,24}}\d\d:\d\d,[ \t](?P<time>\w+(?:\.\w+)*\.[a-z]{{2,4}})[ \t]*$  # «23 апр 2016 в 11:18, lenta.ru»
    )""",
    re.MULTILINE | re.VERBOSE,
)
OPENING_MEDIA_RE = compile_re(rf"[ \t]*(?P<media>{_CREDIT}):[ \t]")
"""«Дарьё: хоким уволен»: a headline that begins with the paper."""
CAPTION_WORDS = ("Фото", "Источник", "Видео", "Скриншот")
CAPTION_RE = compile_re(
    rf"(?:^|(?<=[\s.(]))(?:{'|'.join(CAPTION_WORDS)}|Фото с сайта)[ \t]*:[ \t]*"
    r"(?:[^\n/|,:]{2,40}[/|,][ \t]*)?"
    r"(?P<credit>\w[\w-]*(?:\.[\w-]+)*\.[A-Za-z]{2,6}\b|[A-ZА-ЯЁ][\w-]*\w(?:[ \t][A-ZА-ЯЁ][\w-]*\w)?)"
    r"(?=[ \t]*(?:[.)\n]|$))",
    re.MULTILINE,
)
"""«Фото: NUR.KZ», «Фото: Арман Осмонов / Sputnik»."""
SIGNATURE_RE = compile_re(
    r"^[ \t]*[А-ЯЁ]\.[ \t]?(?:[А-ЯЁ]\.[ \t]?)?[А-ЯЁ][а-яё-]+,[ \t](?P<credit>[A-ZА-ЯЁ][\w.-]*\w)\.?[ \t]*$",
    re.MULTILINE,
)
"""«Н. Каримова, УзА.»."""
REPORTED_RE = compile_re(
    r"(?:переда[её]т|пишет)[ \t]+(?P<credit>(?=\S*[A-Za-z])[A-ZА-ЯЁ][\w.]*\w(?:[ \t][A-ZА-ЯЁ]\w+)?)"
)
"""«передаёт Аsia Рlus»: not a person, for it has Latin letters."""


def with_credits(names: Sequence[NameMention], context: Context) -> Sequence[NameMention]:
    """The names with the agencies that are credited, and the city that begins a sentence of the dateline."""
    text = context.text
    names = _apart_from_media(names, text)
    city = find_city(context.sentences)
    if city and not any(name.start == city.start and name.kind == city.kind for name in names):
        names = overlay(names, [city])
    return overlay(names, apart(find_credits(text, names)))


def find_credits(text: str, names: Sequence[NameMention]) -> Iterator[NameMention]:
    """Agencies and papers where only they can be: at the beginning, below a picture, beside the author's name."""
    for match in OPENING_CREDIT_RE.finditer(text[:BEGINNING]):
        yield _credit(text, *match.span(match.lastgroup or 0))
    opening = OPENING_MEDIA_RE.match(text)
    if opening and is_media_name(opening["media"]):
        yield _credit(text, *opening.span("media"))
    for match in CAPTION_RE.finditer(text) if any(word in text for word in CAPTION_WORDS) else ():
        if _may_be_credit(match["credit"]) and not _is_sure_person(names, *match.span("credit")):
            yield _credit(text, *match.span("credit"))
    for match in SIGNATURE_RE.finditer(text):
        yield _credit(text, *match.span("credit"))
    for match in REPORTED_RE.finditer(text):
        if all(name.kind == "person" for name in overlapping(names, *match.span("credit"))):
            yield _credit(text, *match.span("credit"))


def _is_sure_person(names: Sequence[NameMention], start: int, end: int) -> bool:
    return any(name.kind == "person" and name.score > SCORE for name in overlapping(names, start, end))


def _may_be_credit(words: str) -> bool:
    """Below a picture: a site, a listed agency, a word in capitals; not the photographer."""
    if is_media_name(words) or "." in words:
        return True
    return " " not in words and any(letter.isupper() or letter.isdigit() for letter in words[1:])


def _credit(text: str, start: int, end: int) -> NameMention:
    inner = text[start:end]
    if inner[0] in '«“"' and inner[-1] in '»”"':
        start, end = start + 1, end - 1
    return NameMention("organization", start, end, text[start:end], RULE, SCORE)


def _apart_from_media(names: Sequence[NameMention], text: str) -> Sequence[NameMention]:
    """«REGNUM Верховный суд», «ФАС РИА Новости»: an agency beside another name is an organization of its own."""
    result: list[NameMention] = []
    for name in names:
        cut = _media_cut(name.text) if name.kind == "organization" and " " in name.text else None
        if cut is None:
            result.append(name)
            continue
        for start, end in ((name.start, name.start + cut[0]), (name.start + cut[1], name.end)):
            result.append(name._replace(start=start, end=end, text=text[start:end]))
    return result if len(result) > len(names) else names


def _media_cut(name: str) -> tuple[int, int] | None:
    """Where a name falls in two: the end of the first part and the start of the second."""
    if is_media_name(name) or any(mark in name for mark in '«»“”"()'):
        return None
    for at in (i for i, letter in enumerate(name) if letter == " "):
        if _falls_in_two(name[:at], name[at + 1 :]):
            return at, at + 1
    return None


def _falls_in_two(first: str, second: str) -> bool:
    """«REGNUM» and «Верховный суд», «ФАС» and «РИА Новости»."""
    if not first.isupper() or not second[:1].isupper():
        return False
    if first.isascii() and not second[0].isascii() and is_media_name(first):
        return True
    if second.isupper() and (first not in state_bodies() or second.isascii()):  # «ФСБ ТАСС»
        return False
    return is_media_name(second) and not is_legal_form(first)


def find_city(sentences: Sequence[Sentence]) -> NameMention | None:
    """The city of an article's dateline, in capitals and known to the dictionary: «ТАШКЕНТ, 15 ноября»."""
    for sentence in sentences[:FIRST_SENTENCES]:
        if _begins_with_city(sentence.tokens):
            city = sentence.tokens[0]
            return NameMention("location", city.start, city.end, city.text, CITY_RULE, CITY_SCORE)
    return None


def _begins_with_city(tokens: Sequence[Token]) -> bool:
    return (
        len(tokens) > 2
        and tokens[1].text == ","
        and tokens[2].text.isdigit()
        and len(tokens[0].text) > 2
        and tokens[0].text.isupper()
        and _is_only_place(tokens[0].text)
    )


def _is_only_place(word: str) -> bool:
    """Whether the dictionary knows the word as the name of a place and as nothing else."""
    readings = parses(word)
    return bool(readings) and all(r.feats.get("NameType") == "Geo" and r.source == "dictionary" for r in readings)
