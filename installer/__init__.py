"""Sets the program up and starts it, checks it, and keeps its locks and translations."""
