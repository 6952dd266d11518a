#!/bin/sh
# {title}: what an order costs, in cents. Takes the discount in percent, and lines like 2x450.
set -eu
discount=$1
shift
sum=0
for line in "$@"; do
    sum=$((sum + ${line%x*} * ${line#*x}))
done
echo $(((sum * (100 - discount) + 50) / 100))
