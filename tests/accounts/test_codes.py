"""A code is understood however it was typed, pasted, or changed by a mail program."""

import pytest

from accounts.codes import code_in
from tests.accounts.steps import ask_for_code, confirm, newest_code, sign_up, signed_in, type_code

SPELLINGS = [
    "12345678",
    "1234-5678",
    "1234 5678",
    " 1 2 3 4 - 5 6 7 8 ",
    *(f"1234{dash}5678" for dash in "‐‑‒–—―−﹘﹣－ー⁃_.·"),
    *(f"1234{space}5678" for space in "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\n"),
    *(
        f"1234{nothing}5678"
        for nothing in ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e")
    ),
    "1234 – 5678",
    "１２３４－５６７８",
    "١٢٣٤-٥٦٧٨",
    "Your code is 1234-5678",
    "Your sign-in code is 1234-5678\n\nEnter it on the page where you asked for it. It expires in 1 hour.",
    "code: “1234‑5678”.",
    "On 2026-11-26 at 10:30 you wrote: Your code is 1234-5678",
    "Your code is 1234-5678\n> Your code is 1234-5678",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_the_code_is_found_in_what_was_typed(typed):
    assert code_in(typed) == "12345678"


@pytest.mark.parametrize(
    "typed",
    ["", "1234", "123456789", "1234-56789", "hello", "1234-5678 or 8765-4321", "1" * 100_000, "²³"],
)
def test_what_holds_no_code_or_two_is_left_as_it_is(typed):
    assert code_in(typed) == typed


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["Your code is {}", " {} ", "{}\u200b"])
def test_both_pages_take_it(client, spelling):
    sign_up(client)
    assert confirm(client, spelling.format(newest_code())).url == "/favorites/"
    client.post("/accounts/logout/")
    ask_for_code(client)
    type_code(client, spelling.format(newest_code().replace("-", "–")))

    assert signed_in(client)
