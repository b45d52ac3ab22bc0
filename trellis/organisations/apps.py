from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "trellis.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Answer what the people room, which stands below, must know of organisations."""
        # Models can be imported only once every app has its configuration.
        from trellis.organisations.queries import Answers
        from trellis.people.queries import answered_by

        answered_by(Answers())
