"""What `language_model:` may say; a key never stands in the file, nor in an error."""

import pytest
from pydantic import ValidationError

from adjoin.drafts.drafter.language_model_settings import LanguageModelSettings
from adjoin.drafts.settings import DEFAULTS, Settings, settings_of

KEY = "sk-proj-Abc123Def456Ghi789Jkl"


def test_a_local_server_and_a_provider() -> None:
    local = LanguageModelSettings(model="small", base_url="http://localhost:11434/v1")
    assert (local.key_from, local.retries, local.timeout_seconds) == (None, 2, 60)
    assert LanguageModelSettings(model="openai:gpt-5", key_from="OPENAI_API_KEY").base_url is None


@pytest.mark.parametrize(
    "told",
    [
        {"model": "openai:x", "key_from": KEY},
        {"model": "openai:x", "key_from": "Abc123Def456Ghi789JklMno"},
        {"model": "x", "base_url": f"https://user:{KEY}@host/v1"},
        {"model": "x", "base_url": f"https://host/v1?key={KEY}"},
        {"model": "openai:x", "key": KEY},
    ],
)
def test_a_key_in_the_file_is_refused_and_not_repeated(told: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as raised:
        LanguageModelSettings(**told)  # type: ignore[arg-type]
    assert KEY not in str(raised.value)
    assert not [problem for problem in raised.value.errors() if KEY in problem["msg"]]


@pytest.mark.parametrize(
    "told",
    [{"model": "x"}, {"model": ""}, {"model": "openai:x", "retries": 3}, {"model": "openai:x", "timeout_seconds": 0},
     {"model": "x", "base_url": "localhost:1"}, {"model": "x", "base_url": "file:///etc/passwd"}],
)  # fmt: skip
def test_what_cannot_work_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LanguageModelSettings(**told)  # type: ignore[arg-type]


def test_the_age_of_goals_and_what_is_cold_are_settings() -> None:
    assert DEFAULTS == {"drafts": {"goal_days": 540, "cold_below": 0.05}}
    assert settings_of({"drafts": {"goal_days": 90}}) == Settings(90)
    with pytest.raises(ValueError, match="strength"):
        Settings(cold_below=25)
