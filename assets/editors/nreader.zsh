# nreader in Zsh: source this file from ~/.zshrc. Ctrl-X q picks a quotation
# and puts it into the command line.
nreader-pick() {
  local picked
  picked=$(nreader pick --screen alt --format plain --no-newline) && LBUFFER+=$picked
  zle reset-prompt
}
zle -N nreader-pick
bindkey '^Xq' nreader-pick
