"""Fetching one page: one address in, one `FetchResult` out, whatever servers do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import partial

import httpx

from proofpack.model.outcomes import Document, FetchResult, Kind, Outcome, Validators
from proofpack.refresh.fetch.body import SizeLimits
from proofpack.refresh.fetch.decode import kind_of, text_of
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.exchange import Answer, RequestOptions
from proofpack.refresh.fetch.hosts import Hosts
from proofpack.refresh.fetch.policy import Clock, Deadline, FetchPolicy
from proofpack.refresh.fetch.redirects import follow
from proofpack.refresh.fetch.retry import FetchProgress, RetryingClient
from proofpack.refresh.fetch.robots import RobotsRules, parse_robots, rules_after_error
from proofpack.refresh.fetch.urls import Address, UrlError, read_url

_VALIDATOR = re.compile(r"[ -~]{1,200}")


class Fetcher:
    """Fetches pages, one after the other. Each worker has its own; they share `hosts`."""

    def __init__(
        self,
        client: httpx.Client,
        hosts: Hosts,
        policy: FetchPolicy,
        clock: Clock,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Make a fetcher.

        Args:
            client: from `open_client`; its owner closes it.
            hosts: what the run knows of hosts.
            policy: who we are and what a server may take.
            clock: the time that waits and deadlines go by.
            jitter: numbers from 0 to 1, for the pauses between retries.
        """
        self._client = RetryingClient(client, hosts, policy.limits, clock, jitter)
        self._hosts = hosts
        self._limits = policy.limits
        self._clock = clock

    def fetch(
        self,
        url: str,
        validators: Validators | None = None,
        *,
        kind: Kind | None = None,
        most_bytes: int | None = None,
    ) -> FetchResult:
        """Fetch a page, by a conditional request where validators are given.

        Args:
            url: its address.
            validators: what the last fetch got, to ask whether the page has changed since.
            kind: how it is written, whatever its content type says.
            most_bytes: how many bytes of it are taken, as sent and inflated; else as the policy says.

        Returns:
            What came of it. Nothing that a server or an address can do raises an exception.
        """
        progress = self._progress(Deadline(self._clock, self._limits.deadline_seconds))
        try:
            known = validators or Validators()
            sizes = self._sizes(most_bytes)
            kind_here = partial(kind_of, declared=kind)
            options = RequestOptions(sizes, _conditions(known), kind_here)
            answer = self._answer(url, progress, options)
            if answer.status == httpx.codes.NOT_MODIFIED:
                following = _validators(answer.headers, known)
                return FetchResult(
                    Outcome.UNCHANGED, None, "", tuple(progress.chain), 304, following
                )
            kind = kind_here(answer.address, answer.headers)
            return self._result(url, answer, progress, kind)
        except FetchError as error:
            chain = tuple(progress.chain)
            return FetchResult(
                error.outcome, None, error.detail, chain, error.status or progress.status
            )

    def _progress(self, deadline: Deadline) -> FetchProgress:
        return FetchProgress(deadline, self._limits.retries)

    def _sizes(self, most: int | None) -> SizeLimits:
        return SizeLimits(most or self._limits.body_bytes, most or self._limits.text_bytes)

    def _answer(self, url: str, progress: FetchProgress, options: RequestOptions) -> Answer:
        try:
            start = read_url(url)
        except UrlError as error:
            raise FetchError(Outcome.BAD_URL, f"not an address that is asked: {error}") from None

        def obey(address: Address) -> None:
            self._rules(address, progress).check(address)

        return follow(
            self._client,
            start,
            progress,
            options,
            max_redirects=self._limits.redirects,
            check_robots=obey,
        )

    def _result(self, url: str, answer: Answer, progress: FetchProgress, kind: Kind) -> FetchResult:
        chain = tuple(progress.chain)
        stayed = len(chain) == 1
        # Validators are about the address that gave them. After a redirect that is another one.
        validators = _validators(answer.headers, Validators()) if stayed else Validators()
        text = text_of(answer.body, kind, answer.headers)
        here = url if stayed else answer.address.text
        refresh = answer.headers.get("Refresh", "")
        document = Document(here, url, kind, text, answer.challenged, refresh)
        if not progress.moved:
            return FetchResult(None, document, "", chain, answer.status, validators)
        detail = f"moved to {answer.address.shown}"
        return FetchResult(Outcome.MOVED, document, detail, chain, answer.status, validators)

    def _rules(self, address: Address, progress: FetchProgress) -> RobotsRules:
        """Return the robots.txt rules of the host of an address; read them if nobody did."""

        def read() -> tuple[RobotsRules, bool]:
            seconds = progress.deadline.remaining
            rules = self._read_rules(address, progress.deadline)
            # Whoever comes with the end of a deadline cannot say of a host that it is slow.
            hasty = seconds < self._limits.deadline_seconds / 2
            return rules, not (rules.outcome is Outcome.TOO_SLOW and hasty)

        patience = self._limits.deadline_seconds + self._limits.wait_seconds
        rules = self._hosts.rules(address.host, read, progress.deadline, patience)
        if rules is None:
            raise progress.deadline.timeout_error()
        return rules

    def _read_rules(self, address: Address, deadline: Deadline) -> RobotsRules:
        size = self._limits.robots_bytes
        options = RequestOptions(SizeLimits(size, size, cut=True), {}, lambda *_: None)
        start = read_url(f"{address.host}/robots.txt")
        progress = self._progress(deadline)
        try:
            answer = follow(
                self._client, start, progress, options, max_redirects=self._limits.redirects
            )
        except FetchError as error:
            return rules_after_error(error, redirected=len(progress.chain) > 1)
        return parse_robots(answer.body, self._limits.crawl_delay_seconds)


def _conditions(validators: Validators) -> dict[str, str]:
    named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
    return {name: value for name, value in named.items() if _VALIDATOR.fullmatch(value)}


def _validators(headers: httpx.Headers, known: Validators) -> Validators:
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    return Validators(
        etag if _VALIDATOR.fullmatch(etag) else known.etag,
        modified if _VALIDATOR.fullmatch(modified) else known.modified,
    )
