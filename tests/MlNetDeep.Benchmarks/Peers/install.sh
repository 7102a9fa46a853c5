#!/usr/bin/env bash
# Installs the libraries that `compare` measures against (Debian, as root) and prints their versions.
set -euo pipefail
cd "$(dirname "$0")/../../.."
export DEBIAN_FRONTEND=noninteractive
missing=()
for package in python3-torch python3-numpy python3-pil libopenblas0-pthread; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update
  apt-get install -y --no-install-recommends "${missing[@]}"
fi
mkdir -p artifacts/peers
npm install --prefix artifacts/peers --ignore-scripts --no-audit --no-fund --no-save onnxruntime-node@1.30.0

env -u OPENBLAS_CORETYPE /usr/bin/python3 - <<'PYTHON'
import ctypes
import numpy
import torch
blas = ctypes.CDLL("libblas.so.3")
blas.openblas_get_config.restype = ctypes.c_char_p  # Fails where the reference BLAS is the one in use.
print("PyTorch", torch.__version__, "numpy", numpy.__version__)
print(blas.openblas_get_config().decode())
PYTHON
node -p '"ONNX Runtime " + require("./artifacts/peers/node_modules/onnxruntime-node/package.json").version'
