"""What is wrong with a model file, in words: the reason that `unusable` puts into its sentence."""

from __future__ import annotations

from ganstudio.i18n import N_, _


class Refused(Exception):
    """Why a file cannot be a model: its text is a translated clause that says what it is and what to do."""


class Attack(Refused):
    """It was made to do harm."""


_AGAIN = N_("it is a web page, not a model; the download went wrong: get it again from the page's download button")
_PICTURE = N_("it is a picture, not a model; open it as a photo")
_PACKED = N_("it is a packed archive; unpack it, and add the model that is in it")
_PROGRAM = N_("it is a program, not a model; do not start it")
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"8BPS", _PICTURE),
    (b"%PDF", N_("it is a PDF document, not a model")),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"version https://git-lfs", N_("it only says where the model lies (Git LFS); download the model itself")),
    (b"\x89HDF", N_("it is a Keras model (HDF5), which ganstudio cannot read; look for one for PyTorch")),
    (b"GGUF", N_("it is a language model (GGUF), which makes no pictures")),
    (b"\x93NUMPY", N_("it is an array of numpy, not a model")),
    (b"SQLite format 3", N_("it is a database, not a model")),
    (b"7767517", N_("it is half of an ncnn model; look for one for PyTorch or ONNX")),
)
"""How files begin that people take for models."""
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<head")
_TAR = slice(257, 262)
_TEXT = bytes({*range(32, 127), 9, 10, 13})
_BUILTINS = frozenset(("open", "eval", "exec", "compile", "__import__", "execfile", "breakpoint", "input"))
_HARMFUL = frozenset(
    "os posix nt sys subprocess commands shutil socket pty runpy code codeop importlib imp ctypes webbrowser pickle "
    "_pickle marshal http ftplib smtplib pip bdb pdb timeit cProfile profile trace distutils setuptools".split()
)
"""Modules of Python that no weights need, and that can do harm."""


def kind(head: bytes) -> str:
    """What a file is that begins so, where it is something known that is no model; else empty. Translated."""
    for beginning, reason in _KINDS:
        if head.startswith(beginning):
            return _(reason)
    if head.lstrip()[:9].lower().startswith(_PAGES):
        return _(_AGAIN)
    if head[_TAR] == b"ustar":
        return _(_PACKED)
    if not head.strip(b"\0"):
        return _("it begins with nothing but zeros, as copies do that were broken off; copy or download it again")
    if not head.translate(None, _TEXT):
        return _("it is a text, not a model")
    return ""


def harmful(module: str, name: str) -> bool:
    """Whether no weights need that, and it can do harm: `os.system`. It would not be called anyway."""
    if module in ("builtins", "__builtin__", "io", "_io"):
        return name in _BUILTINS
    return module.split(".")[0] in _HARMFUL


def attack(name: str) -> Attack:
    """A file that would have others call `name`."""
    return Attack(
        _(
            "it would have {name} called when other programs open it, which no model needs; nothing of it was run: "
            "delete it, and do not open it elsewhere"
        ).format(name=name[:80])
    )


def whole_program(name: str) -> Refused:
    """A network kept together with the code that makes it."""
    return Refused(
        _(
            "it is a whole network kept with its program ({name}), which would have to be run to open it; ask its "
            "maker for the weights alone (a state dict, or safetensors)"
        ).format(name=name[:80])
    )


def damaged() -> Refused:
    """It begins as a checkpoint does and goes on as none."""
    return Refused(_("it is a damaged or incomplete checkpoint; copy or download it again"))


def swollen() -> Refused:
    """It says that it holds far more than a file of its length can."""
    return Refused(_("it is made to fill the memory: it claims to hold far more than a file of its size can"))
