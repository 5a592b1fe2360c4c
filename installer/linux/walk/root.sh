# A clean Debian in a folder, and how one acts in it: as its administrator, or as a person who lives there.

PLACE=${PLACE:-/tmp/ganstudio-walk}
ROOT=$PLACE/root
PERSON=ana
SUITE=${SUITE:-bookworm}
MIRROR=${MIRROR:-http://deb.debian.org/debian}

say() { printf '\n== %s\n' "$*"; }

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

# The base system alone, fetched once; each walk begins with a copy of it.
fresh_root() {
    leave_root
    [ -e "$PLACE/base/etc/debian_version" ] || debootstrap --variant=minbase "$SUITE" "$PLACE/base" "$MIRROR" >"$PLACE/debootstrap.log"
    rm -rf "$ROOT"
    cp -a "$PLACE/base" "$ROOT"
    # No daemon is to be started in there.
    printf '#!/bin/sh\nexit 101\n' >"$ROOT/usr/sbin/policy-rc.d"
    chmod +x "$ROOT/usr/sbin/policy-rc.d"
    cp /etc/resolv.conf "$ROOT/etc/resolv.conf"
    chroot "$ROOT" useradd --create-home --shell /bin/bash $PERSON
    enter_root
}

enter_root() {
    mount -t proc proc "$ROOT/proc"
    mkdir -p "$ROOT/dev/shm" "$ROOT/tmp/.X11-unix"
    mount -t tmpfs tmpfs "$ROOT/dev/shm"
    mkdir -p /tmp/.X11-unix
    mount --bind /tmp/.X11-unix "$ROOT/tmp/.X11-unix"
}

leave_root() {
    for part in tmp/.X11-unix dev/shm proc; do
        mountpoint -q "$ROOT/$part" && umount --lazy "$ROOT/$part"
    done
    return 0
}

# in_root COMMAND…: as its administrator.
in_root() { chroot "$ROOT" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

# as_person 'SHELL COMMAND': without any network.
as_person() {
    unshare --net chroot "$ROOT" runuser -u $PERSON -- env -i HOME=/home/$PERSON USER=$PERSON LANG=C.UTF-8 \
        PATH=/usr/local/bin:/usr/bin:/bin DISPLAY="$SCREEN" ${SESSION:-} sh -c "cd; $1"
}

packages() { in_root dpkg-query -W -f '${db:Status-Abbrev}${Package} ${Version}\n' | sed -n 's/^ii  *//p' | sort; }

# No Python and no Qt: what works here works by what the package itself holds.
no_python_no_qt() {
    found=$(packages | grep -iE '^(lib)?(python|pyside|qt[0-9]|qt-)' || true)
    [ -z "$found" ] || fail "these packages are not for a clean root: $found"
    found=$(find "$ROOT" -xdev \( -name 'python3*' -o -name 'libQt*' \) -not -path "$ROOT/usr/lib/ganstudio/*" -not -path "$ROOT/home/*" -not -path "$ROOT/proc/*" | grep -vE '/(doc|dh|apport|sgml)' || true)
    [ -z "$found" ] || fail "Python or Qt lies here: $found"
    echo "no Python, no Qt; $(packages | wc -l) packages"
}

# install FILE [OPTIONS]: with what its control file asks for.
install() {
    file=$1
    shift
    packages >"$PLACE/before"
    ln -f "$file" "$ROOT/tmp/ganstudio.deb" 2>/dev/null || cp "$file" "$ROOT/tmp/ganstudio.deb"
    in_root apt-get update -qq
    in_root apt-get install -y -qq "$@" /tmp/ganstudio.deb >"$PLACE/apt.log" 2>&1 || { cat "$PLACE/apt.log"; fail "apt-get install"; }
    rm "$ROOT/tmp/ganstudio.deb"
    packages >"$PLACE/after"
    printf 'came with it:'
    comm -13 "$PLACE/before" "$PLACE/after" | cut -d' ' -f1 | tr '\n' ' ' | fold -s -w 110
    echo
}
