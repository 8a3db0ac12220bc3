# Sizes: functions stay under 60 lines, files under 400, lines under 100 characters.
#
# A file's leading comment does not count. The Makefile stays under 120 lines, all counted.

BEGIN {
  # At most five exceptions, each with its reason: except("src/ROOM/FILE.c", "function", "why").
  only("[.](c|h|cc|sh|awk|py)$|^Makefile$|^[.]ci/run$")
}

function except(file, what, reason) {
  excepted[file, what] = reason
  if (++exceptions > 5)
    complain("tests/house/sizes.awk:1", "there are more than five exceptions")
}

function judge(place, file, what, size, limit) {
  if (size >= limit && !((file, what) in excepted))
    complain(place, "a " what " of " size "; under " limit " is the rule")
}

function close_file() {
  if (file != "")
    judge(file ":" last, file, "file", lines, file == "Makefile" ? 120 : 400)
}

FNR == 1 {
  close_file()
  file = FILENAME
  lines = 0
  opened = 0
  leading = 1
}

{
  last = FNR
  if (leading && !/^(\/\/|#)/)
    leading = 0
  if (!leading || file == "Makefile")
    lines++
  characters = $0
  gsub(/[\200-\277]/, "", characters)
  judge(here(), file, "line", length(characters), 100)
}

# A function of C begins with its `{` on a line alone; the line above it counts, too.
/^[{]$/ { opened = FNR - 1 }
/^([a-z_]+\(\)|function .*\)|def .*) [{]$/ { opened = FNR }

/^[}]/ && opened {
  judge(file ":" opened, file, "function", FNR - opened + 1, 60)
  opened = 0
}

END {
  close_file()
}
