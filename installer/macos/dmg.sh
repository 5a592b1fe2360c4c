#!/bin/sh
# From dist/ganstudio.app to a disk image, after `python -m installer` has run on a Mac. Unsigned unless IDENTITY is set.
set -eu
cd "$(dirname "$0")/../.."
version=$(python3 -c 'import re; print(re.search(r"\"(.+)\"", open("ganstudio/__init__.py").read().split("__version__")[1]).group(1))')
app=dist/ganstudio.app
if [ -n "${IDENTITY:-}" ]; then
    codesign --deep --force --options runtime --sign "$IDENTITY" "$app"
fi
room=$(mktemp -d)
cp -R "$app" "$room/"
ln -s /Applications "$room/Applications"
hdiutil create -volname ganstudio -srcfolder "$room" -ov -format UDZO "dist/ganstudio-$version-macos-$(uname -m).dmg"
rm -rf "$room"
