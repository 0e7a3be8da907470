"""Draws how cost grows from the results of a measurement, for docs/performance.md.

python -m tests.bench.plots [out/bench/bench.json] [--into docs/images]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).parents[2]


def main() -> None:
    """One picture for each measurement that has points of a curve."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = ROOT / "out" / "bench" / "bench.json"
    parser.add_argument("results", nargs="?", type=Path, default=default)
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "images")
    args = parser.parse_args()
    args.into.mkdir(parents=True, exist_ok=True)
    for result in json.loads(args.results.read_text("utf-8"))["results"]:
        points = [row for row in result["rows"] if row["size"] is not None]
        if points:
            path = args.into / f"growth-{result['letter']}.png"
            draw(result["title"], points, path)
            print(path)


def draw(title: str, points: list[dict[str, Any]], path: Path) -> None:
    """The figures over their sizes, from nought, so that a flat line looks flat."""
    figure, axis = plt.subplots(figsize=(6, 3.2), dpi=110)
    axis.plot([point["size"] for point in points], [point["value"] for point in points], marker="o")
    axis.set_xscale("log")
    axis.set_ylim(bottom=0)
    axis.set_title(title, fontsize=9)
    axis.set_ylabel(points[0]["unit"])
    axis.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Software": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
