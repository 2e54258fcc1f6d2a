"""People, organizations, money, dates and the facts that tie them together, from Russian news text.

>>> from extractor import Extractor
>>> document = Extractor().extract("Выручка выросла до $4 млрд.", date="2025-11-15")
>>> document.to_json()
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Article", "Document", "Extractor", "__version__"]

if TYPE_CHECKING:
    from extractor.document import Article, Document
    from extractor.pipeline import Extractor

_HOMES = {"Article": "extractor.document", "Document": "extractor.document", "Extractor": "extractor.pipeline"}


def __getattr__(name: str) -> Any:
    """Import the public names at first use: `extractor --help` must not load numpy."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
