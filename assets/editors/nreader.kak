# nreader in Kakoune: source this file from your kakrc. Kakoune keeps the keys
# of its terminal to itself, so the picker runs in a popup of tmux.
define-command nreader-pick -docstring 'insert a quotation below the cursor' %{
    evaluate-commands %sh{
        if [ -z "$TMUX" ]; then
            echo "fail 'nreader-pick needs tmux, for a terminal of its own'"
            exit
        fi
        answer=$(mktemp)
        tmux display-popup -E -w 90% -h 80% \
            nreader pick --for "$kak_buffile" -o "$answer" 2>/dev/null
        if [ -s "$answer" ]; then
            echo "execute-keys 'x<a-!>cat $answer<ret>'"
            echo "nop %sh{ rm -f $answer }"
        fi
    }
}
map global user q ': nreader-pick<ret>' -docstring 'insert a quotation'
