"""Issue -> site, brief, episode, feeds and letter: sentences with their sources, in every form that people read."""

from watchfloor.publish.draft.reading import Edited, draft_days, edited
from watchfloor.publish.draft.writing import write_draft
from watchfloor.publish.imprint import Imprint, load_imprint
from watchfloor.publish.press import PARTS, print_edition
from watchfloor.publish.site.pages import publish
from watchfloor.publish.words.compose import compose
from watchfloor.publish.words.unknowns import not_known
from watchfloor.publish.writing import Published

__all__ = [
    "PARTS",
    "Edited",
    "Imprint",
    "Published",
    "compose",
    "draft_days",
    "edited",
    "load_imprint",
    "not_known",
    "print_edition",
    "publish",
    "write_draft",
]
