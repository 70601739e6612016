"""Deciding obligations by routes that share nothing below the typed term."""
