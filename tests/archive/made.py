"""Documents made of names alone, as results for an archive."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LAYERS = {"p": "people", "o": "organizations", "l": "locations"}


def document(source: str, names: str, date: str | None = None, facts: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """A document whose names are those of a line: «p Тереза Мэй; o Евросоюз (ЕС); l Лондон»."""
    record: dict[str, Any] = {
        "schema": "1", "source": source, "title": None, "author": None, "date": date, "date_from": "metadata",
        "language": "ru", "length": 1000, "people": [], "organizations": [], "locations": [], "money": [], "dates": [],
        "facts": list(facts),
    }  # fmt: skip
    for number, one in enumerate(filter(None, (part.strip() for part in names.split(";"))), 1):
        letter, _, name = one.partition(" ")
        name, _, alias = name.partition(" (")
        aliases = [alias.rstrip(")")] if alias else []
        entity = {"id": f"{letter}{number}", "key": key(name), "name": name, "aliases": aliases}
        entity["mentions"] = [{"start": number, "end": number + 1, "text": name, "rule": "names.tagger", "score": 0.9}]
        if letter == "p":
            entity |= parts(name)
        if letter == "o":
            entity["role"] = None
        record[LAYERS[letter]].append(entity)
    return record


def key(name: str) -> str:
    return name.lower().replace("ё", "е").replace("«", "").replace("»", "")


def parts(name: str) -> dict[str, str | None]:
    words = name.split()
    if words[0].endswith("."):
        given, patronymic, family = words[0], None, " ".join(words[1:])
    elif len(words) == 1:
        given, patronymic, family = None, None, words[0]
    elif words[-1] in ("?", "II", "III"):  # a given name alone: «Хиллари ?», «Елизавета II»
        given, patronymic, family = words[0], None, None
    elif len(words) == 3 and words[1].endswith(("вич", "вна")):
        given, patronymic, family = words
    else:
        given, patronymic, family = " ".join(words[:-1]), None, words[-1]
    return {"given_name": given, "patronymic": patronymic, "family_name": family}


def write(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def entities(path: Path) -> dict[str, set[str]]:
    """By the name of an entity of an article those that it is in the archive."""
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for layer in LAYERS.values():
            for entity in record[layer]:
                found.setdefault(entity["name"], set()).add(entity["entity"])
    return found
