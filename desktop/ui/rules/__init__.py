"""The page of rule packs: what they say, where they are from, the branch's own ones in and out."""
