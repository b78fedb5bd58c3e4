"""Rules about what has changed, what cannot be supported, and, as a backstop, the calendar."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.documents import key_path
from proofpack.model.library import Due, Guide, KnownFact, KnownSource
from proofpack.model.outcomes import Outcome
from proofpack.model.problems import Cause, Exit, Place
from proofpack.text.plural import count

_BUNCH = 3
_BY_HAND = "Read it, and `proofpack stamp` it; `by_hand: true` says that no program can."
_FIXES = {
    Outcome.LOGIN_WALL: _BY_HAND,
    Outcome.CHALLENGE: _BY_HAND,
    Outcome.ROBOTS_DISALLOWED: _BY_HAND,
    Outcome.SCRIPT_ONLY: "Set `read` to its Markdown twin, or `proofpack stamp` it.",
    Outcome.TOO_BIG: "Raise its `most_bytes`.",
    Outcome.BLOCKED_ADDRESS: "Run `proofpack refresh --allow-private`, if it is of your own network.",
}
_STEP_DAYS = 7


def source_changed(context: RuleContext) -> Iterator[Finding]:
    """A page has changed where a guide stands on it, since the guide was last reviewed.

    The visible text of the page differs from the time before, under the same rules of extraction; a fact
    of the guide does not hold there any more; and nobody has reviewed the guide since. A change that
    touches no passage is no finding: the report of `refresh` shows its sentences.

    Read what changed (`proofpack review GUIDE` shows it), correct the guide, then set `last_reviewed`.
    """
    for guide in context.library.guides.values():
        for used in guide.sources:
            changed = used.source.changed
            reviewed = guide.meta.last_reviewed
            on_it = {fact.ref for fact in used.source.facts}
            touched = [fact.ref for fact in guide.facts if fact.ref in on_it and fact.trouble]
            if changed and reviewed and changed > reviewed and touched:
                what = f"the text of {used.source.id} changed on {changed}, after the last review"
                what += f", and touches {', '.join(touched)}"
                remedy = f"Run `proofpack review {guide.id}`."
                many = "guides stand on pages that changed after their review"
                cause = Cause(guide.id, many, "Run `proofpack review GUIDE`.")
                place = context.front(guide, "last_reviewed")
                yield Finding(place, "last_reviewed", what, remedy, cause=cause)


def fact_lapsed(context: RuleContext) -> Iterator[Finding]:
    """A fact may no longer be stated.

    Its quote has been missing for longer than `reading.grace_days` of the policy, or its page answered
    404 or 410 on two attempts running. Areas that stand on it show their fallback.

    Read the page, correct the fact and its quote, and refresh; or remove it from what relies on it.
    """
    for fact in context.library.facts.values():
        if fact.lapsed and not fact.overturned:
            yield _about(context, fact, "Correct the fact and its quote, then refresh.")


def absence_overturned(context: RuleContext) -> Iterator[Finding]:
    """A page says now what an absence says to be unsaid.

    The claim that something is not documented is wrong from that day on; there is no grace for it.

    Rewrite what stands on the absence, and turn it into a fact with its quote.
    """
    for fact in context.library.facts.values():
        if fact.overturned:
            yield _about(context, fact, "Rewrite what stands on it; state the fact with its quote.")


def fact_lost(context: RuleContext) -> Iterator[Finding]:
    """The quote of a fact was not on its page when it was last looked for.

    The fact may still be stated until the grace of the policy ends, and the finding says when.

    Read the page: correct the quote if the words have changed, the fact if the meaning has.
    """
    grace = datetime.timedelta(days=context.library.policy.reading.grace_days)
    for fact in context.library.facts.values():
        if fact.missing_since and not fact.lapsed:
            until = f"It lapses after {fact.missing_since + grace}; correct the quote or the fact."
            yield _about(context, fact, until)


def passage_changed(context: RuleContext) -> Iterator[Finding]:
    """The quote of a fact stands on its page, but what stands around it has changed.

    Its sentence, the name of its row, its heading or a notice near it differs from what was accepted,
    and nobody has accepted that yet. The date of the page has moved; that of the fact waits.

    Read what changed (`proofpack refresh SOURCE` and `proofpack review GUIDE` show it). If the fact
    still holds, `proofpack accept` it; else correct the fact and its quote.
    """
    for fact in context.library.facts.values():
        if fact.changed_since and not (fact.missing_since or fact.gone_since):
            waiting = f"@{fact.waiting.passage.id}" if fact.waiting else ""
            remedy = f"Correct it, or `proofpack accept --by INITIALS {fact.ref}{waiting}`."
            many = "facts have quotes around which their pages changed"
            cause = Cause(fact.ref, many, "Read what changed: `proofpack review GUIDE`.")
            yield _about(context, fact, remedy)._replace(cause=cause)


def source_replaced(context: RuleContext) -> Iterator[Finding]:
    """The page of a source was replaced, or every quote is gone from it.

    On two days or more, what was served carried none of its quotes and nothing near them, and looked
    unlike the page that was read before. No date has moved and nothing has lapsed; its facts are
    unchecked since the first of these days. A start page, a consent wall or a note that a page was not
    found is recognised so in any language.

    Read the page. Correct `url` or `read` if it stands elsewhere, or its quotes if it was rewritten; or
    `proofpack stamp` what you found.
    """
    for source in context.library.sources.values():
        if source.replaced_since and not source.retired_since:
            unchecked = f"; {count(len(source.facts), 'fact')} unchecked" if source.facts else ""
            what = "the page was replaced, or every quote is gone: read it"
            what += f" (since {source.replaced_since}{unchecked})"
            remedy = "Correct its address or its quotes, or `proofpack stamp` it."
            together = "Correct addresses or quotes, or `proofpack stamp` them."
            many = "pages were replaced, or every quote is gone from them"
            cause = Cause(source.id, many, together)
            yield Finding(context.place("source", source.id), source.id, what, remedy, cause=cause)


def source_failing(context: RuleContext) -> Iterator[Finding]:
    """Every attempt to read a page has failed since its last reading.

    No date has moved meanwhile. The finding says how the last attempt ended, and how old the last good
    reading is.

    Correct `url` or `read`, or read the page yourself and `proofpack stamp` it.
    """
    for source in context.library.sources.values():
        if source.failures and not (source.replaced_since or source.retired_since):
            first, last = source.failures[0], source.failures[-1]
            age = _age(context, source)
            what = f"reads fail since {first.day} ({last.words}); {age}"
            remedy = _FIXES.get(last.outcome, "Fix its address.")
            cause = Cause(source.id, "sources cannot be read", "See `--all` for what fixes each.")
            yield Finding(context.place("source", source.id), source.id, what, remedy, cause=cause)


def reading_due(context: RuleContext) -> Iterator[Finding]:
    """A page has not been read for longer than the policy wants, or never.

    `reading.every_days` of the policy says how old a reading may be. In a new project, in which no page
    was read and no guide reviewed, this is a note.

    Run `proofpack refresh --only-due`; `proofpack stamp` a page that only a person can read.
    """
    new = _new(context)
    for source in context.library.sources.values():
        if _is_due(context, source):
            what = _age(context, source)
            remedy = "Run `proofpack refresh --only-due`."
            if _is_read_by_hand(source):
                remedy = f"Read it, then `proofpack stamp {source.id} --by INITIALS`."
            place, cause = context.place("source", source.id), _reading(context, source)
            yield Finding(place, source.id, what, remedy, note=new, cause=cause)


def fact_unconfirmed(context: RuleContext) -> Iterator[Finding]:
    """Facts of a page were never looked for on it.

    Nobody has shown yet that their quotes stand there, so the site says "unchecked". In a new
    project, in which no page was read and no guide reviewed, this is a note.

    Run `proofpack refresh`, or read the page and `proofpack stamp` it with `--fact`.
    """
    new = _new(context)
    for source in context.library.sources.values():
        open_facts = [fact.record.id for fact in source.facts if not fact.looked]
        if open_facts and not source.retired_since:
            of = f"{len(open_facts)} of {count(len(source.facts), 'fact')}"
            verb = "was" if len(open_facts) == 1 else "were"
            what = f"{of} {verb} never looked for: {', '.join(open_facts)}"
            remedy = "Run `proofpack refresh`."
            if _is_read_by_hand(source):
                facts = " ".join(f"--fact {fact}" for fact in open_facts)
                remedy = f"Read it, then `proofpack stamp {source.id} --by INITIALS {facts}`."
            place, cause = context.place("source", source.id), _reading(context, source)
            yield Finding(place, source.id, what, remedy, note=new, cause=cause)


def source_retired(context: RuleContext) -> Iterator[Finding]:
    """A guide stands on a page that nobody reads any more.

    The source pack says since when it is `retired`: no reading of it is due, none of its failures is
    told, and what stands on it shows as unchecked since that day.

    Find the page that took its place, or take what stands on it out of the guide.
    """
    for guide in context.library.guides.values():
        retired = [used.source for used in guide.sources if used.source.retired_since]
        for source in retired:
            what = f"it stands on {source.id}, which is retired since {source.retired_since}"
            remedy = "Find what took its place, or take out what stands on it."
            many = "guides stand on pages that are retired"
            place, cause = context.front(guide, "title"), Cause(guide.id, many, remedy)
            yield Finding(place, "sources", what, remedy, cause=cause)


def review_missing(context: RuleContext) -> Iterator[Finding]:
    """Nobody has reviewed a guide yet.

    Its front matter says `last_reviewed: never`, and its page says so. In a new project, in which
    no page was read and no guide reviewed, this is a note.

    Review the guide, then set `last_reviewed` to the day.
    """
    new = _new(context)
    for guide in context.library.guides.values():
        if guide.due is Due.NEVER:
            what, remedy = "not reviewed yet", f"Run `proofpack review {guide.id}` when you begin."
            place = context.front(guide, "last_reviewed")
            cause = Cause(guide.id, "guides were never reviewed", "Run `proofpack review GUIDE`.")
            yield Finding(place, "last_reviewed", what, remedy, note=new, cause=cause)


def review_overdue(context: RuleContext) -> Iterator[Finding]:
    """A guide is past its review.

    The interval comes from the guide, its kind, or the policy. The finding says when its sources had
    last been read before that review: a review that re-opened none of them refreshed the prose alone.

    Review the guide (`proofpack review GUIDE` prepares it), then set `last_reviewed`.
    """
    for guide in context.library.guides.values():
        if guide.due is Due.OVERDUE and guide.next_review:
            days = count((context.library.today - guide.next_review).days, "day")
            what = f"review was due on {guide.next_review}, {days} ago; {_read_before(guide)}"
            remedy = f"Run `proofpack review {guide.id}`, then set `last_reviewed`."
            together = "Run `proofpack review GUIDE`, then set `last_reviewed`."
            cause = Cause(guide.id, "guides are past their review", together)
            place = context.front(guide, "last_reviewed")
            yield Finding(place, "last_reviewed", what, remedy, cause=cause)


def review_due_soon(context: RuleContext) -> Iterator[Finding]:
    """A guide is due for review within the policy's `review.warn_days`.

    Plan it now: a review that starts with a fresh reading of the sources takes two sittings.
    """
    guides = context.library.guides.values()
    soon = [
        (guide, guide.next_review)
        for guide in guides
        if guide.due is Due.SOON and guide.next_review
    ]
    first = min((day for _, day in soon), default=None)
    for guide, day in soon:
        days = count((day - context.library.today).days, "day")
        what = f"review is due on {day}, in {days}; {_read_before(guide)}"
        remedy = f"Run `proofpack review {guide.id}` when you begin."
        together = f"The first is due on {first}: `proofpack review GUIDE`."
        cause = Cause(guide.id, "guides are due for review soon", together)
        place = context.front(guide, "last_reviewed")
        yield Finding(place, "last_reviewed", what, remedy, cause=cause)


def reviewed_unread(context: RuleContext) -> Iterator[Finding]:
    """A guide was reviewed although sources of it had not been read for that review.

    Its date says that the prose was refreshed; its sources were not re-opened. A source counts as read
    for a review if it was read in the `reading.every_days` before it.

    Read the sources, and review the guide again where they differ.
    """
    every = context.library.policy.reading.every_days
    for guide in context.library.guides.values():
        reviewed = guide.meta.last_reviewed
        if not reviewed:
            continue
        unread = [
            used.source.id
            for used in guide.sources
            if not used.read_for_review or (reviewed - used.read_for_review).days > every
        ]
        if unread:
            of = f"{len(unread)} of {count(len(guide.sources), 'source')}"
            what = f"reviewed on {reviewed}, and {of} not read for it: {', '.join(unread)}"
            remedy = "Read them, and review again where they differ."
            cause = Cause(guide.id, "guides were reviewed, and sources not read for it", remedy)
            place = context.front(guide, "last_reviewed")
            yield Finding(place, "last_reviewed", what, remedy, cause=cause)


def reviews_bunched(context: RuleContext) -> Iterator[Finding]:
    """Many guides are due for review on one day.

    Batches are bumped, not reviewed. The finding proposes intervals that spread them by a week each.

    Set `review_every_days` in the front matter of the guides that it names.
    """
    by_day: dict[datetime.date, list[tuple[Guide, int]]] = defaultdict(list)
    for guide in context.library.guides.values():
        if guide.next_review and guide.meta.last_reviewed:
            interval = (guide.next_review - guide.meta.last_reviewed).days
            by_day[guide.next_review].append((guide, interval))
    for day, guides in sorted(by_day.items()):
        if len(guides) >= _BUNCH:
            advice = ", ".join(
                f"{guide.id}: {interval - _STEP_DAYS * step}"
                for step, (guide, interval) in enumerate(guides)
                if step and interval > _STEP_DAYS * step
            )
            what = f"{len(guides)} guides are due for review on {day}"
            remedy = f"Spread them with `review_every_days`: {advice}."
            yield Finding(
                context.front(guides[0][0], "last_reviewed"), "last_reviewed", what, remedy
            )


def date_in_future(context: RuleContext) -> Iterator[Finding]:
    """A guide was reviewed or changed, or a page was read, on a day that has not come.

    A review that lies in the future moves the next one with it, so the gate would stay shut for longer
    than the policy allows; a reading would be shown from that day on, though nobody read the page then.
    One day after today in UTC is allowed: it has begun somewhere.

    Write the day on which it happened. No command takes a day out of the ledger: restore that from
    version control.
    """
    today = context.library.today
    # Where the day begins first, it is tomorrow already for somebody in UTC.
    newest = today + datetime.timedelta(days=1)
    for guide in context.library.guides.values():
        if guide.meta.last_reviewed and guide.meta.last_reviewed > newest:
            what = f"{guide.meta.last_reviewed} is after today, {today}"
            place = context.front(guide, "last_reviewed")
            yield Finding(place, "last_reviewed", what, "Write the day of the review.")
        for position, change in enumerate(guide.meta.history):
            if change.date > newest:
                what = f"{change.date} is after today, {today}"
                path = ("history", position, "date")
                place = context.pages[guide.file.path].meta.place(path)
                yield Finding(place, key_path(path), what, "Write the day of the change.")
    for source in context.library.sources.values():
        if source.ahead and source.ahead > newest:
            what = f"a reading or an acceptance is of {source.ahead}, and today is {today}"
            remedy = "Set the clock right, or restore the ledger from version control."
            place = Place(context.library.at.ledger)
            yield Finding(place, key_path(("sources", source.id)), what, remedy)


def _new(context: RuleContext) -> bool:
    """Return whether no page of the project was ever read or tried, and no guide reviewed."""
    sources, guides = context.library.sources.values(), context.library.guides.values()
    touched = any(source.readings or source.failures for source in sources)
    return not touched and all(guide.due is Due.NEVER for guide in guides)


def _is_read_by_hand(source: KnownSource) -> bool:
    """Return whether a person alone can read a source."""
    return source.record.by_hand or source.record.is_told_by_hand


def _is_due(context: RuleContext, source: KnownSource) -> bool:
    """Return whether a source has not been read for longer than the policy wants, or never."""
    every, day = context.library.policy.reading.every_days, source.accessed
    if source.failures or source.retired_since:
        return False
    return not day or (context.library.today - day).days > every


def _reading(context: RuleContext, source: KnownSource) -> Cause:
    """Return why a source is due, or facts of it were never looked for: both end with one reading."""
    if not _is_due(context, source):
        many = "sources have facts that were never looked for"
    elif source.accessed:
        every = context.library.policy.reading.every_days
        many = f"sources were not read for more than {count(every, 'day')}"
    else:
        many = "sources were never read"
    if _is_read_by_hand(source):
        remedy = "Read them, then `proofpack stamp SOURCE --by INITIALS`."
    else:
        remedy = "Run `proofpack refresh`."
    return Cause(source.id, many, remedy)


def _about(context: RuleContext, fact: KnownFact, remedy: str) -> Finding:
    seen = f"; last found on {fact.confirmed}" if fact.confirmed and not fact.is_absence else ""
    used = context.library.used_by.get(f"fact:{fact.ref}", ())
    where = f"; used by {', '.join(used)}" if used else ""
    return Finding(
        context.place("fact", fact.ref), fact.ref, f"{fact.trouble}{seen}{where}", remedy
    )


def _age(context: RuleContext, source: KnownSource) -> str:
    """Return how old the last good reading of a source is, in words."""
    if not source.accessed:
        return "never read"
    days = (context.library.today - source.accessed).days
    return f"last read on {source.accessed}, {count(days, 'day')} ago"


def _read_before(guide: Guide) -> str:
    """Return when a guide's sources had last been read before its review, in words."""
    reviewed = guide.meta.last_reviewed
    assert reviewed, "asked of guides whose review is due"
    if not guide.sources:
        return "it stands on no source"
    days = [used.read_for_review for used in guide.sources if used.read_for_review]
    if not days:
        return f"none of its sources had been read before the review of {reviewed}"
    before = (reviewed - max(days)).days
    when = f"{count(before, 'day')} before" if before else "on the day of"
    return f"its sources had last been read {when} the review of {reviewed}"


RULES = (
    Rule(source_changed, "warning", Exit.OUTSIDE, urgent=True),
    Rule(absence_overturned, "warning", Exit.OUTSIDE, urgent=True),
    Rule(fact_lapsed, "warning", Exit.OUTSIDE, urgent=True),
    Rule(fact_lost, "warning", Exit.OUTSIDE),
    Rule(passage_changed, "warning", Exit.OUTSIDE),
    Rule(source_replaced, "warning", Exit.OUTSIDE, urgent=True),
    Rule(source_failing, "warning", Exit.OUTSIDE),
    Rule(source_retired, "warning"),
    Rule(date_in_future, "error"),
    Rule(review_overdue, "warning", Exit.OUTSIDE, urgent=True),
    Rule(review_missing, "warning", Exit.OUTSIDE),
    Rule(review_due_soon, "warning", Exit.OUTSIDE),
    Rule(reviewed_unread, "warning", Exit.OUTSIDE),
    Rule(reviews_bunched, "warning", Exit.OUTSIDE),
    Rule(reading_due, "warning", Exit.OUTSIDE),
    Rule(fact_unconfirmed, "warning", Exit.OUTSIDE),
)
