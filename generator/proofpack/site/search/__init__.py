"""Search: finished pages to scripts that a browser loads piece by piece, once somebody types.

Pieces are classic scripts, because a page that is opened from a folder may load nothing else. They are
cut by word, so that a question loads what bears on its words and no more, however large the site is.
"""
