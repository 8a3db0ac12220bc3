# One: runs one test and keeps what it says.
#
# sh tests/one.sh FILE COMMAND... shows what the command says and writes it to FILE, with a last
# line "exit N". A test that is not done after LIMIT seconds (600) is stopped and has failed; a
# system without `timeout` waits.

out=$1
shift
mkdir -p "$(dirname "$out")" || exit
limit=
if command -v timeout > /dev/null; then
  limit="timeout -k 5 ${LIMIT:-600}"
fi

{
  echo "----- $*"
  $limit "$@" < /dev/null 2>&1
  printf '\nexit %d\n' $?
} | tee "$out.part" | sed '/^exit [0-9]*$/d'
mv "$out.part" "$out"
