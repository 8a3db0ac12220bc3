# Includes: they only lead down the tower, and nothing sees a room of plugs.

BEGIN {
  only("^src/.*[.](c|h|cc)$")
  rooms = "base math config connectome kind plugs model cohort store experiment report"
  n = split(rooms, name, " ")
  for (i = 1; i <= n; i++)
    floor[name[i]] = i
  n = split("env network agent policy signal plasticity measure", name, " ")
  for (i = 1; i <= n; i++) {
    plug[name[i]] = 1
    floor[name[i]] = floor["plugs"]
  }
  delete floor["plugs"]
}

FNR == 1 {
  room = room_of(FILENAME)
  if (room != "" && !(room in floor))
    complain(here(), "the tower has no room " room "/")
  if (room in plug && FILENAME ~ /[.]h$/)
    complain(here(), "a room of plugs holds no headers: kinds are reached through the register")
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
  split($0, part, "\"")
  path = part[2]
  other = path ~ /\// ? substr(path, 1, index(path, "/") - 1) : ""
  if (FILENAME == "src/main.c") {
    if (path != "accumbens.h")
      complain(here(), "main.c sees accumbens.h alone, not " path)
  } else if (other == "" && path != "accumbens.h")
    complain(here(), "paths of includes start at src/, as in \"base/memory.h\"")
  else if (other == "" && room != "")
    complain(here(), "an include leads up: " room "/ lies below " path)
  else if (other != "" && !(other in floor))
    complain(here(), "the tower has no room " other "/")
  else if (other in plug)
    complain(here(), "nobody sees a room of plugs, such as " other "/")
  else if (room in floor && other in floor && floor[other] > floor[room])
    complain(here(), "an include leads up: " room "/ lies below " other "/")
}
