"""What `chaid` and `cif` take in: the text that stands in a file, or one line that says why not."""

from __future__ import annotations

import datetime as dt
import json
import os
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief.cli.reading import limits
from tests.cli.commands import running

CASES = Path(__file__).parent / "cases"
GROUP = ("--target", "uit=ja", "--predictor", "groep:nominal", "--screen", "--min-child", "1")
ROWS = "ja,a\n" * 8 + "nee,a\n" * 2 + "ja,b\n" * 3 + "nee,b\n" * 7


run = running()


def screened(capsys, path, *arguments):
    """The only test of a screening."""
    code, out, err = run(
        capsys, "chaid", path, "--screen", "--min-child", "1", "--json", *arguments
    )
    assert (code, err) == (0, ""), err
    return json.loads(out)[0]


def refused(capsys, path, *arguments, command="chaid"):
    code, out, err = run(capsys, command, path, *(arguments or GROUP))
    assert code in (1, 2)
    assert out == ""
    assert err.count("\n") == 1
    return err


def written(tmp_path, content, name="rijen.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def levels(test):
    return {level for group in test["groups"] for level in group}


# ---- the cases that went wrong ----


def test_a_comma_in_a_name_shifts_nothing(tmp_path, capsys):
    path = CASES / "komma_in_naam.csv"
    assert "line 3: the row has more fields (5) than the header (4)" in refused(capsys, path)
    mended = path.read_text().replace("Jansen, P.", '"Jansen, P."')
    screening = screened(capsys, written(tmp_path, mended), *GROUP[:4])
    assert screening["chi2"] == pytest.approx(22.434797, abs=1e-6)
    assert screening["df"] == 1


def test_a_leading_zero_is_a_difference(capsys):
    path = CASES / "voorloopnul.csv"
    screening = screened(capsys, path, "--target", "uit=ja", "--predictor", "code:nominal")
    assert screening["chi2"] == pytest.approx(18.0)
    assert screening["p"] == pytest.approx(2.20905e-5, rel=1e-5)
    assert screening["groups"] == [["01"], ["1"]]
    same = screened(capsys, path, "--target", "code=01", "--predictor", "uit:nominal")
    assert same["chi2"] == pytest.approx(18.0)


def test_long_numbers_stay_apart(capsys):
    path = CASES / "grote_nummers.csv"
    screening = screened(capsys, path, "--target", "uit=ja", "--predictor", "code:nominal")
    assert screening["chi2"] == pytest.approx(25.910204, abs=1e-6)
    assert screening["p_adjusted"] == pytest.approx(1.07302e-6, rel=1e-5)
    assert {"9007199254740993", "9007199254740992"} < levels(screening)
    err = refused(capsys, path, "--target", "uit=ja", "--predictor", "code:scale")
    assert "too large to be kept apart" in err


def test_a_point_that_may_be_thousands_is_refused_with_both_readings(capsys):
    asked = ("--target", "uit=ja", "--predictor", "bedrag:scale")
    err = refused(capsys, CASES / "duizendpunt.csv", *asked)
    assert "line 84" in err
    assert "1.025, is 1025 or 1,025" in err
    right = screened(capsys, CASES / "duizendpunt_goed.csv", *asked)
    assert right["groups"][0][-1]["up_to"] == 969
    for said in (("--decimal", ","), ("--thousands", ".")):
        assert screened(capsys, CASES / "duizendpunt.csv", *asked, *said) == right


def test_a_weight_that_may_be_thousands_is_refused(capsys):
    asked = ("--target", "uit=ja", "--predictor", "groep:nominal", "--weight", "n")
    path = CASES / "gewicht_duizendpunt.csv"
    assert "two ways" in refused(capsys, path, *asked)
    code, out, _ = run(capsys, "chaid", path, *asked, "--json", "--thousands", ".")
    assert code == 0
    assert json.loads(out)["nodes"][0]["n"] == 5500


def test_decimals_are_numbers(tmp_path, capsys):
    asked = ("--target", "uit=ja", "--predictor", "dec:scale")
    screening = screened(capsys, CASES / "decimal.parquet", *asked)
    table = pq.read_table(CASES / "decimal.parquet", columns=["uit", "dec"])
    double = table.set_column(1, "dec", table["dec"].cast(pa.float64()))
    pq.write_table(double, tmp_path / "double.parquet")
    assert screening == screened(capsys, tmp_path / "double.parquet", *asked)
    assert screening["chi2"] > 0


@pytest.mark.parametrize("name", ["uitkomst\n(ja/nee)", "uitkomst (ja/nee)"])
def test_a_line_break_in_a_name_is_part_of_it(capsys, name):
    path = CASES / "regeleinde_in_kop.csv"
    screening = screened(capsys, path, "--target", f"{name}=ja", "--predictor", "groep:nominal")
    frame = pd.read_csv(path)
    table = pd.crosstab(frame["groep"], frame["uitkomst\n(ja/nee)"])
    from scipy.stats import chi2_contingency

    expected = chi2_contingency(table, correction=False)
    assert screening["chi2"] == pytest.approx(expected.statistic)


def test_two_columns_with_one_name_are_refused(capsys):
    assert "two columns are called `groep`" in refused(capsys, CASES / "dubbele_kop.csv")


def test_times_equal_but_for_rounding_are_one_time(capsys):
    code, out, err = run(
        capsys,
        "cif",
        CASES / "bijna_gelijke_tijden.csv",
        *("--exit", "exit", "--event", "event", "--times", "3.3,4", "--json"),
    )
    printed = json.loads(out)
    assert (code, err) == (0, "")
    assert printed["causes"]["1"]["cif"] == pytest.approx([1 / 3, 1 / 3])
    assert printed["event_free"] == pytest.approx([0.5, 0.5])


# ---- rows ----


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("ja,a,x\n" + ROWS, 2),
        (ROWS + "ja\n", 22),
        (ROWS + "ja,a,", 22),
        (ROWS + "\n\nja\n", 24),
        ("ja,a,\nnee,b,\n", 2),
        ("ja,1,5\n", 2),
        (ROWS + "   \n", 22),
        ('ja,"twee\nregels"\nja\n', 4),
    ],
)
def test_a_row_of_another_length_is_refused_with_its_line(tmp_path, capsys, rows, line):
    err = refused(capsys, written(tmp_path, f"uit,groep\n{rows}"))
    assert f"line {line}: the row has" in err


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ('ja,"Jan,a\nnee,Piet",b\n', "line 2: one field spans 2 lines that can be read as rows"),
        (
            'ja,"Jan,a\nnee,Piet,b\nja,x,c\n',
            "line 2: a quoted field is not closed, and runs over 3",
        ),
        ('ja,"zei \\"hoi\\"",a\n', "line 2: text follows a closing quote"),
        ('ja,x,a\nja,"a"b,a\n', "line 3: text follows a closing quote"),
        ('ja,"' + "x,y\n" * 40_000, "line 2: a field has over 131,072 characters, and runs over"),
        ("ja,x\0,a\n", "line 2 holds a NUL"),
    ],
)
def test_quotes_that_are_not_meant_are_refused(tmp_path, capsys, rows, words):
    assert words in refused(capsys, written(tmp_path, f"uit,naam,groep\n{rows}"))


