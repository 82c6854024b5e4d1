"""Data in, something to look at out. Only this layer draws with rich."""
