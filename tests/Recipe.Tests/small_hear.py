"""small_hear.py FOLDER: a recogniser of FOLDER/whisper_enc.int8.onnx, whisper_dec.int8.onnx and vocabulary.json with the names and shapes of the real one, one layer of
64 channels, and weights by chance; what listener.py reads of it."""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WIDTH, WORDS = 64, 51865
random = np.random.default_rng(1)
out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)


class Graph:
    def __init__(self):
        self.held, self.nodes = [], []

    def add(self, name, value):
        self.held.append(numpy_helper.from_array(np.ascontiguousarray(value), name))

    def bias(self, name, n):
        self.add(f"p.{name}__bias", random.normal(0, 0.02, n).astype(np.float32))

    def norm(self, name):
        self.add(f"p.{name}__gamma", np.ones(WIDTH, np.float32))
        self.add(f"p.{name}__beta", np.zeros(WIDTH, np.float32))

    def matrix(self, n, m):
        """[n, m] in 8 bit, used in the order of these calls."""
        name = f"onnx::MatMul_{len(self.nodes)}"
        self.add(name + "_quantized", random.integers(-127, 128, (n, m)).astype(np.int8))
        self.add(name + "_zero_point", np.zeros(m, np.int8))
        self.add(name + "_scale", np.full(m, 1.5 / (127 * np.sqrt(n)), np.float32))
        self.nodes.append(helper.make_node("MatMulInteger", ["x", name + "_quantized"], [f"y{len(self.nodes)}"]))

    def table(self, name, value, kind):
        scale = float(np.abs(value).max() / 127)
        self.add(f"p.{name}_quantized", np.round(value / scale).astype(kind))
        self.add(f"p.{name}_scale", np.array(scale, np.float32))
        self.add(f"p.{name}_zero_point", np.array(0, kind))

    def save(self, name):
        graph = helper.make_graph(self.nodes, "small", [helper.make_tensor_value_info("x", TensorProto.INT8, [1, WIDTH])],
                                  [helper.make_tensor_value_info("y0", TensorProto.INT32, [1, WIDTH])], self.held)
        onnx.save(helper.make_model(graph), str(out / name))


def attention(g, name, cross):
    g.bias(f"{name}__linear_0", WIDTH if cross else 3 * WIDTH)
    g.bias(f"{name}__linear_{2 if cross else 1}", WIDTH)
    g.norm(f"{name}__layer_norm")
    if not cross:
        g.matrix(WIDTH, 3 * WIDTH)
        g.matrix(WIDTH, WIDTH)
    else:
        g.matrix(WIDTH, WIDTH)
        g.matrix(WIDTH, WIDTH)


def wide(g, name):
    g.bias(f"{name}__linear_0", 4 * WIDTH)
    g.bias(f"{name}__linear_1", WIDTH)
    g.norm(f"{name}__layer_norm")
    g.matrix(WIDTH, 4 * WIDTH)
    g.matrix(4 * WIDTH, WIDTH)


encoder, decoder = Graph(), Graph()
for n, channels in ((1, 80), (2, WIDTH)):
    encoder.add(f"p.encoder__conv{n}__weight", random.normal(0, 1.5 / np.sqrt(3 * channels), (WIDTH, channels, 3)).astype(np.float32))
    encoder.bias(f"encoder__conv{n}", WIDTH)
encoder.add("p.encoder__position_encodings__encodings", random.normal(0, 0.1, (1500, WIDTH)).astype(np.float32))
attention(encoder, "encoder__layer_0__self_attention", False)
wide(encoder, "encoder__layer_0__ffn")
encoder.norm("encoder__layer_norm")
encoder.matrix(WIDTH, 2 * WIDTH)
encoder.bias("decoder__layer_0__attention__linear_1", 2 * WIDTH)
attention(decoder, "decoder__layer_0__self_attention", False)
attention(decoder, "decoder__layer_0__attention", True)
wide(decoder, "decoder__layer_0__ffn")
decoder.norm("decoder__layer_norm")
decoder.table("decoder__embeddings__weight", random.normal(0, 0.3, (WORDS, WIDTH)), np.int8)
decoder.table("decoder__position_encodings__encodings", random.normal(0, 0.1, (448, WIDTH)), np.int8)
decoder.matrix(WIDTH, WORDS)
encoder.save("whisper_enc.int8.onnx")
decoder.save("whisper_dec.int8.onnx")
printable, extra = [], 0
for b in range(256):
    shown = 32 < b < 127 or (b > 160 and b != 173)
    printable.append(chr(b if shown else 256 + extra))
    extra += not shown
joined = ["".join(printable[b] for b in "안".encode()[:2]), "".join(printable[b] for b in "안".encode()), printable[32] + "".join(printable[b] for b in "안".encode())]
(out / "vocabulary.json").write_text(json.dumps(dict(enumerate(printable + joined)), ensure_ascii=False))
