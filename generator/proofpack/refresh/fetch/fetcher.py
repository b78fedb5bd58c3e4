"""One address in, one `FetchResult` out, whatever servers do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import httpx

from proofpack.model.outcomes import Document, FetchResult, Outcome, Validators
from proofpack.refresh.fetch.body import Caps
from proofpack.refresh.fetch.decode import kind_of, text_of
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.exchange import Answer, Wanted
from proofpack.refresh.fetch.hosts import Hosts
from proofpack.refresh.fetch.policy import Clock, Deadline, FetchPolicy
from proofpack.refresh.fetch.redirects import follow
from proofpack.refresh.fetch.retry import FetchProgress, RetryingClient
from proofpack.refresh.fetch.robots import RobotsRules, rules_of, rules_without
from proofpack.refresh.fetch.urls import Address, UrlError, read_url

_VALIDATOR = re.compile(r"[ -~]{1,200}")


class Fetcher:
    """Visits pages, one after the other. Each worker has its own; they share `hosts`."""

    def __init__(
        self,
        client: httpx.Client,
        hosts: Hosts,
        manners: FetchPolicy,
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Make a visitor.

        Args:
            client: from `open_client`; its owner closes it.
            hosts: what the run knows of hosts.
            manners: who we are and what a server may take.
            clock: the time that waits and deadlines go by.
            chance: numbers from 0 to 1, for the pauses between retries.
        """
        self._courier = RetryingClient(client, hosts, manners.limits, clock, chance)
        self._hosts = hosts
        self._limits = manners.limits
        self._clock = clock

    def visit(self, url: str, validators: Validators | None = None) -> FetchResult:
        """Ask for a page.

        Args:
            url: its address.
            validators: what the last visit got, to ask whether the page has changed since.

        Returns:
            What came of it. Nothing that a server or an address can do raises an exception.
        """
        journey = self._journey(Deadline(self._clock, self._limits.deadline_seconds))
        try:
            known = validators or Validators()
            answer = self._answer(url, journey, known)
            if answer.status == httpx.codes.NOT_MODIFIED:
                kept = _validators(answer.headers, known)
                return FetchResult(Outcome.UNCHANGED, None, "", tuple(journey.chain), 304, kept)
            return self._judge(url, answer, journey)
        except FetchError as fault:
            chain = tuple(journey.chain)
            return FetchResult(
                fault.outcome, None, fault.detail, chain, fault.status or journey.status
            )

    def _journey(self, deadline: Deadline) -> FetchProgress:
        return FetchProgress(deadline, self._limits.retries)

    def _answer(self, url: str, journey: FetchProgress, validators: Validators) -> Answer:
        try:
            start = read_url(url)
        except UrlError as error:
            raise FetchError(Outcome.BAD_URL, f"not an address that is asked: {error}") from None
        caps = Caps(self._limits.body_bytes, self._limits.text_bytes)
        wanted = Wanted(caps, _conditions(validators), kind_of)

        def obey(address: Address) -> None:
            self._rules(address, journey).check(address)

        return follow(self._courier, start, journey, wanted, most=self._limits.redirects, gate=obey)

    def _judge(self, url: str, answer: Answer, journey: FetchProgress) -> FetchResult:
        chain = tuple(journey.chain)
        stayed = len(chain) == 1
        # Validators are about the address that gave them. After a redirect that is another one.
        kept = _validators(answer.headers, Validators()) if stayed else Validators()
        kind = kind_of(answer.address, answer.headers)
        text = text_of(answer.body, kind, answer.headers)
        here = url if stayed else answer.address.text
        document = Document(here, url, kind, text, answer.challenged)
        if not journey.moved:
            return FetchResult(None, document, "", chain, answer.status, kept)
        detail = f"moved to {answer.address.shown}"
        return FetchResult(Outcome.MOVED, document, detail, chain, answer.status, kept)

    def _rules(self, address: Address, journey: FetchProgress) -> RobotsRules:
        """Return the rules of the host of an address; read them if nobody did."""

        def read() -> tuple[RobotsRules, bool]:
            given = journey.deadline.remaining
            rules = self._read_rules(address, journey.deadline)
            # Whoever comes with the end of a deadline cannot say of a host that it is slow.
            hasty = given < self._limits.deadline_seconds / 2
            return rules, not (rules.outcome is Outcome.TOO_SLOW and hasty)

        patience = self._limits.deadline_seconds + self._limits.wait_seconds
        rules = self._hosts.rules(address.host, read, journey.deadline, patience)
        if rules is None:
            raise journey.deadline.missed()
        return rules

    def _read_rules(self, address: Address, deadline: Deadline) -> RobotsRules:
        size = self._limits.robots_bytes
        wanted = Wanted(Caps(size, size, cut=True), {}, lambda *_: None)
        start = read_url(f"{address.host}/robots.txt")
        journey = self._journey(deadline)
        try:
            answer = follow(self._courier, start, journey, wanted, most=self._limits.redirects)
        except FetchError as fault:
            return rules_without(fault, redirected=len(journey.chain) > 1)
        return rules_of(answer.body, self._limits.crawl_delay_seconds)


def _conditions(validators: Validators) -> dict[str, str]:
    named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
    return {name: value for name, value in named.items() if _VALIDATOR.fullmatch(value)}


def _validators(headers: httpx.Headers, known: Validators) -> Validators:
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    return Validators(
        etag if _VALIDATOR.fullmatch(etag) else known.etag,
        modified if _VALIDATOR.fullmatch(modified) else known.modified,
    )
