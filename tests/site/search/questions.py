"""What people type, and the pages of the founding project that answer it.

Reworded from titles of public issues about OpenAI-compatible interfaces, their clients and gateways,
from questions of support, and from what a reader of these guides knows that she has seen somewhere.
"""

from __future__ import annotations

REVIEW, NOTE, PACKET = (
    "guides/contract-review",
    "guides/escalation-note",
    "guides/evidence-packet",
)
LIVE, REPRODUCTION = "guides/production-validation", "guides/reproduction-note"
CHAT, ESCALATION, TELEMETRY = (
    "contracts/chat-completions",
    "contracts/escalation",
    "contracts/telemetry",
)
SAFE, DATES, FAQ = "about/safe-evidence", "about/how-dates-are-earned", "faq"

SYNONYMS = (
    ("rate limit", "429", "too many requests"),
    ("API key", "token", "credential"),
    ("go live", "rollout", "launch"),
)

QUESTIONS: dict[str, set[str]] = {
    # Limits and retries.
    "rate limit retry with exponential backoff": {"sources/limits", "sources/retry", CHAT},
    "RateLimitError": {CHAT, REVIEW, LIVE, "sources/limits"},
    "too many requests": {LIVE, CHAT, "sources/limits"},
    "429 do not retry": {LIVE, CHAT, "sources/limits", "sources/errors"},
    "Retry-After": {CHAT, TELEMETRY, REPRODUCTION, "sources/retry"},
    "requests per minute": {"sources/limits", CHAT},
    "concurrency limit": {"sources/limits", "sources/help-center"},
    "backoff jitter": {"sources/limits", "sources/aws-retry"},
    "when should the client stop retrying": {FAQ, REPRODUCTION, CHAT},
    "burst test to find the limit": {FAQ},
    # Paths and keys.
    "Invalid URL (POST /chat/completions)": {CHAT, REVIEW, LIVE, "sources/chat"},
    "base url missing /v1": {CHAT, "sources/quickstart"},
    "404 wrong path": {CHAT, REVIEW, LIVE},
    "401 incorrect api key provided": {CHAT, "sources/errors", LIVE},
    "Authorization: Bearer": {CHAT, REVIEW, "sources/quickstart", SAFE},
    "hard-coded path": {FAQ},
    "/v1/chat/completions": {CHAT, "sources/chat", NOTE},
    # Answers and parsers.
    "usage missing when streaming": {CHAT, REVIEW, LIVE},
    "parser fails on the answer": {REVIEW},
    "streaming behaves differently": {REVIEW, CHAT},
    "invalid_request": {"sources/errors", REVIEW, LIVE},
    "HTTP 500 malformed request": {"sources/errors", LIVE, REVIEW},
    "error.code": {"sources/errors", CHAT, REVIEW},
    "reasoning_effort": {CHAT, REVIEW, "sources/chat"},
    "o-series responses endpoint": {CHAT, "sources/responses", "sources/chat"},
    "undocumented field works": {FAQ, REVIEW},
    "response shape": {NOTE, REPRODUCTION},
    # Models, billing, limits of what may be claimed.
    "list available models": {"sources/models"},
    "model name hardcoded": {FAQ, LIVE},
    "should we name the model": {FAQ, NOTE},
    "billing mismatch": {CHAT, REVIEW},
    "prove that price is the cause": {FAQ, NOTE},
    "provider outage": {REPRODUCTION, NOTE, FAQ, PACKET},
    # Secrets.
    "api keys in logs": {SAFE, LIVE, PACKET, FAQ},
    "redact secrets before sharing": {PACKET, SAFE},
    "leaked api key": {SAFE},
    "<MODEL_ID>": {SAFE},
    "customer data in ticket": {SAFE, PACKET, FAQ},
    "can I paste the whole request body": {FAQ, NOTE},
    "attach production logs": {FAQ, PACKET},
    # Support.
    "contact support": {FAQ, NOTE, ESCALATION, "sources/support"},
    "escalate every failed request": {FAQ, PACKET},
    "docs and behaviour disagree": {FAQ, PACKET},
    "mention fallback in message": {FAQ, PACKET},
    "help center": {"sources/help-center", ESCALATION},
    "minimal reproduction bug report": {REPRODUCTION, PACKET},
    # Telemetry.
    "http.request.resend_count": {"sources/otel-spans", TELEMETRY, REPRODUCTION},
    "retry attempt span attribute": {TELEMETRY, "sources/otel-spans", REPRODUCTION},
    "opentelemetry http conventions": {"sources/otel-http", TELEMETRY},
    "attempt_number": {REPRODUCTION, "worksheets/reproduction-note", TELEMETRY},
    # Working with the guides.
    "canary request": {LIVE},
    "go live checklist": {LIVE, "worksheets/production-validation"},
    "smoke test": {NOTE, FAQ, REVIEW},
    "sign-off": {REVIEW, "worksheets/contract-review"},
    "incident window": {REVIEW, "worksheets/contract-review"},
    "quote no longer found": {DATES},
    "observab": {LIVE},
    # Slips of the finger.
    "evidense packet": {PACKET},
    "escalaton note": {NOTE},
    "contarct review": {REVIEW},
    "reprodution note": {REPRODUCTION},
    "athentication header": {CHAT, REVIEW},
}
"""60 and a few more."""
