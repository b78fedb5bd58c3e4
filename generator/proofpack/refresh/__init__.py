"""A run over documented pages: which, in what order, and how nothing that was read is lost."""
