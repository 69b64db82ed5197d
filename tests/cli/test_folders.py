from pathlib import Path

from perspectief.cli.main import main


def test_a_folder_that_may_not_be_looked_at_is_one_line(capsys, monkeypatch):
    is_dir = Path.is_dir

    def refuse(path):
        if path == Path("x"):
            raise PermissionError(13, "Permission denied")
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", refuse)
    for command in (["extract", "check", "x"], ["outcomes", "--extract", "x"]):
        assert main(command) == 2
        assert capsys.readouterr().err == "perspectief: cannot look at `x`: Permission denied\n"
