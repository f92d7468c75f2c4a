"""The spider; the site decides what it reads."""
