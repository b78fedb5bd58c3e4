"""From the Library to a site: render, write, engine; serve; the feed of reviews."""
