"""The outbox and a real mail server: once, in order, again after trouble, never lost."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from commissioning import create_app
from commissioning.core import clock, mail
from commissioning.core.database import db
from commissioning.core.transactions import saved
from tests.conftest import SECRET, settings


class Box:
    """Keeps what arrives; can be told to refuse."""

    def __init__(self):
        self.mails = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if self.answer.startswith("250"):
            self.mails.append(envelope.content.decode())
        return self.answer


@contextmanager
def mail_server():
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield box, f"smtp://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.fixture
def box(site):
    with mail_server() as (box, address):
        site.config["SMTP_URL"] = address
        yield box


def put(subject="Hello"):
    with saved():
        mail.write("ann@example.org", subject, "Dear Ann")


def test_a_mail_is_sent_once(database, box):
    put()
    assert mail.send_next() is True
    assert mail.send_next() is False
    assert len(box.mails) == 1
    assert "Subject: Hello" in box.mails[0]
    assert mail.oldest_unsent() is None


def test_a_mail_of_a_transaction_that_failed_never_existed(database, box):
    mail.write("ann@example.org", "Hello", "Dear Ann")
    db.session.rollback()
    assert mail.send_next() is False
    assert box.mails == []


def test_trouble_is_tried_again_later_and_waits_double(database, box):
    put()
    box.answer = "451 Not now"
    start = clock.now()
    waits = []
    for _ in range(3):
        assert mail.send_next() is True
        row = db.session.scalars(select(mail.Mail)).one()
        waits.append((row.due_at - clock.now()).total_seconds())
        assert mail.send_next() is False, "not before it is due"
        clock_forward = row.due_at
        db.session.remove()
        box.answer = "451 Not now"
        with clock.set_to(clock_forward):
            pass
        _make_due()
    assert [round(wait / 60) for wait in waits] == [1, 2, 4]
    box.answer = "250 OK"
    with clock.set_to(start + clock.HOUR * 24):
        mail.send_next()
    assert len(box.mails) == 1


def _make_due():
    with saved():
        db.session.scalars(select(mail.Mail)).one().due_at = clock.now()


def test_a_server_that_is_gone_loses_nothing(database, site):
    site.config["SMTP_URL"] = "smtp://127.0.0.1:9"
    put()
    assert mail.send_next() is True
    row = db.session.scalars(select(mail.Mail)).one()
    assert row.sent_at is None
    assert row.trouble


def test_a_crash_after_the_servers_yes_sends_the_same_message_id_again(database, box, monkeypatch):
    """Between the server's yes and our commit the worker is killed; then it starts again."""
    put()

    class Killed(BaseException):
        pass

    real = mail.saved
    calls = []

    @contextmanager
    def dying():
        calls.append(1)
        if len(calls) == 2:
            raise Killed
        with real():
            yield

    monkeypatch.setattr(mail, "saved", dying)
    with pytest.raises(Killed):
        mail.send_next()
    monkeypatch.undo()
    db.session.rollback()
    _make_due()
    assert mail.send_next() is True
    assert mail.send_next() is False
    first, second = box.mails
    ids = [next(x for x in m.splitlines() if x.startswith("Message-ID")) for m in (first, second)]
    assert ids[0] == ids[1]


def test_a_name_cannot_add_a_header(database, box):
    put("Hello\r\nBcc: everyone@example.org")
    mail.send_next()
    assert "\nBcc:" not in box.mails[0]


def test_one_click_stop_headers(database, box):
    with saved():
        mail.write("a@example.org", "News", "x", stop_link="https://x.example/stop/1")
    mail.send_next()
    assert "List-Unsubscribe: <https://x.example/stop/1>" in box.mails[0]
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in box.mails[0]


def test_two_workers_send_each_mail_once(durable_address):
    site = create_app(settings(durable_address))
    with mail_server() as (box, smtp):
        with site.app_context():
            for i in range(20):
                put(f"Mail {i}")
            db.session.remove()
            db.engine.dispose()
        run_two_workers(durable_address, smtp)
    subjects = [next(x for x in m.splitlines() if x.startswith("Subject")) for m in box.mails]
    assert len(subjects) == len(set(subjects)) == 20


def run_two_workers(address, smtp):
    environment = {
        **os.environ,
        "SECRET_KEY": SECRET,
        "DATABASE_URL": address,
        "SMTP_URL": smtp,
    }
    command = [sys.executable, "-m", "commissioning.cli", "worker", "--once"]
    workers = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [each.wait(60) for each in workers] == [0, 0]
