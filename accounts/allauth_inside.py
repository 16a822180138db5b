"""What we use of allauth beyond its documented interface, in one place.

`tests/accounts/test_allauth_inside.py` tests each with the installed version.
"""

# Session key: the form that is sent again after somebody has proved who they are.
SUSPENDED = "account_reauthentication_state"


def waiting_sign_in(view):
    """The pending login of the code that `view` asks for: its `user`, None for an address without an
    account, and its `redirect_url`. None when the person is signed in already.

    Before the code is accepted, only the login in allauth's stage says whose code it is and which
    page a person who just signed up wanted.
    """
    stage = getattr(view, "stage", None)
    return stage.login if stage else None
