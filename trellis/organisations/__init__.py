"""Every kind of body in the area, and who acts for it.

Words: *organisation* (any body: group, hub, council, funder …), *identifier* (its number in a
register, by the scheme's org-id.guide code), *other name* (earlier, working, short), *coverage*
(the places where it works, and as what), *interest* (what it is about), *community* (whom it
serves), *relation* (parent, branch, hub of), *membership* (a person holding a role there).

Serves 003 App 2 outcome 5 and indicators 3-4; 001 4.9; mission 1, 36.
"""
