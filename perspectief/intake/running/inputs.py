"""The files of a folder of lists, and proof that a run leaves them as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from perspectief.intake.settings import SETTINGS_FILE

_ORDER = b"perspectief intake: volgorde van de rijen\0"
_NOT_LISTS = (".json", ".md", ".html", ".pdf", ".docx", ".doc", ".log", ".ini", ".db")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file: where it is, its path inside the folder, its hash, and its part of the seed.

    The seed comes from the content by another road than `sha256`, which the manifest publishes:
    whoever has only the extract cannot derive it.
    """

    path: Path
    name: str
    sha256: str
    seed: bytes


def input_files(folder: Path, apart: Iterable[Path]) -> list[InputFile]:
    """Return the files that may be lists, in the order of their names.

    Parameters
    ----------
    folder : Path
        Searched with its subfolders; hidden files and lock files of office programs are left out.
    apart : iterable of Path
        Folders inside it that hold no lists (reports, extract).
    """
    excluded = [path.resolve() for path in apart]
    files = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or path.name == SETTINGS_FILE:
            continue
        hidden = any(part.startswith((".", "~$")) for part in inside.parts)
        if hidden or path.suffix.lower() in _NOT_LISTS:
            continue
        if not any(path.resolve().is_relative_to(other) for other in excluded):
            files.append(_hashed(path, inside.as_posix()))
    return files


def unchanged(files: Iterable[InputFile]) -> bool:
    """Whether every file still has the content it had."""
    return all(
        file.path.is_file() and _hashed(file.path, file.name).sha256 == file.sha256
        for file in files
    )


def seed_of(files: Iterable[InputFile]) -> bytes:
    """Return the seed for the order of rows: the same for the same files."""
    return hashlib.sha256(_ORDER + b"".join(sorted(file.seed for file in files))).digest()


def _hashed(path: Path, name: str) -> InputFile:
    plain, seed = hashlib.sha256(), hashlib.sha256(_ORDER)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            plain.update(block)
            seed.update(block)
    return InputFile(path, name, plain.hexdigest(), seed.digest())
