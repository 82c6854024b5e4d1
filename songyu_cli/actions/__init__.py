"""One function for each thing a user can change: one transaction, one entry in the log."""