@pytest.mark.parametrize(
    "content",
    [
        f"uit,groep\n{ROWS}",
        f"uit,groep\n\n{ROWS}\n\n\n",
        f"uit,groep\r\n{ROWS}".replace("\n", "\r\n").replace("\r\r", "\r"),
        f"uit,groep\n{ROWS}".replace("\n", "\r"),
        f"uit,groep\n{ROWS}".rstrip("\n"),
        f"uit,groep,\n{ROWS}".replace("a\n", "a,\n").replace("b\n", "b,\n"),
        f",uit,groep\n{ROWS}".replace("ja,", "1,ja,").replace("nee,", "2,nee,"),
        f'"uit","groep"\n{ROWS}'.replace("ja", '"ja"'),
        f"uit;groep\n{ROWS}".replace(",", ";"),
        f"uit|groep\n{ROWS}".replace(",", "|"),
        f"uit\tgroep\n{ROWS}".replace(",", "\t"),
        f"sep=;\nuit;groep\n{ROWS}".replace(",", ";"),
        f"naam, voor;uit;groep\n{ROWS}".replace("ja,", "x, y;ja;").replace("nee,", "z;nee;"),
        f'# synthetisch, "nagemaakt\n# bron: x\nuit,groep\n{ROWS}',
        f'"# synthetisch; nagemaakt"\n# bron\nuit;groep\n{ROWS}'.replace("a\n", "a\n").replace(
            ",", ";"
        ),
        f"#,uit,groep\n{ROWS}".replace("ja,", "1,ja,").replace("nee,", "2,nee,"),
        f'uit,groep,"noot\nhier"\n{ROWS}'.replace("a\n", 'a,"een\ntwee, drie"\n').replace(
            "b\n", "b,x\n"
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_way_to_write_a_table_gives_the_same(tmp_path, capsys, content, encoding):
    plain = written(tmp_path, f"uit,groep\n{ROWS}", "gewoon.csv")
    path = written(tmp_path, content.encode(encoding))
    assert screened(capsys, path, *GROUP[:4]) == screened(capsys, plain, *GROUP[:4])


def test_own_exports_are_read(tmp_path, capsys):
    from perspectief.report.block import exports

    remarks = ["synthetisch: geen echte mensen", 'bron: "Perspectief", 2011; zie noot']
    rows = [line.split(",") for line in ROWS.splitlines()]
    plain = screened(capsys, written(tmp_path, f"uit,groep\n{ROWS}", "gewoon.csv"), *GROUP[:4])
    for form in (exports.EXCEL_NL, exports.MACHINE):
        said = [f"# {line}" for line in remarks]
        if form.quoted_remarks:
            said = ['"' + line.replace('"', '""') + '"' for line in said]
        lines = [*said, form.separator.join(["uit", "groep"])]
        lines += [form.separator.join(row) for row in rows]
        path = written(tmp_path, "\r\n".join(lines).encode(form.encoding))
        assert screened(capsys, path, *GROUP[:4]) == plain


def test_another_encoding_is_said_or_explained(tmp_path, capsys):
    content = f"uit,groep\n{ROWS}ja,é\n".encode("cp1252")
    path = written(tmp_path, content)
    err = refused(capsys, path)
    assert "line 22 is not UTF-8" in err
    assert "--encoding cp1252" in err
    assert "é" in levels(screened(capsys, path, *GROUP[:4], "--encoding", "cp1252"))
    assert "not known" in refused(capsys, path, *GROUP, "--encoding", "rot13")
    marked = written(tmp_path, b"\xef\xbb\xbf" + content, "merk.csv")
    assert "says at its start" in refused(capsys, marked, *GROUP, "--encoding", "cp1252")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (b"\n\n", "it is empty"),
        (b"uit,groep\n", "it has no rows"),
        (b"uit\nja\n", "unknown column `groep`"),
        (b'uit,"groep\nja,a\n', "quote that is not closed"),
        (b"PK\x03\x04abc", "Excel workbook"),
        (b"\x1f\x8b\x08abc", "unpack it first"),
        (b"PAR1abcdefghijklmnop", "does not end as one"),
        (b"PAR1" + b"\xff" * 8 + b"\xff\xff\xff\x7fPAR1", "description is larger"),
        (b"uit,groep,\nja,a,1\n", "column 3 holds a value but has no name"),
        (("k," * 20_000 + "uit,groep\n").encode(), "at most 10,000"),
        (b"uit,groep\n" + b"x" * (limits.MOST_LINE + 2), "has more than 16,777,216 characters"),
    ],
)
def test_what_is_no_table_is_said(tmp_path, capsys, content, words):
    assert words in refused(capsys, written(tmp_path, content))


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "absent"])
def test_only_plain_files_are_opened(tmp_path, capsys, kind):
    path = tmp_path / "iets"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    assert "cannot open" in refused(capsys, path)


