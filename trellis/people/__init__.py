"""People and how they sign in.

Words: *account* (who signs in), *person* (who somebody is; may have no account, as a volunteer on
paper), *role* (a named set of capabilities, held at an organisation), *invitation* (a link that
lets somebody begin, and expires), *second factor* (app code, passkey or recovery code).

Serves mission 34 and 37; Cyber Essentials on multi-factor sign-in; UK GDPR.
"""
