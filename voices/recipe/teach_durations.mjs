// The teacher's own durations: node teach_durations.mjs TEACHER < jobs.jsonl > durations.jsonl
// A job: {"id", "symbols", "style", "speed"}; the answer: {"id", "durations"}, frames of 25 ms, one for each symbol plus one before and one after;
// with "energy": true also the teacher's own loudness curve, every 12.5 ms.
// teach.py calls it before it decides how long each sound lasts; speak.mjs would render the sound as well.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
const ort = createRequire(process.cwd() + '/x.js')('onnxruntime-node');
const teacher = process.argv[2];
const ids = JSON.parse(readFileSync(path.join(teacher, 'symbols.json'), 'utf8')).ids;
const predict = await ort.InferenceSession.create(path.join(teacher, 'predict.onnx'), { intraOpNumThreads: Number(process.env.THREADS ?? 1) });
const styles = new Map();
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const job = JSON.parse(line), marks = [...job.symbols];
  if (!styles.has(job.style)) styles.set(job.style, new Float32Array(readFileSync(path.join(teacher, 'styles', job.style + '.bin')).buffer.slice(0)));
  const all = styles.get(job.style), row = Math.min(marks.length, all.length / 256) - 1;
  const tokens = [0, ...marks.map(c => ids[c]), 0];
  const out = await predict.run({
    tokens: new ort.Tensor('int64', BigInt64Array.from(tokens.map(BigInt)), [1, tokens.length]),
    style: new ort.Tensor('float32', all.slice(256 * row, 256 * row + 256), [1, 256]),
    speed: new ort.Tensor('float32', [job.speed ?? 1], [1]),
  });
  const answer = { id: job.id, durations: Array.from(out['/encoder/Cast_output_0'].data, Number) };
  if (job.energy) answer.energy = Array.from(out['/encoder/Reshape_1_output_0'].data, v => Math.round(v * 1000) / 1000);
  console.log(JSON.stringify(answer));
}
