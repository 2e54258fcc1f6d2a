"""What breaks costs itself only: the one place where an exception becomes the failure of an article or an input."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from extractor.errors import ExtractorError, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")
Failed = TypeVar("Failed")


def each_for_itself(
    work: Callable[[Sequence[Item]], Sequence[Result]],
    items: Sequence[Item],
    failed: Callable[[Item, Exception], Failed],
) -> list[Result | Failed]:
    """`work` on all items together; where it breaks, on each alone, and `failed` of those on which it breaks.

    A wrong option is no fault of an item. Errors: UsageError.
    """
    try:
        return list(work(items))
    except UsageError:
        raise
    except Exception as error:
        if len(items) == 1:
            return [failed(items[0], error)]
    return [result for item in items for result in each_for_itself(work, [item], failed)]


def describe_error(error: Exception) -> str:
    """Why an article or an input failed, as one line for people."""
    match error:
        case MemoryError():
            reason = "out of memory"
        case RecursionError():
            reason = "nested too deeply"
        case OSError():
            reason = error.strerror or str(error)
        case ExtractorError() | UnicodeError():
            reason = str(error)
        case ValueError() if "null byte" in str(error):  # a name that the system cannot have
            reason = str(error)
        case _:
            reason = f"internal error: {type(error).__name__}: {error}"
    return " ".join(reason.split())
