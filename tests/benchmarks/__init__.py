"""How fast claims are worked out, beside OpenFisca and a function written by hand; ``compare`` is the command."""
