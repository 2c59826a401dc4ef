"""What stands in a sentence: norms, amounts, deadlines, groups, places, funds, documents."""
