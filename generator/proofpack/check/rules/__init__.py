"""The rules of `check`, a module for each sort; `check.all_rules` lists them.

A build needs few of them, so importing one imports no other.
"""
