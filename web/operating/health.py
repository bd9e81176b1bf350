"""Addresses for whatever watches the server: is it alive, is it ready to answer?"""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from web.loading import AssistantLoader


def serve_health(server: FastAPI, loader: AssistantLoader) -> None:
    """`/healthz`: 200 while the process serves. `/readyz`: 200 once questions can be answered, 503 before.

    Whoever asks for readiness has a failed opening tried again: an index built meanwhile is found by it.
    """

    @server.get("/healthz")
    def alive() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @server.get("/readyz")
    def ready() -> JSONResponse:
        progress = loader.progress()
        if progress.ready:
            return JSONResponse({"status": "ready", "disclosures": len(loader.get().disclosures())})
        if progress.error:
            loader.start()
        status = "failed" if progress.error else "loading"
        return JSONResponse({"status": status, "step": progress.error or progress.step}, status_code=503)
