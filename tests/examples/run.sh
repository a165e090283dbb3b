#!/bin/sh
# Runs the commands of a README as its reader would, from the top of the project.
#   run.sh README PROGRAM SOURCE WORK
#
# A block ```sh behind a line `<!-- test -->` is run as it stands; it must end
# with 0, or with N behind `<!-- test exit N -->`. Every line of the block behind
# `<!-- shows -->` must then stand in what the commands printed, in that order.
set -eu
readme=$1 program=$2 source=$3 work=$4

rm -rf "$work"
mkdir -p "$work/build"
ln -s "$program" "$work/build/rollbook"
for folder in examples policies; do ln -s "$source/$folder" "$work/$folder"; done

# Blocks become the files N.sh, N.exit and N.shows.
awk -v work="$work" '
  /^<!-- test( exit [0-9]+)? -->$/ {
    count++; kind = "sh"; waiting = 1
    code = 0; if ($3 == "exit") code = $4
    print code > (work "/" count ".exit"); next
  }
  /^<!-- shows -->$/ { kind = "shows"; waiting = 1; next }
  /^```/ {
    if (inside) { inside = 0; next }
    if (waiting) { waiting = 0; inside = 1; printf "" > (work "/" count "." kind) }
    next
  }
  inside { print > (work "/" count "." kind) }
  END { if (!count) { print "no command to test" > "/dev/stderr"; exit 1 } }
' "$readme"

number=1
while [ -f "$work/$number.sh" ]; do
  expected=$(cat "$work/$number.exit")
  code=0
  (cd "$work" && ROLLBOOK_POLICIES="$source/policies" sh -eu "$number.sh") \
    >"$work/$number.out" 2>&1 || code=$?
  if [ "$code" != "$expected" ]; then
    echo "$readme: ended with $code, not $expected:"
    cat "$work/$number.sh" "$work/$number.out"
    exit 1
  fi
  if [ -f "$work/$number.shows" ]; then
    awk -v shows="$work/$number.shows" '
      { sub(/[ \t]+$/, "") }
      BEGIN { while ((getline line < shows) > 0) wanted[++count] = line; at = 1 }
      at <= count && $0 == wanted[at] { at++ }
      END { if (at <= count) { print "does not print: " wanted[at]; exit 1 } }
    ' "$work/$number.out" || { cat "$work/$number.sh" "$work/$number.out"; exit 1; }
  fi
  number=$((number + 1))
done
echo "$((number - 1)) commands of $readme run"
