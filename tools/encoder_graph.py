"""Write the reader's encoder: the lower layers of the packaged sentence encoder below top layers trained for reading.

The graph holds the top layers' weights; the lower layers' stay where they are, in the packaged model's file, named by
offset. All matrices are whole numbers of eight bits with a scale for each column, and so are, at run time, the states
they are multiplied with. One stretch of one document at a time, so no document is read otherwise for its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]

WIDTH, HEADS = 384, 12
#: The parts of a layer, as the trainer names them.
MATRICES = ("query", "key", "value", "mix", "wide", "narrow")
NORMS = ("mixed", "done")
_PACKAGED = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "mix": "attention.output.dense", "wide": "intermediate.dense", "narrow": "output.dense",
    "mixed": "attention.output.LayerNorm", "done": "output.LayerNorm",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packaged:
    """The packaged model: its tensors by name, the file they lie in, and the names of its matrices in order of use."""

    file: Path
    data: bytes
    tensors: Mapping[str, Any]
    matrices: tuple[str, ...]

    @staticmethod
    def of(file: Path) -> Packaged:
        """Read the packaged model."""
        data = file.read_bytes()
        graph = onnx.load_from_string(data).graph
        tensors = {tensor.name: tensor for tensor in graph.initializer}
        used = (node.input[1] for node in graph.node if node.op_type == "MatMul")
        return Packaged(file, data, tensors, tuple(name for name in used if f"{name}_q" in tensors))

    def array(self, name: str) -> Array:
        """Return a tensor as an array."""
        return np.asarray(numpy_helper.to_array(self.tensors[name]))

    def matrix(self, layer: int, part: str) -> str:
        """Return the name of a layer's matrix."""
        return self.matrices[layer * len(MATRICES) + MATRICES.index(part)]

    def layer(self, number: int) -> dict[str, Array]:
        """Return the weights of a layer as the trainer holds them: matrices, biases, gains and shifts."""
        held: dict[str, Array] = {}
        for part in MATRICES:
            name = self.matrix(number, part)
            held[part] = self.array(f"{name}_q").astype(np.float32) * self.array(f"{name}_scale")
            held[f"{part} bias"] = self.array(self.place(number, part, "bias"))
        for part in NORMS:
            held[f"{part} gain"] = self.array(self.place(number, part, "weight"))
            held[f"{part} shift"] = self.array(self.place(number, part, "bias"))
        return held

    def place(self, layer: int, part: str, kind: str) -> str:
        """Return the packaged model's name of a layer's bias, gain or shift."""
        return f"inner.encoder.layer.{layer}.{_PACKAGED[part]}.{kind}"

    def outside(self, name: str) -> Any:
        """Return a tensor that points to where the packaged file holds it."""
        tensor = self.tensors[name]
        start = self.data.index(tensor.raw_data)
        pointer = TensorProto(name=name, data_type=tensor.data_type, dims=tensor.dims)
        pointer.data_location = TensorProto.EXTERNAL
        for key, value in (("location", self.file.name), ("offset", start), ("length", len(tensor.raw_data))):
            pointer.external_data.add(key=key, value=str(value))
        return pointer


def quantised(matrix: Array) -> tuple[Array, Array]:
    """Return a matrix as whole numbers of eight bits and the scale of each of its columns."""
    scale = np.maximum(np.abs(matrix).max(axis=0, keepdims=True), 1e-12) / 127
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)


def graph(packaged: Packaged, lower: int, roles: Array, top: Sequence[Mapping[str, Array]]) -> bytes:
    """Return the model: so many lower layers of the packaged one, then the given layers; ids and roles in, states out.

    roles: what is added to the state of a piece for its role, between lower and top layers.
    """
    made = _Made(packaged)
    state = made.embedded()
    for number in range(lower):
        state = made.layer(f"lower{number}", state, dict(made.from_package(number)))
    added = made.node("Gather", [made.keep("role", roles.astype(np.float32)), "roles"], "role of each")
    state = made.node("Add", [state, added], "in roles")
    for number, weights in enumerate(top):
        state = made.layer(f"top{number}", state, dict(made.trained(f"top{number}", weights)))
    made.nodes[-1].output[0] = "states"
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["pieces"]) for name in ("ids", "roles")]
    states = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["pieces", WIDTH])
    drawn = helper.make_graph(made.nodes, "encoder", given, [states], made.tensors)
    model = helper.make_model(drawn, opset_imports=[helper.make_opsetid("", 17)], producer_name="watchfloor")
    model.ir_version = 8
    return bytes(model.SerializeToString(deterministic=True))


