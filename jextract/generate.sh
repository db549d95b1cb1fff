#!/usr/bin/env bash
# Makes generated/ again from oneDNN's headers. usage: jextract/generate.sh [INCLUDE_DIR]
# Needs jextract on the PATH; without an argument, the headers that a Maven build has unpacked.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [ $# -gt 0 ]; then
  headers=$1
else
  headers=$(ls -d ../target/onednn/unpacked/org/bytedeco/dnnl/*/include 2>/dev/null | head -n 1)
fi
[ -f "$headers/dnnl.h" ] || { echo "no dnnl.h in '$headers': run mvn compile first, or name the folder" >&2; exit 1; }
command -v jextract >/dev/null || { echo "jextract is not on the PATH: it comes from jdk.java.net/jextract" >&2; exit 1; }

package=io.culebra.onednn.ffi
rm -rf generated
jextract -I include -I "$headers" -t $package --header-class-name dnnl --output generated @onednn.includes onednn.h
jextract -t $package --header-class-name omp --symbols-class-name 'dnnl$shared' --output generated omp.h
# Constants of types whose size differs between platforms: not used, and C_LONG cannot be initialised on Windows.
shared=generated/io/culebra/onednn/ffi/dnnl\$shared.java
sed -i.bak -e '/ C_LONG = /d' -e '/ C_LONG_DOUBLE = /d' "$shared"
rm "$shared.bak"
