"""Each declaration of a rules folder taken through the phases that concern it alone."""
