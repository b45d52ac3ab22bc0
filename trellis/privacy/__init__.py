"""What people may ask about their own data, and what those who keep it owe them.

Words: *request* (somebody asks for a copy of their data, a correction or an erasure), *file* (the
whole of one person's data, from every room), *erasure* (name and addresses leave the record, what
must stay points to nobody), *retention run* (what has been kept as long as declared goes),
*complaint*, *breach* (data that was lost, seen or changed by those who should not), *controller*
(the body that decides over a row), *agreement* (what two bodies have agreed on sharing), *estate*
(what is a body's own in a room), *hand-over* (what becomes of each estate of a body that leaves).

Serves UK GDPR Articles 4(7), 5, 12, 15 to 17, 26, 28, 30, 33 and 34; Data Protection Act 2018
sections 121 (the Commissioner's data sharing code) and 164A.
"""
