"""What we use of allauth that its documentation does not promise, all in one place.

`tests/accounts/test_allauth_inside.py` tries each on the installed version, and names it.
"""

# Session key: the form that is sent again after somebody has proved who they are.
SUSPENDED = "account_reauthentication_state"


def waiting_sign_in(view):
    """The sign-in that waits for the code `view` asks for: its `user`, who is None for an address
    without an account, and its `redirect_url`. None when somebody signed in confirms something.

    Only the login that allauth keeps in its stage knows whose code it is before the code is
    accepted, and it knows where somebody was going who has just signed up.
    """
    stage = getattr(view, "stage", None)
    return stage.login if stage else None
