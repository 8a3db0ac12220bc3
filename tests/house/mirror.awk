# Mirror: every file of src/ has its test at the same place under tests/.

BEGIN {
  for (i = 1; i < ARGC; i++)
    there[ARGV[i]] = 1
  for (i = 1; i < ARGC; i++) {
    if (ARGV[i] !~ /^src\/.*[.]c$/)
      continue
    test = ARGV[i]
    sub(/^src/, "tests", test)
    sub(/[.]c$/, "", test)
    if (!((test ".c") in there) && !((test ".sh") in there))
      complain(ARGV[i] ":1", "it has no test " test ".c")
  }
  exit
}
