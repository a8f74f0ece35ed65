"""Every combination of a clause's axis values, one after another: the plain way, to hold the quick one to."""

from itertools import product

from segue.letters.axes import IMPOSSIBLE, axes_of


def known(spec, pack):
    """Return the axes of a clause with all their values in a pack."""
    axes = axes_of(pack.forms.ids, pack.plurals)
    return tuple((axis, axes[axis]) for axis in spec.axes)


def cells(spec, pack):
    """Yield every combination of a clause's axis values that a letter can have."""
    for values in product(*(values for _, values in known(spec, pack))):
        cell = dict(zip(spec.axes, values, strict=True))
        if is_possible(spec, cell):
            yield cell


def is_possible(spec, cell):
    """Say whether a letter can have the clause with these axis values."""
    if cell.get("mode", spec.modes[0]) not in spec.modes or any(cell.get(axis) == gone for axis, gone in spec.absent):
        return False
    return not any(all(cell.get(axis) in values for axis, values in one.items()) for one in IMPOSSIBLE)
