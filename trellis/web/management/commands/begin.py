"""`trellis begin`: the first area, organisation and administrator of a new deployment."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from trellis.kernel.viewer import STRANGER, system
from trellis.organisations import actions as organisations
from trellis.people import actions as people
from trellis.places import actions as places
from trellis.places import queries as place_queries


class Command(BaseCommand):
    help = "Begin a live area with its infrastructure organisation and invite its administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", required=True, help="the partnership's area: Rutland")
        parser.add_argument("--code", required=True, help="its official code: E06000017")
        parser.add_argument("--organisation", required=True, help="who runs the service")
        parser.add_argument("--name", required=True, help="the administrator's name")
        parser.add_argument("--email", required=True, help="the administrator's address")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        slug = slugify(options["area"])
        if any(area.slug == slug for area in place_queries.areas(STRANGER)):
            raise CommandError(
                f"{options['area']} has begun already. Sign in and go on from there."
            )
        with transaction.atomic():
            secret = self._begin(slug, options)
        link = settings.SITE_URL + reverse("people:accept_invitation", args=[secret])
        self.stdout.write(f"{options['area']} has begun. {options['name']} begins here:\n{link}")

    def _begin(self, slug: str, options: dict[str, Any]) -> str:
        by, now = system("begin"), timezone.now()
        area = places.begin_area(
            slug=slug,
            code=options["code"],
            name=options["area"],
            standing="live",
            by=by,
            now=now,
        )
        details = organisations.Details(
            name=options["organisation"],
            kind="infrastructure",
            coverage=((area.pk, "infrastructure"),),
        )
        body = organisations.register_organisation(area_id=area.pk, details=details, by=by, now=now)
        invitation = people.invite_person(
            organisation_id=body.pk,
            email=options["email"],
            name=options["name"],
            role="platform_administrator",
            by=by,
            now=now,
        )
        made = people.make_invitation_link(invitation_id=invitation.pk, by=by, now=now)
        if made is None:
            raise CommandError("The invitation could not be made. Nothing was kept.")
        return made[1]
