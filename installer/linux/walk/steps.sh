# What is done in the clean Debian, each step ending the walk where it does not come out as it must.

PHOTO=Pictures/photo.jpg

some_photos() {
    mkdir -p "$ROOT/home/$PERSON/Pictures/set"
    find "$PHOTOS" \( -name '*.jpg' -o -name '*.png' \) | sort | head -24 | xargs -I{} cp {} "$ROOT/home/$PERSON/Pictures/set/"
    first=$(find "$ROOT/home/$PERSON/Pictures/set" -type f | sort | head -1)
    convert "$first" -quality 92 "$ROOT/home/$PERSON/$PHOTO"
    in_root chown -R $PERSON:$PERSON "/home/$PERSON"
}

# Each library finds those that it asks for. torchvision's two that do not are never loaded: see networks/operators.py.
libraries_are_there() {
    missing=$(in_root sh -c 'cd /usr/lib/ganstudio/_internal; find . -type f -name "*.so*" -not -path "./torchvision/*" | while read -r file; do
        LD_LIBRARY_PATH=$PWD ldd "$file" 2>/dev/null | sed -n "s|^\s*\(.*\) => not found|$file: \1|p"; done')
    [ -z "$missing" ] || fail "libraries are missing: $missing"
    echo "every library finds those that it asks for"
}

works_without_a_window() {
    as_person 'ganstudio --version'
    as_person 'QT_QPA_PLATFORM=offscreen ganstudio --selftest' >"$PLACE/selftest.log" 2>&1 || { cat "$PLACE/selftest.log"; fail "the self-test"; }
    tail -1 "$PLACE/selftest.log"
    as_person "ganstudio upscale $PHOTO -o Pictures/larger.png --scale 2 && ganstudio info Pictures/larger.png" 2>&1 | tail -4
    as_person 'env -u DISPLAY ganstudio' && fail "a window without a display" || true
}

first_look() {
    began=$(date +%s%N)
    as_person "ganstudio $PHOTO" >"$PLACE/window.log" 2>&1 &
    WINDOW=$!
    hand search --sync --onlyvisible --name ganstudio >/dev/null
    echo "a window after $((($(date +%s%N) - began) / 1000000)) ms"
    still
    shot bare-system
    keys ctrl+q
    window_closed
}

at_home_on_the_desktop() {
    for file in $(in_root dpkg -L ganstudio | grep -E 'applications/.*desktop$'); do
        desktop-file-validate "$ROOT$file" || fail "$file"
    done
    as_person "printf 'PK\\003\\004' >Pictures/work.ganstudio"
    for pair in Pictures/work.ganstudio:application/x-ganstudio $PHOTO:image/jpeg; do
        kind=$(as_person "gio info -a standard::content-type ${pair%%:*}" | sed -n 's/.*content-type: //p')
        [ "$kind" = "${pair##*:}" ] || fail "${pair%%:*} is taken for $kind"
        echo "${pair%%:*}: $kind, opened by $(as_person "xdg-mime query default $kind")"
    done
    as_person 'rm Pictures/work.ganstudio'
    in_root grep -c ganstudio.desktop /usr/share/applications/mimeinfo.cache | sed 's/$/ kinds of files in the menu cache/'
    as_person 'man -P cat ganstudio' | head -12
    in_root dpkg --verify ganstudio
}

# Everything of ours is gone from the system, and nothing of the person's has changed.
removed() {
    of_the_person >"$PLACE/person-before"
    in_root apt-get "$1" -y -qq ganstudio >"$PLACE/apt.log" 2>&1
    of_the_person >"$PLACE/person-after"
    cmp "$PLACE/person-before" "$PLACE/person-after" || fail "$1 has changed the person's files"
    left=$(find "$ROOT"/usr "$ROOT"/etc "$ROOT"/var "$ROOT"/opt -iname '*ganstudio*' -not -path '*/apt/*')
    [ -z "$left" ] || fail "$1 has left: $left"
    grep -lq ganstudio "$ROOT/usr/share/applications/mimeinfo.cache" "$ROOT/usr/share/mime/globs2" 2>/dev/null && fail "it is still among the file types"
    echo "apt-get $1: nothing of ours below /usr, /etc, /var, /opt; $(wc -l <"$PLACE/person-after") files of the person as they were"
}

of_the_person() { (cd "$ROOT/home/$PERSON" && find . -type f -exec sha256sum {} + | sort -k2); }

from_a_tarball() {
    cp "$TARBALL" "$ROOT/home/$PERSON/"
    in_root chown $PERSON "/home/$PERSON/$(basename "$TARBALL")"
    in_root apt-get install -y -qq xz-utils >"$PLACE/apt.log" 2>&1
    as_person "tar -xf ganstudio-*.tar.xz && rm ganstudio-*.tar.xz && ls -d ganstudio-*"
    as_person 'ganstudio-*/ganstudio --version'
    as_person 'QT_QPA_PLATFORM=offscreen ganstudio-*/ganstudio --selftest' >"$PLACE/selftest-tarball.log" 2>&1 || { cat "$PLACE/selftest-tarball.log"; fail "the self-test"; }
    tail -1 "$PLACE/selftest-tarball.log"
    open_window "sh -c 'exec ganstudio-*/ganstudio $PHOTO'"
    shot tarball
    keys ctrl+q
    window_closed
}
