"""A real Chromium: every page it meets is checked by axe, for sideways scroll and for errors."""

import re
import threading
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT as AXE
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

CHROMIUM = "/usr/bin/chromium"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 360
COMPLAINTS = """options => axe.run(document, options).then(results => results.violations.map(
    each => [each.id, each.nodes.slice(0, 2).map(node => node.html.slice(0, 120))]))"""
# The words of what has the focus, and whether a person can see that it has.
FOCUS = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const name = (at.labels?.[0] ?? at).textContent.trim();
    const look = getComputedStyle(at);
    return [name, at !== document.body && box.width > 1 && box.bottom > 0 && box.top < innerHeight
        && (look.outlineStyle !== "none" || look.boxShadow !== "none")]
}"""
# A page's address without its numbers, its heading, and the kinds of things on it.
SHAPE = """() => [
    location.pathname.replace(/\\d+(-[a-z0-9-]+)?/g, "N"),
    document.querySelector("h1").textContent,
    ...new Set(Array.from(document.querySelectorAll("body *"), each =>
        [each.tagName, each.className, each.getAttribute("role"), each.getAttribute("type")].join()
    ))].join("|")"""


@contextmanager
def started():
    """The browser itself. It must be there: a page that nobody looked at is not proved."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(site):
    """The site on a port of this machine; yields its address."""
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Tab:
    """One tab, with what a person does in it: go, press, fill; and a check after each page."""

    def __init__(self, browser, address, *, width=360, scripts=True, widths=(), shapes=None):
        """`widths`: look at each page at all of these, not at one `width` alone.

        `shapes`: what was looked at before; tabs of one kind may share it.
        """
        self.widths = widths or (width,)
        self.context = browser.new_context(
            viewport={"width": self.widths[0], "height": 800},
            java_script_enabled=scripts,
            base_url=address,
        )
        self.scripts = scripts
        self.shapes = set() if shapes is None else shapes
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.trouble = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))

    def _console(self, message):
        # The browser itself reports answers such as 404 and 422 here; they are no trouble of ours.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.trouble.append(message.text)

    def close(self):
        self.context.close()

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    @property
    def heading(self):
        return self.page.locator("h1").inner_text()

    def go(self, path):
        self.page.goto(path)
        return self.look()

    def follow(self, words):
        self._click("link", words)
        return self.look()

    def press(self, words, answers=None):
        """Answer by label, then press a button by its words."""
        for label, answer in (answers or {}).items():
            self.answer(label, answer)
        self._click("button", words)
        return self.look()

    def _click(self, role, words):
        found = self.page.get_by_role(role, name=words)
        assert found.count(), f"no {role} “{words}” on {self.page.url}: {self.text}"
        found.first.click()

    def fill(self, label, words):
        self.page.get_by_label(label, exact=False).first.fill(words)
        return self

    def answer(self, label, answer):
        """Text and lists by their label; a date, radios and tick boxes by that of their group."""
        group = self.page.get_by_role("group", name=_starts(label))
        if group.count():
            boxes = group.first.get_by_role("textbox")
            if boxes.count():  # a date: day, month, year
                for box, part in zip(boxes.all(), answer, strict=True):
                    box.fill(str(part))
            for words in [answer] if isinstance(answer, str) else [] if boxes.count() else answer:
                group.first.get_by_label(_starts(words)).first.check()
            return
        control = self.page.get_by_label(_starts(label)).first
        assert control.count(), f"no label “{label}” on {self.page.url}: {self.text}"
        if answer is True:
            control.check()
        elif control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(label=answer)
        else:
            control.fill(answer)

    def tab_to(self, words):
        """Press Tab until something with these words has the focus, which is in sight all the way.

        Among radios the arrow keys choose.
        """
        met = []
        for _ in range(90):
            self.page.keyboard.press("Tab")
            name, is_seen = self.page.evaluate(FOCUS)
            assert is_seen, f"the focus is lost or hidden after {met[-3:]} on {self.page.url}"
            if name.startswith(words):
                return self
            met.append(name)
        raise AssertionError(f"Tab does not reach “{words}” on {self.page.url}: {met}")

    def walk(self):
        """Press Tab from the top of the page to its end: the focus is in sight all the way."""
        for steps in range(400):
            self.page.keyboard.press("Tab")
            name, is_seen = self.page.evaluate(FOCUS)
            if self.page.evaluate("document.activeElement === document.body"):
                assert steps, f"nothing has the focus on {self.page.url}"
                return self
            assert is_seen, f"the focus is hidden on “{name}” of {self.page.url}"
        raise AssertionError(f"Tab does not come to the end of {self.page.url}")

    def type(self, label, words):
        """Go to a box by Tab and write in place of what is there."""
        self.tab_to(label).page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        return self

    def key(self, key, words):
        """Press a key on a link or a button, and look at the page it leads to."""
        self.tab_to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self.look()

    def look(self):
        """Nothing scrolls sideways, nothing was refused by the policy, axe has no complaint.

        What looks like a page that this tab has seen is not looked at again.
        """
        self.page.wait_for_load_state("load")
        assert self.trouble == [], (self.page.url, self.trouble)
        if not self.scripts:
            return self  # axe is a script; the same pages are checked with scripts on
        shape = self.page.evaluate(SHAPE)
        if shape not in self.shapes:
            self.shapes.add(shape)
            for width in self.widths:
                self._look_at(width)
        return self

    def _look_at(self, width):
        if len(self.widths) > 1:
            self.page.set_viewport_size({"width": width, "height": 800})
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} pixels"
        if width < NARROW and len(self.widths) > 1:
            return  # like a phone, only narrower
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(COMPLAINTS, {"runOnly": RULES, "resultTypes": ["violations"]})
        assert found == [], (self.page.url, width, found)


def _starts(words):
    return re.compile(rf"^\s*{re.escape(words)}")
