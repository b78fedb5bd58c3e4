"""The words by which a clause is understood: whose thing its subject is, and where its verb stands.

Each list is one text, so that it can be read and added to. `clause` is the grammar that uses them.
"""

from __future__ import annotations


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


THEIRS = _list("""
    streaming caching fine-tuning batching provider vendor platform service api gateway upstream
    backend server endpoint route model channel region zone cluster node network cdn edge database
    storage store bucket console portal app

    account key token credential plan tier subscription trial contract licence license seat
    workspace organisation organization tenant customer user subscriber caller sender recipient
    reseller

    quota limit limiting cap ceiling allowance maximum minimum window burst concurrency throughput
    bandwidth rate price fee cost charge tariff discount surcharge markup credit credits balance
    top-up topup bill billing payment refund invoice overage usage commitment money

    request call query search lookup write read upload download message mail email sms webhook
    callback delivery event notification batch job operation transaction conversion booking search
    scan crawl prompt completion conversation answer response reply result output input stream
    session generation transcription translation synthesis embedding image picture photo video audio
    speech voice clip minute second character word byte page document file attachment object record
    row item entry feed quote forecast map tile geocode address number domain certificate index
    vector function instance container deployment build snapshot backup log export report cache hit
    miss connection socket websocket

    availability uptime downtime latency durability retention outage maintenance failover sla
    support ticket error failure timeout retry throttling delay interruption incident slowdown reset
    limiter feature version release data traffic egress ingress capacity context priority
""")
"""Things of a provider, or that it counts, limits or charges."""

OURS = _list("""
    worker runner script probe canary test drill exercise rehearsal job dashboard graph chart panel
    monitor monitoring histogram trace log run report counter timeline pager alert alarm warning
    threshold target goal objective budget team squad people person discussion tempo situation task
    campaign department finance colleague developer engineer shopper hand-over handover detection
    recovery importer import nightly retro rotation responder simulator owner reviewer reader
    on-call desk phone shift rota template checklist form worksheet packet note notes runbook
    playbook page guide wrapper breaker scheduler cron crawler batcher exporter fallback cutover
    rollout rehearsal acceptance criterion criteria check queue consumer bulkhead semaphore pool
    policy backoff spreadsheet estimate forecast sidecar flag pipeline stub mock fake fixture double
    simulation repository commit branch pull column cell table row section chapter paragraph
    sentence list glossary appendix diagram screenshot example sample snippet meeting stand-up
    review retrospective audit interview workshop proposal idea draft hypothesis client sdk proxy
    assumption question action item step rule decision agreement evidence handoff symptom verdict
    status field means message cause reason lesson summary history release sprint quarter
    budget-holder office laptop machine editor translator designer analyst manager lead board
    committee set eval loop suite bot hook plugin extension parser library module thread variable
    setting option config configuration button menu screen frontend website cli tool toolkit harness
    handbook comparison experiment evaluation study pilot migration staging wiki onboarding
    escalation
""")
"""Things and people on our side, and parts of what we write."""

AGENTS_OF_THEIRS = _list("""
    provider vendor reseller server user customer caller sender subscriber router balancer limiter
    multiplier tier number order offer error buffer character parameter container cluster transfer
    header folder processor operator carrier other another over under never after per power computer
    layer
""")
"""Words that end like a tool of ours (importer, monitor), and are none."""

AUXILIARIES = _list("""
    is are am was were be been isn't aren't wasn't weren't has have had hasn't haven't hadn't does
    do did doesn't don't didn't can cannot can't could may might must shall should will won't would
""")

VERBS = _list("""
    hangs replies lags fixes accepts answers adds aborts admits aims allows amounts commits issues
    equals lives applies arrives asks averages backs bans becomes begins belongs bills blocks breaks
    brings buys caches caps carries charges closes collects comes comprises consists consumes
    contains converts costs counts covers crashes cuts deducts degrades delays deletes delivers
    denies depends discards doubles drops dies earns enables ends enforces enjoys exceeds expires
    extends faces fails falls finishes fits gets gives goes grants grows guarantees handles happens
    holds imposes includes incurs invoices keeps lags lapses lasts lets limits loads locks loses
    lowers makes maintains means measures meters misses moves needs occurs offers opens owes pauses
    pays permits processes produces promises prorates provides publishes purges queues eats cuts
    lifts gains switches resides raises ranges reaches receives recovers refills refreshes refunds
    refuses rejects releases relies remains removes renews repeats replies requires reserves resets
    responds restarts restricts retains retires retries returns revokes rises rolls rounds runs
    saves scales sees sells sends serves shares shows shrinks sits skips slows spans stalls stands
    starts stays stops stores suffers supports suspends sustains switches takes takes terminates
    throttles times tolerates totals tracks triggers truncates turns updates uses varies waits
    waives wants works yields
""")
"""Verbs of the present, third person. Some are nouns as well: what stands before tells them apart."""

