"""Issue -> site: sentences with their sources, pages, charts, and the issue as JSON."""

from watchfloor.publish.site.pages import publish
from watchfloor.publish.words.compose import compose
from watchfloor.publish.words.unknowns import not_known
from watchfloor.publish.writing import Published

__all__ = ["Published", "compose", "not_known", "publish"]