# ---- categories ----


@pytest.mark.parametrize(
    "text",
    ["NA", "None", "nan", "NULL", "1E2", "1.0", "TRUE", "01", " ", "-", "\u00a0", "#N/A", "0"],
)
def test_a_text_is_a_value(tmp_path, capsys, text):
    path = written(tmp_path, f"uit,groep\n{ROWS}ja,{text}\nnee,\n")
    code, out, _ = run(capsys, "chaid", path, *GROUP, "--json")
    assert code == 0
    assert levels(json.loads(out)[0]) == {"a", "b", text, None}
    code, out, _ = run(capsys, "chaid", path, *GROUP, "--json", f"--na={text}")
    assert levels(json.loads(out)[0]) == {"a", "b", None}


def test_numbers_are_given_as_such_when_that_writes_them_as_they_stand(tmp_path, capsys):
    for texts, expected in (
        (["1", "2"], {1, 2}),
        (["1", "02"], {"1", "02"}),
        (["1", "1.0"], {"1", "1.0"}),
        (["1.50", "2"], {"1.50", "2"}),
        (["1.5", "2"], {1.5, 2}),
        (["-0", "0"], {"-0", "0"}),
    ):
        rows = ROWS.replace(",a", f",{texts[0]}").replace(",b", f",{texts[1]}")
        values = levels(screened(capsys, written(tmp_path, f"uit,groep\n{rows}"), *GROUP[:4]))
        assert values == expected
        assert {type(level) for level in values} == {type(level) for level in expected}


