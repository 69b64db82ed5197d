"""How tests run a command that may refuse, and what it must say then."""

import json

from perspectief.cli.main import main


def running(*command):
    """Return what runs a command, and returns how it ended and what it said on both streams."""

    def run(capsys, *words):
        try:
            code = main([*command, *map(str, words)])
        except SystemExit as stopped:
            code = stopped.code
        return code, *capsys.readouterr()

    return run


def answering(*command):
    """Return what runs a command that must end well, and returns its answer and what it told."""
    run = running(*command)

    def answer(capsys, *words):
        code, out, err = run(capsys, *words, "--json")
        assert code == 0, err
        return json.loads(out), err

    return answer


def check_refused(told, code, words):
    """Check that a command ended so, with one line that has these words."""
    status, out, err = told
    assert (status, out) == (code, "")
    assert words in err
    assert err.count("\n") == 1
