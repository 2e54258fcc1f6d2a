"""Errors and exit statuses.

ExtractorError
├── InputError       an article that could not be read; costs that article only
│   └── DecodeError  bytes that are no text
└── UsageError       wrong options or a wrong argument; nothing is run
"""

EXIT_OK = 0
"""Everything went well."""

EXIT_FAILURES = 1
"""Some inputs failed; the others were delivered."""

EXIT_USAGE = 2
"""Wrong usage; nothing was run."""

EXIT_INTERRUPTED = 130
"""Ctrl-C."""


def missing_extra(what: str, extra: str) -> str:
    """The message for what needs an optional dependency: what it is, and how to install it."""
    return f"{what} needs the extra `{extra}`: pip install '.[{extra}]' in the folder of extractor's sources"


class ExtractorError(Exception):
    """Base of all errors that this package raises on purpose; the message is one line for people."""


class InputError(ExtractorError):
    """An article that could not be read."""


class DecodeError(InputError):
    """Bytes that are no text in any known encoding."""


class ModelError(ExtractorError):
    """Weights that are missing or broken."""


class UsageError(ExtractorError):
    """A wrong option, argument or configuration."""
