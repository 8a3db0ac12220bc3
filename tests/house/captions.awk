# Captions: every file of code opens with a line that says what it is.

BEGIN {
  only("[.](c|h|cc|sh|awk|py)$|^Makefile$|^[.]ci/run$")
  for (i = 1; i < ARGC; i++)
    if (ARGV[i] != "" && (getline line < ARGV[i]) == 0)
      complain(ARGV[i] ":1", "the file is empty")
}

FNR == 1 {
  with_shell = /^#!/
}

FNR == 1 + with_shell && !/^(\/\/|#) [^ :][^:]*: .*[.:]$/ {
  complain(here(), "the file does not open with a caption, one line \"Subject: what this is.\"")
}
