"""The pages of what is published, as a stranger and as whoever publishes sees them."""

from tests.browser.visit import Visit

_OF = {"period": "published_period"}

READ_AS_PUBLISHED = (
    Visit("performance:all_published"),
    Visit("performance:published", given=_OF),
    Visit("performance:published_place", given=_OF),
    Visit("performance:published_pack", given=_OF),
)
PUBLISHED = (
    Visit("performance:all_published", given={"slug": "leicestershire-2010-11"}),  # empty
    Visit("performance:published", given=_OF, query="?number=1"),
    Visit("performance:publish", "council_officer", given={"period": "unpublished"}),
    Visit("performance:publish", "council_officer", given=_OF),
    Visit("performance:restate", "council_officer", given=_OF),
)
