# Doors: each library, and what else touches the world, is used in its own rooms alone.

BEGIN {
  only("^src/.*[.](c|h|cc)$")
  plugs = "(env|network|agent|policy|signal|plasticity|measure)/"
  door("yaml[.]h", "^src/config/", "libyaml's door is config/")
  door("gsl/.*", "^src/(math/|kind/|model/exact[.]c|" plugs ")", \
       "GSL's doors are math/, kind/, model/exact.c and plugs")
  door("pcg_.*", "^src/math/pcg[.]cc$", "PCG's door is math/pcg.cc")
  door("sqlite3[.]h", "^src/store/", "SQLite's door is store/")
  door("(pthread|threads)[.]h", "^src/base/thread[.]c$", "the door of threads is base/thread.c")

  memory = "malloc|calloc|realloc|reallocarray|free|aligned_alloc|posix_memalign|alloca|mmap|" \
           "strdup|strndup|asprintf|vasprintf|getline|getdelim|open_memstream"
  call(memory, "^src/base/memory[.]c$", "memory comes from arenas (base/memory.h)")
  call("creat|mkstemp|mkdtemp|tmpfile|mkdir|rename|unlink|remove|rmdir|truncate|ftruncate|link", \
       "^src/(store|report)/", "files are written in store/ and report/ alone")
  # A wait with a time limit needs the clock that the system's own call counts by.
  clock = "the clock is in main.c: take the time as an argument"
  call("time|clock|gettimeofday|timespec_get|ftime|times|(localtime|gmtime)(_r)?|strftime|" \
       "mktime|nanosleep|usleep|sleep", "^src/main[.]c$", clock)
  call("clock_gettime", "^src/(main|base/thread)[.]c$", clock)
  call("s?rand|s?random|[dl]rand48|arc4random|getrandom|gsl_(rng|ran)_[a-z_]*", "^$", \
       "chance comes from math/chance.h")
  call("(exp2?|expm1|log2?|log10|log1p|pow|tanh|sinh|cosh|sin|cos|tan|asin|acos|atan2?|" \
       "cbrt|hypot|erfc?|tgamma|lgamma|fma)f?", \
       "^src/(report/|experiment/|math/statistic|model/exact)", \
       "libm differs between machines: what enters a record comes from math/function.h")
}

function door(header, rooms, sentence) {
  doors++
  door_header[doors] = "^[ \t]*#[ \t]*include[ \t]*[<\"]" header "[>\"]"
  door_rooms[doors] = rooms
  door_sentence[doors] = sentence
}

function call(names, rooms, sentence) {
  guards++
  guard_names[guards] = names
  guard_rooms[guards] = rooms
  guard_sentence[guards] = sentence
}

{
  code = strip($0)
  for (i = 1; i <= doors; i++)
    if ($0 ~ door_header[i] && FILENAME !~ door_rooms[i])
      complain(here(), door_sentence[i])
  for (i = 1; i <= guards; i++)
    if (FILENAME !~ guard_rooms[i] && calls(code, guard_names[i]))
      complain(here(), called "(): " guard_sentence[i])
}

# Files may be read anywhere.
FILENAME !~ /^src\/(store|report)\// {
  if (calls(code, "fopen|freopen|fdopen") && $0 !~ /"rb?"/)
    complain(here(), called "() not for reading: files are written in store/ and report/ alone")
  else if (calls(code, "open|openat") && (code !~ /O_RDONLY/ || code ~ /O_CREAT/))
    complain(here(), called "() not O_RDONLY: files are written in store/ and report/ alone")
}
