"""Papers: making, reading and checking them."""
