"""Signing in and out, making people, giving and ending posts."""

import secrets

from sqlalchemy import update

from commissioning.core import clock, history
from commissioning.core.database import changed, db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people import emails
from commissioning.people.models import Person, Post, PostKind, SignIn, SignInLink
from commissioning.people.queries import people_at
from commissioning.people.session import hash_of
from commissioning.places.models import Council, Neighbourhood, SmallArea


def send_sign_in_link(email: str, *, council: Council | None, back: str = "") -> None:
    """Send a link to this address, whether or not we know it: both take the same path."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignInLink(token_hash=hash_of(token), email=email.lower(), back=back))
    emails.send_sign_in_link(email.lower(), token, council)


def use_link(link: SignInLink, *, name: str) -> tuple[Person, str]:
    """Sign in with a link, as the person of this name at its address, new or known.

    Returns the person and the new session's key. Raises Refused when the link was just used.
    """
    used = db.session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=clock.now())
    )
    if changed(used) != 1:
        raise Refused("This link has been used. Ask for a new one.")
    person = person_at(link.email, name)
    return person, begin_session(person)


def person_at(email: str, name: str) -> Person:
    """The person of this name at this address; made when there is none."""
    email = email.lower()
    for person in people_at(email):
        if person.name.casefold() == name.casefold():
            return person
    person = Person(name=name, email=email)
    with unique(
        "uq_person_email_name", says="This name is already used at this address", field="name"
    ):
        db.session.add(person)
    history.record(person, "join", by=person, says="A person signed in for the first time",
                   visibility=Visibility.INTERNAL)  # fmt: skip
    return person


def begin_session(person: Person) -> str:
    """Start a session on the server. Returns its key, of which we keep only the hash."""
    key = secrets.token_urlsafe(32)
    db.session.add(SignIn(key_hash=hash_of(key), person_id=person.id))
    return key


def end_session(key: str) -> None:
    """Sign out: this key opens nothing any more, whoever kept the cookie."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.key_hash == hash_of(key), SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def act_as(person: Person, role: str) -> None:
    """Choose the role this session acts in: a post that is held, or 'resident'."""
    held = {post.kind.value for post in person.current_posts}
    if role not in held | {"resident"}:
        raise Refused("Choose one of your own posts", "role")
    db.session.execute(
        update(SignIn).where(SignIn.key_hash == hash_of(person.session_key)).values(acting_as=role)
    )


def give_post(person: Person, council: Council, kind: PostKind, *, by: Person | None) -> Post:
    """Give a person a post at a council, from today. `by` None: from the command line."""
    if person.holds(kind, council_id=council.id):
        raise Refused(f"{person.name} is already {kind.words.lower()}", "email")
    post = Post(person=person, council_id=council.id, kind=kind, started_on=clock.today())
    db.session.add(post)
    db.session.flush()  # the history needs the council's number, and the person theirs
    history.record(council, "give-post", by=by, says=f"A person became {kind.words.lower()}",
                   note=person.email, post=kind.value)  # fmt: skip
    return post


def tell_of_post(person: Person, council: Council, kind: PostKind) -> None:
    """Tell somebody by e-mail that they have a post here, and how to sign in."""
    emails.tell_of_post(person, council, kind)


def end_post(post: Post, *, by: Person) -> None:
    """End a post today. Nobody ends their own last administrator's post by mistake."""
    if post.person_id == by.id and post.kind == PostKind.ADMINISTRATOR:
        raise Refused("Another administrator has to end your own post")
    post.ended_on = clock.today()
    says = f"A person is no longer {post.kind.words.lower()}"
    history.record(
        post.council, "end-post", by=by, says=says, note=post.person.email, post=post.kind.value
    )


CHECKED_BY = {"letter": "by letter", "desk": "at the desk", "list": "against a list"}


def check_address(
    person: Person,
    neighbourhood: Neighbourhood,
    small_area: SmallArea | None,
    method: str,
    *,
    by: Person,
) -> None:
    """Somebody or something has checked that this person lives here and is old enough to vote.

    `method`: letter, desk or list. The public record says that it happened in this neighbourhood,
    never to whom. Raises Refused when officers check themselves at their own desk.
    """
    if method != "letter" and by.id == person.id:
        raise Refused("Another officer has to check your own address")
    person.council_id = neighbourhood.council_id
    person.neighbourhood = neighbourhood
    person.small_area = small_area
    person.is_old_enough = True
    person.address_checked_on = clock.today()
    person.address_check = method
    says = f"A resident’s address was checked ({CHECKED_BY[method]})"
    history.record(
        neighbourhood, "check-address", by=by, note=f"person {person.id}", says=says, method=method
    )
