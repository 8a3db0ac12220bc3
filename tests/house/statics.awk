# Statics: no variable outlives a call; only const tables do.

BEGIN {
  only("^src/.*[.](c|h|cc)$")
}

# Whether a declaration, cut before its value, is of a variable that can change.
function changes(text,   stars) {
  if (text ~ /^[^(]*\([ \t]*[*]/)
    return text !~ /\([ \t]*[*][ \t]*const/
  if (text ~ /\(/)
    return 0
  if (text !~ /(^|[^A-Za-z0-9_])const([^A-Za-z0-9_]|$)/)
    return 1
  if (!match(text, /[*][^*]*$/))
    return 0
  return substr(text, RSTART + 1) !~ /^[ \t]*const([^A-Za-z0-9_]|$)/
}

{
  code = strip($0)
  text = code
  sub(/[=;{].*$/, "", text)
}

match(text, /(^|[^A-Za-z0-9_])static[ \t]/) {
  if (changes(substr(text, RSTART + RLENGTH)))
    complain(here(), "a static variable that is not const")
  next
}

# At the left edge stand declarations alone; of variables those that have a value or end at once.
code ~ /^[A-Za-z_].*(=|;[ \t]*$)/ && text ~ /[ \t*][A-Za-z_][A-Za-z0-9_]*(\[[^]]*\])*[ \t]*$/ {
  if (text ~ /^(typedef|extern|return|goto|using|namespace)[ \t]/)
    next
  if (text ~ /^(struct|enum|union)[ \t]+[A-Za-z0-9_]+[ \t]*$/)
    next
  if (changes(text))
    complain(here(), "a global variable that is not const")
}
