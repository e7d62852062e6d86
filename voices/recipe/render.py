"""render: the teacher's second graph (render.onnx) in PyTorch, with its convolutions in bfloat16 where the processor has them.

A small interpreter of the graph: what does not depend on the inputs is computed once, a convolution takes its scale and bias in, and
normalisation with scale and shift is one call. `teach.py --fast` speaks with it.
"""
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F

TYPES = {1: torch.float32, 6: torch.int32, 7: torch.int64, 9: torch.bool, 11: torch.float64}


def ints(x):
    return [int(v) for v in x.reshape(-1).tolist()]


def resize(x, scales, mode):
    n = x.shape[-1]
    out = int(np.floor(n * float(scales.reshape(-1)[-1])))
    if mode == b"linear":
        return F.interpolate(x, scale_factor=float(scales.reshape(-1)[-1]), mode="linear", align_corners=False, recompute_scale_factor=False)
    at = torch.floor(torch.arange(out, dtype=torch.float64) / float(scales.reshape(-1)[-1])).long().clamp(max=n - 1)
    return x[..., at]


def sliced(x, start, end, axes=None, steps=None):
    start, end = ints(start), ints(end)
    axes = ints(axes) if axes is not None else list(range(len(start)))
    steps = ints(steps) if steps is not None else [1] * len(start)
    cut = [slice(None)] * x.dim()
    for a, b, c, s in zip(axes, start, end, steps):
        n = x.shape[a]
        cut[a] = slice(b if b >= 0 else max(0, n + b), min(c, n) if c >= 0 else n + c, s)
    return x[tuple(cut)]


def stft(x, step, window):
    """ONNX's: no padding; [1, frames, bins, 2]."""
    n = len(window)
    frames = x.reshape(x.shape[0], -1).unfold(1, n, int(step)) * window
    return torch.view_as_real(torch.fft.rfft(frames))


def gather(x, index, axis):
    if x.dim() == 0:
        return x
    index = torch.where(index < 0, index + x.shape[axis], index)
    return x.index_select(axis, index.reshape(-1)).reshape(*x.shape[:axis], *index.shape, *x.shape[axis + 1:])


def scatter(x, index, value):
    out = x.clone()
    out[tuple(index.reshape(-1, index.shape[-1]).T)] = value.reshape(-1)
    return out


OPS = {
    "Mul": lambda a, x, y: x * y, "Add": lambda a, x, y: x + y, "Sub": lambda a, x, y: x - y, "Pow": lambda a, x, y: x * x if float(y) == 2 else x ** y,
    "Div": lambda a, x, y: x / y if x.is_floating_point() else torch.div(x, y, rounding_mode="trunc"),
    "Cast": lambda a, x: x.to(TYPES[a["to"]]), "Identity": lambda a, x: x, "Sqrt": lambda a, x: torch.sqrt(x), "Sin": lambda a, x: torch.sin(x),
    "Cos": lambda a, x: torch.cos(x), "Exp": lambda a, x: torch.exp(x), "Atan": lambda a, x: torch.atan(x), "Tanh": lambda a, x: torch.tanh(x),
    "Floor": lambda a, x: torch.floor(x), "MatMul": lambda a, x, y: x @ y, "Greater": lambda a, x, y: x > y, "Less": lambda a, x, y: x < y,
    "Equal": lambda a, x, y: x == y, "Where": lambda a, c, x, y: torch.where(c, x, y), "Reshape": lambda a, x, s: reshaped(x, ints(s)),
    "LeakyRelu": lambda a, x: F.leaky_relu(x, a["alpha"]), "Concat": lambda a, *x: torch.cat(x, a["axis"]), "Transpose": lambda a, x: x.permute(a["perm"]),
    "ReduceMean": lambda a, x, axes: x.mean(ints(axes), keepdim=bool(a.get("keepdims", 1))), "Shape": lambda a, x: torch.tensor(x.shape),
    "Split": lambda a, x, s: x.split(ints(s), a["axis"]), "CumSum": lambda a, x, d: torch.cumsum(x, int(d)), "Slice": lambda a, *x: sliced(*x),
    "Resize": lambda a, x, r, s: resize(x, s, a["mode"]), "Gather": lambda a, x, i: gather(x, i, a["axis"]), "STFT": lambda a, x, s, w, n=None: stft(x, s, w),
    "Pad": lambda a, x, p: F.pad(x if x.dim() > 2 else x[None], (ints(p)[x.dim() - 1], ints(p)[-1]), "reflect").reshape(*x.shape[:-1], -1),
    "Expand": lambda a, x, s: x * torch.ones(ints(s), dtype=x.dtype), "Range": lambda a, x, y, z: torch.arange(int(x), int(y), int(z)),
    "NonZero": lambda a, x: torch.nonzero(x).T, "ScatterND": lambda a, x, i, v: scatter(x, i, v), "Unsqueeze": lambda a, x, d: opened(x, ints(d)),
    "Squeeze": lambda a, x, d: x.reshape([n for i, n in enumerate(x.shape) if i not in [k % x.dim() for k in ints(d)]]),
}


def reshaped(x, shape):
    return x.reshape([x.shape[i] if s == 0 else s for i, s in enumerate(shape)])


def opened(x, axes):
    for d in sorted(axes):
        x = x.unsqueeze(d)
    return x


