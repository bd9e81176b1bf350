"""What can go wrong with a language model. None of it keeps a question from being answered.

LanguageModelError                   a DisclosureQAError; `kind` names the phrase that tells the asker
├── ModelSetupError                  the setting cannot work: said once, at the start or with every answer
│   ├── ModelNameError               QA_MODEL is no `provider:name` and no `gguf:PATH`, or no such provider
│   ├── ModelPackageError            the provider's integration package is not installed
│   ├── ModelKeyError                no key, or one that the provider does not take
│   ├── ModelFileError               the GGUF file is not there or cannot be loaded
│   └── ModelUnknownError            the server does not know the model
├── ModelCallError                   one call failed; the next may succeed
│   ├── ModelUnreachableError        no connection, or the server broke it off (tried again)
│   ├── ModelBusyError               rate limit, or overloaded (tried again)
│   ├── ModelTimeoutError            no reply in time
│   ├── ModelWindowError             the question and its evidence do not fit the window
│   └── ModelRejectedError           the server refuses the request
└── ModelReplyError                  the reply cannot be used
    ├── ModelTruncatedError          cut off at the token limit
    ├── ModelMalformedError          empty, or not of the wanted form (asked again once)
    └── UnprovenError                the text says what the evidence does not give (repaired once)
"""

from __future__ import annotations

from typing import ClassVar

from index.errors import DisclosureQAError


class LanguageModelError(DisclosureQAError):
    """Base; `str()` is one line with the remedy."""

    kind: ClassVar[str] = "failed"


class ModelSetupError(LanguageModelError):
    """The setting cannot work."""

    kind = "setup"


class ModelNameError(ModelSetupError):
    """QA_MODEL names no model."""

    kind = "name"


class ModelPackageError(ModelSetupError):
    """An integration package is missing."""

    kind = "package"


class ModelKeyError(ModelSetupError):
    """The key is missing or not accepted."""

    kind = "key"


class ModelFileError(ModelSetupError):
    """The GGUF file cannot be loaded."""

    kind = "file"


class ModelUnknownError(ModelSetupError):
    """The server does not know the model."""

    kind = "unknown"


class ModelCallError(LanguageModelError):
    """One call failed."""

    kind = "failed"


class ModelUnreachableError(ModelCallError):
    """No connection to the server."""

    kind = "unreachable"


class ModelBusyError(ModelCallError):
    """Rate limit or overload."""

    kind = "busy"


class ModelTimeoutError(ModelCallError):
    """No reply in time."""

    kind = "timeout"


class ModelWindowError(ModelCallError):
    """The request does not fit the model's window."""

    kind = "window"


class ModelRejectedError(ModelCallError):
    """The server refuses the request."""

    kind = "rejected"


class ModelReplyError(LanguageModelError):
    """The reply cannot be used."""

    kind = "malformed"


class ModelTruncatedError(ModelReplyError):
    """The reply was cut off at the token limit."""

    kind = "truncated"


class ModelMalformedError(ModelReplyError):
    """The reply is empty or not of the wanted form."""

    kind = "malformed"


class UnprovenError(ModelReplyError):
    """The text says something that its evidence does not give; the message tells the model what to mend."""

    kind = "unproven"
