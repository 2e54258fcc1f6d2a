"""Who may import whom, and what the public face is."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT

import extractor

PACKAGE = ROOT / "extractor"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = {
    "caches": 0,
    "errors": 0,
    "garbage": 0,
    "edits": 0,
    "recover": 1,
    "document": 1,
    "grammar": 2,
    "language": 2,
    "text": 2,
    "models": 3,
    "names": 3,
    "money": 3,
    "dates": 3,
    "output": 3,
    "sentence": 4,
    "facts": 5,
    "pipeline": 6,
    "batch": 7,
    "archive": 7,
    "cli": 8,
    "__main__": 9,
    "__init__": 9,
}
"""A module imports from its own floor or below; `facts` alone reads other rooms."""

ROOMS = ("names", "money", "dates", "output")
ONLY_IMPORTER = {
    "razdel": "text/segment.py",
    "rumorph": "language/morphology.py",
    "natasha": None,
    "torch": None,
    "sklearn": None,
    "yargy": None,
}


def part(path: Path) -> str:
    """The room or top-level module that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "extractor")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path):
    here = part(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "extractor" or len(parts) == 1 or parts[1] == "__version__":
            continue
        there = parts[1]
        assert there in LAYERS, f"{there} has no floor"
        if (here, there) == ("document", "output"):
            continue  # to_dict and to_json, at the moment of the call
        assert LAYERS[there] <= LAYERS[here], f"{here} imports {name}"
        if here in ROOMS and there in ROOMS:
            assert here == there, f"{here} imports {name}"


@pytest.mark.parametrize("library", ONLY_IMPORTER)
def test_library_has_one_importer(library):
    importers = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == library for name in imports(path))
    ]
    assert importers == ([ONLY_IMPORTER[library]] if ONLY_IMPORTER[library] else [])


def test_public_names():
    assert sorted(extractor.__all__) == extractor.__all__
    for name in extractor.__all__:
        assert getattr(extractor, name) is not None
    with pytest.raises(AttributeError, match="nothing_like_this"):
        _ = extractor.nothing_like_this


def test_the_library_never_prints():
    for path in MODULES:
        if part(path) in ("cli", "__main__"):
            continue
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path


def test_nothing_knows_this_machine():
    """Paths of a machine and hosts of package registries have no place in the repository."""
    foreign = ["/" + "work/", "/" + "opt/venv", "/" + "root/", "pypi" + ".org"]
    suffixes = {".py", ".toml", ".md", ".sh", ".txt", ".json", ""}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(p == "build" or (p.startswith(".") and p != ".ci") for p in parts)
        if path.is_file() and path.suffix in suffixes and not hidden:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not [word for word in foreign if word in text], path


# --- sizes ---

MAX_COMPLEXITY = 15
MAX_FUNCTION = 60
"""Lines of the body of a function, its docstring left out."""
MAX_MODULE = 400
"""Lines."""

TOO_LONG: dict[str, str] = {}
"""Modules that are longer, and why."""

DECISIONS: dict[type[ast.AST], Callable[[ast.AST], int]] = {
    ast.If: lambda node: 1,
    ast.IfExp: lambda node: 1,
    ast.For: lambda node: 1 + bool(node.orelse),
    ast.While: lambda node: 1 + bool(node.orelse),
    ast.Try: lambda node: len(node.handlers) + bool(node.orelse),
    ast.Assert: lambda node: 1,
    ast.BoolOp: lambda node: len(node.values) - 1,
    ast.comprehension: lambda node: 1 + len(node.ifs),
    ast.match_case: lambda node: not (isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None),
}
"""What a node adds to the complexity of its function, as radon counts it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(node: ast.AST) -> Iterator[Function]:
    """All functions and methods, those within others included."""
    return (child for child in ast.walk(node) if isinstance(child, Function))


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function without those of the functions within it."""
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Function):
            waiting.extend(ast.iter_child_nodes(node))


def complexity(function: Function) -> int:
    """One more than there are decisions."""
    return 1 + sum(DECISIONS[type(node)](node) for node in own_nodes(function) if type(node) in DECISIONS)


def body_lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return function.end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_are_small(path):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(PACKAGE).as_posix()
    lines = text.count("\n")
    if name in TOO_LONG:
        assert lines > MAX_MODULE, f"{name} is short enough: take it out of TOO_LONG"
    else:
        assert lines <= MAX_MODULE
    for function in functions(ast.parse(text)):
        assert complexity(function) <= MAX_COMPLEXITY, f"{function.name}: {complexity(function)}"
        assert body_lines(function) <= MAX_FUNCTION, f"{function.name}: {body_lines(function)} lines"