class Graph:
    """The graph with its constants computed; called with the inputs by name."""

    def __init__(self, path, low=torch.bfloat16):
        graph = onnx.load(str(path)).graph
        self.low, self.output = low, graph.output[0].name
        known = {w.name: torch.from_numpy(np.array(numpy_helper.to_array(w))) for w in graph.initializer}
        known[""] = None
        steps = []
        for n in graph.node:
            a = {x.name: onnx.helper.get_attribute_value(x) for x in n.attribute}
            if n.op_type in OPS and all(i in known for i in n.input):
                made = OPS[n.op_type](a, *[known[i] for i in n.input])
                known.update(zip(n.output, made if isinstance(made, (tuple, list)) else [made]))
            else:
                steps.append([n.op_type, a, list(n.input), list(n.output)])
        self.known, self.steps = known, steps
        self.fold_convolutions()
        self.fold_norms()
        self.order()

    def users(self):
        found = {}
        for s in self.steps:
            for i in s[2]:
                found.setdefault(i, []).append(s)
        return found

    def fold_convolutions(self):
        """Conv, + bias / scale, cast, × scale -> one Conv."""
        users, gone = self.users(), set()
        for s in self.steps:
            if s[0] != "Conv":
                continue
            bias, scale, at, inside = None, 1.0, s[3][0], []
            while len(users.get(at, [])) == 1:
                n = users[at][0]
                other = [i for i in n[2] if i != at]
                if n[0] == "Cast" or (n[0] in ("Add", "Mul") and len(other) == 1 and other[0] in self.known and self.known[other[0]].dim() <= 3 and self.known[other[0]].shape[-1:] in ((), (1,))
                                      and not (n[0] == "Mul" and self.known[other[0]].numel() > 1)):
                    if n[0] == "Add":
                        bias = self.known[other[0]].reshape(-1) * 1.0 if bias is None else bias + self.known[other[0]].reshape(-1)
                    elif n[0] == "Mul":
                        k = float(self.known[other[0]].reshape(-1)[0])
                        scale, bias = scale * k, None if bias is None else bias * k
                    inside.append(n)
                    at = n[3][0]
                    if n[0] == "Mul":
                        break
                else:
                    break
            w = self.known[s[2][1]].float() * scale
            b = self.known[s[2][2]] * scale if len(s[2]) > 2 else torch.zeros(len(w))
            b = b + bias if bias is not None else b
            x = s[2][0]
            s[2], s[3] = [x], [at]
            s[1] = {"w": w.to(self.low), "b": b.to(self.low), "stride": s[1]["strides"][0], "pad": s[1]["pads"][0], "dilation": s[1]["dilations"][0], "group": s[1]["group"]}
            gone.update(id(n) for n in inside)
        self.steps = [s for s in self.steps if id(s) not in gone]

    def fold_norms(self):
        """(x - mean) / sqrt(variance + e) × gain + shift -> one step, put where the last of them was."""
        users, made = self.users(), {o: s for s in self.steps for o in s[3]}
        gone = set()
        for s in self.steps:
            if s[0] != "Div" or s[2][0] not in made or made[s[2][0]][0] != "Sub" or made.get(s[2][1], [""])[0] != "Sqrt":
                continue
            sub, root = made[s[2][0]], made[s[2][1]]
            plus = made[root[2][0]]
            var = made[[i for i in plus[2] if i in made][0]]
            square, mean = made[var[2][0]], made[sub[2][1]]
            times = users[s[3][0]][0]
            gain = [i for i in times[2] if i != s[3][0]][0]
            shift_step = users[times[3][0]][0]
            shift = [i for i in shift_step[2] if i != times[3][0]][0]
            if (times[0], shift_step[0]) != ("Mul", "Add"):
                continue
            gone.update(id(n) for n in (s, sub, root, plus, var, square, mean, times))
            shift_step[0], shift_step[1], shift_step[2] = "Norm", {}, [sub[2][0], gain, shift]
        self.steps = [s for s in self.steps if id(s) not in gone]

    def order(self):
        last = {i: n for n, s in enumerate(self.steps) for i in s[2]}
        for n, s in enumerate(self.steps):
            s.append([i for i in set(s[2]) if last[i] == n and i not in self.known])

    @torch.no_grad()
    def __call__(self, **inputs):
        v = dict(inputs)
        for op, a, i, o, done in self.steps:
            x = [v[k] if k in v else self.known[k] for k in i]
            if op == "Conv":
                y = F.conv1d(x[0].to(self.low), a["w"], a["b"], a["stride"], a["pad"], a["dilation"], a["group"]).float()
            elif op == "ConvTranspose":
                low = self.low if x[1].shape[0] > 100 and a["group"] == 1 else torch.float32
                y = F.conv_transpose1d(x[0].to(low), x[1].to(low), x[2].to(low) if len(x) > 2 else None, a["strides"][0], a["pads"][0], a.get("output_padding", [0])[0], a["group"]).float()
            elif op == "Norm":
                y = F.instance_norm(x[0], weight=x[1].reshape(-1).contiguous(), bias=x[2].reshape(-1).contiguous(), eps=1e-5)
            else:
                y = OPS[op](a, *x)
            v.update(zip(o, y if isinstance(y, (tuple, list)) else [y]))
            for k in done:
                del v[k]
        return v[self.output]

    def speak(self, hidden, f0, energy, style):
        """Samples, from what is in the teacher's two graphs between: columns [512, frames], Hz and energy twice a frame, a style's row."""
        names = ["/encoder/MatMul_1_output_0", "/encoder/Reshape_output_0", "/encoder/Reshape_1_output_0", "style"]
        return self(**{k: torch.from_numpy(np.ascontiguousarray(v, np.float32))[None] for k, v in zip(names, (hidden, f0, energy, style))}).reshape(-1).numpy()
