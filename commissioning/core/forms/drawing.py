"""How each kind of field is drawn: which GOV.UK component, and what it is told."""

from collections.abc import Callable
from typing import Any

Asks = dict[str, Any]


def component(field: Any, options: Asks) -> tuple[str, Asks]:
    """The component for a field, and its parameters.

    Options: `heading` (the question is the page's h1), `size` of the label (s, m, l),
    `hidden_label`, `width` in characters (2, 3, 4, 5, 10, 20), `rows`, `inline`, `autocomplete`,
    `prefix`, `suffix`.
    """
    kind = getattr(field, "drawn_as", "") or _plain_kind(field)
    if kind == "hidden":
        return "", {"name": field.name, "value": field._value()}
    return DRAWN[kind](field, options)


def _plain_kind(field: Any) -> str:
    """Fields of the form library itself, such as a hidden one."""
    return str(getattr(field.widget, "input_type", "line"))


def _shared(field: Any) -> Asks:
    return {
        "id": field.id,
        "name": field.name,
        "hint": {"text": str(field.description)} if field.description else None,
        "errorMessage": {"text": str(field.errors[0])} if field.errors else None,
    }


def _words(field: Any, options: Asks, kind: str) -> Asks:
    size = "l" if options.get("heading") else options.get("size", "m")
    hidden = " visually-hidden" if options.get("hidden_label") else ""
    return {
        "text": field.label.text,
        "classes": f"govuk-{kind}--{size}{hidden}",
        "isPageHeading": bool(options.get("heading")),
    }


def _one(field: Any, options: Asks) -> Asks:
    return {**_shared(field), "label": _words(field, options, "label")}


def _group(field: Any, options: Asks) -> Asks:
    legend = _words(field, options, "fieldset__legend")
    return {**_shared(field), "idPrefix": field.id, "fieldset": {"legend": legend}}


def _input(field: Any, options: Asks, **more: Any) -> tuple[str, Asks]:
    width = options.get("width") or getattr(field, "width", "")
    asks = {
        "value": field._value(),
        "classes": f"govuk-input--width-{width}" if width else "",
        "autocomplete": options.get("autocomplete") or getattr(field, "autocomplete", ""),
    }
    return "input", {**_one(field, options), **asks, **more}


def _email(field: Any, options: Asks) -> tuple[str, Asks]:
    return _input(field, options, type="email", spellcheck=False)


def _figures(field: Any, options: Asks) -> tuple[str, Asks]:
    before = options.get("prefix") or field.prefix
    after = options.get("suffix") or field.suffix
    return _input(
        field,
        {"width": 10, **options},
        inputmode="decimal" if field.places else "numeric",
        spellcheck=False,
        prefix={"text": before} if before else None,
        suffix={"text": after} if after else None,
    )


def _text(field: Any, options: Asks) -> tuple[str, Asks]:
    asks = {"value": field._value(), "rows": options.get("rows", 5), "maxlength": field.most}
    return "character-count", {**_one(field, options), **asks}


def _date(field: Any, options: Asks) -> tuple[str, Asks]:
    wrong = " govuk-input--error" if field.errors else ""
    items = [
        {
            "id": f"{field.id}-{part}",
            "name": f"{field.name}-{part}",
            "label": part.title(),
            "value": typed,
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
        }
        for part, typed in field.parts
    ]
    return "date-input", {**_group(field, options), "items": items}


def _choices(component_name: str) -> Callable[[Any, Asks], tuple[str, Asks]]:
    def draw(field: Any, options: Asks) -> tuple[str, Asks]:
        chosen = _chosen(field.data)
        items = [
            {
                "value": str(each.value),
                "text": each.label,
                "checked": str(each.value) in chosen,
                "hint": {"text": field.hints[each.value]} if each.value in field.hints else None,
            }
            for each in field.choices
        ]
        inline = f"govuk-{component_name}--inline" if options.get("inline") else ""
        return component_name, {**_group(field, options), "items": items, "classes": inline}

    return draw


def _chosen(data: Any) -> set[str]:
    return {str(each) for each in (data if isinstance(data, list) else [data])}


def _select(field: Any, options: Asks) -> tuple[str, Asks]:
    chosen = _chosen(field.data)
    items = [{"value": "", "text": field.nothing}] + [
        {"value": str(each.value), "text": each.label, "selected": str(each.value) in chosen}
        for each in field.choices
    ]
    return "select", {**_one(field, options), "items": items}


def _yes(field: Any, _options: Asks) -> tuple[str, Asks]:
    box = {"id": field.id, "value": "y", "text": field.label.text, "checked": bool(field.data)}
    return "checkboxes", {**_shared(field), "idPrefix": field.id, "items": [box]}


def _file(field: Any, options: Asks) -> tuple[str, Asks]:
    return "file-upload", _one(field, options)


DRAWN: dict[str, Callable[[Any, Asks], tuple[str, Asks]]] = {
    "line": _input,
    "email": _email,
    "number": _figures,
    "money": _figures,
    "text": _text,
    "date": _date,
    "radios": _choices("radios"),
    "checkboxes": _choices("checkboxes"),
    "select": _select,
    "yes": _yes,
    "file": _file,
}
