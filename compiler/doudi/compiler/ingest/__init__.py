"""A raw circular to a notice's folder: text, steps, the way back, a draft with every sentence."""
