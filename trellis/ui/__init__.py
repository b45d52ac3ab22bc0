"""How every page looks and speaks: tokens, style sheets, components, forms and the gallery.

Words of this room: a *component* is a `<c-…>` tag with declared attributes; a *token* is a named
colour, space or size; a *mark* is the shape that says without colour what a colour says too.
No other room writes a `class`; each asks this one by component. The gallery at `/ui/` shows every
component in every state. Serves no paragraph of the source documents; serves all their readers.
"""
