"""Render the bundled disclosures: `python -m samples.render [--out DIR] [--font PATH] [NAME ...]`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from samples import document, invented, narrative
from samples.bundled import INVENTED, PUBLISHED

HERE = Path(__file__).parent


def all_samples() -> list[narrative.Sample]:
    """Every bundled disclosure, in the order of README.md."""
    return [*map(narrative.load, PUBLISHED), *map(invented.load, INVENTED)]


def render(sample: narrative.Sample, out: Path) -> Path:
    """Write OUT/NAME.pdf and OUT/truth/NAME.json; returns the PDF's path."""
    missing = document.missing_glyphs("".join(narrative.printed(sample)))
    if missing:
        raise SystemExit(f"{sample.doc_id}: the fonts lack {missing}; run python -m samples.fonts.build")
    (out / "truth").mkdir(parents=True, exist_ok=True)
    pdf = out / f"{sample.doc_id}.pdf"
    writer = narrative.write(sample, pdf)
    expected = json.dumps(narrative.truth(sample, writer), ensure_ascii=False, indent=1)
    (out / "truth" / f"{sample.doc_id}.json").write_text(expected + "\n", encoding="utf-8")
    return pdf


def main() -> None:
    """Render all samples, or the named ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="render only these (default: all)")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default: samples/)")
    parser.add_argument("--font", type=Path, help="a TrueType CJK font instead of samples/fonts")
    options = parser.parse_args()
    document.register_fonts(options.font)
    for sample in all_samples():
        if not options.names or sample.doc_id in options.names:
            pdf = render(sample, options.out)
            print(f"{pdf} {pdf.stat().st_size // 1024} KB")  # noqa: T201


if __name__ == "__main__":
    main()
