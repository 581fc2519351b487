"""The three databases of the piece, and what lies between them. Everything is rendered; nothing is photographed."""