PAST = _list("""
    took went got made sent ran came rose fell lost saw kept gave paid met held stood spent broke
    began became grew shrank hit let put set cut shut read wrote said told found left knew thought
    brought
""")
"""Verbs of the past that do not end in -ed."""

DETERMINERS = _list("""
    the a an this that these those each every all any no both most some few many several its their
    your his her one two three other another such either neither it they there you he she we i who
    whoever anyone everyone everybody nobody nothing none everything what whatever
""")

JOINTS = _list("""
    of for in on at with to from by that which who whose whom per without above over under below
    beyond than after before during for within between across against toward towards into through
    via until since as beside besides besides near among except including when where while if once
""")
"""Words behind which something is said of the head of a subject, and which are not it."""

INSTRUCTIONS = _list("""
    accept add adjust agree aim alert align allocate allot allow answer append apply approve archive
    ask assert assign assume attach avoid await back batch begin block book break budget buffer bump
    buy cache calculate call cancel cap catch change charge check choose chunk clean clear close
    collect combine commit compare compress compute configure confirm consider contact contain
    continue copy correct count create cut deactivate deal declare decide decline decrease dedupe
    default defer define delay delete deploy derive detect dial disable discard divide do document
    double download draft drain drill drop duplicate edit email enable encode end enforce ensure
    enter escalate estimate evict examine exclude execute explain export fail fall favour favor feed
    fetch file fill filter find finish fire fix flag flush follow force forward freeze gate generate
    give go grant group guard halt halve handle hold ignore implement import include increase index
    inform insert inspect install instrument interrupt investigate invite invoke issue join keep
    label launch learn leave let limit link list load lock log look lower make map mark mask match
    measure merge mirror mind mock monitor move multiply mute name negotiate never note notify
    number offer omit only open order override pace pack page parse partition pass paste patch pause
    pay phone pick pin ping place plan please point poll pool pop post prefer prepare prevent print
    prioritise prioritize probe proceed process promise promote propose protect prove provision
    prune publish pull purge push put query queue quote raise ramp randomise randomize read rebuild
    recheck record recover redact redirect reduce refer refresh refuse register reject release
    reload remember remind remove rename renew reopen repeat replace replay reply report request
    require rerun reschedule reserve reset resize resolve respect restart restore restrict resubmit
    resume retain retire retry return reuse revert review revise revoke roll rotate round route run
    sample save say scale schedule search see seed select send serve set settle shard shed shift
    shorten show shrink sign simulate size skip sleep slow snapshot sort space spare specify spend
    split spread stagger start state stay stop store stream submit subscribe subtract suggest
    suppress suspend switch sync tag take talk tell test think throttle tick tie time train transfer
    transcribe translate treat trigger trim trip truncate trust try tune turn unsubscribe update
    upgrade upload use validate vary verify wait warm warn watch weigh widen wipe withhold work wrap
    write zip
""")
"""Verbs that begin an instruction."""

DEEDS = _list("""
    reading writing reviewing filling checking asking calling walking talking waiting thinking
    preparing training restoring rehearsing answering repeating copying restarting
""")
"""What people do: "Reading the page takes two minutes" says nothing of a provider."""

PROVIDER = _list("""
    provider provider's vendor vendor's upstream sla service-level gateway gateway's their its
""")
"""Words of a subject that make it the provider's, whatever else is in it."""

ADVERBS = _list("""
    also always never only now still then often usually typically currently just even almost not
    generally sometimes normally rarely seldom already
""")
"""What may stand between a subject and its verb."""

RELATIVES = _list("""
    that which who where when whose if while what
""")
"""What begins a clause that describes a noun."""

CONJUNCTIONS = RELATIVES | _list("""
    until unless before after because since as so than once whether how why and , for
""")
"""What begins another clause."""

PRONOUNS = _list("""
    it that this each none nothing everything they you we there all both most anyone nobody everyone
    everybody some
""")
"""Pronouns, behind which a verb may stand."""

WAS = _list("""
    was were wasn't weren't had hadn't did didn't
""")
"""Auxiliaries of the past."""

US = _list("we i let's")
"""We."""

AMOUNTS = _list("""
    five six seven eight nine ten twelve twenty thirty up at about only once twice exactly roughly
    nearly around more less fewer
""")
"""What stands before an amount."""

HELD = _list("""
    account key plan quota request call traffic usage balance bill token tier subscription invoice
    provider vendor api upstream model credit
""")
"""What a provider gives us: "our account is limited" says something of the provider."""

EVERYBODY = _list("nobody anyone everyone everybody somebody someone people")
"""People of whom nothing is known."""

OF_YOU = _list("""
    can may get pay are will have only cannot must owe receive do don't lose always never are
""")
"""What follows "you" where something is said of the reader: "You need ten minutes" is advice."""
