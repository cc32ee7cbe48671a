#!/bin/sh
# Runs a program against an emulated HID-POS scanner: umockdev presents /dev/hidraw0, a packet FIFO stands in for its node.
#   umockdev-run -d hidpos.umockdev -- sh run.sh <folder for what is made> <reports.json> node program.ts
# The shim answers the two descriptor ioctls that hidapi makes on open. The program must close its device before it exits: the reader's thread
# would wait for the FIFO for ever.
here=$(cd "$(dirname "$0")" && pwd)
made=$1
reports=$2
shift 2
gcc -shared -fPIC -O2 -o "$made/hidshim.so" "$here/hidshim.c" -ldl || exit 1
sed -n 's/^H: report_descriptor=//p' "$here/hidpos.umockdev" >"$made/descriptor.hex"
rm -f "$UMOCKDEV_DIR/dev/hidraw0"
mkfifo "$UMOCKDEV_DIR/dev/hidraw0" || exit 1
LD_PRELOAD='' "$1" "$here/emulate.mjs" "$UMOCKDEV_DIR/dev/hidraw0" "$reports" &
emulator=$!
HIDSHIM_DESC="$made/descriptor.hex" LD_PRELOAD="$made/hidshim.so $LD_PRELOAD" "$@"
result=$?
kill "$emulator"
exit "$result"
