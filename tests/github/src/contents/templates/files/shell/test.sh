#!/bin/sh
set -eu
total="$(dirname "$0")/../bin/total.sh"
[ "$(sh "$total" 0 2x450 1x99)" = 999 ] || { echo "lines are not added up" >&2; exit 1; }
[ "$(sh "$total" 10 2x450 1x99)" = 899 ] || { echo "the discount is wrong" >&2; exit 1; }
echo "totals are right"
