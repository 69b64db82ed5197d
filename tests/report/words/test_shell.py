from perspectief.report.words import shell


def test_names_and_titles_are_unique():
    assert len({page.name for page in shell.PAGES}) == len(shell.PAGES)
    assert len({page.title for page in shell.PAGES}) == len(shell.PAGES)


def test_every_page_asks_one_question():
    assert all(page.question.endswith("?") for page in shell.PAGES)


def test_the_home_page_comes_first():
    assert shell.HOME.name == "overzicht"


def test_one_fault_and_more_faults_read_well():
    assert "staat één fout" in shell.extract_faults_lead(1)
    assert "staan 3 fouten" in shell.extract_faults_lead(3)
