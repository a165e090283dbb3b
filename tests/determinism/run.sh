#!/bin/sh
# The same inputs give the same bytes: each example school evaluated and
# replayed, its worklist and letters made, with 1, 2 and 8 threads, in processes
# of their own, and again from a copy whose files have their rows in other orders.
#   run.sh ROLLBOOK TREE WORK
set -eu
rollbook=$1 tree=$2 work=$3
export LC_ALL=C
rm -rf "$work"
mkdir -p "$work"
compared=0

run() { # SCHOOL THREADS NAME
  "$rollbook" evaluate "$1" --threads "$2" --format ndjson --output "$work/$3.evaluate"
  "$rollbook" replay "$1" --threads "$2" --format ndjson --output "$work/$3.replay"
  "$rollbook" evaluate "$1" --threads "$2" --format csv --summary "$work/$3.summary" \
    --output "$work/$3.csv"
  "$rollbook" report worklist "$1" --threads "$2" --format csv --output "$work/$3.worklist"
  # what is not on file is told beside
  "$rollbook" report letters "$1" --threads "$2" --output "$work/$3.letters" 2>"$work/$3.gaps"
}

same() { # NAME NAME
  for kind in evaluate replay summary csv worklist letters gaps; do
    cmp "$work/$1.$kind" "$work/$2.$kind" || { echo "$1 and $2 differ in $kind" >&2; exit 1; }
    compared=$((compared + 1))
  done
}

# A copy with the rows of every CSV in another order; the header stays first.
turned() { # SCHOOL ORDER
  rm -rf "$work/school"
  cp -r "$1" "$work/school"
  for file in "$work"/school/*.csv; do
    { head -n 1 "$file"; tail -n +2 "$file" | $2; } >"$work/rows"
    mv "$work/rows" "$file"
  done
  if ! cmp -s "$1/marks.csv" "$work/school/marks.csv"; then return 0; fi
  echo "the rows of $1 were not turned" >&2
  exit 1
}

for school in "$tree"/examples/*/; do
  [ -f "$school/calendar.json" ] || continue
  school=${school%/}
  name=$(basename "$school")
  run "$school" 1 "$name-1"
  for threads in 1 2 8; do
    run "$school" "$threads" "$name-again-$threads"
    same "$name-1" "$name-again-$threads"
  done
  for order in "sort -r" "sort -t , -k 3"; do
    turned "$school" "$order"
    run "$work/school" 2 "$name-turned"
    same "$name-1" "$name-turned"
  done
done
[ "$compared" -ge 40 ] || { echo "only $compared results were compared" >&2; exit 1; }
echo "$compared results are the same, byte for byte"