def test_values_that_look_alike_are_pointed_out(tmp_path, capsys):
    path = written(tmp_path, f"uit,groep\n{ROWS}ja,a \n")
    code, _, err = run(capsys, "chaid", path, *GROUP)
    assert code == 0
    assert err == (
        "perspectief: `groep` has 2 values that differ from another in spaces or invisible signs "
        "only; they count apart\n"
    )


def test_an_accent_may_be_asked_for_as_it_is_typed(tmp_path, capsys):
    rows = ROWS.replace("ja", "cafe\u0301")
    path = written(tmp_path, f"uit,groep\n{rows}")
    screening = screened(capsys, path, "--target", "uit=caf\u00e9", "--predictor", "groep:nominal")
    assert screening["chi2"] > 0


def test_a_value_or_a_name_may_hold_an_equals_sign(tmp_path, capsys):
    rows = ROWS.replace("ja", "a=b")
    path = written(tmp_path, f"x=y,groep\n{rows}")
    assert screened(capsys, path, "--target", "x=y=a=b", "--predictor", "groep:nominal")["chi2"] > 0
    assert screened(capsys, path, "--target", "x=y", "--predictor", "groep:nominal")["chi2"] > 0


def test_levels_may_hold_a_comma(tmp_path, capsys):
    rows = ROWS.replace(",a", ',"laag, zeer"')
    path = written(tmp_path, f"uit,groep\n{rows}")
    asked = ("--target", "uit=ja", "--predictor", "groep:ordinal", "--levels")
    assert screened(capsys, path, *asked, 'groep=b,"laag, zeer"')["groups"] == [
        ["b"],
        ["laag, zeer"],
    ]
    assert "not among the levels" in refused(capsys, path, *asked, "groep=b,laag, zeer")
    assert "between double quotes" in refused(capsys, path, *asked, 'groep=b,"laag')


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("10", "9"), [9, 10]),
        (("1,5", "0,25"), ["0,25", "1,5"]),
        (("-1", "\u22122"), ["\u22122", "-1"]),
        (("2010-03-01", "2009-10-01"), ["2009-10-01", "2010-03-01"]),
        (("true", "false"), ["false", "true"]),
    ],
)
def test_the_order_of_ordinals(tmp_path, capsys, texts, order):
    rows = ROWS.replace(",", ";").replace(";a", f";{texts[0]}").replace(";b", f";{texts[1]}")
    path = written(tmp_path, f"uit;groep\n{rows}")
    screening = screened(capsys, path, "--target", "uit=ja", "--predictor", "groep:ordinal")
    assert screening["groups"] == [[level] for level in order]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("01", "1"), "one value in two ways"),
        (("1.025", "969"), "depends on how its numbers are read"),
        (("laag", "hoog"), "give the order"),
        (("01-02-2010", "02-01-2010"), "give the order"),
    ],
)
def test_an_order_that_is_not_plain_is_refused(tmp_path, capsys, texts, words):
    rows = ROWS.replace(",", ";").replace(";a", f";{texts[0]}").replace(";b", f";{texts[1]}")
    path = written(tmp_path, f"uit;groep\n{rows}")
    assert words in refused(capsys, path, "--target", "uit=ja", "--predictor", "groep:ordinal")


