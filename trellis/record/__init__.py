"""What was done, written once by whoever did it: every figure is counted from here.

Words: *activity* (one countable thing that happened: a training place taken, an advice session, a
volunteer enquiry), *service type* (what kind of thing; the taxonomy of an area), *contribution* (a
provider's part in it: its role and its share), *split* (the contributions of one activity, whose
shares add up to the whole; sealed once it counts), *share rule* (how shares are split unless the
parties agree otherwise, agreed in advance), *beneficiary* (the organisation it was for, or a person
known by a *token* alone), *cell* (what adds up of one kind in one place, quarter and provider),
*reach* (how many different ones were helped).

Serves 003 s2.6, s8.5 (where credit lies, and what would be counted twice), Rec 3 and Rec 8; the
design is in docs/adr/0022-activities-cells-and-reach.md.
"""
