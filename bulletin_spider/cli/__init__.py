"""The `bulletin` command: one file a sub-command, results on stdout, everything else on stderr."""
