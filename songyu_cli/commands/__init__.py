"""Typer commands, one file per noun: parse, call one action, show what it returns."""
