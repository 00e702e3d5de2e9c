# nreader in fish: put this file into ~/.config/fish/conf.d/. Ctrl-X q picks a
# quotation and puts it into the command line.
function nreader_pick
    set -l picked (nreader pick --screen alt --format plain --no-newline | string collect)
    and commandline --insert -- $picked
    commandline -f repaint
end
bind \cxq nreader_pick
