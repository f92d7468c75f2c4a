"""Award frames: the clauses of a sentence, each read in its voice."""
