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
    const empty = () => new ort.Tensor('float32', new Float32Array(0), [6, 1, 8, 0, 64]);
    let past_k = empty(), past_v = empty(), next = [START, LANGUAGE[job.lang], TRANSCRIBE, NO_TIMES], sum = 0;
    for (const token of [...tokens(text), END]) { // the decoder answers for the last token only
      const out = await decoder.run({ tokens: new ort.Tensor('int64', BigInt64Array.from(next.map(BigInt)), [1, next.length]), past_k, past_v, cross_k, cross_v });
      past_k = out.present_k; past_v = out.present_v; next = [token];
      let most = -Infinity, total = 0;
      for (const v of out.logits.data) if (v > most) most = v;
      for (const v of out.logits.data) total += Math.exp(v - most);
      sum += out.logits.data[token] - most - Math.log(total);
    }
    scores.push(sum);
  }
  console.log(JSON.stringify(scores));
}
