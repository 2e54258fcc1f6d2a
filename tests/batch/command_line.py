"""The command line as the tests run it: where `DRILL` is set, workers run the drill in place of the analysis."""

import os

from extractor.__main__ import main
from extractor.batch import extract
from tests.batch.drill import make_drill

if os.environ.get("DRILL"):
    extract.make_extract = make_drill

if __name__ == "__main__":
    main()
