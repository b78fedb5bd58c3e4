"""Files put in place in one step, locks, work in a second process. Knows nobody."""
