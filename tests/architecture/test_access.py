"""Every page says who may open it, and access.txt says it to the people who must agree."""

from tests.architecture.access import AGREED, access_list


def test_who_may_open_what(site):
    assert access_list(site) == AGREED.read_text(), "python -m tests.architecture.access"


def test_nobody_forgot_to_say(site):
    assert "NOBODY SAID" not in access_list(site)


def test_a_page_without_a_rule_is_shut(new_site):
    new_site.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = new_site.test_client().get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text
