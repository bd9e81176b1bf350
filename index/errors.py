"""The errors of the project, one tree. Every message says what is wrong and what to do.

DisclosureQAError                    exit code 1
├── InputError                       one document cannot be taken in; the rest goes on
│   ├── FileMissingError             named file or folder is not there (any more)
│   ├── NotAPdfError                 the bytes are not a PDF
│   ├── EmptyFileError               zero bytes
│   ├── EncryptedPdfError            needs a password
│   ├── DamagedPdfError              truncated or broken beyond reading
│   ├── NoPagesError                 a PDF without pages
│   ├── NoPdfsError                  a folder without a PDF
│   ├── DuplicateStemError           two different files would get one doc_id
│   ├── ProfileError                 department or year cannot be read; a sidecar can give them
│   └── LimitExceededError           more pages, bytes, seconds or memory than configured
├── IndexStateError                  the data directory cannot serve
│   ├── NoIndexError                 nothing is indexed yet
│   ├── UnknownDocumentError         no such doc_id
│   ├── ModelMismatchError           the index was made by another embedding model
│   └── DataDirectoryError           read-only, full, or not a directory
├── SettingError                     a setting cannot be understood
├── ModelUnavailableError            the embedding model cannot be loaded
└── QuestionError                    exit code 2 on the command line
    ├── EmptyQuestionError
    └── QuestionTooLongError
"""


class DisclosureQAError(Exception):
    """Base of every error that the project raises on purpose; `str()` is one line for the user."""


class InputError(DisclosureQAError):
    """One document cannot be taken in."""


class FileMissingError(InputError):
    """The file or folder is not there, or vanished while it was being read."""


class NotAPdfError(InputError):
    """The bytes do not start like a PDF."""


class EmptyFileError(InputError):
    """The file has no bytes."""


class EncryptedPdfError(InputError):
    """The PDF needs a password."""


class DamagedPdfError(InputError):
    """The PDF is truncated or broken."""


class NoPagesError(InputError):
    """The PDF has no pages."""


class NoPdfsError(InputError):
    """A folder holds no PDF."""


class DuplicateStemError(InputError):
    """Two different files share a stem and would get the same doc_id."""


class ProfileError(InputError):
    """Department or fiscal year cannot be read from the pages."""


class LimitExceededError(InputError):
    """The document exceeds a configured limit."""


class IndexStateError(DisclosureQAError):
    """The data directory cannot serve."""


class NoIndexError(IndexStateError):
    """Nothing is indexed yet."""


class UnknownDocumentError(IndexStateError):
    """No document of that id is indexed."""


class ModelMismatchError(IndexStateError):
    """The index was made by another embedding model."""


class DataDirectoryError(IndexStateError):
    """The data directory is read-only, full or not a directory."""


class SettingError(DisclosureQAError):
    """A setting is not written as it must be."""


class ModelUnavailableError(DisclosureQAError):
    """The embedding model cannot be loaded."""


class QuestionError(DisclosureQAError):
    """The question itself cannot be taken."""


class EmptyQuestionError(QuestionError):
    """Nothing was asked."""


class QuestionTooLongError(QuestionError):
    """The question is longer than configured."""
