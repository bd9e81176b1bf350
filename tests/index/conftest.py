"""A drawing, and the reading of its tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.config import Settings
from index.forms.tables import read_tables
from index.reading.pages import read_pages
from index.types import Table
from tests.index.drawing import Drawing
from tests.index.drawn_forms import Read


@pytest.fixture
def read(settings: Settings) -> Read:
    """Saves a drawing and reads its tables."""

    def read_drawing(drawing: Drawing) -> list[Table]:
        path = drawing.save()
        return read_tables(path.stem, list(read_pages(path, settings)))[0]

    return read_drawing


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    """An empty portrait document."""
    return Drawing(tmp_path / "form.pdf")
