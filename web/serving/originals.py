"""The disclosures themselves: the copies kept in the data directory, opened in the browser's own viewer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

from index.errors import DisclosureQAError

FindOriginal = Callable[[str], Path]


def serve_originals(server: FastAPI, find: FindOriginal) -> None:
    """Add the route. `find` gives the path of a doc_id's copy, or raises DisclosureQAError."""

    @server.get("/originals/{doc_id}.pdf", include_in_schema=False)
    def original(doc_id: str) -> FileResponse:
        try:
            path = find(doc_id)
        except DisclosureQAError as error:
            raise HTTPException(404, str(error)) from error
        if not path.is_file():
            raise HTTPException(404)
        shown = f"inline; filename*=utf-8''{quote(doc_id)}.pdf"
        return FileResponse(path, media_type="application/pdf", headers={"Content-Disposition": shown})
