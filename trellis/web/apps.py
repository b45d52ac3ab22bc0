from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import module_has_submodule


class WebConfig(AppConfig):
    name = "trellis.web"
    label = "web"

    def ready(self) -> None:
        """Wire events to reactions, and let every room register its jobs and checks."""
        from trellis.kernel.events import wire
        from trellis.web.wiring import REACTIONS

        wire(REACTIONS)
        for room in settings.ROOMS:
            module = import_module(f"trellis.{room}")
            if module_has_submodule(module, "jobs"):
                import_module(f"trellis.{room}.jobs")
        import_module("trellis.web.checks")
        # Views are ready only once every room is; a calendar asks long after that.
        from trellis.kernel import posting
        from trellis.messages.actions.circulars import PostOffice
        from trellis.messages.queries import due_days_by
        from trellis.performance.queries import share_doors
        from trellis.record.queries import doors_by
        from trellis.web.views.home import due_for

        due_days_by(due_for)
        doors_by(share_doors)
        posting.opened_by(PostOffice())
