#!/bin/sh
# Find Chromium or install it. CHROMIUM=/path/to/browser chooses one.
found() {
    for name in "$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] && command -v "$name" >/dev/null && return 0
    done
    return 1
}
found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
found && exit 0
echo "No Chromium found. On Debian, as root: apt-get install chromium; or set CHROMIUM=/path/to/browser" >&2
exit 1
