" nreader in Vim: put this file into ~/.vim/plugin/, or source it.
"
" <leader>q   pick a quotation and insert it below the line of the cursor, in
"             the markup that the name of the file tells
" <leader>Q   the same inside the line, behind the cursor

if exists('g:loaded_nreader') | finish | endif
let g:loaded_nreader = 1

function! s:Draft() abort
  return '--for ' . shellescape(expand('%:p'), 1)
endfunction

" Nothing is inserted when nothing is picked.
function! s:PickInline() abort
  let l:answer = tempname()
  execute 'silent !nreader pick --no-newline ' . s:Draft() . ' -o ' . shellescape(l:answer, 1)
  redraw!
  if filereadable(l:answer)
    let l:kept = getreginfo('"')
    call setreg('"', join(readfile(l:answer), "\n"), 'c')
    normal! ""p
    call setreg('"', l:kept)
    call delete(l:answer)
  endif
endfunction

command! -bar NreaderPick execute 'read !nreader pick ' . s:Draft()
command! -bar NreaderPickInline call s:PickInline()

nnoremap <silent> <leader>q :NreaderPick<CR>
nnoremap <silent> <leader>Q :NreaderPickInline<CR>
