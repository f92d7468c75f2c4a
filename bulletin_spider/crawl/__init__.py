"""Scrapy parts: frontier, guard, politeness, capture, and where outcomes go."""