@pytest.mark.parametrize("kind", ["nominal", "ordinal"])
def test_a_predictor_that_tells_persons_apart_is_refused_by_count(tmp_path, capsys, kind):
    rows = "".join(f"{'ja' if n % 3 else 'nee'},{5000 + n}\n" for n in range(60))
    path = written(tmp_path, f"uit,persoon\n{rows}")
    asked = ("--target", "uit=ja", "--predictor", f"persoon:{kind}")
    err = refused(capsys, path, *asked)
    assert "predictor `persoon` has 60 different values in 60 rows" in err
    assert "50" not in err


# ---- numbers ----

SCALE = ("--target", "uit=ja", "--predictor", "x:scale")


def scale(tmp_path, texts, separator=";", name="rijen.csv"):
    quoted = [f'"{text}"' for text in texts]
    rows = "".join(
        f"{'ja' if n % 2 else 'nee'}{separator}{text}\n" for n, text in enumerate(quoted * 20)
    )
    return written(tmp_path, f"uit{separator}x\n{rows}", name)


def cuts(test):
    ends = [level["up_to"] for group in test["groups"] for level in group]
    return [end for end in ends if end is not None]


@pytest.mark.parametrize(
    ("separator", "texts", "low"),
    [
        (";", ["1,5", "2,25"], 1.5),
        (";", ["1.234,5", "2.000,25"], 1234.5),
        (";", ["12.5", "1.025"], 1.025),
        (";", ["0.125", "1.025"], 0.125),
        (";", ["1,025", "2,125"], 1.025),
        (",", ["1.025", "2.125"], 1.025),
        (",", ["1,234.5", "2,000.25"], 1234.5),
        (",", ["1,5", "2,25"], 1.5),
        ("\t", ["1.5", "1.025"], 1.025),
        (",", ["\u22125", "+3"], -5),
        (",", [" 5", "7 "], 5),
        (",", ["1E2", "1e3"], 100),
        (",", [".5", "2."], 0.5),
        (",", ["TRUE", "FALSE"], 0),
    ],
)
def test_numbers_that_can_be_read_in_one_way(tmp_path, capsys, separator, texts, low):
    screening = screened(capsys, scale(tmp_path, texts, separator), *SCALE, "--alpha-merge", "1")
    assert cuts(screening) == [pytest.approx(low)]


