"""`extractor archive`: who is who over many articles."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.messages import Messages, counted
from extractor.errors import EXIT_FAILURES, EXIT_OK, UsageError
from extractor.recover import describe_error

if TYPE_CHECKING:
    from extractor.archive.store import Store


def archive(
    results: Annotated[
        list[str] | None,
        typer.Argument(metavar="RESULTS...", help="What extract and batch wrote: .jsonl, .parquet, .db, folders."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The archive: .db, .parquet or .jsonl.")
    ] = "archive.db",
    same: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Twice: say why two names are one entity; nothing is written."),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Show the names whose entity later results changed; nothing is written.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes.")] = False,
) -> int:
    """Make one archive of many results: who is who.

    Every person, organization and place is one entity in all articles.
    Run again with more results, it goes on: ids stay what they were. The state is kept in OUTPUT.state.

    \b
    Examples:
      extractor archive facts.jsonl --output archive.db
      extractor archive march.parquet april.parquet --output archive.db
      extractor archive --output archive.db --same "Мэй" --same "Тереза Мэй"
    """
    from extractor.archive.cards import Cards
    from extractor.archive.resolve import resolve
    from extractor.archive.store import Store
    from extractor.archive.write import output_files, writer_of
    from extractor.batch.sqlite import disk_faults

    path = Path(output)
    writer = writer_of(path)
    state = path.with_name(f"{path.name}.state")
    if same or changes:
        return _explain(state, same or [])
    if not results:
        raise UsageError("archive takes RESULTS: files or folders that extract or batch wrote")
    _check_inputs(results, [*output_files(path), state])
    messages = Messages(quiet=quiet)
    with disk_faults(path), closing(Store(state)) as store:
        _add_results(store, results, messages)
        if not store.count():
            messages.fail("archive", "no document in the results")
            return EXIT_FAILURES
        changed = resolve(store)
        cards = Cards(store)
        writer(cards, path)
        names, entities = cards.count()
        moved = f"; names that changed their entity (--changes): {changed}" if changed else ""
        messages.note(f"{counted(store.count(), 'article')}: {names} names of {entities} entities{moved}")
    return EXIT_FAILURES if messages.failures else EXIT_OK


def _check_inputs(results: list[str], written: list[Path]) -> None:
    """No result may be what is written. Errors: UsageError."""
    for result in results:
        for target in written:
            if target.exists() and Path(result).exists() and target.samefile(result):
                raise UsageError(f"--output: {target} is one of the results")


def _add_results(store: "Store", results: list[str], messages: Messages) -> None:
    import sqlite3

    from extractor.archive.results import read_results

    for path in results:
        try:
            added, known = store.add(read_results(path))
        except (UsageError, sqlite3.Error):  # of our own state, not of a result
            raise
        except Exception as error:
            messages.fail(path, describe_error(error))
        else:
            messages.note(f"{path}: {counted(added, 'article')} added" + (f", {known} known" if known else ""))


def _explain(state: Path, same: list[str]) -> int:
    """Why two names are one, or what changed."""
    from extractor.archive.resolve import explain_same
    from extractor.archive.store import Store
    from extractor.batch.sqlite import disk_faults

    if not state.exists():
        raise UsageError(f"{state}: no such archive")
    if same and len(same) != 2:
        raise UsageError("--same takes two names: --same NAME --same NAME")
    with disk_faults(state), closing(Store(state)) as store:
        lines = explain_same(store, *same) if same else list(store.changes())
    print("\n".join(lines) if lines else "no name has changed its entity")
    return EXIT_OK
