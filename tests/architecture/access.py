"""Who may open which page, as text. `python -m tests.architecture.access` writes access.txt."""

from pathlib import Path

AGREED = Path(__file__).parent / "access.txt"


def access_list(site):
    """One line for each address: methods and the rule, those of each step included."""
    lines = []
    for rule in site.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        methods = "/".join(sorted(rule.methods - {"HEAD", "OPTIONS"}))
        access = getattr(site.view_functions[rule.endpoint], "access", "NOBODY SAID")
        lines.append(f"{rule.rule:75} {methods:9} {access}")
    return "\n".join(sorted(lines)) + "\n\n" + "\n".join(steps()) + "\n"


def steps():
    """One line for each step of each workflow: from where, to where, by which rule."""
    for name, workflow in sorted(workflows().items()):
        for step in workflow.steps:
            reason = " (needs a reason)" if step.needs_reason else ""
            yield f"{name} {step.name}: {step.source} -> {step.target}: {step.rule.name}{reason}"


def workflows():
    """Every workflow of every chapter, by chapter and name."""
    from importlib import import_module

    import commissioning
    from commissioning.core.workflow import Workflow

    found = {}
    for file in sorted(commissioning.PACKAGE.glob("*/workflow.py")):
        if file.parent.name != "core":
            module = import_module(f"commissioning.{file.parent.name}.workflow")
            for name, value in vars(module).items():
                if isinstance(value, Workflow):
                    found[f"{file.parent.name}.{name}"] = value
    return found


if __name__ == "__main__":
    from commissioning import create_app
    from tests.conftest import settings

    AGREED.write_text(access_list(create_app(settings("sqlite://"))))
