"""Quién puede qué, sobre qué y en qué estado: la matriz entera, ejercida."""
