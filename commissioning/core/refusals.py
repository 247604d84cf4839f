"""The ways to say no. The message is a sentence for the person who asked."""


class Refused(Exception):
    """The thing asked for cannot be done as things stand.

    `field` names the form's field that the sentence belongs beside, where there is one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowed(Refused):
    """This person may not do this to this thing now."""


class NotHere(Exception):
    """There is no such thing here: it never was, or it is another council's."""
