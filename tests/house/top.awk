# Top: what the top folder holds, no more and no less; files with a dot may stand beside it.

BEGIN {
  files = "Makefile README.md LICENSE CITATION.cff"
  n = split(files " models envs experiments src tests results", name, " ")
  for (i = 1; i <= n; i++)
    wanted[name[i]] = 1
  for (i = 1; i < ARGC; i++) {
    split(ARGV[i], part, "/")
    if (!(part[1] in wanted) && part[1] !~ /^[.]/ && !(part[1] in there))
      complain(ARGV[i] ":1", part[1] " does not belong in the top folder")
    there[part[1]] = 1
  }
  for (i = 1; i <= n; i++)
    if (!(name[i] in there))
      complain(name[i] ":1", "it is missing in the top folder")
  exit
}
