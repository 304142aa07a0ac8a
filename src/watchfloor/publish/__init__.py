"""Issue -> site: sentences with their sources, pages, charts, and the issue as JSON."""

from watchfloor.publish.clearance import cleared
from watchfloor.publish.compose import compose
from watchfloor.publish.site import publish
from watchfloor.publish.writing import Published

__all__ = ["Published", "cleared", "compose", "publish"]
