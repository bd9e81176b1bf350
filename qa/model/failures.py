"""An exception of some provider's client -> one of our errors, told by HTTP status and class name.

No client library is imported here: which one is installed depends on the setting. What the provider writes
in its message goes to the log at most; it can hold keys and parts of the request.
"""

from __future__ import annotations

from typing import Final

from qa.model import errors
from qa.model.errors import LanguageModelError
from qa.model.messages import for_operator

_BY_STATUS: Final[dict[int, type[LanguageModelError]]] = {
    401: errors.ModelKeyError,
    402: errors.ModelKeyError,
    403: errors.ModelKeyError,
    404: errors.ModelUnknownError,
    408: errors.ModelTimeoutError,
    413: errors.ModelWindowError,
    429: errors.ModelBusyError,
    500: errors.ModelUnreachableError,
    502: errors.ModelUnreachableError,
    503: errors.ModelBusyError,
    504: errors.ModelTimeoutError,
    529: errors.ModelBusyError,
}
_BY_NAME: Final[tuple[tuple[str, type[LanguageModelError]], ...]] = (
    ("Timeout", errors.ModelTimeoutError),
    ("RateLimit", errors.ModelBusyError),
    ("Authentication", errors.ModelKeyError),
    ("PermissionDenied", errors.ModelKeyError),
    ("NotFound", errors.ModelUnknownError),
    ("Connect", errors.ModelUnreachableError),
    ("Protocol", errors.ModelUnreachableError),
    ("ReadError", errors.ModelUnreachableError),
    ("ContextOverflow", errors.ModelWindowError),
)
_WINDOW: Final = ("context", "maximum context", "too long", "too many tokens")


def failure_of(error: Exception, name: str, seconds: float) -> LanguageModelError:
    """The error to raise instead of a client's own."""
    if isinstance(error, LanguageModelError):
        return error
    kind = _by_status(error) or _by_name(error) or errors.ModelCallError
    values = {"name": name, "seconds": f"{seconds:g}", "error": type(error).__name__}
    return kind(for_operator(kind.kind, **values))


def _by_status(error: Exception) -> type[LanguageModelError] | None:
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if not isinstance(status, int):
        return None
    if status in {400, 422}:
        told = str(error).lower()
        return errors.ModelWindowError if any(word in told for word in _WINDOW) else errors.ModelRejectedError
    return _BY_STATUS.get(status, errors.ModelRejectedError if status < 500 else errors.ModelUnreachableError)


def _by_name(error: Exception) -> type[LanguageModelError] | None:
    names = [base.__name__ for base in type(error).__mro__]
    return next((kind for word, kind in _BY_NAME if any(word in name for name in names)), None)
