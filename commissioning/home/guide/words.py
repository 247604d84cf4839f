"""The word list: each term in plain words, in the order of the alphabet."""

from typing import NamedTuple


class Word(NamedTuple):
    """A term as councils, the law or this site use it, and what it means."""

    term: str
    means: str


def _read(text: str) -> tuple[Word, ...]:
    """The words of a list: each has its term, then a colon, and goes on to an empty line."""
    parts = (entry.replace("\n", " ").partition(": ") for entry in text.strip().split("\n\n"))
    return tuple(Word(term, means) for term, _, means in parts)


WORDS = _read("""
Asset lock: A rule that keeps what a group owns for the community. Members cannot share it out.

Asset of community value: A place on a list that the council keeps, because it matters to local
people. When its owner wants to sell, groups get time to make an offer.

Best consideration: The best price the council can reasonably get. The law lets a council take
less in some cases.

Best value: The duty of a council to keep making its services better for the money.

Business plan: The full plan of a group: what it will do, with whom, and with what money.

Call-in: Councillors ask for a decision to be looked at again. They have a few days for it, and
nothing happens until then.

Charitable incorporated organisation (CIO): A charity that can sign a lease in its own name.

Clear days: Days between two days. The first day and the last day do not count.

Co-payment: People who use a service pay a part of what it costs.

Commission: A plan for one joined-up service. It uses money from more than one budget.

Commissioned library: A library that a trust or a company runs for the council. The council stays
responsible.

Community asset transfer: The council lets a group take over a building or land it owns.

Community benefit society: A society that works for the good of the community. Each member has one
vote. It can sell shares to its members.

Community interest company (CIC): A company that works for the community and has an asset lock.

Community interest group: A group with a legal form of its own, or a parish council, with a local
connection. It can ask for time to bid for a listed place.

Community right to challenge: A right to ask a council in England to let you run a service. If the
council says yes, there is a competition, and somebody else may win it.

Community transfer body: In Scotland, a group that may ask to take over a public place.

Community-run library: A library run by volunteers, by agreement with the council.

Comprehensive and efficient: How good the libraries of a council must be by law. This duty stays
with the council, whoever runs a library.

Due regard: To think properly about equality before a decision, and not only after it.

Equality impact assessment: A check of who gains and who loses by a plan, and what can be done
about it.

Exempt information: A part of a report that the council may keep private. It must say by which
rule.

Expression of interest: A first formal letter or form that says what a group wants to do.

Fair consultation: People are asked while plans can still change, with enough facts and enough
time. Their answers must be thought about. Lawyers call these the Gunning principles.

Forward plan: The council’s public list of big decisions that are coming.

Heads of terms: The main points of a lease or an agreement. They are not binding yet.

Independent library: A library that is not part of the council’s libraries.

Key decision: A decision about a lot of money, or one that changes life in two or more wards. The
council must tell people about it before.

Licence: Leave to use a place for a time. It gives fewer rights than a lease.

Light touch contract: A contract for services such as libraries, leisure or care. The rules for
buying them are less strict.

Market engagement: The council talks with possible providers before it asks for offers.

Moratorium: A time in which an owner may not sell a listed place to just anybody. The first is 6
weeks. If a group asks to bid, it is 6 months.

Most deprived areas: Small areas where people have the least, by the official figures.

Mutual: A group owned by its members. Each member has one vote.

Neighbourhood: A part of the council’s area that has its own page here.

Outcome: A change in people’s lives, such as more children who read well.

Output: Something that was done or made, such as 40 reading clubs.

Peppercorn rent: A rent of next to nothing.

Promise: A number the mutual agreed to reach, or a time in which somebody has to act.

Protected period: A time after a notice to sell. The sale of a listed place cannot be held up
again in it.

Public service mutual: A body that gives public services and is controlled by the people who work
in it. A society of residents is not one.

Rate card: A list of what is paid for each outcome.

Reverter: A rule that gives the place back to the council when something goes wrong.

Scheme of delegation: The council’s list of who may decide what.

Section 123: The part of a law from 1972 about selling or letting council land. The council must
get the best price, unless an exception fits.

Social account: What one person gave to their neighbourhood, and what they got from it.

Social outcomes partnership: Investors pay for a service first. They get their money back if lives
change for the better. It is also called a social impact bond.

Social value: The good that a contract does for people and places, beyond its price.

Standstill: A pause between choosing a provider and signing. Others can object in it.

Step-in: The council runs the place for a time when things go wrong.

Subsidy control: Rules about help from public money. A rent below the market can be such help.

Support: It means “I would like this to be looked at”. It is not a vote.

Takeover: A group’s plan to run a place, or to own it.

TUPE: The law that moves staff to a new employer with the work. Their terms stay the same.

Undervalue: How much less than the full price a place is sold or let for.

Ward: The area that elects one councillor or a few. In a county it is a division.

Working day: Monday to Friday, without bank holidays.
""")
