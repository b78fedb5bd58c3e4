"""What programs read of a site beside its pages.

JSON with its schemas (`api`), `llms.txt`, a Markdown twin of each guide, and data of Schema.org.
"""
