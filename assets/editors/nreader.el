;;; nreader.el --- Insert quotations from your library -*- lexical-binding: t -*-

;; Put this file into your load-path and write (require 'nreader').
;; M-x nreader-insert-quote asks for words, offers the quotations that hold
;; them in the minibuffer, and inserts the one chosen in the markup that the
;; name of the file tells.  For the picker itself use M-x ansi-term.

;;; Code:

(require 'json)
(require 'subr-x)

(defun nreader--run (&rest arguments)
  "The standard output of nreader with ARGUMENTS; nil when it fails."
  (with-temp-buffer
    (when (eql 0 (apply #'call-process "nreader" nil '(t nil) nil arguments))
      (buffer-string))))

(defun nreader--label (quote)
  "QUOTE as a line to choose: who said it, and the words."
  (let-alist quote
    (format "%s: %s (%s)" (or .speaker.name "?")
            (string-join (split-string .text) " ")
            (string-join (delq nil (list .source.outlet .source.date)) ", "))))

(defun nreader-quotes (query)
  "Quotations that answer QUERY, as an alist from a line to an id."
  (let ((found (nreader--run "find" "--json" "--" query)))
    (mapcar (lambda (quote) (cons (nreader--label quote) (alist-get 'id quote)))
            (and found (json-parse-string found :object-type 'alist
                                          :array-type 'list :null-object nil)))))

;;;###autoload
(defun nreader-insert-quote (query)
  "Ask which of the quotations that answer QUERY to insert at point."
  (interactive "sQuotation with the words: ")
  (let ((quotes (nreader-quotes query)))
    (unless quotes (user-error "No quotation answers %s" query))
    (let ((chosen (completing-read "Quotation: " quotes nil t nil nil (caar quotes))))
      (insert (or (nreader--run "export" "--for" (or buffer-file-name "")
                                (cdr (assoc chosen quotes)))
                  (user-error "The quotation cannot be read"))))))

(provide 'nreader)
;;; nreader.el ends here
