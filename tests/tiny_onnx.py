"""A transformer small enough to write by hand: each word has a row of three numbers.

What it says of a text is the sum of its words' rows. The file is written field by field as
ONNX's protocol buffers have it, so that no further library is needed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

WORDS: Mapping[str, tuple[float, float, float]] = {
    "[PAD]": (9.0, 9.0, -18.0),  # whoever forgets the mask hears of it
    "[UNK]": (0.0, 0.4, 0.0),
    "great": (-1.0, 0.0, 3.0),
    "awful": (3.0, 0.0, -1.0),
}
"""Rows in the order negative, neutral, positive."""

LABELS = ("negative", "neutral", "positive")

_FLOAT, _INT64 = 1, 7


def write(folder: Path, labels: Sequence[str] = LABELS, *, inputs: int = 2) -> Path:
    """Write a model whose columns are in the order of *labels*; return its folder.

    Args:
        folder: Is made.
        labels: As `config.json` calls the columns.
        inputs: 2: ids and mask; 3: a third one, that nobody has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    order = [LABELS.index(label.lower()) if label.lower() in LABELS else 0 for label in labels]
    rows = [[row[at] for at in order] for row in WORDS.values()]
    (folder / "model.onnx").write_bytes(_model(rows, inputs))
    names = {str(at): label for at, label in enumerate(labels)}
    (folder / "config.json").write_text(json.dumps({"model_type": "tiny", "id2label": names}))
    vocabulary = {word: at for at, word in enumerate(WORDS)}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _model(rows: Sequence[Sequence[float]], inputs: int) -> bytes:
    names = ("input_ids", "attention_mask", "pixel_values")[:inputs]
    table = struct.pack(f"<{len(rows) * len(rows[0])}f", *(x for row in rows for x in row))
    graph = b"".join((
        _node("Gather", ("table", "input_ids"), "found"),
        _node("Cast", ("attention_mask",), "whole", to=_FLOAT),
        _node("Unsqueeze", ("whole", "last"), "mask"),
        _node("Mul", ("found", "mask"), "kept"),
        _node("ReduceSum", ("kept", "middle"), "logits", keepdims=0),
        _text(2, "tiny"),
        _tensor("table", _FLOAT, (len(rows), len(rows[0])), table),
        _tensor("last", _INT64, (1,), struct.pack("<q", 2)),
        _tensor("middle", _INT64, (1,), struct.pack("<q", 1)),
        *(_field(11, _value(name, _INT64, ("posts", "tokens"))) for name in names),
        _field(12, _value("logits", _FLOAT, ("posts", len(rows[0])))),
    ))  # fmt: skip
    return _number(1, 8) + _field(8, _text(1, "") + _number(2, 13)) + _field(7, graph)


def _node(kind: str, inputs: Sequence[str], output: str, **attributes: int) -> bytes:
    made = [*(_text(1, name) for name in inputs), _text(2, output), _text(4, kind)]
    for name, value in attributes.items():
        made.append(_field(5, _text(1, name) + _number(3, value) + _number(20, 2)))
    return _field(1, b"".join(made))


def _tensor(name: str, kind: int, shape: Sequence[int], raw: bytes) -> bytes:
    sizes = b"".join(_number(1, size) for size in shape)
    return _field(5, sizes + _number(2, kind) + _text(8, name) + _field(9, raw))


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    sizes = b"".join(
        _field(1, _number(1, size) if isinstance(size, int) else _text(2, size)) for size in shape
    )
    return _text(1, name) + _field(2, _field(1, _number(1, kind) + _field(2, sizes)))


def _text(field: int, text: str) -> bytes:
    return _field(field, text.encode())


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
