# nreader in Bash: source this file from ~/.bashrc. Ctrl-X q picks a quotation
# and puts it into the command line.
__nreader_pick() {
  local picked
  picked=$(nreader pick --screen alt --format plain --no-newline) || return
  READLINE_LINE=${READLINE_LINE:0:READLINE_POINT}$picked${READLINE_LINE:READLINE_POINT}
  READLINE_POINT=$((READLINE_POINT + ${#picked}))
}
bind -x '"\C-xq": __nreader_pick'
