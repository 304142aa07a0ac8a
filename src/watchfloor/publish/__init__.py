"""Issue -> site, brief, episode, feeds and letter: sentences with their sources, in every form that people read."""

from watchfloor.publish.imprint import Imprint, load_imprint
from watchfloor.publish.press import PARTS, print_edition
from watchfloor.publish.site.pages import publish
from watchfloor.publish.words.compose import compose
from watchfloor.publish.words.unknowns import not_known
from watchfloor.publish.writing import Published

__all__ = ["PARTS", "Imprint", "Published", "compose", "load_imprint", "not_known", "print_edition", "publish"]
