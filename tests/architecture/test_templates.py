"""Every template compiles, uses what it imports, names its title and stays short."""

from pathlib import Path

import pytest
from jinja2 import nodes

ROOT = Path(__file__).parents[2] / "templates"
FILES = [str(file.relative_to(ROOT)) for file in sorted(ROOT.rglob("*.html"))]


@pytest.mark.parametrize("name", FILES)
def test_template(site, name):
    text = (ROOT / name).read_text()
    tree = site.jinja_env.parse(text)
    site.jinja_env.get_template(name)

    imports = [n for node in tree.find_all(nodes.FromImport) for n in node.names]
    imported = {each[1] if isinstance(each, tuple) else each for each in imports}
    used = {each.name for each in tree.find_all(nodes.Name) if each.ctx == "load"}
    assert imported <= used, "imported and not used"

    blocks = {block.name for block in tree.find_all(nodes.Block)}
    assert not tree.find(nodes.Extends) or "title" in blocks, "a page has a title"
    assert len(text.splitlines()) <= 170
    assert "|safe" not in text.replace(" ", ""), "core/text.py makes safe HTML, nobody else"


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.txt")), ids=lambda file: file.name)
def test_mail_text_compiles(site, file):
    site.jinja_env.get_template(str(file.relative_to(ROOT)))
