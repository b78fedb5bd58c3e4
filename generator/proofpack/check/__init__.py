"""From the Library to findings: rules, output formats, the baseline, what a review starts from."""
