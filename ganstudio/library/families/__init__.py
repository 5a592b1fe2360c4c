"""Networks of others, one file for each family: by the names and shapes of its weights it says what they are."""

from ganstudio.library.families import cyclegan, ddcolor, imdn, onnx, pix2pix, srgan
from ganstudio.library.found import Recogniser

FAMILIES: tuple[Recogniser, ...] = (
    srgan.recognise,
    imdn.recognise,
    cyclegan.recognise,
    pix2pix.recognise,
    ddcolor.recognise,
    onnx.recognise,
)
