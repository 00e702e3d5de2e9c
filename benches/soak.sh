#!/bin/sh
# Kills `nreader index` at random moments and looks whether the next run needs
# no repair: it has to end well, and at the end every file has to be indexed.
#
#     benches/soak.sh FOLDER [TIMES]
#
# FOLDER holds articles; TIMES is how often it is killed (100). The library, the
# index and all else it makes are in a folder of their own, which goes.
set -eu
folder=${1:?usage: soak.sh FOLDER [TIMES]}
times=${2:-100}
nreader=${NREADER:-target/release/nreader}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" XDG_DATA_HOME="$home/data"
"$nreader" add "$folder" 2>/dev/null
killed=0
for turn in $(seq "$times"); do
    # Every tenth time from the beginning, so that first commits are met too.
    if [ $((turn % 10)) -eq 0 ]; then rm -rf "$home/cache"; fi
    "$nreader" index 2>"$home/said" &
    process=$!
    sleep "$(awk -v seed="$turn" 'BEGIN { srand(seed); printf "%.3f", rand() * 2 }')"
    if kill -9 "$process" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$process" 2>/dev/null || true
    if grep -q -i -e panic -e damaged "$home/said"; then
        echo "turn $turn: $(cat "$home/said")"
        exit 1
    fi
done
"$nreader" index
again=$("$nreader" index 2>&1)
echo "killed $killed of $times times; then: $again"
case "$again" in
    "0 files indexed"*) ;;
    *) echo "something was indexed twice"; exit 1 ;;
esac
