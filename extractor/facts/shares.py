"""How much of a company is owned: «25% акций», «45-процентная доля», «половина»."""

import re

from extractor.document import TextSpan
from extractor.facts.record import token_span
from extractor.facts.tables import Matched

PARTS = {"половина": "50%", "треть": "33.3%", "четверть": "25%"}
PERCENT_RE = re.compile(r"(\d+(?:[.,]\d+)?)(?:-?процентн\w+)?")
_PERCENT_WORDS = ("%", "процент")


def share_between(match: Matched) -> TextSpan | None:
    """The share that is said among the words of a match, its name in percent; None where none or several are."""
    row = match.row
    taken = [row.bounds[cell] for _, cells in match.steps for cell in cells]
    scene = row.scene
    found = []
    for t in range(max(min(first for first, _ in taken) - 1, 0), max(last for _, last in taken)):
        if scene.cover[t] >= 0:
            continue
        number = PERCENT_RE.fullmatch(scene.tokens[t].text)
        following = scene.words[t + 1].lemma if t + 1 < len(scene.tokens) else ""
        if number and ("процентн" in number[0] or following in _PERCENT_WORDS):
            last = t + 1 if "процентн" in number[0] else t + 2
            found.append(token_span(scene, t, last, f"{number[1].replace(',', '.')}%"))
        elif scene.words[t].lemma in PARTS:
            found.append(token_span(scene, t, t + 1, PARTS[scene.words[t].lemma]))
    return found[0] if len(found) == 1 else None
