"""How Sphinx builds the documentation site: `sphinx-build -W -b html docs docs/_build`."""

from importlib import metadata

project = "dateline"
author = "The dateline maintainers"
project_copyright = "2026, the dateline maintainers"
version = release = metadata.version("dateline")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
exclude_patterns = ["_build"]
nitpicky = False
# A name between single backticks in a docstring is code.
default_role = "code"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}

# In the contents of a page a name stands as one writes it: "dateline.parse".
toc_object_entries_show_parents = "all"

html_theme = "furo"
html_title = f"dateline {release}"
html_show_sphinx = False
# The schemas are published at the root of the site, as the package ships them.
html_extra_path = ["../src/dateline/export/timeline.schema.json", "../src/dateline/deciding/decisions.schema.json"]
