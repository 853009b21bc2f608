#!/usr/bin/env python3
"""Which criteria cost the most: debrief batch recordings | ./weakest.py

Reads the lines of `debrief batch` (or the JSON of `analyze`, one document a line) and prints the average points by
criterion, the weakest first. Absent points are absent: they count nowhere.
"""
import json
import sys
from collections import defaultdict

points = defaultdict(list)
for line in sys.stdin:
    answer = json.loads(line)
    if "error" in answer:
        print(f"{answer['take']['file']}: {answer['error']['message']}", file=sys.stderr)
        continue
    for criterion in answer["scorecard"]["criteria"]:
        if criterion["points"] is not None:
            points[criterion["id"]].append(criterion["points"])

for name, given in sorted(points.items(), key=lambda entry: sum(entry[1]) / len(entry[1])):
    print(f"{sum(given) / len(given):.1f}  {name} ({len(given)} answers)")
