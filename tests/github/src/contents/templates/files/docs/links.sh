#!/bin/sh
# Every link to another page leads to one.
set -eu
cd "$(dirname "$0")/../docs"
for page in $(grep -oh '([a-z-]*\.mdx)' ./*.mdx | tr -d '()'); do
    [ -e "$page" ] || { echo "no such page: $page" >&2; exit 1; }
done
echo "all links lead somewhere"
