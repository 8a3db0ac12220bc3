# C: what the rules about C share; read after each rule, so that its end comes last.

# Of the files on the command line, only those whose path matches are read.
function only(pattern,   i) {
  for (i = 1; i < ARGC; i++)
    if (ARGV[i] !~ pattern)
      ARGV[i] = ""
}

# One finding, at its place.
function complain(place, sentence) {
  print place ": " sentence
  found = 1
}

function here() {
  return FILENAME ":" FNR
}

# The room of a file of src/; "" for a file that stands in src/ itself.
function room_of(path,   part) {
  return split(path, part, "/") > 2 ? part[2] : ""
}

# The line without comments, and with strings and characters emptied. To be called for every line
# of a file.
function strip(line,   out, mark) {
  if (FNR == 1) {
    in_comment = 0
    split("", own)
  }
  out = ""
  while (line != "") {
    if (in_comment) {
      if (!(mark = index(line, "*/")))
        return out
      line = substr(line, mark + 2)
      in_comment = 0
    } else if (match(line, /\/\/|\/\*|"|'/)) {
      out = out substr(line, 1, RSTART - 1)
      mark = substr(line, RSTART, 2)
      line = substr(line, RSTART + 1)
      if (mark == "//")
        return out
      if (mark == "/*") {
        in_comment = 1
        line = substr(line, 2)
      } else {
        out = out substr(mark, 1, 1) substr(mark, 1, 1)
        if (mark ~ /^"/)
          match(line, /^([^"\\]|\\.)*"/)
        else
          match(line, /^([^'\\]|\\.)*'/)
        if (RLENGTH < 0)
          return out
        line = substr(line, RLENGTH + 1)
      }
    } else
      return out line
  }
  return out
}

# Whether the stripped line calls one of these functions ("malloc|free"); `called` is then its
# name. A file-local function may bear such a name: it is known from its definition on.
function calls(line, names) {
  if (!match(line, "(^|[^A-Za-z0-9_.>])(" names ")[ \t]*\\("))
    return 0
  called = substr(line, RSTART, RLENGTH)
  gsub(/[^A-Za-z0-9_]/, "", called)
  if (line ~ /^static[ \t]/)
    own[called] = 1
  return !(called in own)
}

END {
  if (found)
    exit 1
}
