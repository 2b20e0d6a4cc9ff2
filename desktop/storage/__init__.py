"""The office on disk: keys, journal, index and encrypted files."""
