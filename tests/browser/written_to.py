"""People without an account to whom letters go: part of what `prepare.py` makes."""

from datetime import datetime, timedelta

from django.utils import timezone

from tests.factories import (
    make_invited,
    make_link,
    make_mailing,
    make_sign_up,
    make_subscription,
    make_wave,
)
from trellis.messages.queries import reader_secret, sign_up_secret
from trellis.places.models import Place
from trellis.questions.models import QuestionnaireVersion, Wave


def invited_to(version: QuestionnaireVersion, now: datetime, title: str) -> Wave:
    """Ten people, five days ago."""
    today = timezone.localdate(now)
    wave = make_wave(
        version=version,
        title=title,
        access="links",
        opens_on=today - timedelta(days=6),
        closes_on=today + timedelta(days=30),
        links_made=10,
    )
    mailing = make_mailing(wave=wave, sent_at=now - timedelta(days=5))
    for number in range(1, 11):
        make_invited(wave=wave)
        make_link(
            wave=wave,
            mailing=mailing,
            number=number,
            address=f"{wave.pk}-{number}@post.example",
            seed=f"{number}",
        )
    return wave


def readers(now: datetime) -> dict[str, str]:
    """People without an account: one who has yet to confirm, one who gets bulletins."""
    county = Place.objects.get(slug="fosseshire", parent=None)
    asked = make_sign_up(
        area=county,
        wanted=[f"{topic}:{county.pk}" for topic in ("events", "news")],
        asked_at=now,
        expires_at=now + timedelta(days=7),
    )
    reads = make_subscription(place=county, topic="consultations", given_on=timezone.localdate(now))
    return {
        "sign_up": sign_up_secret(asked.pk, asked.address_key),
        "reader": reader_secret(reads.address_key),
    }
