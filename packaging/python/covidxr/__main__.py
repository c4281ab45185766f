"""python -m covidxr: runs the program in the place of Python."""

import os
import subprocess
import sys

from covidxr import find_program

if __name__ == "__main__":
    command = [find_program(), *sys.argv[1:]]
    if sys.platform == "win32":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)
