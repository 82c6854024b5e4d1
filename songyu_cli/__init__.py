"""songyu: one community's bench programme in one SQLite file."""

__version__ = "0.1.0"
