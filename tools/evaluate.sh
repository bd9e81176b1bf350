#!/usr/bin/env bash
# tools/evaluate.sh PYTHON PLAN: index the bundled samples, and the disclosures in ../shared where that folder is,
# into build/eval; evaluate each; exit 1 if one of them fails. Plans:
#   smoke     what CI runs: floors, and the samples against eval/baseline.json
#   full      every suite over everything
#   baseline  write eval/baseline.json anew
#   quality   measure docs/quality.md anew
# Reports stand in build/eval/PLAN-samples and build/eval/PLAN-shared.
set -euo pipefail

py=$1 plan=$2 folder=build/eval shared=../shared failed=0
mkdir -p "$folder"

index() {
    if ! "$py" -m index --data "$folder/$1" build "$2" >"$folder/index-$1.log" 2>&1; then
        cat "$folder/index-$1.log"
        return 1
    fi
}

evaluate() {
    local name=$1
    shift
    echo "== $plan: $name"
    "$py" -m eval run --data "$folder/$name" --out "$folder/$plan-$name" "$@" || failed=1
}

suites() {
    printf -- '--suite %s ' "$@"
}

# One document is read at a time, so the two folders go side by side.
echo "== indexing into $folder"
index samples samples & samples=$!
if [ -d "$shared/disclosures" ]; then index shared "$shared/disclosures" || failed=1; fi
wait "$samples" || failed=1

own=$(suites answers conversation safety extraction identities)
all="$own $(suites retrieval mutation sabotage)"
case $plan in
smoke)
    evaluate samples $own --compare eval/baseline.json
    # The questions of the samples are all asked; over the shared disclosures a part of each category.
    [ ! -d "$folder/shared" ] || evaluate shared $(suites answers dev extraction identities) --limit 600
    ;;
full)
    evaluate samples $all
    [ ! -d "$folder/shared" ] || evaluate shared $all $(suites dev cases)
    ;;
baseline)
    evaluate samples $own --write-baseline eval/baseline.json
    failed=0
    ;;
quality)
    "$py" -m eval quality docs/quality.md
    ;;
*)
    echo "unknown plan $plan: smoke, full, baseline or quality" >&2
    exit 2
    ;;
esac
exit "$failed"
