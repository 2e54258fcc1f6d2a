"""The words of the patterns that tell of people's lives, besides those of all cells."""

from extractor.facts.tables import Matched, denied
from extractor.grammar.cell_patterns import Test
from extractor.sentence.anaphora import is_one_person
from extractor.sentence.cells import Cells, test_of_cells
from extractor.sentence.items import Item
from extractor.sentence.left_out import verb_without_subject
from extractor.sentence.negation import has_negation
from extractor.sentence.subjects import UNDECLINED, is_as_named, may_be_subject
from extractor.sentence.words import GEN, NOM


def test_of_people(word: str) -> Test[Cells]:
    """The test that a word of a pattern names: one of `test_of_cells`, or of the following.

    `subject`: a name that may be the subject of its clause; `oblique`: one that does not stand as it is called, or is
    not declined;
    `nominal`: a noun, an adjective, a number, a post or a place; `joined`: such a word, «и», a comma, a colon or a
    dash; `begins`: a verb without a subject before it in its sentence; `human`: a noun for one person, or a post, in
    the genitive; `namesake`: a person whom something is named after; `employer`: an organization right after a post.
    Errors: ValueError.
    """
    return _TESTS[word] if word in _TESTS else test_of_cells(word)


def _named(row: Cells, cell: int) -> Item | None:
    """The name of a person that a cell has; None for a pronoun or a post that means somebody."""
    item = row.scene.item_at(row.bounds[cell][0])
    return item if item is not None and item.kind == "person" else None


def _is_subject(row: Cells, cell: int) -> bool:
    item = _named(row, cell)
    return bool(row.cases(cell) & NOM) if item is None else may_be_subject(row.scene, item)


def _is_oblique(row: Cells, cell: int) -> bool:
    item = row.scene.item_at(row.bounds[cell][0])
    if item is None or item.kind == "position" or not is_as_named(row.scene, item):
        return True
    return row.scene.tokens[item.last - 1].text[-1] in UNDECLINED


def _is_nominal(row: Cells, cell: int) -> bool:
    t = row.bounds[cell][0]
    item = row.scene.item_at(t)
    if item is not None:
        return item.kind in ("position", "location", "adjective")
    return row.scene.words[t].upos in ("NOUN", "ADJ", "NUM", "DET")


def _is_joined(row: Cells, cell: int) -> bool:
    return _is_nominal(row, cell) or row.text(cell) in (",", "и", ":", "—", "–", "-", "«", "»")


def _begins(row: Cells, cell: int) -> bool:
    """Whether a verb has no subject before it in its sentence, whatever follows: «В 1987 году окончил институт»."""
    return verb_without_subject(row.scene) == row.bounds[cell][0]


def _is_human(row: Cells, cell: int) -> bool:
    return is_one_person(row.scene, row.bounds[cell][0], GEN)


def _is_namesake(row: Cells, cell: int) -> bool:
    """«Конкурс имени Петра Чайковского»."""
    t = row.bounds[cell][0] - 1
    return t >= 0 and row.scene.tokens[t].text.lower() in ("имени", "им")


def _is_employer(row: Cells, cell: int) -> bool:
    """«Председателя «Гранита» Петра Клёнова»."""
    first = row.bounds[cell][0]
    item = row.scene.item_at(first)
    return item is not None and item.kind == "organization" and row.scene.kind_at(max(first - 1, 0)) == "position"


_TESTS: dict[str, Test[Cells]] = {
    "subject": _is_subject,
    "oblique": _is_oblique,
    "nominal": _is_nominal,
    "joined": _is_joined,
    "begins": _begins,
    "human": _is_human,
    "namesake": _is_namesake,
    "employer": _is_employer,
}


def people_of(match: Matched) -> list[Item]:
    """The names of the role `who`; where the pattern has none, whom the left-out subject of the verb means."""
    row = match.row
    if "who" in match.cells:
        return row.names(match.cells["who"])
    t = row.bounds[match.cells["verb"][0]][0]
    who = row.antecedents.of_left_out_subject(row.scene, t)
    start = row.scene.tokens[t].start
    return [Item("person", who, t, t, start, start)] if who is not None else []


# --- guards ---


def untrue(match: Matched) -> bool:
    """«Не родился», «не виновен», «не был членом», «отказался вступить»."""
    row = match.row
    words = [row.bounds[cell][0] for _, cells in match.steps for cell in cells if row.is_word(cell)]
    return denied(match) or any(has_negation(row.scene, t) for t in words)


def other_case(match: Matched) -> bool:
    """«Отец Петрова увидел Анну»: the name is in another case than the noun at the trigger."""
    row = match.row
    cell = match.cells["who"][0]
    item = _named(row, cell)
    named = NOM if item is not None and is_as_named(row.scene, item) else 0
    return not row.cases(match.trigger) & (row.cases(cell) | named)


def in_relative(match: Matched) -> bool:
    """«Обама посетит тюрьму, в которой сидел Мандела»: another clause begins between who it is and the trigger."""
    row = match.row
    taken = {cell for _, cells in match.steps for cell in cells}
    people = match.cells.get("who", ())
    if not people:
        return False
    first, last = sorted((people[-1], match.trigger))
    return any(
        cell not in taken and row.is_word(cell) and row.scene.words[row.bounds[cell][0]].lemma == "который"
        for cell in range(first + 1, last)
    )
