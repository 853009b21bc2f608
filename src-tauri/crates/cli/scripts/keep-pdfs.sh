#!/bin/sh
# A PDF of every scored take that has none yet: ./keep-pdfs.sh FOLDER   (needs jq)
set -eu
folder=${1:?usage: keep-pdfs.sh FOLDER}
mkdir -p "$folder"
debrief list --format json | jq -r '.takes[] | select(.status == "scored") | .id' | while read -r id; do
  [ -e "$folder/$id.pdf" ] || debrief export "$id" --format pdf -o "$folder/$id.pdf"
done
