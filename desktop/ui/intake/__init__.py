"""New case: taking a complaint in."""
