"""What people type to start, write and send a proposal."""

from commissioning.proposals.forms.drafts import (
    GUIDANCE,
    DescribeForm,
    NewForm,
    SectionForm,
    WithdrawForm,
    merged,
)
from commissioning.proposals.forms.money import MoneyForm, UploadForm
from commissioning.proposals.forms.start import QUESTIONS, question_form

__all__ = [
    "GUIDANCE",
    "QUESTIONS",
    "DescribeForm",
    "MoneyForm",
    "NewForm",
    "SectionForm",
    "UploadForm",
    "WithdrawForm",
    "merged",
    "question_form",
]
