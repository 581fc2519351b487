#!/bin/sh
# Keeps the screens of the show open:
#   kiosk.sh PAGE [MONITOR | X,Y WIDTHxHEIGHT]     one: kiosk.sh wall 0,0 3840x2160, kiosk.sh booth HDMI-2
#   kiosk.sh --list FILE                           a screen a line, as above; # begins a comment
#   kiosk.sh --session                             those of /etc/mishmash-us, for the user they were installed for
# MISHMASH_URL is the engine (http://127.0.0.1:4173), MISHMASH_BROWSER the browser, MISHMASH_FRESH_AT the time at
# which the browser is closed and opened again each day (05:00). A page that crashed or hangs is noticed, since it tells
# the engine no more that it is there: its browser is closed and opened again as well.
set -eu

here=$(dirname "$(readlink -f "$0")")
url=${MISHMASH_URL:-http://127.0.0.1:4173}
fresh_at=${MISHMASH_FRESH_AT:-05:00}
QUICK_S=10
MAX_PAUSE_S=30
# How often the page is looked after, and how often in a row it may be missed: while it comes up, and later.
look_every_s=${MISHMASH_LOOK_EVERY_S:-10}
MISSES_BEFORE=18
MISSES=3

main() {
  case ${1:-wall} in
    --session)
      . /etc/mishmash-us/venue.env
      url=$MISHMASH_URL
      case $MISHMASH_DESKTOP_USER in '' | "$(id -un)") ;; *) exit 0 ;; esac
      stay_awake
      every_screen /etc/mishmash-us/screens
      ;;
    --list) stay_awake && every_screen "$2" ;;
    *) stay_awake && keep_open "$@" ;;
  esac
}

every_screen() {
  screens=
  trap 'kill $screens 2>/dev/null; exit 0' INT TERM HUP
  while read -r page place size; do
    case $page in '' | '#'*) continue ;; esac
    case $place in '#'*) place='' size='' ;; esac
    case $size in '#'*) size='' ;; esac
    # shellcheck disable=SC2086 # absent fields are no arguments
    keep_open "$page" $place $size </dev/null &
    screens="$screens $!"
  done <"$1"
  wait
}

keep_open() {
  page=${1:-wall}
  browser=$(find_browser) || { echo 'kiosk: no Chromium; apt-get install chromium' >&2; exit 1; }
  profile=$(profile_for "$page")
  mkdir -p "$profile"
  child=
  watcher=
  # shellcheck disable=SC2016 # what runs then is meant
  trap 'kill $child $watcher 2>/dev/null || true; exit 0' INT TERM HUP
  pause=1
  while :; do
    wait_for_engine
    # Asked anew each time: a projector may have been switched on in the meantime.
    window=$(window_at "${2:-}" "${3:-}")
    begun=$(date +%s)
    # shellcheck disable=SC2046,SC2086 # lists of flags
    timeout --kill-after=10 "$(seconds_to "$fresh_at")" \
      "$browser" $(flags) $window --user-data-dir="$profile" "$(address)" &
    child=$!
    look_after "$child" &
    watcher=$!
    wait "$child" || true
    kill "$watcher" 2>/dev/null || true
    child=
    watcher=
    if [ $(($(date +%s) - begun)) -ge "$QUICK_S" ]; then pause=1; fi
    sleep "$pause"
    pause=$((pause * 2))
    if [ "$pause" -gt "$MAX_PAUSE_S" ]; then pause=$MAX_PAUSE_S; fi
  done
}

# The page under a name by which the engine can be asked for it.
address() {
  case $page in
    *\?*) echo "$url/$page&screen=$(screen)" ;;
    *) echo "$url/$page?screen=$(screen)" ;;
  esac
}

screen() {
  printf %s "$(uname -n)-$page" | tr -c 'A-Za-z0-9' _ | cut -c1-40
}

