"""What was printed, for the pages that lay it beside what is counted."""

import pytest

from perspectief.report.block.reported import Reported
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.published import records


@pytest.fixture(scope="session")
def report():
    return Reported(published_result(records.figures()))
