"""Where the covidxr program of this environment is. It is a program of its own: nothing here but a way to it."""

import os
import sysconfig

__all__ = ["find_program"]


def find_program() -> str:
    """The path of the program, for subprocess.run([covidxr.find_program(), "stats", "--json"])."""
    name = "covidxr" + (sysconfig.get_config_var("EXE") or "")
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))]
    # pip install --target puts scripts into bin/ beside the packages.
    folders.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin"))
    paths = [os.path.join(folder, name) for folder in folders]
    for path in paths:
        if os.path.isfile(path):
            return path
    raise FileNotFoundError("the covidxr program is in none of " + ", ".join(paths))
