"""`python -m generator`, for where the `proofpack` command is not on the path."""

from .cli import main

if __name__ == "__main__":
    main()
