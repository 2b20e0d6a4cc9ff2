"""The Office page: the branch, its people, this computer, the office folder."""
