"""Figures, printed by `make bench`. Nothing here asserts a time: machines differ, ratios less so."""
