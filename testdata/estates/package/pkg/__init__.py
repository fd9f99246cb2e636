from .session import *
from .io import read_frame as read, Writer
from . import transforms
