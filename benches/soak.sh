#!/bin/sh
# Kills nreader at random moments, while it indexes and while it writes what a
# person made, and looks whether the next start needs no repair.
#
#     benches/soak.sh FOLDER [TIMES]
#
# FOLDER holds articles (text files); TIMES is how often each is killed (100):
#
# - `nreader index`: has to go on without a word of damage, and at the end
#   every file has to be indexed, none twice.
# - `nreader notes --import`: a note whose import had ended has to be there,
#   word for word, after every kill.
# - the reader on a pseudo-terminal, starring one article after the other: the
#   stars that were there before a run have to be there after it.
#
# The library, the index and all else it makes are in a folder of their own,
# which goes. It ends with what was killed and a status other than 0 at the
# first thing that is wrong. NREADER names the program, PARTS what to kill
# (`index notes stars`). Needs `script` of util-linux
# and sqlite3.
set -eu
folder=$(cd "${1:?usage: soak.sh FOLDER [TIMES]}" && pwd)
times=${2:-100}
parts=${PARTS:-index notes stars}
nreader=$(realpath "${NREADER:-target/release/nreader}")
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" TERM=xterm-256color

fail() {
    echo "turn $turn: $1" >&2
    exit 1
}

# A moment of up to $1 seconds, another one for every turn.
moment() {
    awk -v seed="$turn" -v most="$1" 'BEGIN { srand(seed * 7919); printf "%.3f", rand() * most }'
}

# Nothing that was said may tell of damage.
look() {
    if grep -q -i -e panic -e damaged -e 'moved aside' "$1"; then fail "$(cat "$1")"; fi
}

# Kills a process; whether it still ran.
end() {
    if kill -9 "$1" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$1" 2>/dev/null || true
}

kill_indexing() {
    killed=0
    for turn in $(seq "$times"); do
        # Every tenth time from the beginning, so that first commits are met.
        if [ $((turn % 10)) -eq 0 ]; then rm -rf "$home/cache"; fi
        "$nreader" index 2>"$home/said" &
        process=$!
        sleep "$(moment 2)"
        end "$process"
        look "$home/said"
    done
    "$nreader" index 2>"$home/said" || fail "$(cat "$home/said")"
    look "$home/said"
    again=$("$nreader" index 2>&1)
    case "$again" in
        "0 files indexed"*) ;;
        *) fail "something was indexed twice: $again" ;;
    esac
    found=$("$nreader" find --articles --limit 1000000 --format jsonl -- '-zzzz' | wc -l)
    files=$(find "$folder" -type f | wc -l)
    if [ "$found" -lt "$files" ]; then fail "$found articles of $files files are found"; fi
    echo "indexing: killed $killed of $times times; all $files files are found, none twice"
}

note() {
    cat <<JSON
{"schema": "nreader-notes/1", "notes": [{"scope": "article", "path": "$2", "words": "A note",
"start": 0, "end": 6, "modified": "2024-04-04T10:00:00Z", "text": "note number $1 of the soak"}]}
JSON
}

kill_notes() {
    killed=0
    kept=""
    for turn in $(seq "$times"); do
        note "$turn" "/soak/$turn.txt" >"$home/note.json"
        "$nreader" notes --import "$home/note.json" >"$home/said" 2>&1 &
        process=$!
        sleep "$(moment 0.04)"
        before=$killed
        end "$process"
        look "$home/said"
        # One that had ended before it could be killed is kept.
        if [ "$killed" -eq "$before" ]; then kept="$kept $turn"; fi
        "$nreader" notes --format json >"$home/notes" 2>"$home/said" || fail "$(cat "$home/said")"
        look "$home/said"
        for number in $kept; do
            grep -q "note number $number of the soak" "$home/notes" || fail "note $number is lost"
        done
        # One that was half way is there whole or not at all, and from then on.
        if grep -q "note number $turn of" "$home/notes" && [ "$killed" -gt "$before" ]; then
            kept="$kept $turn"
        fi
    done
    turn="$times, at the end"
    [ -n "$kept" ] || fail "no note was ever written: $(cat "$home/said")"
    echo "notes: killed $killed of $times times; all $(echo "$kept" | wc -w) notes are there"
}

# What is starred, after nreader itself has opened its database again.
stars() {
    "$nreader" notes >/dev/null 2>"$home/said" || fail "$(cat "$home/said")"
    look "$home/said"
    database=$(find "$home" -name userdata.sqlite3)
    if [ -n "$database" ]; then
        sqlite3 "$database" "select path from annotation where kind = 'starred' order by path"
    fi
}

kill_starring() {
    killed=0
    stars >"$home/before"
    for turn in $(seq "$times"); do
        article=$(find "$folder" -type f | sort | sed -n "${turn}p")
        mkfifo "$home/keys"
        script -qefc "exec \"$nreader\" '$article'" /dev/null <"$home/keys" >"$home/screen" 2>&1 &
        process=$!
        exec 3>"$home/keys"
        sleep "${STARTING:-0.5}"
        # Starred, not starred, starred again, as fast as keys come.
        (for _ in 1 2 3 4 5; do printf '*'; sleep 0.01; done) >&3 2>/dev/null || true
        sleep "$(moment 0.08)"
        reader=$(ps -o pid= --ppid "$process" | head -n 1)
        if [ -n "$reader" ] && kill -9 "$reader" 2>/dev/null; then killed=$((killed + 1)); fi
        exec 3>&-
        wait "$process" 2>/dev/null || true
        rm "$home/keys"
        look "$home/screen"
        stars >"$home/after"
        lost=$(comm -23 "$home/before" "$home/after" | wc -l)
        if [ "$lost" -gt 0 ]; then fail "$lost stars are lost"; fi
        mv "$home/after" "$home/before"
    done
    turn="$times, at the end"
    count=$(wc -l <"$home/before")
    [ "$count" -gt 0 ] || fail "no star was ever written"
    echo "stars: killed $killed of $times times; $count stars, none lost"
}

turn=0
"$nreader" add "$folder" 2>/dev/null
for part in $parts; do
    case "$part" in
        index) kill_indexing ;;
        notes) kill_notes ;;
        stars) kill_starring ;;
    esac
done
echo "nothing needed repair"
