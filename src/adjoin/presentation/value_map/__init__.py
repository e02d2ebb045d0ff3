"""The value map and the slide as files: PDF and picture by Typst, a self-contained page in HTML."""

from adjoin.presentation.value_map.render import SUFFIXES, render, slide

__all__ = ["SUFFIXES", "render", "slide"]
