"""The arithmetic of questions: what may be asked, what fits as an answer, what may be shown."""
