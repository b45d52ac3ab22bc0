"""What has been kept as long as was declared: a dry run, and the run."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trellis.kernel.forms import OnceForm
from trellis.kernel.http import Request
from trellis.privacy import actions, queries


@require_http_methods(["GET", "POST"])
@login_required
def retention(request: Request) -> HttpResponse:
    request.standing = "live"  # it is about every record there is
    over = queries.dry_run(request.viewer, request.today)
    form = OnceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(
        lambda: actions.run_retention(
            once=form.cleaned_data["once"], by=request.viewer, now=request.now
        )
    ):
        messages.success(request, _("The run is done. What went stands below."))
        return redirect("privacy:retention")
    context = {
        "over": over,
        "rows": sum(one.rows for one in over),
        "runs": queries.past_runs(request.viewer),
        "form": form,
    }
    return render(request, "privacy/retention.html", context)
