"""Mail about errors to the people who run the site (ERROR_MAIL): the log line, and never the
request. A separate thread sends it directly, because the outbox is in the database, which may be
what failed. The same place is mailed about once an hour, and at most MAX_AN_HOUR mails are sent.
"""

import logging
import threading
import time
from collections import OrderedDict

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

HOUR = 60 * 60
MAX_AN_HOUR = 10


class Handler(logging.Handler):
    def __init__(self, level=logging.ERROR, clock=time.monotonic):
        super().__init__(level)
        self._clock = clock
        self._mailed: OrderedDict[tuple, float] = OrderedDict()

    def emit(self, record):
        """`logging` calls this with a lock."""
        if record.name.startswith("django.security.DisallowedHost") or not self._is_new(record):
            return
        text = self.format(record)
        threading.Thread(target=_send, args=[text], daemon=True).start()

    def _is_new(self, record):
        now = self._clock()
        while self._mailed and next(iter(self._mailed.values())) <= now - HOUR:
            self._mailed.popitem(last=False)
        place = _place(record)
        if place in self._mailed or len(self._mailed) >= MAX_AN_HOUR:
            return False
        self._mailed[place] = now
        return True


def _place(record):
    """Where the error was: its kind and its innermost line, else where the line was logged."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None or error.__traceback__ is None:
        return (record.pathname, record.lineno)
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return (type(error).__name__, trace.tb_frame.f_code.co_filename, trace.tb_lineno)


def _send(text):
    """A mail that can't be sent is lost, but the line is in the log."""
    mail = EmailMessage(
        subject=_("%(site)s: an error on the site") % {"site": settings.SYMPTOMS["SITE_NAME"]},
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=settings.ERROR_MAIL,
        connection=get_connection(settings.OUTBOX_BACKEND),
    )
    try:
        mail.send()
    except OSError as error:
        logging.getLogger("config.quiet").debug("No mail: %s", type(error).__name__)
