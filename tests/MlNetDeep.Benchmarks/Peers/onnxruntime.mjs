// ONNX Runtime's side of `compare`: gets a request as JSON, measures its cases, writes a report as its last line.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const request = JSON.parse(process.argv[2]);
const load = createRequire(join(request.modules, 'peers.js'));
const ort = load('onnxruntime-node');

async function medianSeconds(action) {
  const now = () => performance.now() / 1000;
  let start = now();
  do await action(); while (now() - start < request.warm_up);
  const seconds = [];
  start = now();
  while (seconds.length < request.repeats || now() - start < request.seconds) {
    const before = now();
    await action();
    seconds.push(now() - before);
  }
  seconds.sort((a, b) => a - b);
  return seconds[seconds.length >> 1];
}

const seconds = [];
for (const { batch, threads } of request.cases) {
  const session = await ort.InferenceSession.create(request.model, {
    intraOpNumThreads: threads, interOpNumThreads: 1, graphOptimizationLevel: 'all',
  });
  const data = Float32Array.from({ length: batch * 3 * 224 * 224 }, () => Math.random() - 0.5);
  const input = new ort.Tensor('float32', data, [batch, 3, 224, 224]);
  seconds.push(await medianSeconds(() => session.run({ input })));
  await session.release();
}

const status = readFileSync('/proc/self/status', 'utf8');
console.log(JSON.stringify({
  version: load('onnxruntime-node/package.json').version,
  peak_memory: Number(/VmHWM:\s+(\d+)/.exec(status)[1]) * 1024,
  seconds,
}));
