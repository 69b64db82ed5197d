"""Text with separators: quotes, line breaks and separators in cells."""

from perspectief.intake.reading.reader import read_file


def test_line_breaks_quotes_and_separators_inside_cells(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a;b\n"een;twee\ndrie ""vier""";5\n', encoding="utf-8")
    assert read_file(path).sheets[0].rows == [["a", "b"], ['een;twee\ndrie "vier"', "5"]]
