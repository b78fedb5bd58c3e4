"""The tests. `make fast` runs those that need neither an engine nor a browser."""
