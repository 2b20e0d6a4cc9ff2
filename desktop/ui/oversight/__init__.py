"""The page of those who see to the work of others."""