@pytest.mark.parametrize(
    ("separator", "texts"),
    [
        (";", ["1.025", "969"]),
        (";", ["1.025", "2.125"]),
        (",", ["1.025", "969"]),
        (",", ["1,025", "969"]),
        (",", ["1,025", "2,125"]),
        (";", ["1,025", "969"]),
        ("\t", ["1.025", "2,125"]),
        ("|", ["1.025", "12"]),
    ],
)
def test_numbers_that_can_be_read_in_two_ways(tmp_path, capsys, separator, texts):
    path = scale(tmp_path, texts, separator)
    assert "can be read in two ways, from line" in refused(capsys, path, *SCALE)
    one = screened(capsys, path, *SCALE, "--alpha-merge", "1", "--decimal", ".")
    other = screened(capsys, path, *SCALE, "--alpha-merge", "1", "--decimal", ",")
    assert cuts(one) != cuts(other)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["1.5", "abc"], "line 3 is not a number"),
        (["1.5", "NA"], "line 3 is not a number"),
        (["1.5", "1,5"], "decimal points and commas are mixed (line 2 and line 3)"),
        (["12%", "3"], "line 2 is not a number"),
        (["1_000", "3"], "line 2 is not a number"),
        (["0x10", "3"], "line 2 is not a number"),
        (["\u0661", "3"], "line 2 is not a number"),
        (["1 000", "3"], "line 2 is not a number"),
        (["inf", "3"], "must be finite"),
        (["9" * 500, "3"], "line 2 is not a number"),
    ],
)
def test_what_is_no_number_is_said_by_line(tmp_path, capsys, texts, words):
    assert words in refused(capsys, scale(tmp_path, texts, ","), *SCALE)


def test_thousands_between_spaces(tmp_path, capsys):
    path = scale(tmp_path, ["1 000,5", "2\u00a0000"], ";")
    assert cuts(screened(capsys, path, *SCALE, "--thousands", " ", "--alpha-merge", "1")) == [
        1000.5
    ]


def test_a_sign_cannot_be_both(tmp_path, capsys):
    path = scale(tmp_path, ["1", "2"])
    assert "must differ" in refused(capsys, path, *SCALE, "--decimal", ".", "--thousands", ".")
    assert "must be a point" in refused(capsys, path, *SCALE, "--thousands", "x")


def test_rows_left_out_are_counted(tmp_path, capsys):
    path = written(tmp_path, "uit,groep,w\n,a,1\nja,a,\nja,a,2\nnee,b,3\nnee,b,0\n")
    code, _, err = run(capsys, "chaid", path, *GROUP, "--weight", "w")
    assert code == 0
    assert err == (
        "perspectief: not counted: 1 row has no value of `uit`\n"
        "perspectief: not counted: 2 rows have no weight, or weight 0\n"
    )


# ---- the same table as Parquet ----

N = 40


def _repeated(*values):
    return [values[n % len(values)] for n in range(N)]


TWINS = {
    "text": (_repeated("a", "b", None), pa.string()),
    "large": (_repeated("a", "b", "NA"), pa.large_string()),
    "view": (_repeated("a", "b"), pa.string_view()),
    "codes": (_repeated("01", "1"), pa.string()),
    "blanks": (_repeated(1, 2, None), pa.int8()),
    "long": (_repeated(9007199254740993, 9007199254740992), pa.int64()),
    "unsigned": (_repeated(2**64 - 1, 2**64 - 2), pa.uint64()),
    "decimal": (_repeated(Decimal("1.50"), Decimal("2.00"), None), pa.decimal128(5, 2)),
    "day": (_repeated(dt.date(2010, 1, 2), dt.date(2009, 1, 2)), pa.date32()),
    "moment": (_repeated(dt.datetime(2010, 1, 2, 3), dt.datetime(2009, 1, 2)), pa.timestamp("us")),
    "time": (_repeated(dt.time(10, 30), dt.time(9)), pa.time32("s")),
    "flag": (_repeated(True, False, None), pa.bool_()),
    "double": (_repeated(1.0, 2.5, None), pa.float64()),
    "single": (_repeated(0.1, 0.2), pa.float32()),
    "half": (_repeated(*np.array([0.1, 0.2], dtype=np.float16)), pa.float16()),
}


