"""From files to the Library: load, validate, resolve."""
