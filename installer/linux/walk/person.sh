# What a person does who has the older version, then the new one. Places are those of a screen of 1440 × 900.

NEXT='1344 838'
WORK=.local/share/ganstudio

click() { hand mousemove "$1" "$2" click 1; }

# In the window: dark colours, the processor, a preset, a mask. On the command line: a model, a training that is not finished.
lived_in() {
    as_person 'rm -rf .config .local .cache'
    open_window "ganstudio $PHOTO"
    keys ctrl+comma && sleep 2
    keys Tab Down Down Tab Down && keys Return && still
    keys v && sleep 1 && click 1411 134 && sleep 1
    keys Up Return && sleep 1
    hand type --delay 40 'Soft corners' && keys Return && sleep 1
    keys q && sleep 2
    hand mousemove 560 400 mousedown 1 mousemove --sync 640 420 mousemove --sync 700 480 mouseup 1
    still
    keys alt+m && sleep 1 && keys Up Return && sleep 2 && keys Return && still
    shot older-version
    keys ctrl+q
    window_closed
    train="ganstudio train upscale --data Pictures/set --gan-steps 0 --batch 2 --patch 64 --channels 16 --blocks 2"
    as_person "$train --pixel-steps 30 --every 10 --run $WORK/runs/tiny --title 'Tiny run'" >"$PLACE/train.log" 2>&1 || fail "$(cat "$PLACE/train.log")"
    as_person "ganstudio runs promote tiny --title 'From the older version'"
    as_person "$train --pixel-steps 400 --every 20 --run $WORK/runs/halted --title 'Halted run'" >"$PLACE/train.log" 2>&1 &
    until grep -q '"step": [1-9][0-9]' "$ROOT/home/$PERSON/$WORK/runs/halted/status.json" 2>/dev/null; do sleep 1; done
    as_person 'ganstudio runs stop halted'
    wait $! || [ $? = 130 ] || fail "$(cat "$PLACE/train.log")"
    as_person 'ganstudio runs; ganstudio models' | grep -vw bundled
    of_the_person >"$PLACE/before-upgrade"
}

nothing_lost() {
    of_the_person | cmp "$PLACE/before-upgrade" - || fail "the upgrade has changed the person's files"
    echo "$(wc -l <"$PLACE/before-upgrade") files of the person as they were"
    as_person 'ganstudio runs; ganstudio models' | grep -vw bundled
    as_person 'ganstudio runs resume halted' 2>&1 | tail -1
    as_person "ganstudio runs" | grep -q 'halted .*finished' || fail "the run that was stopped cannot be gone on with"
    as_person "ganstudio upscale $PHOTO --model from-the-older-version -o Pictures/by-the-older-model.png"
    as_person "ganstudio vignette $PHOTO --preset 'Soft corners' --amount -80 --mask Pictures/photo-mask.png -o Pictures/corners.png"
    grep -q '"theme": "dark"' "$ROOT/home/$PERSON/.config/ganstudio/settings.json" || fail "the settings are not those of before"
    open_window ganstudio
    shot upgraded-settings-and-recent-photos
    keys ctrl+t && sleep 8 && still
    shot upgraded-trainings
    keys ctrl+shift+l && sleep 8 && still 90
    shot upgraded-models
    keys ctrl+q
    window_closed
}

used_with_a_window() {
    opens_others_cleanly
    open_window "ganstudio $PHOTO"
    shot photo
    keys u ctrl+Return && sleep 5 && ready 1220 632
    shot enlarged
    keys ctrl+z && still 15
    shot undone
    keys ctrl+y && still 15
    keys ctrl+shift+e && still 15
    shot export-dialog
    keys Return && sleep 5 && still
    as_person 'ls -s Pictures/photo-*x*.jpg' || fail "nothing was exported"
    keys F1 && still 20
    shot guide
    keys Escape && sleep 1
    keys alt+h && sleep 1 && keys Down Down Down Return && sleep 2
    grep -q ganstudio.log "$ROOT/tmp/opened" || fail "the log was not opened"
    ! grep -i 'library_path\|qt_\|_pyi' "$ROOT/tmp/opened" || fail "what is opened from here would load our libraries"
    a_training
    keys ctrl+q && sleep 3
    shot asked-before-leaving
    keys Return
    window_closed
    as_person "cd $WORK/runs && for run in *; do ganstudio runs stop \"\$run\"; done" >/dev/null 2>&1 || true
    while grep -lq '"phase": "\(waiting\|starting\|training\)"' "$ROOT/home/$PERSON/$WORK"/runs/*/status.json; do sleep 1; done
    as_person 'ganstudio runs'
}

# ready X Y: until the button there has its colour, in light or dark, beneath the pointer or not.
ready() {
    for _ in $(seq 300); do
        colour=$(DISPLAY=$SCREEN import -window root -crop "1x1+$1+$2" -depth 8 rgb:- | od -An -tu1 | tr -s ' ')
        case $colour in ' 37 99 235' | ' 29 84 208' | ' 61 126 255' | ' 90 146 255') return 0 ;; esac
        sleep 1
    done
    fail "what was begun does not come to an end"
}

# A program that stands for the browser writes down how it is started.
opens_others_cleanly() {
    printf '#!/bin/sh\nenv >/tmp/opened\necho "$@" >>/tmp/opened\n' >"$ROOT/usr/local/bin/xdg-open"
    chmod +x "$ROOT/usr/local/bin/xdg-open"
}

# From the wizard's first page to curves that are drawn.
a_training() {
    keys ctrl+t && sleep 5 && still 20
    if [ -n "$OLDER" ]; then click 133 134; else click 720 494; fi
    sleep 2 && still 10
    click 468 370 && sleep 2 && still 10
    click 834 389 && sleep 2
    hand type --delay 40 "/home/$PERSON/Pictures/set" && keys Return && still 20
    shot training-pictures
    click $NEXT && still 40
    shot training-checked
    click $NEXT && still 15
    click $NEXT && sleep 3 && ready 1290 838
    shot training-estimated
    click $NEXT && sleep 60
    shot training-at-work
}
