# House: the rules that the source holds itself to, and a bad example of each that must be caught.
#
# A rule is a file RULE.awk beside this one; it is given the paths of all files and prints
# "file:line: sentence" for what it finds. Its examples are in RULE.txt:
#
#   case: what is shown                 a new, empty folder
#   file: src/base/memory.c             a file in it, with the lines that follow;
#   | the line                          what is written as ^ is left out of them,
#   60x| the line, sixty times          so that the examples do not break the rules themselves
#   says: src/base/memory.c:2: ...      a line of what the rule must say, and no other

. tests/sentence.sh
house=$PWD/tests/house

judge() {
  (
    cd "$2" || exit 3
    IFS='
'
    set -f
    LC_ALL=C
    export LC_ALL
    set -- "$1" $(find . \( -path ./.git -o -path ./build \) -prune -o \
      -type f ! -name '*.sqlite*' -print | sed 's|^[.]/||' | sort)
    rule=$1
    shift
    awk -f "$house/$rule.awk" -f "$house/c.awk" "$@" < /dev/null
  )
}

# Writes the examples of a rule to folders 1, 2, ... with a file `case` and `says` beside each.
unpack() {
  mkdir -p "$2"
  awk -v to="$2" '
    /^case: / {
      at = to "/" ++n
      system("mkdir -p " at)
      print substr($0, 7) > (at ".case")
      printf "" > (at ".says")
    }
    /^file: / {
      file = at "/" substr($0, 7)
      folder = file
      sub(/\/[^\/]*$/, "", folder)
      system("mkdir -p " folder)
      printf "" > file
    }
    /^([0-9]+x)?[|]/ {
      line = substr($0, index($0, "|") + 2)
      gsub(/\^/, "", line)
      for (times = $0 ~ /^[0-9]/ ? $0 + 0 : 1; times > 0; times--)
        print line > file
    }
    /^says: / { print substr($0, 7) > (at ".says") }' "$1"
}

try() {
  judge "$1" "$2" > "$2.said"
  ended=$?
  cat "$2.said"
  cmp "$2.said" "$2.says" && if [ -s "$2.says" ]; then [ $ended = 1 ]; else [ $ended = 0 ]; fi
}

for rule in "$house"/*.txt; do
  rule=$(basename "$rule" .txt)
  unpack "$house/$rule.txt" "$scratch/$rule"
  for case in "$scratch/$rule"/*.case; do
    holds "$rule: $(cat "$case")" try "$rule" "${case%.case}"
  done
done

for rule in "$house"/*.awk; do
  rule=$(basename "$rule" .awk)
  [ "$rule" != c ] || continue
  holds "the rule of $rule has examples" test -s "$house/$rule.txt"
  holds "$(sed -n '1s/^# //p' "$house/$rule.awk")" judge "$rule" .
done
finish
