"""What makes a membership: roles that there are, and a contributor for a nation and for nobody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from truceline.accounts.roles import Member, Role
from truceline.errors import CONTROL, shown, unknown

_ROLES = [role.value for role in Role]


def membership_faults(roles: Collection[str], contributor: str) -> Mapping[str, str]:
    """Return what is wrong with a membership, by the field that is at fault; nothing where it is sound."""
    faults = {}
    if wrong := [role for role in roles if role not in _ROLES]:
        faults["role"] = unknown("role", wrong[0], _ROLES)
    elif not roles:
        faults["role"] = f"no role is given; give one or several of {', '.join(_ROLES)}"
    if Role.NATION in roles and not contributor:
        faults["contributor"] = "a nation acts for a contributor; choose which"
    elif contributor and Role.NATION not in roles:
        faults["contributor"] = f"{shown(contributor)} is given without the role nation; leave it out, or add the role"
    elif len(contributor) > 100 or CONTROL.search(contributor):
        faults["contributor"] = f"{shown(contributor)} is no id; give that of an actor of the case"
    return faults


def without_chair(members: Iterable[Member], changed: Member) -> bool:
    """Return whether nobody would be in the chair once a member is ``changed``, though somebody is now."""
    chairs = {each.id for each in members if Role.CHAIR in each.roles}
    return chairs == {changed.id} and Role.CHAIR not in changed.roles
