"""Failures a person can understand: every message is one translated sentence (what, which file, what to do)."""


class GanstudioError(Exception):
    """Something the user can act on. Shown as its sentence; the command line exits with code 2."""


class FileError(GanstudioError):
    """A file cannot be read or written; the sentence names it."""


class DiskFull(FileError):
    """There was no room to write a file; once there is, the same can be tried again."""


class ModelError(GanstudioError):
    """A model file is missing, damaged or does not fit the work."""


class SettingsError(GanstudioError):
    """A parameter or a setting is out of its range."""


class NothingAsked(SettingsError):
    """Nothing is to be done yet, which a window tells as a hint and not as a fault."""


class NetworkError(GanstudioError):
    """A server was not reached, or what it sends is not what was asked for."""


class OutOfMemory(GanstudioError):
    """The work does not fit into memory even in the smallest pieces."""


class Cancelled(Exception):
    """The user stopped the job. Not an error: nothing is shown, nothing is changed."""
