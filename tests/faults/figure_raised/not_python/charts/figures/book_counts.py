"""A figure gone wrong."""

def build(figure, layout, theme)
    return None
