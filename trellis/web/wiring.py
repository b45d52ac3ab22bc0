"""Who reacts to what: the one table of events and reactions, read top to bottom.

*Inside*: in the act's own transaction; the record must not exist without it.
*After*: a durable job, retried; a fault in it never undoes the act.
An event nobody reacts to stands here with an empty tuple; a test asks for every one.
"""

from trellis.kernel.events import Reactions

REACTIONS: Reactions = {}
