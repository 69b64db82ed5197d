from datetime import datetime

from perspectief.report.words import faults


def test_what_is_said_of_older_data():
    said = faults.later_sentence(
        datetime(2026, 11, 26, 9, 5), 3, datetime(2026, 11, 1, 23, 59), "0123456789ab"
    )
    assert said == (
        "Let op: u ziet oudere gegevens. Ze zijn van 1 november 2026, 23.59 uur (extract "
        "0123456789ab). Op 26 november 2026, 9.05 uur stonden er nieuwe gegevens in de map, maar "
        "daarin zitten 3 fouten. De beheerder ziet met `perspectief extract check MAP` wat er mis "
        "is."
    )
    once = faults.later_sentence(datetime(2026, 11, 26), 1, datetime(2026, 11, 1), "0123456789ab")
    assert "daarin zit een fout." in once
