"""Words to chunks: a sentence as a row of tagged phrases."""
