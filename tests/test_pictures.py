"""The pictures of the documentation show what is found now."""

import importlib.util

from conftest import ROOT


def test_pictures_are_current():
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    pictures = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pictures)
    assert pictures.stale(pictures.document()) == [], "run python docs/pictures.py and look at them"
    for name in pictures.WINDOWS:
        assert (ROOT / "docs" / "pictures" / f"{name}.png").stat().st_size > 10_000
