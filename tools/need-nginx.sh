#!/bin/sh
# Find nginx or install it, without starting it; the browser tests run the dashboard behind it.
PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # Debian starts what it installs; a test machine has no use for a second web server.
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
fi
command -v nginx >/dev/null && exit 0
echo "nginx is needed for the browser tests. On Debian, as root: apt-get install nginx-light" >&2
exit 1
