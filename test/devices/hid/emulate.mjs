// The scanner's end of the kit: writes input reports into the packet FIFO that stands in for /dev/hidraw0, one packet each, and stays until it is ended
// or orphaned.
// usage: node emulate.mjs <fifo> <reports.json>, an array of hex strings.
import { constants, openSync, readFileSync, writeSync } from 'node:fs';
import koffi from 'koffi';

const F_SETFL = 4;
const [, , fifo = '', file = ''] = process.argv;
// O_RDWR so that opening waits for nobody; O_DIRECT makes every write a packet of its own, and Linux takes it on a FIFO only after the opening.
const pipe = openSync(fifo, constants.O_RDWR);
const fcntl = koffi.load('libc.so.6').func('int fcntl(int fd, int command, ...)');
if (fcntl(pipe, F_SETFL, 'int', constants.O_RDWR | constants.O_DIRECT) !== 0) throw new Error('no packet mode here');
for (const report of JSON.parse(readFileSync(file, 'utf8'))) writeSync(pipe, Buffer.from(report, 'hex'));
setInterval(() => {
  if (process.ppid === 1) process.exit();
}, 1_000);
