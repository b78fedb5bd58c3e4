"""Packets: worksheets that were filled in.

A side room: it takes one worksheet of the Library and works on packets of it. The same operations run
in browsers (`site-overrides/scripts/packet.js`), and the two agree to the byte: what leaves one comes
back from the other unchanged. Tests hold them together.

A packet walks one way: `read` makes raw data of a file, `adopt` fits that to the worksheet of today and
drops nothing, `judge` says what is wrong with it, and the formats write it.
"""
