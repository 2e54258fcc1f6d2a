"""What the corpora of dates and money do not hold: the code is changed in one place, and no phrase notices.

    python -m tests.mutations --sample 200 dates money

A comparison, a number, a connective or a result is changed in memory, and the phrases of tests/corpus are run through
the changed grammar alone, without the taggers. A change that no phrase notices is a survivor: it is printed, read, and
killed by a phrase, unless it changes nothing (a bound of a cache, a shortcut) or nothing that can be said.
"""

import argparse
import ast
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from tests.corpus_files import Phrase, read_phrases

ROOT = Path(__file__).parents[1]
SECONDS = 60
"""After which a changed grammar counts as noticed: it does not end."""
KILLED, SURVIVED = 0, 1
DATE_FIELDS = ("kind", "value", "mod")
MONEY_FIELDS = ("currency", "value", "min_value", "max_value", "mod", "per")

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
CONNECTIVES: dict[type[ast.boolop], type[ast.boolop]] = {ast.And: ast.Or, ast.Or: ast.And}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}


class Mutation(NamedTuple):
    """One changed place of a module."""

    module: str
    number: int
    """Of the places of the module, in order."""
    line: int
    before: str
    after: str


class Mutator(ast.NodeTransformer):
    """Changes place number `wanted` of the functions of a module, and counts the places."""

    def __init__(self, wanted: int | None = None) -> None:
        self.places: list[tuple[int, str, str]] = []
        self._wanted = wanted
        self._depth = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self._depth += 1
        node.body = [self.visit(statement) for statement in node.body]
        self._depth -= 1
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        other = COMPARISONS.get(type(node.ops[0]))
        if other is None:
            return node
        return self._place(node, ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators))

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        return self._place(node, ast.BoolOp(CONNECTIVES[type(node.op)](), node.values))

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        other = OPERATORS.get(type(node.op))
        return node if other is None else self._place(node, ast.BinOp(node.left, other(), node.right))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return self._place(node, node.operand) if isinstance(node.op, ast.Not) else node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool):
            return self._place(node, ast.Constant(not node.value))
        return self._place(node, ast.Constant(node.value + 1)) if isinstance(node.value, int) else node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if node.value is None or isinstance(node.value, ast.Constant):
            return node
        return self._place(node, ast.Return(ast.Constant(None)))

    def _place(self, node: Any, changed: ast.AST) -> ast.AST:
        if not self._depth:
            return node
        self.places.append((node.lineno, ast.unparse(node), ast.unparse(changed)))
        return ast.copy_location(changed, node) if len(self.places) - 1 == self._wanted else node


def mutations(package: str) -> Iterator[Mutation]:
    """All of them of a package of the extractor."""
    for path in sorted((ROOT / "extractor" / package).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        mutator = Mutator()
        mutator.visit(ast.parse(path.read_text("utf-8")))
        for number, (line, before, after) in enumerate(mutator.places):
            yield Mutation(module, number, line, before, after)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module in place of the written one."""

    def __init__(self, mutation: Mutation) -> None:
        self._mutation = mutation

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name != self._mutation.module:
            return None
        file = ROOT.joinpath(*name.split(".")).with_suffix(".py")
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        assert module.__file__ is not None
        tree = Mutator(self._mutation.number).visit(ast.parse(Path(module.__file__).read_text("utf-8")))
        exec(compile(ast.fix_missing_locations(tree), module.__file__, "exec"), module.__dict__)


def fails(phrases: Sequence[Phrase]) -> bool:
    """Whether any phrase gives something else than it should."""
    from extractor.dates.find import find_dates
    from extractor.dates.resolve import resolve_dates
    from extractor.language.geography import find_countries
    from extractor.money.find import find_money
    from extractor.money.resolve import resolve_money
    from extractor.text.reading.read import read_text
    from extractor.text.segment import segment

    for phrase in phrases:
        text = read_text(phrase.text).text
        if text != phrase.text:
            continue  # spans of the text as given are put back by other code
        sentences = segment(text)
        found: Sequence[Any]
        if phrase.file == "dates":
            published = date.fromisoformat(phrase.published) if phrase.published else None
            found, names = resolve_dates(text, sentences, find_dates(text, sentences), published), DATE_FIELDS
        else:
            readings, countries = find_money(text, sentences), find_countries(text, sentences)
            found, names = resolve_money(text, readings, countries), MONEY_FIELDS
        if [(one.start, one.end) for one in found] != [(one.start, one.end) for one in phrase.marked]:
            return True
        defaults = dict.fromkeys(names) if phrase.file == "money" else {**dict.fromkeys(names), "kind": "date"}
        for one, value in zip(found, phrase.values, strict=True):
            wanted = defaults | value
            if {name: getattr(one, name) for name in wanted} != wanted:
                return True
        if (rules := phrase.rules) and {one.rule for one in found} != rules:
            return True
    return False


def survives(mutation: Mutation | None, phrases: Sequence[Phrase]) -> bool:
    """Whether no phrase notices the change; each is tried in a process of its own."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        status = KILLED
        try:
            if mutation is not None:
                sys.meta_path.insert(0, Changed(mutation))
            status = KILLED if fails(phrases) else SURVIVED
        except BaseException:
            status = KILLED
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == SURVIVED


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the survivors of a sample; 0 where all changes were noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations")
    parser.add_argument("packages", nargs="+", choices=("dates", "money"))
    parser.add_argument("--sample", type=int, default=100, help="how many of a package")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    # what the grammars stand on is loaded once
    import extractor.language.geography
    import extractor.text.reading.read  # noqa: F401
    from extractor.language.morphology import parses

    parses("слово")
    left = 0
    for package in options.packages:
        phrases = [phrase for phrase in read_phrases(package) if phrase.status != "gap"]
        phrases = [phrase for phrase in phrases if "style" not in phrase.entry]
        if not survives(None, phrases):
            print(f"{package}: the phrases fail as it is", file=sys.stderr)
            return 2
        every = list(mutations(package))
        sample = random.Random(options.seed).sample(every, min(options.sample, len(every)))
        survivors = [mutation for mutation in sorted(sample) if survives(mutation, phrases)]
        for one in survivors:
            print(f"{one.module}:{one.line}: {one.before}  →  {one.after}")
        print(f"{package}: {len(sample)} of {len(every)} changes, {len(survivors)} unnoticed")
        left += len(survivors)
    return min(left, 1)


if __name__ == "__main__":
    sys.exit(main())
