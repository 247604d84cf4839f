"""A real Chromium: every page it meets is checked by axe, for sideways scroll and for errors."""

import threading
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

CHROMIUM = "/usr/bin/chromium"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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

    def __init__(self, browser, address, *, width=360, scripts=True):
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            base_url=address,
        )
        self.scripts = scripts
        self.page = self.context.new_page()
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
        self.page.get_by_role("link", name=words).first.click()
        return self.look()

    def press(self, words):
        self.page.get_by_role("button", name=words).first.click()
        return self.look()

    def fill(self, label, words):
        self.page.get_by_label(label, exact=False).first.fill(words)
        return self

    def look(self):
        """Nothing scrolls sideways, nothing was refused by the policy, axe has no complaint."""
        self.page.wait_for_load_state("load")
        assert self.trouble == [], (self.page.url, self.trouble)
        if not self.scripts:
            return self  # axe is a script; the same pages are checked with scripts on
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} pixels"
        results = Axe().run(self.page, options={"runOnly": RULES})
        found = [
            (each["id"], [node["html"][:120] for node in each["nodes"][:2]])
            for each in results.response["violations"]
        ]
        assert found == [], (self.page.url, found)
        return self
