"""What a new version of the rules changes: in the rules, for the cases of a folder, and by what."""
