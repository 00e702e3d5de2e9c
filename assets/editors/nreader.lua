-- nreader in Neovim: put this file into ~/.config/nvim/lua/ and write
--   require('nreader').setup()
-- :NreaderPick    the picker in a floating window; inserts below the cursor
-- :NreaderFind X  quotations that answer X in vim.ui.select, and so in
--                 whatever picker you have put there
local M = {}

local function insert(lines)
  vim.api.nvim_put(lines, 'l', true, true)
end

function M.pick()
  local draft, answer = vim.fn.expand('%:p'), vim.fn.tempname()
  local columns, rows = math.floor(vim.o.columns * 0.9), math.floor(vim.o.lines * 0.8)
  local buffer = vim.api.nvim_create_buf(false, true)
  local window = vim.api.nvim_open_win(buffer, true, {
    relative = 'editor', style = 'minimal', border = 'single', width = columns, height = rows,
    col = math.floor((vim.o.columns - columns) / 2), row = math.floor((vim.o.lines - rows) / 2) - 1,
  })
  vim.fn.termopen({ 'nreader', 'pick', '--for', draft, '-o', answer }, {
    on_exit = function(_, code)
      if vim.api.nvim_win_is_valid(window) then vim.api.nvim_win_close(window, true) end
      if vim.api.nvim_buf_is_valid(buffer) then vim.api.nvim_buf_delete(buffer, { force = true }) end
      if code == 0 then insert(vim.fn.readfile(answer)) end
      vim.fn.delete(answer)
    end,
  })
  vim.cmd('startinsert')
end

-- The lines of `nreader find --json`: a source for telescope, fzf-lua, snacks.
function M.quotes(query)
  local found = vim.fn.system({ 'nreader', 'find', '--json', '--', query })
  return vim.v.shell_error == 0 and vim.json.decode(found) or {}
end

function M.label(quote)
  local name = type(quote.speaker) == 'table' and quote.speaker.name or '?'
  return ('%s: %s'):format(name, quote.text:gsub('%s+', ' '))
end

-- Inserts a quotation that M.quotes() told.
function M.insert(quote)
  local draft = vim.fn.expand('%:p')
  insert(vim.fn.systemlist({ 'nreader', 'export', '--for', draft, quote.id }))
end

function M.find(query)
  vim.ui.select(M.quotes(query), { prompt = 'Quotation', format_item = M.label }, function(quote)
    if quote then M.insert(quote) end
  end)
end

function M.setup()
  vim.api.nvim_create_user_command('NreaderPick', M.pick, {})
  vim.api.nvim_create_user_command('NreaderFind', function(o) M.find(o.args) end, { nargs = '+' })
  vim.keymap.set('n', '<leader>q', M.pick, { desc = 'Insert a quotation' })
end

return M
