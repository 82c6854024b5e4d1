"""The nouns, their rules, and the parsing of what people write. Standard library only."""