def _as_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _twins(tmp_path, values, kind, *, encoded=False):
    column = pa.array(values, kind)
    column = column.dictionary_encode() if encoded else column
    outcome = ["ja" if n % 3 else "nee" for n in range(N)]
    pq.write_table(pa.table({"uit": outcome, "x": column}), tmp_path / "x.parquet")
    rows = "".join(f"{target},{_as_text(x)}\n" for target, x in zip(outcome, values, strict=True))
    return written(tmp_path, f"uit,x\n{rows}"), tmp_path / "x.parquet"


@pytest.mark.parametrize("name", TWINS)
def test_categories_of_parquet_are_those_of_csv(tmp_path, capsys, name):
    csv, parquet = _twins(tmp_path, *TWINS[name])
    asked = ("--target", "uit=ja", "--predictor", "x:nominal", "--alpha-merge", "1")
    assert screened(capsys, csv, *asked) == screened(capsys, parquet, *asked)
    value = _as_text(TWINS[name][0][0])
    asked = ("--target", f"x={value}", "--predictor", "uit:nominal")
    runs = [run(capsys, "chaid", path, *asked, "--json") for path in (csv, parquet)]
    assert runs[0] == runs[1]
    assert runs[0][0] == 0


@pytest.mark.parametrize("name", ["blanks", "decimal", "double", "single", "half", "flag"])
def test_numbers_of_parquet_are_those_of_csv(tmp_path, capsys, name):
    csv, parquet = _twins(tmp_path, *TWINS[name])
    asked = ("--target", "uit=ja", "--predictor", "x:scale", "--alpha-merge", "1")
    assert screened(capsys, csv, *asked) == screened(capsys, parquet, *asked)


@pytest.mark.parametrize("name", ["text", "codes", "blanks", "day"])
def test_a_dictionary_changes_nothing(tmp_path, capsys, name):
    csv, parquet = _twins(tmp_path, *TWINS[name], encoded=True)
    asked = ("--target", "uit=ja", "--predictor", "x:nominal", "--alpha-merge", "1")
    assert screened(capsys, csv, *asked) == screened(capsys, parquet, *asked)


def test_not_a_number_is_missing(tmp_path, capsys):
    asked = ("--target", "uit=ja", "--alpha-merge", "1", "--predictor")
    _, path = _twins(tmp_path, _repeated(1.0, float("nan"), None, 2.0), pa.float64())
    screenings = {
        kind: screened(capsys, path, *asked, f"x:{kind}") for kind in ("nominal", "scale")
    }
    assert levels(screenings["nominal"]) == {1.0, 2.0, None}
    csv, _ = _twins(tmp_path, _repeated(1.0, None, None, 2.0), pa.float64())
    for kind, of_parquet in screenings.items():
        assert screened(capsys, csv, *asked, f"x:{kind}") == of_parquet


def test_an_ordered_dictionary_gives_the_order(capsys):
    path = CASES / "decimal.parquet"
    screening = screened(
        capsys, path, "--target", "uit=ja", "--predictor", "enum:ordinal", "--alpha-merge", "1"
    )
    assert [level for group in screening["groups"] for level in group] == ["laag", "midden", "hoog"]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([b"a", b"b"] * 20),
        pa.array([[1], [2]] * 20),
        pa.array([[("a", 1)], []] * 20, pa.map_(pa.string(), pa.int64())),
        pa.array([1, 2] * 20, pa.duration("s")),
        pa.array([b"ab", b"cd"] * 20, pa.binary(2)),
    ],
    ids=["binary", "list", "map", "duration", "fixed"],
)
@pytest.mark.parametrize("kind", ["nominal", "scale"])
def test_odd_columns_are_refused_unread(tmp_path, capsys, column, kind):
    pq.write_table(pa.table({"uit": ["ja", "nee"] * 20, "x": column}), tmp_path / "x.parquet")
    err = refused(capsys, tmp_path / "x.parquet", "--target", "uit", "--predictor", f"x:{kind}")
    assert "must hold text" in err if kind == "nominal" else "must be numeric" in err
    rest = ("--target", "uit=ja", "--predictor", "uit2:nominal")
    table = pa.table({"uit": ["ja", "nee"] * 20, "uit2": ["a", "b"] * 20, "x": column})
    pq.write_table(table, tmp_path / "x.parquet")
    assert screened(capsys, tmp_path / "x.parquet", *rest)["chi2"] == 40


