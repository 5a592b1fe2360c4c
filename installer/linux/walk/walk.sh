#!/bin/bash
# Installs, uses, upgrades and removes the package in a clean Debian that has neither Python nor Qt nor a network,
# under a virtual screen, and leaves a log and screenshots for somebody to look at:
#
#     sudo PHOTOS=folder installer/linux/walk/walk.sh dist/ganstudio_*.deb [older.deb] [ganstudio-*.tar.xz]
#
# Asks for debootstrap, xvfb, openbox, xdotool, imagemagick and desktop-file-utils on the computer it runs on; nothing of
# these comes into the clean system. All of it lies in PLACE, /tmp/ganstudio-walk; PHOTOS holds twenty photos or more;
# SUITE is another Debian, such as trixie.

set -eu
PACKAGE=$(realpath "$1")
OLDER=${2:+$(realpath "$2")}
TARBALL=${3:+$(realpath "$3")}
PHOTOS=$(realpath "${PHOTOS:?names a folder with twenty photos or more, to edit and to train on}")
cd "$(dirname "$0")"
. ./root.sh
. ./window.sh
. ./steps.sh
. ./person.sh

[ "$(id -u)" = 0 ] || fail "this takes the rights of an administrator"
mkdir -p "$PLACE"
rm -rf "$SHOTS"
trap 'screen_off; leave_root' EXIT
screen_on

fresh_root
say "A clean Debian $(cat "$ROOT/etc/debian_version")"
no_python_no_qt
some_photos

say "Installed with nothing but what it asks for: $(basename "$PACKAGE")"
install "$PACKAGE" --no-install-recommends
no_python_no_qt
libraries_are_there
works_without_a_window
first_look
removed purge

say "On a desktop: menu entry, file types, manual"
in_root apt-get install -y -qq --no-install-recommends desktop-file-utils shared-mime-info xdg-utils man-db libglib2.0-bin ca-certificates >"$PLACE/apt.log" 2>&1
if [ -n "$OLDER" ]; then
    install "$OLDER" --no-install-recommends
    say "Used in the older version: $(as_person 'ganstudio --version')"
    lived_in
    say "Upgraded"
    install "$PACKAGE" --no-install-recommends
    as_person 'ganstudio --version'
    nothing_lost
else
    install "$PACKAGE" --no-install-recommends
fi
no_python_no_qt
at_home_on_the_desktop

say "Used by a person"
used_with_a_window

say "Removed"
removed remove
install "$PACKAGE" --no-install-recommends
removed purge

if [ -n "$TARBALL" ]; then
    say "The tarball, unpacked in a home"
    from_a_tarball
fi
no_python_no_qt
say "Done. Look at $SHOTS."
