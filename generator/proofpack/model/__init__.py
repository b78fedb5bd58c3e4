"""Pure data: the records that people write, the Library, observations, problems."""
