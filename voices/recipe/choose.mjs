// How likely a recogniser finds texts, given sounds: node choose.mjs HEAR JOBS.jsonl
// A job: {"mel": file of float32 [80, 3000], "lang": "ko" or "ja", "texts": [...]}; the answer: a list of log likelihoods, one for each text.
// ears.py makes the mels. The texts are cut greedily into the longest pieces that the vocabulary has.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
const ort = createRequire(process.cwd() + '/x.js')('onnxruntime-node');
const [hear, jobs] = process.argv.slice(2);
const threads = { intraOpNumThreads: Number(process.env.THREADS ?? 2) };
const encoder = await ort.InferenceSession.create(path.join(hear, 'whisper_enc.int8.onnx'), threads);
const decoder = await ort.InferenceSession.create(path.join(hear, 'whisper_dec.int8.onnx'), threads);

const printable = [];
for (let b = 0, extra = 0; b < 256; b++) printable[b] = String.fromCodePoint((b > 32 && b < 127) || (b > 160 && b !== 173) ? b : 256 + extra++);
const rows = new Map(Object.entries(JSON.parse(readFileSync(path.join(hear, 'vocabulary.json'), 'utf8'))).map(([id, word]) => [word, Number(id)]));
function tokens(text) {
  const bytes = [...Buffer.from(text)].map(b => printable[b]), out = [];
  for (let at = 0; at < bytes.length;) {
    let length = bytes.length - at;
    while (length > 1 && !rows.has(bytes.slice(at, at + length).join(''))) length--;
    out.push(rows.get(bytes.slice(at, at + length).join('')));
    at += length;
  }
  return out;
}

const START = 50258, TRANSCRIBE = 50359, NO_TIMES = 50363, END = 50257, LANGUAGE = { ko: 50264, ja: 50266 };
for (const line of readFileSync(jobs, 'utf8').split('\n').filter(Boolean)) {
  const job = JSON.parse(line), raw = readFileSync(job.mel);
  const mel = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const { cross_k, cross_v } = await encoder.run({ mel: new ort.Tensor('float32', mel, [1, 80, 3000]) });
  const scores = [];
  for (const text of job.texts) {
    const prompt = [START, LANGUAGE[job.lang], TRANSCRIBE, NO_TIMES], said = [...tokens(text), END], all = [...prompt, ...said.slice(0, -1)];
    const empty = () => new ort.Tensor('float32', new Float32Array(0), [6, 1, 8, 0, 64]);
    const { logits } = await decoder.run({ tokens: new ort.Tensor('int64', BigInt64Array.from(all.map(BigInt)), [1, all.length]), past_k: empty(), past_v: empty(), cross_k, cross_v });
    const width = logits.dims[2];
    let sum = 0;
    said.forEach((token, i) => {
      const from = (prompt.length - 1 + i) * width, row = logits.data.subarray(from, from + width);
      let most = -Infinity, total = 0;
      for (const v of row) if (v > most) most = v;
      for (const v of row) total += Math.exp(v - most);
      sum += row[token] - most - Math.log(total);
    });
    scores.push(sum);
  }
  console.log(JSON.stringify(scores));
}