@dataclass(slots=True)
class _Made:
    """A graph being written."""

    packaged: Packaged
    nodes: list[Any] = field(default_factory=list)
    tensors: list[Any] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)

    def node(self, kind: str, inputs: Sequence[str], name: str, **settings: Any) -> str:
        outputs = [name, f"{name} scale", f"{name} zero"] if kind == "DynamicQuantizeLinear" else [name]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, **settings))
        return name

    def keep(self, name: str, array: Array) -> str:
        """Put a tensor into the graph itself."""
        if name not in self.kept:
            self.kept.add(name)
            self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def point(self, name: str) -> str:
        """Point to a tensor of the packaged file."""
        self.tensors.append(self.packaged.outside(name))
        return name

    def embedded(self) -> str:
        """Add words, positions and the one type of text."""
        total = self.node("Squeeze", [self.node("Shape", ["ids"], "shape")], "total")
        start, step = self.keep("start", np.array(0)), self.keep("step", np.array(1))
        places = self.node("Range", [start, total, step], "places")
        table = "inner.embeddings.{}_embeddings.weight"
        words, order = self.looked_up(table.format("word"), "ids"), self.looked_up(table.format("position"), places)
        kind = self.keep("kind", self.packaged.array(table.format("token_type"))[0])
        summed = self.node("Add", [self.node("Add", [words, order], "placed"), kind], "told")
        norm = [self.packaged.array(f"inner.embeddings.LayerNorm.{what}") for what in ("weight", "bias")]
        gain, shift = self.keep("told gain", norm[0]), self.keep("told shift", norm[1])
        return self.node("LayerNormalization", [summed, gain, shift], "embedded", axis=-1, epsilon=1e-12)

    def looked_up(self, table: str, rows: str) -> str:
        whole = self.node("Gather", [self.point(f"{table}_q"), rows], f"{table} row")
        scale = self.node("Gather", [self.point(f"{table}_scale"), rows], f"{table} row scale")
        return self.node("Mul", [self.node("Cast", [whole], f"{table} cast", to=1), scale], f"{table} looked up")

    def from_package(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield the tensors of a lower layer by their part."""
        for part in MATRICES:
            name = self.packaged.matrix(number, part)
            yield part, self.point(f"{name}_q")
            yield f"{part} scale", self.keep(f"{name}_scale", self.packaged.array(f"{name}_scale"))
            bias = self.packaged.place(number, part, "bias")
            yield f"{part} bias", self.keep(bias, self.packaged.array(bias))
        for part in NORMS:
            for ours, theirs in (("gain", "weight"), ("shift", "bias")):
                name = self.packaged.place(number, part, theirs)
                yield f"{part} {ours}", self.keep(name, self.packaged.array(name))

    def trained(self, name: str, weights: Mapping[str, Array]) -> Iterator[tuple[str, str]]:
        """Yield the tensors of a trained layer by their part."""
        for part, array in weights.items():
            if part in MATRICES:
                whole, scale = quantised(array)
                yield part, self.keep(f"{name} {part}", whole)
                yield f"{part} scale", self.keep(f"{name} {part} scale", scale)
            else:
                yield part, self.keep(f"{name} {part}", array.astype(np.float32))

    def layer(self, name: str, state: str, held: Mapping[str, str]) -> str:
        """Add a layer of attention and its wide pass."""

        def linear(part: str, of: str) -> str:
            return self.linear(f"{name} {part}", of, [held[part], held[f"{part} scale"], held[f"{part} bias"]])

        def norm(part: str, of: str) -> str:
            inputs = [of, held[f"{part} gain"], held[f"{part} shift"]]
            return self.node("LayerNormalization", inputs, f"{name} {part} norm", axis=-1, epsilon=1e-12)

        shape = self.keep("by head", np.array([-1, HEADS, WIDTH // HEADS]))
        flat = self.keep("flat", np.array([-1, WIDTH]))
        whole = self.quantise(state)
        split = [
            self.node("Transpose", [self.node("Reshape", [linear(part, whole), shape], f"{name} {part} split")],
                      f"{name} {part} heads", perm=perm)
            for part, perm in (("query", [1, 0, 2]), ("key", [1, 2, 0]), ("value", [1, 0, 2]))
        ]  # fmt: skip
        root = self.keep("root", np.array((WIDTH / HEADS) ** -0.5, dtype=np.float32))
        scores = self.node("Mul", [self.node("MatMul", split[:2], f"{name} fit"), root], f"{name} fit scaled")
        weights = self.node("Softmax", [scores], f"{name} heed", axis=-1)
        heard = self.node("MatMul", [weights, split[2]], f"{name} heard")
        heard = self.node("Transpose", [heard], f"{name} heard by piece", perm=[1, 0, 2])
        heard = self.node("Reshape", [heard, flat], f"{name} heard flat")
        mixed = norm("mixed", self.node("Add", [linear("mix", self.quantise(heard)), state], f"{name} mixed sum"))
        wide = self.gelu(name, linear("wide", self.quantise(mixed)))
        return norm("done", self.node("Add", [linear("narrow", self.quantise(wide)), mixed], f"{name} done sum"))

    def quantise(self, state: str) -> str:
        return self.node("DynamicQuantizeLinear", [state], f"{state} whole")

    def linear(self, name: str, whole: str, held: Sequence[str]) -> str:
        """Multiply quantised states with a quantised matrix."""
        matrix, scale, bias = held
        product = self.node("MatMulInteger", [whole, matrix, f"{whole} zero"], f"{name} product")
        both = self.node("Mul", [f"{whole} scale", scale], f"{name} both scales")
        found = self.node("Mul", [self.node("Cast", [product], f"{name} cast", to=1), both], f"{name} scaled")
        return self.node("Add", [found, bias], f"{name} out")

    def gelu(self, name: str, state: str) -> str:
        two, one, half = (self.keep(f"{n}", np.array(v, np.float32)) for n, v in (("r2", 2**0.5), ("1", 1), ("½", 0.5)))
        erf = self.node("Erf", [self.node("Div", [state, two], f"{name} over")], f"{name} erf")
        share = self.node("Mul", [state, self.node("Add", [erf, one], f"{name} erf up")], f"{name} share")
        return self.node("Mul", [share, half], f"{name} gelu")
