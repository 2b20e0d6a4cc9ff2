"""Files that come from or go to other machines."""
