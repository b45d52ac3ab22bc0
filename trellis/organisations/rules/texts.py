"""Marking words for translation in files that know nothing of Django."""


def gettext_noop(words: str) -> str:
    """The words as they are; the marker lets the translation tools find them here, and whoever
    shows them asks for the translation."""
    return words
