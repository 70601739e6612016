"""From files' text to documents, blocks and formulas with places."""
