"""What we tell people, and what they have said they want of it.

Words: *notice* (something one person is told, on their own page), *reminder* (a notice of what is
due from them), *letter* (one e-mail in the outbox), *outbox* (letters on their way and what became
of them), *digest* (the new notices of a day or week in one letter), *quiet hours* (when no digest
comes), *subscription* (who asked for bulletins on what, about where, and how we know), *sign-up*
(somebody without an account asks for them, and is asked back by a letter), *bulletin* (items put
together for those who subscribed), *feed* (one person's due days, for their calendar, behind a
secret address), *suppression* (an address we no longer write to, kept as a keyed hash).

Serves mission 30-33; PECR (opting out), RFC 8058 (by one click), 5545; 003 12.1 (late figures).
"""
