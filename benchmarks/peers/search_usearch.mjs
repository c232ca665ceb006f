// Exact search by usearch: the peer of `search`.
//
// Usage: node search_usearch.mjs BASE.npy QUERIES.npy; needs npm `usearch` in NODE_PATH or in a
// node_modules above the working folder. For each line `FIRST COUNT K THREADS` on standard input it
// searches these queries once and prints the seconds of the clock, those of the processor, and the
// rows found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.cwd() + "/");
const usearch = require("usearch");
const version = JSON.parse(readFileSync(
  require.resolve("usearch").replace(/usearch\/.*$/, "usearch/package.json"))).version;

function read(path) {
  const bytes = readFileSync(path);
  const length = bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, 10 + length);
  const [rows, columns] = header.match(/\((\d+), (\d+)\)/).slice(1).map(Number);
  const start = bytes.byteOffset + 10 + length;
  return { rows, columns, values: new Float32Array(bytes.buffer.slice(start, start + 4 * rows * columns)) };
}

const base = read(process.argv[2]);
const queries = read(process.argv[3]);
console.log(`usearch ${version}, Node ${process.version}`);
for await (const line of createInterface({ input: process.stdin })) {
  const [first, count, k, threads] = line.split(" ").map(Number);
  const some = queries.values.slice(first * base.columns, (first + count) * base.columns);
  const used = process.cpuUsage();
  const start = process.hrtime.bigint();
  const found = usearch.exactSearch(
    base.values, some, base.columns, k, usearch.MetricKind.L2sq, threads);
  const clock = Number(process.hrtime.bigint() - start) * 1e-9;
  const { user, system } = process.cpuUsage(used);
  console.log(clock, (user + system) * 1e-6, ...Array.from(found.keys, Number));
}
