"""A capture in, an outcome out: the only place that builds a Bulletin."""
