"""What a pattern of statements matched, by tokens."""

from extractor.grammar.cell_rules import Match
from extractor.sentence.cells import Cells

Matched = Match[Cells]


def trigger_of(match: Matched) -> int:
    """The token of the trigger: mostly the verb of speech."""
    return match.row.bounds[match.trigger][0]


def token_of(match: Matched, role: str) -> int:
    """The first token of an argument."""
    return match.row.bounds[match.cells[role][0]][0]
