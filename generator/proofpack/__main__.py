"""`python -m proofpack`, for where the `proofpack` command is not on the path."""

from proofpack.cli import main

if __name__ == "__main__":
    main()
