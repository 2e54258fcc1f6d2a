"""Organizations that are only the agency or paper that reports."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractor.document import Dateline, Mention
from extractor.language.lexicon import load_toml
from extractor.language.morphology import lemma
from extractor.language.patterns import compile_re
from extractor.names.spelling import key_of

CREDIT_RULES = ("names.credit", "names.dateline")
"""Of mentions that can be nothing but a credit."""
CHARACTERS_BEFORE = 70
"""Characters before a name in which the credit word is looked for."""
CHARACTERS_AFTER = 40
"""Characters after it."""

CREDIT_RE = compile_re(r"[/(©]\s*[«“\"]?$")
TELLS_RE = compile_re(r"(?:сообщ(?:ает|ил|ила)|пиш[ею]т|переда(?:[её]т|л|ла)|рассказ(?:ал|ала|ывает))\s+[«“„\"]$")
WRITES_RE = compile_re(r"(?:пиш[ею]т|переда[её]т)\s+$")
"""Ministries and companies hardly ever do."""
DOMAIN_RE = compile_re(r"[\w-]+(?:\.[\w-]+)*\.(?:[A-Za-z]{2,6}|ру)")
CAPTION_RE = compile_re(r"(?:Фото|Источник|Видео|Скриншот)\s*:[^\n:]{0,45}$")
END_RE = compile_re(r"[»”\"]?\s*(?:[./)\n]|$)")
CLASS_RE = compile_re(r"([А-Яа-яё-]+)\s+[«“„\"]?$")


def is_publisher(text: str, datelines: Sequence[Dateline], name: str, mentions: Sequence[Mention]) -> bool:
    """Whether an organization is an agency or paper, and all its mentions credit it with the report."""
    filed = [m for m in mentions if _files_report(text, datelines, m)]
    if not all(m.rule in CREDIT_RULES or m in filed or _is_credited(text, m.start, m.end) for m in mentions):
        return False
    if filed or _is_media(text, name, mentions):
        return True
    if any(m.rule in CREDIT_RULES for m in mentions) or all(_is_written_by(text, m) for m in mentions):
        return True
    # «О сделке рассказал «Деловой курьер»»: who only ever reports is a paper, though no list has it
    return len(mentions) == 1 and bool(
        TELLS_RE.search(text, max(0, mentions[0].start - CHARACTERS_BEFORE), mentions[0].start)
    )


def _is_written_by(text: str, mention: Mention) -> bool:
    """«пишет TDH», «сообщает Bizmedia.kz»."""
    before = text[max(0, mention.start - CHARACTERS_BEFORE) : mention.start]
    return bool(DOMAIN_RE.fullmatch(mention.text) or WRITES_RE.search(before))


def _files_report(text: str, datelines: Sequence[Dateline], mention: Mention) -> bool:
    """«ТАШКЕНТ, 15 ноября — Sputnik.», «/ТАСС/»: only who reports is named there."""
    if not END_RE.match(text, mention.end):
        return False
    if any(credit.start <= mention.start < credit.end for dateline in datelines for credit in dateline.credits):
        return True
    return text[max(0, mention.start - CHARACTERS_BEFORE) : mention.start].rstrip('«“" ').endswith("/")


def is_media_name(name: str) -> bool:
    """Whether a name is that of an agency or paper of the list."""
    return key_of(name) in _names()


def _is_media(text: str, name: str, mentions: Sequence[Mention]) -> bool:
    if key_of(name) in _names() or any(key_of(m.text) in _names() for m in mentions):
        return True
    for mention in mentions:
        before = CLASS_RE.search(text, max(0, mention.start - CHARACTERS_BEFORE), mention.start)
        if before and lemma(before[1].lower()) in _classes():
            return True
    first = name.split()[0].strip('«“„"').lower()
    return lemma(first) in _classes() and " " in name


def _is_credited(text: str, start: int, end: int) -> bool:
    """Credit in slashes or brackets, or a word of reporting beside the name in its sentence."""
    before, after = text[max(0, start - CHARACTERS_BEFORE) : start], text[end : end + CHARACTERS_AFTER]
    if CAPTION_RE.search(before):
        return True
    if END_RE.match(after) and CREDIT_RE.search(before):
        return True
    clause = re.split(r"[.!?\n](?:\s|$)", before)[-1]
    rest = re.split(r"[.!?\n](?:\s|$)", after)[0]
    return bool(_credit_word_re().search(clause) or _credit_word_re().search(rest))


@cache
def _credit_word_re() -> re.Pattern[str]:
    return compile_re(rf"\b(?:{'|'.join(_data()['credited_by'])})", re.I)


@cache
def _names() -> frozenset[str]:
    return frozenset(map(key_of, _data()["names"]))


@cache
def _classes() -> frozenset[str]:
    return frozenset(_data()["classes"])


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))
