"""Tables that people keep: from raw sheets to checked records, one table of columns for each kind."""
