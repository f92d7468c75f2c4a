"""Awards (khen thưởng) of a bulletin: who received what from whom, for what."""
