"""Signing in and out, making people, giving and ending posts."""

import hmac
import secrets
from collections.abc import Sequence

from sqlalchemy import insert, select, update

from commissioning.core import clock, history, turns
from commissioning.core.database import changed, db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.people import emails
from commissioning.people.models import (
    MOST_TRIES,
    AddressCode,
    Person,
    Post,
    PostKind,
    SignIn,
    SignInLink,
)
from commissioning.people.queries import count_letters_to_print, letter_of, people_at
from commissioning.people.session import hash_of, letter_code, tidy_code
from commissioning.places.models import Council, Neighbourhood, SmallArea

CHECKED_BY = {"letter": "by letter", "desk": "at a desk", "list": "from a list"}


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
    """End a post today. Nobody ends their own last administrator's post by mistake.

    Raises Refused for that, and when the post has ended: the day it ended stays.
    """
    if post.ended_on is not None and post.ended_on <= clock.today():
        raise Refused("This post has ended already")
    if post.person_id == by.id and post.kind == PostKind.ADMINISTRATOR:
        raise Refused("Another administrator has to end your own post")
    post.ended_on = clock.today()
    says = f"A person is no longer {post.kind.words.lower()}"
    history.record(
        post.council, "end-post", by=by, says=says, note=post.person.email, post=post.kind.value
    )


# Checking addresses


def ask_for_letter(
    person: Person,
    address: str,
    postcode: str,
    neighbourhood: Neighbourhood,
    small_area: SmallArea | None = None,
) -> AddressCode:
    """Ask for a letter with a code. A new letter ends the one before. Raises Refused.

    The address is kept only until the letter is answered or 60 days old.
    """
    before = letter_of(person)
    if before is not None and before.printed_at is None:
        raise Refused("Your letter is on its way already", "address")
    if before is not None:
        _end_letter(before)
    nonce = secrets.token_hex(32)
    letter = AddressCode(
        person_id=person.id,
        nonce=nonce,
        code_hash=hash_of(letter_code(nonce)),
        postcode=postcode,
        address=address,
        neighbourhood=neighbourhood,
        small_area=small_area,
        council_id=neighbourhood.council_id,
    )
    db.session.add(letter)
    history.record(neighbourhood, "ask-for-letter", by=person,
                   says="A resident asked for a letter to check their address",
                   visibility=Visibility.INTERNAL)  # fmt: skip
    _keep_turn(neighbourhood)
    return letter


def _keep_turn(neighbourhood: Neighbourhood) -> None:
    """The council's turn to print the letters of a neighbourhood lasts while any of them waits.

    They are due on the next working day: our default, or the council's own rule. Two may ask or
    print at once: the neighbourhood's row is taken first, so one of them waits and counts both.
    """
    db.session.flush()
    own = select(Neighbourhood.id).where(Neighbourhood.id == neighbourhood.id)
    db.session.execute(own.with_for_update(key_share=True))
    count = count_letters_to_print(neighbourhood.council_id, neighbourhood.id)
    if not count:
        turns.end(neighbourhood)
        return
    title = f"Address letters for {neighbourhood.name}: {count}"
    turn = turns.turn_of(neighbourhood)
    if turn is None:
        promise = neighbourhood.council.settings.promise("letter_days")
        turn = turns.begin(neighbourhood, "letters", Whose.COUNCIL, promise)
        turn.neighbourhood_id = neighbourhood.id
    turn.title = title[: turns.TITLE]


def mark_printed(letters: Sequence[AddressCode], *, by: Person) -> int:
    """The letters are printed: their codes are never shown again. Returns how many."""
    printed = 0
    for letter in letters:
        if letter.printed_at is None:
            letter.printed_at = clock.now()
            letter.nonce = ""
            printed += 1
            history.record(letter.neighbourhood, "print-letter", by=by,
                           says="A letter with a code was printed",
                           visibility=Visibility.INTERNAL)  # fmt: skip
    for neighbourhood in {each.neighbourhood for each in letters}:
        _keep_turn(neighbourhood)
    return printed


def try_code(letter: AddressCode, written: str, *, by: Person) -> bool:
    """Enter the code of a letter. Returns whether it was right; a wrong one costs one of 5 tries.

    Raises Refused when the tries are used up or the letter has not been printed.
    """
    if letter.printed_at is None:
        raise Refused("Your letter has not been sent yet", "code")
    counted = db.session.execute(
        update(AddressCode)
        .where(
            AddressCode.id == letter.id,
            AddressCode.tries < MOST_TRIES,
            AddressCode.ended_at.is_(None),
        )
        .values(tries=AddressCode.tries + 1)
    )
    if changed(counted) != 1:
        raise Refused("You have used all tries. Ask for a new letter", "code")
    if not hmac.compare_digest(letter.code_hash, hash_of(tidy_code(written))):
        return False
    letter.used_at = clock.now()
    by.postcode = letter.postcode
    check_address(by, letter.neighbourhood, letter.small_area, "letter", by=by)
    return True


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
    letter = letter_of(person)
    if letter is not None:
        _end_letter(letter)
    history.record(neighbourhood, "check-address", by=by, note=f"person {person.id}",
                   says=f"A resident’s address was checked ({CHECKED_BY[method]})",
                   method=method)  # fmt: skip


def check_list(names: Sequence[str], small_area: SmallArea, *, by: Person) -> list[int]:
    """People whose addresses a checked list gives: a name each, and no mailbox.

    Returns their numbers, in the order of the list. One event says how many there were.
    """
    place = small_area.neighbourhood
    if place is None:
        raise Refused("This small area lies in no neighbourhood of the council")
    checked = {
        "email": "",
        "council_id": place.council_id,
        "neighbourhood_id": place.id,
        "small_area_id": small_area.id,
        "is_old_enough": True,
        "address_checked_on": clock.today(),
        "address_check": "list",
    }
    made = db.session.scalars(
        insert(Person).returning(Person.id, sort_by_parameter_order=True),
        [{"name": name, **checked} for name in names],
    )
    numbers = list(made)
    history.record(place, "check-addresses", by=by, people=len(numbers),
                   says=f"{len(numbers)} addresses were checked from a list")  # fmt: skip
    return numbers


def _end_letter(letter: AddressCode) -> None:
    letter.ended_at = clock.now()
    letter.address = letter.postcode = letter.nonce = ""
    if letter.printed_at is None:
        _keep_turn(letter.neighbourhood)


def forget_letter(letter_id: int) -> bool:
    """Forget the address on a letter that nobody answered. Returns whether there was one."""
    letter = db.session.get_one(AddressCode, letter_id)
    if letter.ended_at is not None:
        return False
    _end_letter(letter)
    return True
