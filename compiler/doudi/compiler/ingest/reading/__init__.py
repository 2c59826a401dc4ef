"""A file's bytes to its text: plain text, HTML, DOCX, PDF with a text layer."""
