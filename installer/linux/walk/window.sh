# A virtual screen, and a hand on it: keys and clicks go to whatever window is in front; pictures go to $PLACE/shots.

SCREEN=${SCREEN:-:71}
SHOTS=$PLACE/shots

screen_on() {
    mkdir -p "$SHOTS"
    Xvfb "$SCREEN" -screen 0 1440x900x24 -nolisten tcp -ac >"$PLACE/xvfb.log" 2>&1 &
    XVFB=$!
    until DISPLAY=$SCREEN xdotool getdisplaygeometry >/dev/null 2>&1; do sleep 0.2; done
    DISPLAY=$SCREEN openbox >"$PLACE/openbox.log" 2>&1 &
    OPENBOX=$!
    sleep 1
}

screen_off() {
    # shellcheck disable=SC2086
    kill ${OPENBOX:-} ${XVFB:-} 2>/dev/null || true
    OPENBOX='' XVFB=''
}

hand() { DISPLAY=$SCREEN xdotool "$@"; }

keys() { hand key --clearmodifiers --delay 60 "$@"; }

look() { DISPLAY=$SCREEN import -window root -depth 8 "$1"; }

# still [SECONDS]: until the screen has not changed for two seconds; what moves for longer than SECONDS is let go on.
still() {
    before='' quiet=0
    for _ in $(seq "${1:-60}"); do
        now=$(look rgb:- | md5sum)
        if [ "$now" = "$before" ]; then quiet=$((quiet + 1)); else quiet=0; fi
        [ $quiet -ge 2 ] && return 0
        before=$now
        sleep 1
    done
    echo "the screen is still moving"
}

# shot NAME: a picture that somebody has to look at.
shot() {
    NUMBER=$((${NUMBER:-0} + 1))
    look "$SHOTS/$(printf %02d $NUMBER)-$1.png"
    echo "screenshot $(printf %02d $NUMBER)-$1"
}

# open_window 'COMMAND': as the person; returns when it is there.
open_window() {
    as_person "$1" >"$PLACE/window.log" 2>&1 &
    WINDOW=$!
    hand search --sync --onlyvisible --name ganstudio >/dev/null
    still
}

# window_closed: it has been asked to go; 0 is what it must end with.
window_closed() {
    wait "$WINDOW" || fail "the window ended with $?: $(cat "$PLACE/window.log")"
    echo "the window is closed; what it said:"
    cat "$PLACE/window.log"
}
