"""The staff manual on screen."""
