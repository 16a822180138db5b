"""A reader at a browser, whichever it is, who counts what they press. Typing is free.

Elements are named by XPath, which both browsers understand; of several, the first that is seen is meant.
"""

import re
import time

from tests.browser.firefox import Failed

MAX_SECONDS = 30


def link(words, where="//main"):
    return _with_words(where, "a", words)


def button(words, where="//main"):
    return _with_words(where, "button", words)


def field(label):
    """The field whose label begins so."""
    return f"//main//*[@id = //label[starts-with(normalize-space(.), '{label}')]/@for]"


def _with_words(where, element, words):
    return f"{where}//{element}[starts-with(normalize-space(.), '{words}')]"


class Reader:
    """`presses` is how many links, buttons and checkboxes were pressed."""

    def __init__(self, origin):
        self.origin = origin
        self.presses = 0

    def press(self, xpath):
        self._press(xpath)
        self.presses += 1

    def sees(self, words):
        """Wait until the page's main part shows `words`."""
        self._until(lambda: words in self.text(), lambda: f"{words!r} is not in {self.text()!r}")

    def is_at(self, path):
        """Wait until this is the page at `path`."""
        wanted = self.origin + path
        self._until(
            lambda: self.address().partition("#")[0] == wanted,
            lambda: f"This is {self.address()}, and not {wanted}. It says {self.text()!r}.",
        )

    def text(self):
        """What the page's main part shows, in one line."""
        return " ".join(self._text().split())

    def _until(self, holds, complaint):
        end = time.monotonic() + MAX_SECONDS
        while not holds():
            assert time.monotonic() < end, complaint()
            self._wait()

    def _wait(self):
        time.sleep(0.05)


class InChromium(Reader):
    """At a page of Playwright."""

    def __init__(self, origin, page):
        super().__init__(origin)
        self._page = page

    def open(self, path):
        self._page.goto(self.origin + path)

    def type(self, xpath, words):
        self._first(xpath).fill(words)

    def address(self):
        return self._page.url

    def top(self, xpath):
        """How far below the top of the window the element begins, in CSS pixels."""
        return self._first(xpath).bounding_box()["y"]

    def all_of(self, xpath, name):
        """The attribute `name` of each element."""
        return [one.get_attribute(name) for one in self._page.locator(f"xpath={xpath}").all()]

    def cookies(self):
        return [cookie["name"] for cookie in self._page.context.cookies()]

    def _first(self, xpath):
        return self._page.locator(f"xpath={xpath}").locator("visible=true").first

    def _press(self, xpath):
        self._first(xpath).click()
        self._page.wait_for_load_state()

    def _text(self):
        return self._page.locator("main").inner_text()

    def _wait(self):
        """Playwright learns where the page is only while it waits itself."""
        self._page.wait_for_timeout(50)


class InFirefox(Reader):
    """At a window of `tests.browser.firefox.Firefox`."""

    def __init__(self, origin, window):
        super().__init__(origin)
        self._window = window
        self.open("/robots.txt")
        window.do("WebDriver:DeleteAllCookies")

    def open(self, path):
        self._window.do("WebDriver:Navigate", url=self.origin + path)

    def type(self, xpath, words):
        element = self._first(xpath)
        self._window.do("WebDriver:ElementClear", id=element)
        self._window.do("WebDriver:ElementSendKeys", id=element, text=words)

    def address(self):
        return self._window.do("WebDriver:GetCurrentURL")

    def top(self, xpath):
        """How far below the top of the window the element begins, in CSS pixels."""
        rect = self._window.do("WebDriver:GetElementRect", id=self._first(xpath))
        scrolled = self._window.do("WebDriver:ExecuteScript", script="return scrollY", args=[])
        return rect["y"] - scrolled

    def all_of(self, xpath, name):
        """The attribute `name` of each element."""
        ids = self._window.found(xpath)
        return [self._window.do("WebDriver:GetElementAttribute", id=one, name=name) for one in ids]

    def cookies(self):
        return [cookie["name"] for cookie in self._window.do("WebDriver:GetCookies")]

    def paper(self):
        """The page as a PDF, in Base64."""
        return self._window.do("WebDriver:Print")

    def _first(self, xpath):
        end = time.monotonic() + MAX_SECONDS
        while time.monotonic() < end:
            for element in self._window.found(xpath):
                if self._window.do("WebDriver:IsElementDisplayed", id=element):
                    return element
            time.sleep(0.05)
        raise AssertionError(f"Nobody sees {xpath}.")

    def _press(self, xpath):
        self._window.do("WebDriver:ElementClick", id=self._first(xpath))

    def _text(self):
        try:
            main = self._window.found("//main")[0]
            return re.sub(r"\s+", " ", self._window.do("WebDriver:GetElementText", id=main))
        except (Failed, IndexError):
            return ""  # the next page has just come