def test_a_null_column_has_no_values(tmp_path, capsys):
    table = pa.table({"uit": ["ja", "nee"] * 20, "x": pa.nulls(40)})
    pq.write_table(table, tmp_path / "x.parquet")
    for kind in ("nominal", "ordinal", "scale"):
        asked = ("--target", "uit", "--predictor", f"x:{kind}")
        assert "has no values" in refused(capsys, tmp_path / "x.parquet", *asked)


def test_two_columns_with_one_name_in_parquet(tmp_path, capsys):
    columns = [pa.array(["ja", "nee"]), pa.array(["a", "b"]), pa.array(["a", "b"])]
    pq.write_table(pa.Table.from_arrays(columns, ["uit", "groep", "groep"]), tmp_path / "x.parquet")
    assert "two columns are called" in refused(capsys, tmp_path / "x.parquet")


# ---- files that unfold ----


def test_one_long_text_in_many_rows_is_kept_once(tmp_path, capsys):
    n = 20_000
    table = pa.table(
        {
            "uit": ["ja", "nee"] * (n // 2),
            "groep": pa.DictionaryArray.from_arrays(
                np.arange(n, dtype=np.int32) % 2, ["x" * 120_000, "y"]
            ),
        }
    )
    # As text, without the trace of its dictionary in the description.
    plain = table.schema.remove_metadata().set(1, pa.field("groep", pa.string()))
    pq.write_table(table, tmp_path / "x.parquet", store_schema=False)
    assert pq.read_schema(tmp_path / "x.parquet").field("groep").type == plain.field("groep").type
    code, out, err = run(capsys, "chaid", tmp_path / "x.parquet", *GROUP)
    assert (code, err) == (0, "")
    assert len(out) < 2000


def test_a_text_that_is_too_long_is_refused(tmp_path, capsys):
    long = "x" * (limits.MOST_CHARACTERS + 1)
    pq.write_table(pa.table({"uit": ["ja", "nee"], "groep": [long, "y"]}), tmp_path / "x.parquet")
    assert "more than 131,072 characters" in refused(capsys, tmp_path / "x.parquet")


def test_names_from_a_file_are_said_in_one_short_line(tmp_path, capsys):
    name = "groep\x1b[31m" + "x" * 100_000
    err = refused(capsys, written(tmp_path, f'"{name}\nb",uit\na,ja\n'))
    assert "\x1b" not in err
    assert len(err) < 3000


def test_sorted_columns_that_fold_to_hardly_a_byte_a_row_are_counted(tmp_path, capsys):
    n = 4_000_000
    quarter = n // 4
    columns = {
        "groep": np.repeat(["a", "b"], 2 * quarter),
        "uit": np.repeat(["ja", "nee", "ja", "nee"], [quarter, quarter, quarter // 2, n * 3 // 8]),
    }
    table = pa.table({name: pa.array(texts) for name, texts in columns.items()})
    path = tmp_path / "x.parquet"
    pq.write_table(table, path)
    assert 100 * path.stat().st_size < n
    asked = ("--target", "uit=ja", "--predictor", "groep:nominal", "--json")
    code, out, err = run(capsys, "chaid", path, *asked)
    assert (code, err) == (0, "")
    root, *children = json.loads(out)["nodes"]
    by_group = {(1_000_000, 1_000_000), (1_500_000, 500_000)}
    assert (root["n"], root["counts"]) == (n, {"nee": 2_500_000, "ja": 1_500_000})
    assert {tuple(child["counts"].values()) for child in children} == by_group
