"""Markdown and Unicode as everyone needs them. Knows no project, no record and no file."""
