#!/bin/sh
# Find npm or install it; it fetches the accessibility checker and the object store that tests use.
command -v npm >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm >/dev/null
fi
command -v npm >/dev/null && exit 0
echo "npm is needed for the browser tests. On Debian, as root: apt-get install npm" >&2
exit 1
