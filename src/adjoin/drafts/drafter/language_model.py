"""The drafter that asks a language model, of any provider, through pydantic-ai."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import Draft, DraftKind
from adjoin.drafts.drafter.answer import Answer, drafts_of
from adjoin.drafts.drafter.language_model_settings import LanguageModelSettings
from adjoin.drafts.drafter.port import KINDS, NoDraftsError
from adjoin.drafts.prompt import Prompt, prompt
from adjoin.drafts.word_files import Words

if TYPE_CHECKING:
    from pydantic_ai import Agent

MOST_TOKENS = 4_000
PASSING = 500
NO_KEY = "none"  # a server without keys; never the key of another provider that the environment may hold


@dataclass(frozen=True)
class LanguageModel:
    """`settings`: which model; `words`: the project's own; `environment`: where the key is looked up.

    Temperature 0; at most `1 + settings.retries` requests a brief.
    """

    settings: LanguageModelSettings
    words: Words | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    name: str = "the language model"

    def draft(self, brief: Brief, kinds: Sequence[DraftKind] = KINDS) -> tuple[Draft, ...]:
        """As the port says. ConfigurationError where the extra or the key is missing; NoDraftsError where the model
        cannot be reached, is too slow, or answers what is no draft."""
        agent = self._agent(asked := prompt(brief, self.words))
        # A thread of its own: the caller may have an event loop already (a server), and asyncio allows one a thread.
        with ThreadPoolExecutor(1) as thread:
            answer = thread.submit(asyncio.run, self._asked(agent, asked.user)).result()
        drafts = drafts_of(answer, brief, kinds)
        if not drafts:
            raise NoDraftsError(f"{self._whom()} wrote none of the drafts that were asked for")
        return drafts

    async def _asked(self, agent: "Agent[Any, Answer]", facts: str) -> Answer:
        async with agent:  # closes its connections
            return await self._answer(agent, facts)

    async def _answer(self, agent: "Agent[Any, Answer]", facts: str) -> Answer:
        """What does not answer in time is not asked again; what fails or answers nonsense is."""
        for left in range(self.settings.retries, -1, -1):
            try:
                done = await asyncio.wait_for(agent.run(facts), self.settings.timeout_seconds)
            except TimeoutError:
                seconds = f"{self.settings.timeout_seconds:g} seconds"
                raise NoDraftsError(f"{self._whom()} did not answer within {seconds}") from None
            except Exception as error:  # noqa: BLE001  (a provider's library may raise anything; none of it is shown)
                why, may_pass = _why(error)
                if not (left and may_pass):
                    raise NoDraftsError(f"{self._whom()} {why}") from None
            else:
                return done.output
        raise AssertionError("the last try returns or raises")

    def _agent(self, asked: Prompt) -> "Agent[Any, Answer]":
        try:
            from pydantic_ai import Agent, PromptedOutput  # noqa: PLC0415  (an extra, and slow to import)
            from pydantic_ai.settings import ModelSettings  # noqa: PLC0415
        except ImportError:
            raise ConfigurationError(
                "A language model needs the extra llm: pip install 'adjoin[llm]'. "
                "Without it the offline templates write."
            ) from None
        limits = ModelSettings(
            temperature=0.0, max_tokens=MOST_TOKENS, timeout=self.settings.timeout_seconds, max_retries=0
        )
        return Agent(
            self._model(),
            output_type=PromptedOutput(Answer),
            instructions=asked.system,
            model_settings=limits,
            retries=0,
        )

    def _model(self) -> Any:
        from pydantic_ai.exceptions import UserError  # noqa: PLC0415
        from pydantic_ai.models import infer_model  # noqa: PLC0415
        from pydantic_ai.providers import infer_provider  # noqa: PLC0415

        key = self._key()
        try:
            if self.settings.base_url is not None:
                return self._compatible(key)
            own: Any = infer_provider if key is None else _with_key(key)
            return infer_model(self.settings.model, provider_factory=own)
        except (ImportError, UserError, ValueError, TypeError):
            raise ConfigurationError(
                f"language_model: '{self.settings.model}' cannot be used here. Write provider:name, such as "
                "openai:gpt-5, name its key's environment variable in key_from, and install what the provider needs "
                "(pip install 'pydantic-ai-slim[PROVIDER]'); or give the base_url of an OpenAI-compatible server."
            ) from None

    def _compatible(self, key: str | None) -> Any:
        from pydantic_ai.models.openai import OpenAIChatModel  # noqa: PLC0415
        from pydantic_ai.providers.openai import OpenAIProvider  # noqa: PLC0415

        name = self.settings.model.removeprefix("openai:")
        return OpenAIChatModel(
            name, provider=OpenAIProvider(base_url=self.settings.base_url, api_key=key or NO_KEY)
        )

    def _key(self) -> str | None:
        variable = self.settings.key_from
        if variable is None:
            return None
        key = self.environment.get(variable, "").strip()
        if not key:
            raise ConfigurationError(
                f"language_model: the environment variable {variable}, named by key_from, is empty. Set it to the key."
            )
        return key

    def _whom(self) -> str:
        host = urlsplit(self.settings.base_url).netloc if self.settings.base_url else None
        return f"the language model at {host}" if host else f"the language model {self.settings.model}"


def _with_key(key: str) -> Callable[[str], Any]:
    from pydantic_ai.providers import infer_provider_class  # noqa: PLC0415

    def provider(name: str) -> Any:
        made: Any = infer_provider_class(name)
        return made(api_key=key)

    return provider


def _why(error: Exception) -> tuple[str, bool]:
    """What went wrong without the answer's text, which may say anything, and whether another try may help."""
    from pydantic_ai.exceptions import ModelHTTPError, UnexpectedModelBehavior  # noqa: PLC0415

    if isinstance(error, ModelHTTPError):
        passing = error.status_code >= PASSING or error.status_code in (408, 429)
        return f"answered with the status {error.status_code}", passing
    if isinstance(error, UnexpectedModelBehavior):
        return "answered with something that is no draft", True
    return f"could not be asked ({type(error).__name__})", True
