#!/usr/bin/env bash
# Runs the tests of kernels and operations once for every vector width: with all instructions, and with AVX-512, AVX2 and all vectors
# switched off. Each run also asserts that the runtime obeyed.
set -euo pipefail
cd "$(dirname "$0")/.."
project=tests/MlNetDeep.Tensors.Tests
dotnet build -c Release "$project" --nologo -v quiet
tests="$project/bin/Release/net10.0/MlNetDeep.Tensors.Tests"

run() {
    local bits=$1
    shift
    echo "== $bits bits ($*)"
    env EXPECT_VECTOR_BITS="$bits" "$@" "$tests"
}

if grep -qw avx512f /proc/cpuinfo; then
    run 512 DOTNET_EnableAVX512=1
    run 256 DOTNET_EnableAVX512=0
elif grep -qw avx2 /proc/cpuinfo; then
    run 256 DOTNET_EnableAVX2=1
fi
# SSE, or NEON where there is no AVX2 to switch off.
run 128 DOTNET_EnableAVX2=0
run 0 DOTNET_EnableHWIntrinsic=0
