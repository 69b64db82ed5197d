"""`python -m benchmarks`: every benchmark in this folder, one after the other."""

import importlib
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
    module = importlib.import_module(f"benchmarks.{path.stem}")
    if hasattr(module, "main"):
        print(f"\n== {path.stem} ==", flush=True)
        module.main()
