from .readers import read_frame
from .writers import Writer