# Closes the browser where the page does not come up, or is not there any more, as an engine says that answers.
look_after() {
  # Other pages do not say that they are there.
  case $page in wall* | booth* | desk* | calibrate*) ;; *) return 0 ;; esac
  missed=0
  bearable=$MISSES_BEFORE
  while [ "$missed" -lt "$bearable" ]; do
    sleep "$look_every_s"
    code=0
    answers "$url/api/pages/$(screen)" || code=$?
    case $code in
      0) missed=0 bearable=$MISSES ;;
      8) missed=$((missed + 1)) ;;
      *) missed=0 ;;
    esac
  done
  echo "kiosk: the page $page is gone or hangs; opening it anew" >&2
  kill "$1" 2>/dev/null || true
}

# A browser that is opened before its server stays white for ever.
wait_for_engine() {
  until answers "$url/$page"; do sleep 1; done
}

answers() {
  if command -v node >/dev/null; then
    node "$here/answers.mjs" "$1"
  else
    wget --quiet --tries=1 --timeout=5 --output-document=/dev/null "$1"
  fi
}

find_browser() {
  for name in ${MISHMASH_BROWSER:-chromium chromium-browser google-chrome}; do
    if command -v "$name"; then return 0; fi
  done
  return 1
}

# Two browsers with one profile would be one browser with two windows. A snap may write in its own folder only.
profile_for() {
  name=$(printf %s "$1" | tr -c 'A-Za-z0-9@' _)
  case $(readlink -f "$browser") in
    */snap) echo "$HOME/snap/chromium/common/mishmash-us/$name" ;;
    *) echo "${XDG_STATE_HOME:-$HOME/.local/state}/mishmash-us/$name" ;;
  esac
}

flags() {
  # Incognito: pictures of visitors stay in memory, so that none outlives its erasure in a cache on the disk.
  echo --incognito
  # No way out, no questions, nothing over the picture.
  echo --kiosk --no-first-run --no-default-browser-check --noerrdialogs --password-store=basic
  echo --disable-session-crashed-bubble --hide-crash-restore-bubble --disable-features=Translate
  echo --disable-pinch --overscroll-history-navigation=0
  echo --disable-component-update --check-for-update-interval=31536000
  # The wall is heard without a touch; a window behind another one goes on drawing.
  echo --autoplay-policy=no-user-gesture-required
  echo --disable-background-timer-throttling --disable-backgrounding-occluded-windows --disable-renderer-backgrounding
  # The wall is drawn by WebGL: in software where there is no graphics card, rather than not at all.
  echo --enable-unsafe-swiftshader
  # Nobody is there to press "allow camera"; only the booth has one.
  case $page in booth*) echo --use-fake-ui-for-media-stream ;; esac
  # Away from the engine's own machine a camera wants a secure origin.
  case $page/$url in
    booth*/http://127.0.0.1* | booth*/http://localhost*) ;;
    booth*/http://*) echo "--unsafely-treat-insecure-origin-as-secure=$url" ;;
  esac
}

# A place and a size, or the name of a monitor as xrandr knows it; nothing: wherever the desktop puts it.
window_at() {
  case $1 in
    '') return 0 ;;
    *,*) position=$1 size=$2 ;;
    *)
      found=$(xrandr --query | sed -n "s/^$1 connected.* \([0-9]*x[0-9]*\)+\([0-9]*\)+\([0-9]*\).*/\2,\3 \1/p")
      if [ -z "$found" ]; then
        echo "kiosk: no monitor $1; xrandr names those that are there" >&2
        return 0
      fi
      position=${found% *} size=${found#* }
      ;;
  esac
  echo "--window-position=$position --window-size=$(echo "$size" | tr x ,)"
}

seconds_to() {
  seconds=$(($(date -d "today $1" +%s) - $(date +%s)))
  if [ "$seconds" -le 60 ]; then seconds=$((seconds + 86400)); fi
  echo "$seconds"
}

stay_awake() {
  if [ -n "${DISPLAY:-}" ] && command -v xset >/dev/null; then xset s off s noblank -dpms || true; fi
  if command -v gsettings >/dev/null; then
    gsettings set org.gnome.desktop.session idle-delay 0 2>/dev/null || true
    gsettings set org.gnome.desktop.screensaver lock-enabled false 2>/dev/null || true
  fi
}

main "$@"
