#!/usr/bin/env bash
# Trains Examples/cifar10.cs (built before) once undisturbed and once with a kill -9 in each of two epochs; the networks at the end must
# be the same, byte for byte. Usage: kill-and-resume.sh FOLDER [options of the example]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
shift
options=(--smoke --epochs 6 "$@")
mkdir -p "$folder"
train() { exec dotnet run -c Release --no-build Examples/cifar10.cs -- "${options[@]}" --output "$folder/$1" --json "$folder/$1.json"; }

(train straight) >"$folder/straight.log"
for _ in 1 2; do
  before=$(stat -c %Y.%s "$folder/killed/backup.zip" 2>/dev/null || echo none)
  setsid bash -c "$(declare -f train); options=(${options[*]}) folder=$folder; train killed" >>"$folder/killed.log" 2>&1 &
  training=$!
  # Each kill comes after one more epoch was backed up.
  while kill -0 "$training" 2>/dev/null && [ "$(stat -c %Y.%s "$folder/killed/backup.zip" 2>/dev/null || echo none)" = "$before" ]; do sleep 0.05; done
  kill -9 -- "-$training" 2>/dev/null || { echo "the training ended before it could be killed"; exit 1; }
  wait "$training" 2>/dev/null || true
  [ -s "$folder/killed/backup.zip" ] || { echo "there is no backup after the kill"; exit 1; }
done
(train killed) >>"$folder/killed.log" 2>&1
grep -q "had been taken up again after epoch" "$folder/killed.log" || { echo "the training was not taken up again"; exit 1; }
cmp "$folder/straight/network.zip" "$folder/killed/network.zip"
echo "the same weights after two kills"
