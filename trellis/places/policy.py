"""Who may do what with places and with the files that bring their boundaries and postcodes."""

from django.db.models import Q

from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.policy import ANYONE, Policy, by_system, can, where

# Documented history is read-only; the system loads it before anybody reads it.
_OPEN_RECORD = where(~Q(standing="documented") & ~Q(area__standing="documented")) | by_system()
_OPEN_AREA = where(~Q(area__standing="documented")) | by_system()

PLACE = Policy(
    view=ANYONE,  # geography is public
    # Whoever keeps it, also in a record of the past, where there is nothing left to keep.
    keep=can(Can.PLACES_IMPORT, over=""),
    edit=can(Can.PLACES_IMPORT, over="") & _OPEN_RECORD,
)

UPLOAD = Policy(
    view=can(Can.PLACES_IMPORT, over="area"),
    handle=can(Can.PLACES_IMPORT, over="area") & _OPEN_AREA,
)
