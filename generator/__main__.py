"""`python -m generator`, for where the `proofpack` command is not on the path."""

from .cli import main

main()
