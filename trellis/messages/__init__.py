"""What we tell people, and what they have said they want of it.

Words: *notice* (something one person is told, on their own page), *reminder* (a notice of what is
due from them), *letter* (one e-mail in the outbox), *outbox* (letters on their way and what became
of them), *suppression* (an address we no longer write to, kept as a keyed hash).

Serves mission 30-33; PECR (opting out); 003 12.1 (figures that come in late).
"""
