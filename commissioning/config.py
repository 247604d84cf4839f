"""Settings, read once from the environment. An unsafe one stops the start and says why."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

WEAK_SECRETS = {"secret", "changeme", "development", "password", "commissioning"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class UnsafeSettings(RuntimeError):
    """The site will not start like this; the message says what to change."""


@dataclass(frozen=True)
class Settings:
    """What differs between installations. Names in capitals are also Flask's own settings."""

    SECRET_KEY: str
    SQLALCHEMY_DATABASE_URI: str = "sqlite:///commissioning.db"
    SITE_ADDRESS: str = "http://127.0.0.1:8000"
    COUNCIL: str = ""
    SMTP_URL: str = ""
    MAIL_FROM: str = "no-reply@localhost"
    PROXIES: int = 0
    SQLITE_SYNCHRONOUS: str = "FULL"
    TESTING: bool = False
    DEBUG: bool = False
    KEEP_PAGES: bool = True
    FILES: str = "instance/files"

    MAX_CONTENT_LENGTH = 11 * 1024 * 1024  # a file of 10 MB and what is typed beside it
    MAX_FORM_MEMORY_SIZE = 2 * 1024 * 1024
    MAX_FORM_PARTS = 2000
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_PATH = "/"
    WTF_CSRF_TIME_LIMIT = None
    SEND_FILE_MAX_AGE_DEFAULT = 365 * 24 * 60 * 60  # addresses carry a fingerprint
    PERMANENT_SESSION_LIFETIME = 30 * 24 * 60 * 60
    SESSION_REFRESH_EACH_REQUEST = False  # no session lasts longer, however much it is used

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the settings from the environment (README, Settings)."""
        if "SECRET_KEY" not in os.environ:
            raise UnsafeSettings("Set SECRET_KEY to at least 32 random characters.")
        read = os.environ.get
        return cls(
            SECRET_KEY=os.environ["SECRET_KEY"],
            SQLALCHEMY_DATABASE_URI=read("DATABASE_URL", cls.SQLALCHEMY_DATABASE_URI),
            SITE_ADDRESS=read("SITE_ADDRESS", cls.SITE_ADDRESS).rstrip("/"),
            COUNCIL=read("COUNCIL", ""),
            SMTP_URL=read("SMTP_URL", ""),
            MAIL_FROM=read("MAIL_FROM", cls.MAIL_FROM),
            PROXIES=int(read("PROXIES", "0")),
            FILES=str(Path(read("FILES", cls.FILES)).resolve()),
            SQLITE_SYNCHRONOUS=read("SQLITE_SYNCHRONOUS", cls.SQLITE_SYNCHRONOUS),
            DEBUG=read("FLASK_DEBUG", "0") not in {"", "0", "false"},
        )

    def __post_init__(self) -> None:
        """Refuse what would put people's votes or sessions at risk."""
        if len(self.SECRET_KEY) < 32 or len(set(self.SECRET_KEY)) < 10:
            raise UnsafeSettings("SECRET_KEY is too weak: use at least 32 random characters.")
        if any(weak * 2 in self.SECRET_KEY.lower() for weak in WEAK_SECRETS):
            raise UnsafeSettings("SECRET_KEY repeats a well-known word: use random characters.")
        if self.DEBUG:
            raise UnsafeSettings(
                "FLASK_DEBUG is on: the debug server shows people's data and runs their code. "
                "Unset FLASK_DEBUG."
            )
        if self.SQLITE_SYNCHRONOUS not in {"FULL", "EXTRA"} and not self.TESTING:
            raise UnsafeSettings(
                "SQLITE_SYNCHRONOUS must be FULL or EXTRA: below that a power cut can lose a vote "
                "that the site has already acknowledged."
            )

    @property
    def SESSION_COOKIE_SECURE(self) -> bool:  # noqa: N802
        """Cookies travel over https only, except on plain http on this machine itself."""
        address = urlsplit(self.SITE_ADDRESS)
        on_this_machine = (address.hostname or "") in LOOPBACK or (address.hostname or "").endswith(
            ".localhost"
        )
        return not (address.scheme == "http" and on_this_machine)

    @property
    def SESSION_COOKIE_NAME(self) -> str:  # noqa: N802
        """The __Host- prefix binds the cookie to this host and to https."""
        return "__Host-session" if self.SESSION_COOKIE_SECURE else "session"
