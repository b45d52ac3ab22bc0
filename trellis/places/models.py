"""Places and what is known of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.places.lifecycle import Stage


class Place(models.Model):
    """A node of the tree. A boundary change that brings a new official code makes a new place
    and a `Succession`; a change of name alone does not.

    A root is an *area*: the territory of one record. Its `standing` says what the record is:
    *live* (real use), *documented* (facts from documents, read-only) or *invented* (an example).
    """

    class Kind(models.TextChoices):
        SUBREGION = "subregion", _("sub-region")
        COUNTY = "county", _("county")
        UNITARY = "unitary", _("unitary area")
        DISTRICT = "district", _("district")
        WARD = "ward", _("ward")
        PARISH = "parish", _("parish")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        OTHER = "other", _("other area")

    class Standing(models.TextChoices):
        LIVE = "live", _("live record")
        DOCUMENTED = "documented", _("documented facts, read-only")
        INVENTED = "invented", _("invented example")

    area = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(max_length=13, choices=Kind)
    # Only a root has one; every other place takes its area's.
    standing = models.CharField(max_length=10, choices=Standing, blank=True)
    slug = models.SlugField(max_length=80)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # Where the place sits on the schematic tile map; null: not drawn there.
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="place_code_once_in_area"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(parent=None), name="area_slug_once"
            ),
            models.CheckConstraint(
                condition=(models.Q(parent=None) & ~models.Q(standing=""))
                | (models.Q(parent__isnull=False) & models.Q(standing="")),
                name="only_an_area_has_a_standing",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gt=models.F("opened_on")),
                name="place_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """From `on`, `successor` has the territory (or a part of it) that `predecessor` had."""

    predecessor = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Place, models.PROTECT, related_name="precessions")
    on = models.DateField()
    # Share of the predecessor's territory that went over, in basis points; null: not known.
    share_bp = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_once"
            ),
            models.CheckConstraint(
                condition=models.Q(share_bp=None) | models.Q(share_bp__lte=10_000),
                name="succession_share_at_most_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class PlaceFigure(models.Model):
    """One dated number about a place, with who says so. Never changed: a later or better number
    is another row, and the page shows the newest."""

    class Measure(models.TextChoices):
        POPULATION = "population", _("people")
        POPULATION_16_PLUS = "population_16_plus", _("people aged 16 and over")
        HOUSEHOLDS = "households", _("households")
        AREA_KM2 = "area_km2", _("square kilometres")

    place = models.ForeignKey(Place, models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=24, choices=Measure)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    on_date = models.DateField()
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-on_date", "-recorded_at"]
        indexes = [models.Index(fields=["place", "measure", "-on_date"], name="figure_newest")]

    def __str__(self) -> str:
        return f"{self.measure} {self.on_date}"


class Outline(models.Model):
    """A boundary of a place from `valid_from` on, as imported: WGS 84, simplified for drawing."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="outlines")
    valid_from = models.DateField()
    # GeoJSON Polygon or MultiPolygon, longitude and latitude in degrees, 4 decimals.
    geometry = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="outline_once_a_date")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.valid_from}"


class Postcode(models.Model):
    """A unit postcode, and the official codes of the ward and the district it lies in.

    It names codes and not places: the same district stands in the tree of every area that has
    it, and a postcode list may come before or after the tree. Postcodes of homes are personal
    only beside a person; here they are geography.
    """

    code = models.CharField(max_length=8, unique=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    ward_code = models.CharField(max_length=20, blank=True)
    district_code = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["ward_code"], name="postcode_ward"),
            models.Index(fields=["district_code"], name="postcode_district"),
        ]

    def __str__(self) -> str:
        return self.code


class Upload(models.Model):
    """A file somebody brought for an area, from its check to the end of its import.

    States: *checked* (kept, not yet imported), *importing*, *done*, *failed* (stopped at a fault;
    can be started again), *discarded*. The file itself is kept only until it is done with.
    """

    class Kind(models.TextChoices):
        OUTLINES = "outlines", _("boundaries")
        POSTCODES = "postcodes", _("postcodes")

    area = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.CHECKED)
    file_name = models.CharField(max_length=200)
    # SHA-256 of the content, which is also its name in the store.
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    # How to read it and what to do with it: see `rules.checking.Plan`.
    plan = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    # The first problems, each as `rules.checking.Problem`; the counts say how many there are.
    problems = models.JSONField(default=list)
    done_rows = models.PositiveIntegerField(default=0)
    brought_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-brought_at"]

    def __str__(self) -> str:
        return self.file_name
