#!/bin/sh
# From dist/ganstudio.app to a disk image, after `python -m installer` has run on a Mac. With IDENTITY, the name of a
# certificate, it is signed by that; otherwise for this computer's eyes only, without which Apple silicon starts nothing.
set -eu
cd "$(dirname "$0")/../.."
version=$(python3 -c 'import ganstudio; print(ganstudio.__version__)')
app=dist/ganstudio.app
# Anew, for the licences have been put in since PyInstaller signed it.
if [ -n "${IDENTITY:-}" ]; then
    codesign --force --deep --timestamp --options runtime --entitlements installer/macos/entitlements.plist \
        --sign "$IDENTITY" "$app"
else
    codesign --force --deep --sign - "$app"
fi
codesign --verify --deep --strict "$app"
QT_QPA_PLATFORM=offscreen "$app/Contents/MacOS/ganstudio" --selftest
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
ditto "$app" "$room/ganstudio.app"
ln -s /Applications "$room/Applications"
image="dist/ganstudio-$version-macos-$(uname -m).dmg"
make_image() {
    hdiutil create -volname ganstudio -srcfolder "$room" -fs HFS+ -format ULFO -ov "$image"
}
# Something of the system's that looks at new files can be in the way: then "Resource busy".
make_image || { sleep 20 && make_image; }
