"""`python -m extractor` and the console command."""

import os


def main() -> None:
    """Run the command line, with one BLAS thread: more of them cost a factor of five beside a second process."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from extractor.cli import app

    app()


if __name__ == "__main__":
    main()
