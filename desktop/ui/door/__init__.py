"""Coming in: first run, sign-in, recovery, lock and change of places."""
