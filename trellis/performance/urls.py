"""Addresses of the performance room."""

from django.urls import path

from trellis.performance.views import (
    appraising,
    challenges,
    downloads,
    evidence,
    framework,
    indicators,
    keeping,
    outcomes,
    proposals,
    published,
    publishing,
    recording,
    reporters,
    reports,
    returns,
    reviews,
    rounds,
    scrutiny,
    share_challenges,
    surveys,
    worth,
)

app_name = "performance"

urlpatterns = [
    # /performance/
    path("", reports.frameworks, name="frameworks"),
    # /performance/begin/
    path("begin/<slug:area>/", keeping.begin, name="begin"),
    # /performance/shares/<area>/
    path("shares/<slug:area>/", share_challenges.share_challenges, name="share_challenges"),
    path(
        "shares/<slug:area>/asked/<int:asked_id>/challenge/",
        share_challenges.raise_challenge,
        name="raise_share_challenge",
    ),
    path(
        "shares/<slug:area>/<int:share_challenge_id>/",
        share_challenges.share_challenge,
        name="share_challenge",
    ),
    path(
        "shares/<slug:area>/<int:share_challenge_id>/reply/",
        share_challenges.reply,
        name="reply_share_challenge",
    ),
    path(
        "shares/<slug:area>/<int:share_challenge_id>/outcome/",
        share_challenges.decide,
        name="decide_share_challenge",
    ),
    path(
        "shares/<slug:area>/<int:share_challenge_id>/withdraw/",
        share_challenges.withdraw,
        name="withdraw_share_challenge",
    ),
    # /performance/<framework>/
    path("<slug:slug>/", reports.area, name="area"),
    path("<slug:slug>/places/<str:code>/", reports.place, name="place"),
    path("<slug:slug>/providers/", reports.providers, name="providers"),
    path("<slug:slug>/providers/<int:provider_id>/", reports.provider, name="provider"),
    path("<slug:slug>/framework/", framework.framework, name="framework"),
    path("<slug:slug>/outcomes/<int:number>/", framework.outcome, name="outcome"),
    path("<slug:slug>/principles/", framework.principles, name="principles"),
    path("<slug:slug>/checks/", framework.checks, name="checks"),
    path("<slug:slug>/downloads/", downloads.downloads, name="downloads"),
    path("<slug:slug>/downloads/<str:form>", downloads.download, name="download"),
    path("<slug:slug>/ours/", recording.owed, name="owed"),
    path("<slug:slug>/ours/effort/", worth.effort, name="effort"),
    path("<slug:slug>/worth/", worth.worth, name="worth"),
    path("<slug:slug>/values/<int:value_id>/evidence/", evidence.attach, name="attach"),
    path("<slug:slug>/values/<int:value_id>/appraise/", appraising.appraise, name="appraise"),
    # /performance/<framework>/rounds/
    path("<slug:slug>/rounds/", rounds.rounds, name="rounds"),
    path("<slug:slug>/rounds/plan/", rounds.plan, name="plan_rounds"),
    path("<slug:slug>/rounds/<str:period>/", rounds.round_, name="round"),
    path("<slug:slug>/rounds/<str:period>/dates/", rounds.dates, name="round_dates"),
    # /performance/<framework>/rounds/<period>/returns/<provider>/
    path(
        "<slug:slug>/rounds/<str:period>/returns/<int:provider_id>/", returns.return_, name="return"
    ),
    *(
        path(
            f"<slug:slug>/rounds/<str:period>/returns/<int:provider_id>/{word}/",
            returns.move,
            {"move": move},
            name=name,
        )
        for word, move, name in (
            ("hand-in", "hand_in", "hand_in"),
            ("take-back", "take_back", "take_back"),
            ("check", "check", "check_return"),
            ("accept", "accept", "accept_return"),
            ("send-back", "send_back", "send_back"),
        )
    ),
    path(
        "<slug:slug>/rounds/<str:period>/returns/<int:provider_id>/sheet.xlsx",
        returns.sheet,
        name="return_sheet",
    ),
    path(
        "<slug:slug>/rounds/<str:period>/returns/<int:provider_id>/unlock/",
        returns.unlock,
        name="unlock_return",
    ),
    path(
        "<slug:slug>/rounds/<str:period>/returns/<int:provider_id>/ask/<int:number>/"
        "<str:place_code>/",
        returns.ask,
        name="ask_about_line",
    ),
    path(
        "<slug:slug>/rounds/<str:period>/returns/<int:provider_id>/questions/<int:question_id>/",
        returns.answer,
        name="answer_question",
    ),
    # /performance/<framework>/proposals/
    path("<slug:slug>/proposals/", proposals.proposals, name="proposals"),
    path("<slug:slug>/proposals/propose/<slug:change>/", proposals.propose, name="propose"),
    path("<slug:slug>/proposals/<int:number>/", proposals.proposal, name="proposal"),
    path("<slug:slug>/proposals/<int:number>/consult/", proposals.consult, name="consult"),
    path("<slug:slug>/proposals/<int:number>/comment/", proposals.comment, name="comment"),
    path("<slug:slug>/proposals/<int:number>/adopt/", proposals.adopt, name="adopt"),
    path("<slug:slug>/proposals/<int:number>/turn-down/", proposals.turn_down, name="turn_down"),
    # /performance/<framework>/published/
    path("<slug:slug>/published/", published.all_published, name="all_published"),
    path("<slug:slug>/published/<str:period>/", published.published, name="published"),
    path("<slug:slug>/published/<str:period>/pack/", published.pack, name="published_pack"),
    path(
        "<slug:slug>/published/<str:period>/places/<str:code>/",
        published.place,
        name="published_place",
    ),
    path("<slug:slug>/published/<str:period>/publish/", publishing.publish, name="publish"),
    path("<slug:slug>/published/<str:period>/restate/", publishing.restate, name="restate"),
    path(
        "<slug:slug>/published/<str:period>/<int:number>/<str:name>",
        published.file,
        name="published_file",
    ),
    path(
        "<slug:slug>/values/<int:value_id>/challenge/",
        challenges.raise_challenge,
        name="raise_challenge",
    ),
    path(
        "<slug:slug>/values/<int:value_id>/appraise/<int:appraisal_id>/",
        appraising.retag,
        name="retag",
    ),
    # /performance/<framework>/ … the scrutiny of figures
    path("<slug:slug>/scrutiny/", scrutiny.scrutiny, name="scrutiny"),
    path("<slug:slug>/rounds/<str:period>/sample/", scrutiny.sample, name="sample"),
    path("<slug:slug>/rounds/<str:period>/sample/<int:drawn_id>/", scrutiny.drawn, name="drawn"),
    path(
        "<slug:slug>/rounds/<str:period>/sample/<int:drawn_id>/reply/",
        scrutiny.reply_finding,
        name="reply_finding",
    ),
    # /performance/<framework>/challenges/
    path("<slug:slug>/challenges/", challenges.challenges, name="challenges"),
    path("<slug:slug>/challenges/<int:challenge_id>/", challenges.challenge, name="challenge"),
    path(
        "<slug:slug>/challenges/<int:challenge_id>/reply/",
        challenges.reply,
        name="reply_challenge",
    ),
    path(
        "<slug:slug>/challenges/<int:challenge_id>/outcome/",
        challenges.decide,
        name="decide_challenge",
    ),
    path(
        "<slug:slug>/challenges/<int:challenge_id>/withdraw/",
        challenges.withdraw,
        name="withdraw_challenge",
    ),
    # /performance/<framework>/reviews/
    path("<slug:slug>/reviews/", reviews.reviews, name="reviews"),
    path("<slug:slug>/reviews/plan/", reviews.plan, name="plan_review"),
    path("<slug:slug>/reviews/<int:review_id>/", reviews.review, name="review"),
    path("<slug:slug>/reviews/<int:review_id>/begin/", reviews.begin, name="begin_review"),
    path("<slug:slug>/reviews/<int:review_id>/findings/", reviews.give, name="give_findings"),
    path("<slug:slug>/reviews/<int:review_id>/findings/note/", reviews.note, name="note_finding"),
    path("<slug:slug>/reviews/<int:review_id>/plan/add/", reviews.add_action, name="add_action"),
    path(
        "<slug:slug>/reviews/<int:review_id>/plan/<int:action_id>/remove/",
        reviews.remove_action,
        name="remove_action",
    ),
    path("<slug:slug>/reviews/<int:review_id>/response/", reviews.respond, name="respond_review"),
    path("<slug:slug>/reviews/<int:review_id>/progress/", reviews.progress, name="check_progress"),
    path("<slug:slug>/reviews/<int:review_id>/call-off/", reviews.call_off, name="call_off_review"),
    # /performance/<framework>/keep/
    path("<slug:slug>/keep/", keeping.keep, name="keep"),
    path("<slug:slug>/keep/change/", keeping.change, name="change"),
    path("<slug:slug>/keep/rule/", keeping.rule, name="keep_rule"),
    path("<slug:slug>/keep/core/", worth.keep_core, name="keep_core"),
    path("<slug:slug>/keep/effort/", worth.keep_effort, name="keep_effort"),
    path("<slug:slug>/keep/live/", keeping.make_live, name="make_live"),
    path("<slug:slug>/keep/close/", keeping.close, name="close"),
    path("<slug:slug>/keep/outcomes/", outcomes.outcomes, name="keep_outcomes"),
    path("<slug:slug>/keep/outcomes/<int:number>/", outcomes.reword_outcome, name="reword_outcome"),
    path("<slug:slug>/keep/principles/", outcomes.principles, name="keep_principles"),
    path(
        "<slug:slug>/keep/principles/<int:number>/",
        outcomes.reword_principle,
        name="reword_principle",
    ),
    path("<slug:slug>/keep/indicators/", indicators.indicators, name="keep_indicators"),
    path("<slug:slug>/keep/indicators/add/", indicators.add, name="add_indicator"),
    path("<slug:slug>/keep/indicators/<int:number>/", indicators.indicator, name="keep_indicator"),
    path(
        "<slug:slug>/keep/indicators/<int:number>/change/",
        indicators.change,
        name="change_indicator",
    ),
    path(
        "<slug:slug>/keep/indicators/<int:number>/version/",
        indicators.adopt_version,
        name="adopt_version",
    ),
    path(
        "<slug:slug>/keep/indicators/<int:number>/retire/",
        indicators.retire,
        name="retire_indicator",
    ),
    path(
        "<slug:slug>/keep/indicators/<int:number>/standing/",
        worth.keep_standing,
        name="keep_standing",
    ),
    path("<slug:slug>/keep/reporters/", reporters.reporters, name="keep_reporters"),
    path("<slug:slug>/keep/reporters/add/", reporters.expect, name="expect_reports"),
    path("<slug:slug>/keep/reporters/<int:line_id>/end/", reporters.end, name="end_reports"),
    # /performance/<framework>/indicators/<number>/
    path("<slug:slug>/indicators/<int:number>/", reports.indicator, name="indicator"),
    path("<slug:slug>/indicators/<int:number>/informed/", worth.informed, name="informed"),
    path("<slug:slug>/indicators/<int:number>/target/", recording.set_target, name="set_target"),
    path(
        "<slug:slug>/indicators/<int:number>/<str:place_code>/<str:period>/",
        reports.made,
        name="made",
    ),
    path(
        "<slug:slug>/indicators/<int:number>/<str:place_code>/<str:period>/record/",
        recording.record,
        name="record",
    ),
    path(
        "<slug:slug>/indicators/<int:number>/<str:place_code>/<str:period>/survey/",
        surveys.from_survey,
        name="from_survey",
    ),
]
