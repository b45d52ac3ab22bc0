"""The front of the house: home pages, Today, navigation, and who reacts to what.

Words: *Today* (everything due to a person, from every room, by date), *frame* (what surrounds
every page), *wiring* (the one table of events and reactions), *example* (a world to try).
"""
