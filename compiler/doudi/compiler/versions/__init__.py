"""Versions of documents, and the hash of what each of them means."""
