"""Stage 4: figures and references of a Document."""
