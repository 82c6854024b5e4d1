"""Files in: raw cells with their row numbers. No rules."""
