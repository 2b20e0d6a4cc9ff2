"""Headless commands, one file each; each has add_arguments(parser) and run(arguments) -> int."""
