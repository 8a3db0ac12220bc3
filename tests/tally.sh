# Tally: counts what tests said, and fails when one of them failed.
#
# sh tests/tally.sh FILE... reads the files of tests/one.sh. A file that is not there is a test
# that could not be built; what says how many tests passed and failed (in cmocka's closing lines,
# or in ours) is believed; what ends badly without having said so has failed, and so has a program
# that ran no test at all.

awk '
  BEGIN {
    for (i = 1; i < ARGC; i++)
      count(ARGV[i])
    if (failures != "")
      printf "\nFailed:\n%s", failures
    if (skipped)
      printf "\n%d skipped", skipped
    printf "\n%d passed, %d failed\n", passed, failed
    exit failed > 0
  }

  function report(name, what) {
    failed++
    sub(/[.]out$/, "", name)
    failures = failures "  " name ": " what "\n"
  }

  function number(line,   word) {
    split(substr(line, 14), word, " ")
    return word[1] + 0
  }

  function count(name,   line, well, badly, ended, closing, more, word) {
    well = badly = closing = 0
    ended = ""
    while ((more = (getline line < name)) > 0) {
      if (line ~ /^\[  PASSED  \] [0-9]+ test/) {
        well += number(line)
        closing = 1
      } else if (line ~ /^\[  SKIPPED \] [0-9]+ test/)
        skipped += number(line)
      else if (line ~ /^\[  FAILED  \] [0-9]+ test/)
        badly += number(line)
      else if (line ~ /^(\[==========\]|-----)/)
        closing = 0
      else if (closing && line ~ /^\[  FAILED  \] /)
        failures = failures "  " substr(name, 1, length(name) - 4) ": " substr(line, 14) "\n"
      else if (line ~ /^[0-9]+ passed, [0-9]+ failed$/) {
        split(line, word, " ")
        well = word[1]
        badly = word[3]
      } else if (line ~ /^exit [0-9]+$/)
        ended = line
    }
    close(name)
    passed += well
    failed += badly
    if (more < 0)
      report(name, "could not be built")
    else if (ended == "exit 124")
      report(name, "took too long")
    else if (ended != "exit 0" && !badly)
      report(name, "ended badly (" ended ")")
    else if (well + badly == 0 && name !~ /[.]sh[.]out$/)
      report(name, "ran no test")
    else if (well + badly == 0)
      passed++
  }' "$@"
