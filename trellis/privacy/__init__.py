"""What people may ask about their own data, and what those who keep it owe them.

Words: *request* (somebody asks for a copy of their data, a correction or an erasure), *file* (the
whole of one person's data, from every room), *erasure* (name and addresses leave the record, what
must stay points to nobody), *retention run* (what has been kept as long as declared goes),
*complaint*, *breach* (data that was lost, seen or changed by those who should not).

Serves UK GDPR Articles 5, 12, 15 to 17, 30, 33 and 34; Data Protection Act 2018 section 164A.
"""
