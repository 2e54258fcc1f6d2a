"""The command line: one module a command, which parses options and prints, never extracts."""

import sys
from typing import Annotated

import typer

from extractor.cli.archive import archive
from extractor.cli.batch import batch
from extractor.cli.explain import explain
from extractor.cli.extract import extract
from extractor.cli.messages import print_error
from extractor.cli.report import report
from extractor.cli.schema import schema
from extractor.errors import EXIT_FAILURES, EXIT_OK, EXIT_USAGE, ExtractorError, UsageError

app = typer.Typer(
    name="extractor",
    rich_markup_mode=None,  # plain help, without the time that it takes to load rich
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(extract)
app.command()(batch)
app.command()(archive)
app.command()(explain)
app.command()(report)
app.command()(schema)


def _print_version(wanted: bool) -> None:
    if wanted:
        from extractor import __version__

        print(f"extractor {__version__}")
        raise typer.Exit


@app.callback(
    invoke_without_command=True,
    epilog="Exit status: 0 all went well; 1 some inputs failed, the others were delivered; 2 wrong usage.",
)
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """People, organizations, places, money, dates and facts from Russian news text, offline.

    \b
    Examples:
      extractor extract article.txt
      cat article.txt | extractor extract --format json --indent 2
      extractor extract archive/ --output facts.jsonl
      extractor explain article.txt --at 190
    """
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(EXIT_USAGE)


def run(arguments: list[str] | None = None) -> int:
    """Run the command of `arguments` (default: those of the process) and give its exit status."""
    try:
        return app(arguments, prog_name="extractor", standalone_mode=False) or EXIT_OK
    except typer.TyperException as error:
        print_error(f"{error.format_message()} (see --help)")
        return EXIT_USAGE
    except UsageError as error:
        print_error(str(error))
        return EXIT_USAGE
    except ExtractorError as error:
        print_error(str(error))
        return EXIT_FAILURES
    except BrokenPipeError:
        return EXIT_OK
    except OSError as error:
        print_error(f"{error.filename or 'output'}: {error.strerror or error}")
        return EXIT_FAILURES
