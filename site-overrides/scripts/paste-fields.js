/* Which fields of a worksheet take what was read of a paste. A classic script that touches no page.

     ProofpackPasteFields.proposals(schema, packet, reading)  // [{path, label, part, value, now, fresh}]
     ProofpackPasteFields.shared(schema, packet, other, from)  // from a packet of another worksheet
     ProofpackPasteFields.filled(packet, proposals)           // the packet with these answers
     ProofpackPasteFields.rest(reading, packet, proposals)    // names of facts that no field takes
     ProofpackPasteFields.answered(reading)                   // names of `maps_to` that a reading answers

   A field says what it takes by `maps_to`: names of OpenTelemetry where there are any, and a few of ours
   (docs/manual.md lists them). Nothing is guessed from a field's own name. */
const ProofpackPasteFields = (() => {
  "use strict"

  const { put } = ProofpackController.helpers
  const { LEFT_OUT, MODEL } = ProofpackPasteRequest
  const REQUEST_ID = "<REQUEST_ID>"
  const LONGEST = 4000
  const MOST_ENTRIES = 20 // of a group: what somebody looks through, and a page shows at once

  // --- what a name stands for --------------------------------------------------------------------

  const IN_MESSAGE = new RegExp(ProofpackPasteBodies.IN_MESSAGE, "giu")
  // Names that are words of any language, or parts of any route.
  const PLAIN = /^(?:[A-Za-z]+|v[0-9]+)$/u
  const DATED = /[-@:](?:[0-9]{4}(?:-?[0-9]{2}){0,2}|latest|preview)$/u

  function escaped(name) {
    return name.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&")
  }

  // What takes names of models out of a text of others: in any case, of any version, behind any prefix.
  function unnaming(models) {
    const bare = models.flatMap(name => [name, name.replace(/^.*\//u, "")])
    const named = [...new Set(bare.flatMap(name => [name, name.replace(DATED, "")]))]
      .filter(Boolean)
      .sort((a, b) => b.length - a.length)
      .map(name => ({
        isPlain: PLAIN.test(name),
        pattern: new RegExp(
          `(?<![\\w-])(?:[\\w-]*-)?${escaped(name)}(?:[-.:@/][\\w.:@/-]*\\w)?(?!\\w)`,
          "giu"
        ),
      }))
    return (text, isRoute) =>
      named
        .filter(({ isPlain }) => !isRoute || !isPlain)
        .reduce((rest, { pattern }) => rest.replace(pattern, MODEL), text)
  }

  function withoutId(text, facts) {
    if (!text || !facts.withheld) return text
    const ids = [facts.request_id, ...Array.from(text.matchAll(IN_MESSAGE), match => match[1])]
    return ids
      .filter(Boolean)
      .map(id => new RegExp(`(?<![\\w-])${escaped(id)}(?![\\w-])`, "gu"))
      .reduce((rest, pattern) => rest.replace(pattern, REQUEST_ID), text)
  }

  function hidden(text, facts, isRoute = false) {
    return withoutId(facts.unnamed(text || "", isRoute), facts)
  }

  // The facts as a text may say them that leaves: what others said is without what stays inside.
  function outward(facts) {
    const [message, code] = [facts.message, facts.code].map(text => hidden(text, facts))
    return { ...facts, message, code, route: hidden(facts.route, facts, true) }
  }

  function bodyOf(facts) {
    return facts.body ? ProofpackPasteRequest.body(facts.body, facts.inside) : ""
  }

  function lineOf(facts) {
    if (!facts.method || !facts.route) return ""
    return `${facts.method} ${facts.origin || ""}${facts.route}`
  }

  function requestOf(facts) {
    const line = lineOf(facts)
    const body = bodyOf(facts)
    return line && [line, facts.auth, body && `\n${body}`].filter(Boolean).join("\n")
  }

  // A sentence of what came back, without what a field of this worksheet keeps inside.
  function observed(facts) {
    const asked = facts.method && facts.route ? `${facts.method} ${facts.route}` : "The request"
    const clauses = []
    if (facts.status) clauses.push(`${asked} was answered with HTTP status ${facts.status}`)
    else if (facts.exception) clauses.push(`${asked} ended in ${facts.exception}`)
    else if (facts.code || facts.message) clauses.push(`${asked} failed`)
    if (!clauses.length && facts.stream_end !== "no") return ""
    if (facts.code) clauses.push(`error code ${facts.code}`)
    const first = clauses.length ? clauses.join(", ") : `${asked} was answered with a stream`
    return [
      facts.message ? `${first}: ${facts.message}` : first,
      facts.stream_end === "no" ? "The stream ended without its end marker" : "",
      facts.request_id && !facts.withheld ? `Request ID ${facts.request_id}` : "",
      Number(facts.attempts) > 1 ? `${facts.attempts} attempts` : "",
    ]
      .filter(Boolean)
      .map(text => (/[.!?]$/u.test(text) ? text : `${text}.`))
      .join(" ")
  }

  // What somebody calls it in a few words.
  function titleOf(facts) {
    const seen = [facts.status || facts.exception, facts.code].filter(
      word => word && word !== "none"
    )
    const what = facts.stream_end === "no" ? ["cut stream", ...seen] : seen
    return what.length && facts.route ? `${what.join(" ")} on ${facts.route}` : ""
  }

  // What was taken out of a paste, and nothing that nobody has looked at.
  function redaction(facts) {
    if (!facts.redacted) return ""
    const rules = Object.keys(facts.redacted)
    const counts = rules.map(rule => `${facts.redacted[rule]} ${rule}`).join(", ")
    return [
      counts
        ? `Taken out before anything was filled in: ${counts}.`
        : "What was pasted held no credential of a known shape.",
      bodyOf(facts).includes(LEFT_OUT) && "Texts of the request are left out.",
      bodyOf(facts).includes(MODEL) && "Its model ID is a placeholder.",
    ]
      .filter(Boolean)
      .join(" ")
  }

  // A shape under each of the names that choices have for it, the closest first.
  const SHAPES = {
    parseable_json: ["parseable_json", "json_object", "json"],
    error_json: ["error_json", "json_object", "json"],
    stream: ["stream", "other"],
    html: ["html", "other", "unknown"],
    cut: ["cut", "other", "unknown"],
    empty: ["empty", "client_error", "none"],
  }

  // What came back beside the status, as choices name it.
  function cameBack(facts) {
    if (facts.stream_end === "no") return "cut_stream"
    if (/^3/u.test(facts.status || "")) return "redirect"
    if (facts.shape === "html") return "html"
    if (/_json$/u.test(facts.shape || "") || facts.stream_end === "yes") return "expected"
    return facts.shape === "cut" || facts.shape === "empty" ? "other" : ""
  }

  function status(facts) {
    const nothing = facts.shape === "empty" && (facts.exception || facts.message)
    return facts.status ? [facts.status] : nothing ? ["none", "no_response"] : []
  }

  // Shapes of answers in which no error body stands.
  const BODILESS = new Set(["parseable_json", "stream", "html", "empty"])

  function milliseconds(seconds) {
    return seconds ? String(Math.round(Number(seconds) * 1000)) : ""
  }

  function less(count, by) {
    return count === undefined || count === "" ? "" : String(Number(count) - by)
  }

  /* Each name with what it takes from the facts: one value, or several of which a choice takes the first that
     it has. */
  const NAMES = {
    "http.request.method": facts => facts.method,
    "server.address": facts => (facts.host || "").replace(/:[0-9]+$/u, ""),
    "server.port": facts => (/:([0-9]+)$/u.exec(facts.host || "") || [])[1],
    "url.template": facts => facts.route,
    "url.full": facts =>
      facts.origin && !/[{]/u.test(facts.route || "") ? `${facts.origin}${facts.route || ""}` : "",
    "http.response.status_code": status,
    "http.response.header.retry-after": facts => facts.retry_after,
    "http.request.resend_count": facts => less(facts.attempts, 1),
    "http.request.resend_count + 1": facts => facts.attempts,
    "http.client.request.duration": facts => facts.duration,
    "http.client.request.duration × 1000": facts => milliseconds(facts.duration),
    "gen_ai.request.model": facts => facts.asked,
    "gen_ai.response.model": facts => (facts.asked === facts.model ? "" : facts.model),
    "gen_ai.response.finish_reasons": facts => facts.finish,
    "error.type": facts => facts.exception || (Number(facts.status) >= 400 ? facts.status : ""),
    "exception.type": facts => facts.exception,
    "exception.message": facts => facts.message,
    "error.code": facts => facts.code || (facts.status && BODILESS.has(facts.shape) ? "none" : ""),
    "error.message": facts => facts.message,
    "answer.request_id": facts => facts.request_id,
    "request.line": lineOf,
    "request.text": requestOf,
    "request.body": bodyOf,
    "request.auth": facts => facts.auth,
    "client.sdk": facts => facts.sdk,
    "answer.shape": facts => SHAPES[facts.shape] || [],
    "answer.came_back": cameBack,
    "answer.stream_end": facts => facts.stream_end,
    "answer.observed": observed,
    "answer.title": titleOf,
    "redaction.statement": redaction,
    "verdict.source": facts => facts.source,
    "verdict.quote": facts => facts.quote,
    "time.first": facts => facts.first_at,
    "time.last": facts => facts.last_at,
    "time.again": facts => facts.again,
    "attempt.wait": facts => facts.wait,
    "attempt.wait × 1000": facts => milliseconds(facts.wait),
  }

  // --- an answer that a field takes --------------------------------------------------------------

  function fits(field, value) {
    if (field.type === "yes-no") return value === "yes" || value === "no"
    return !ProofpackPython.modules.well_formed.misshapen(field, value)[0]
  }

  // Whether only what is among the choices is an answer; those of a field with a format stand beside that.
  function isClosed(field) {
    return field.choices.length > 0 && !field.format
  }

  // The answer of a field to what was read, as the packet holds it; undefined where there is none.
  function answer(field, facts) {
    const name = field.maps_to || ""
    if (!Object.hasOwn(NAMES, name)) return undefined
    const leaves = field.sensitivity !== "internal"
    const values = [].concat(NAMES[name](leaves ? outward(facts) : facts) || []).filter(Boolean)
    if (isClosed(field)) {
      const known = values.find(value => field.choices.some(choice => choice.id === value))
      return known && field.type === "choices" ? [known] : known
    }
    const texts = field.type === "date" ? values.map(text => text.slice(0, 10)) : values
    const value = texts.find(text => fits(field, text))
    return value && field.type === "list" ? [value] : value
  }

  function same(a, b) {
    return JSON.stringify(a) === JSON.stringify(b)
  }

  function at(value, path) {
    return path.reduce((inner, key) => (inner ? inner[key] : undefined), value)
  }

  // --- proposals ---------------------------------------------------------------------------------

  function flat(reading) {
    const pairs = Object.keys(reading.facts).map(key => [key, reading.facts[key].value])
    const facts = Object.fromEntries(pairs)
    // Of what was neither recognised nor is to keep in its words, there is nothing to say.
    if (reading.kinds.length || reading.written) facts.redacted = reading.redacted
    return facts
  }

  function single(part, field, path, packet, facts) {
    const proposals = proposed(part, field, path, packet, answer(field, facts))
    return proposals
      .flatMap(proposal => (proposal.fresh ? [proposal] : beside(field, proposal, facts)))
      .map(isRead)
  }

  function isRead(proposal) {
    return { ...proposal, read: true }
  }

  function isBefore(time, other) {
    return Date.parse(time) < Date.parse(other)
  }

  /* What a later paste does to an answer that is there: the first time stays the first, the last becomes the
     later one, and what was observed is added to. Anything else is offered, and nobody has agreed to it. */
  function beside(field, proposal, facts) {
    const { now, value } = proposal
    const name = field.maps_to
    if (name === "time.first") return isBefore(now, value) ? [] : [proposal]
    if (name === "time.again" || (name === "time.last" && field.after))
      return isBefore(value, now) ? [] : [{ ...proposal, fresh: isBefore(now, value), moves: true }]
    if (name !== "answer.observed" || field.type !== "long-text") return [proposal]
    const line = facts.first_at ? `At ${facts.first_at}: ${value}` : value
    const isKnown = now.includes(line) || (now.includes(value) && !facts.again)
    return isKnown
      ? []
      : [{ ...proposal, value: `${now}\n${line}`, shown: line, fresh: true, adds: true }]
  }

  // The last time, where it is not that of the first failure: of several attempts, or of a later paste.
  function again(schema, packet, reading, { first_at: first, last_at: last, attempts }) {
    const timed = reading.exchanges.filter(exchange => hasOutcome(exchange) && exchange.times)
    const several = timed.length > 1 || attempts > 1 || reading.kinds.includes("words")
    const before = schema.parts
      .filter(part => part.kind === "record")
      .flatMap(part =>
        part.fields
          .filter(field => field.maps_to === "time.first")
          .map(field => at(packet, ["answers", part.id, field.id]))
      )
    const known = several ? [first, ...before] : before
    return known.some(time => isBefore(time, last)) ? last : ""
  }

  function proposed(part, field, path, packet, value) {
    if (value === undefined) return []
    const now = at(packet, path)
    const fresh = now === undefined || now === "" || same(now, []) || now === field.default
    return [{ path, label: field.label, part: part.title, value, now, fresh }]
  }

  // Facts of one exchange, as those of a whole reading.
  function factsOf(exchange, number) {
    const times = exchange.times || []
    return Object.assign({}, exchange, {
      attempts: number,
      first_at: times[0],
      last_at: times[times.length - 1],
    })
  }

  /* The entries of a group that repeats: one for each exchange. Where entries are attempts, only if the paste
     says that these are attempts of one request. */
  function entriesOf(field, reading, kept) {
    const counts = field.fields.some(inner =>
      (inner.maps_to || "").startsWith("http.request.resend_count")
    )
    const single = reading.exchanges.length === 1
    if (counts && !single && !reading.facts.attempts) return []
    const numbered = reading.exchanges.some(exchange => exchange.attempt)
    const exchanges = reading.exchanges.filter(
      exchange => hasOutcome(exchange) && (!counts || !numbered || exchange.attempt)
    )
    const rows = exchanges.map((exchange, number) => {
      // Which attempt a single one was, a paste does not say.
      const attempt = String(exchange.attempt || (single ? "" : number + 1))
      const facts = { ...factsOf(exchange, attempt), ...kept }
      const pairs = field.fields.map(inner => [inner.id, answer(inner, facts)])
      return Object.fromEntries(pairs.filter(pair => pair[1] !== undefined))
    })
    const unlike = new Map(rows.map(entry => [JSON.stringify(entry), entry]))
    unlike.delete("{}")
    return [...unlike.values()]
  }

  // By what was read: it is asked for again once it is known what is documented.
  const MADE = new WeakMap()

  function entries(part, field, path, packet, reading, { withheld, inside, unnamed }) {
    const known = MADE.get(reading.exchanges) || new Map()
    MADE.set(reading.exchanges, known)
    const all = known.get(field) || entriesOf(field, reading, { withheld, inside, unnamed })
    known.set(field, all)
    if (!all.length) return []
    const half = MOST_ENTRIES / 2
    const isLong = all.length > MOST_ENTRIES
    const value = isLong ? all.slice(0, half).concat(all.slice(-half)) : all
    const where = isLong ? `, the first and the last ${half} of ${all.length}` : ""
    const now = at(packet, path)
    const defaults = field.fields
      .filter(inner => inner.default)
      .map(inner => [inner.id, inner.default])
    const labels = Object.fromEntries(field.fields.map(inner => [inner.id, inner.label]))
    const proposal = { path, label: field.label, part: part.title + where, labels, read: true }
    if (!now || same(now, []) || same(now, [Object.fromEntries(defaults)]))
      return [{ ...proposal, value, now, fresh: true }]
    return added(field, { ...proposal, value, now })
  }

  // The entries that a later paste has beside those that are there; not ticked where two have one number.
  function added(field, proposal) {
    const { now } = proposal
    const holds = (old, entry) => Object.keys(entry).every(key => same(old[key], entry[key]))
    const more = proposal.value.filter(entry => !now.some(old => holds(old, entry)))
    if (!more.length) return []
    const counts = field.fields.find(inner =>
      (inner.maps_to || "").startsWith("http.request.resend_count")
    )
    const number = entry => (counts && entry[counts.id]) || ""
    const twice = more.some(
      entry => number(entry) && now.some(old => number(old) === number(entry))
    )
    const value = now.concat(more)
    return [
      { ...proposal, value, shown: textual(more, proposal.labels), fresh: !twice, adds: true },
    ]
  }

  // Entries as text, each on a line of its own.
  function textual(entries, labels) {
    return entries
      .map(entry =>
        Object.keys(entry)
          .map(key => `${labels[key]}: ${entry[key]}`)
          .join(", ")
      )
      .join("\n")
  }

  function fields(part, listed, path, packet, reading, facts) {
    return listed.flatMap(field => {
      const here = path.concat(field.id)
      if (field.type !== "group") return single(part, field, here, packet, facts)
      if (field.repeat) return entries(part, field, here, packet, reading, facts)
      return fields(part, field.fields, here, packet, reading, facts)
    })
  }

  // Whether a field keeps what it takes inside, at any depth.
  function withholds(listed, name) {
    return listed.some(field =>
      field.type === "group"
        ? withholds(field.fields, name)
        : field.maps_to === name && field.sensitivity === "internal"
    )
  }

  // What no sentence and no body for others holds: the id of the request, the model.
  function keptInside(schema, packet, reading) {
    const [withheld, inside] = ["answer.request_id", "gen_ai.request.model"].map(name =>
      schema.parts.some(part => part.kind === "record" && withholds(part.fields, name))
    )
    const models = reading.exchanges
      .concat(flat(reading))
      .flatMap(({ asked, model, body }) => [
        ...[asked, model].filter(Boolean),
        ...(body ? ProofpackPasteRequest.models(body) : []),
      ])
    const before = answersByName(schema, packet).get("gen_ai.request.model") || ""
    return { withheld, inside, unnamed: unnaming(inside ? models.concat(before) : []) }
  }

  function records(schema, packet, reading, facts) {
    return schema.parts
      .filter(part => part.kind === "record")
      .flatMap(part => fields(part, part.fields, ["answers", part.id], packet, reading, facts))
  }

  function proposals(schema, packet, reading) {
    /** @type {any} */
    const facts = {
      ...flat(reading),
      ...keptInside(schema, packet, reading),
    }
    facts.again = again(schema, packet, reading, facts)
    const read = records(schema, packet, reading, facts)
    const then = filled(
      packet,
      read.filter(proposal => proposal.fresh)
    )
    const more = { ...facts, ...documented(schema, then) }
    return records(schema, packet, reading, more)
      .concat(
        firstTry(schema, packet, reading, more),
        decisions(schema, packet, then),
        inWords(schema, packet, reading)
      )
      .filter(proposal => !same(proposal.now, proposal.value))
      .map(proposal => ({ ...proposal, fresh: proposal.fresh && reading.kinds.length > 0 }))
  }

  // Which attempt a single one was, a paste does not say; that it was the first is said with one tick.
  function firstTry(schema, packet, reading, facts) {
    const [exchange, ...others] = reading.exchanges
    if (!exchange || others.length || facts.attempts || !hasOutcome(exchange)) return []
    const numbered = { ...reading, exchanges: [{ ...exchange, attempt: 1 }] }
    const known = records(schema, packet, reading, facts)
    const all = records(schema, packet, numbered, { ...facts, attempts: "1" }).filter(
      proposal => proposal.fresh && !proposal.adds && !known.some(other => same(other, proposal))
    )
    if (!all.length) return []
    const labels = all.map(proposal => proposal.label).join(", ")
    return [
      {
        path: [],
        label: "It was the first try",
        part: "",
        value: all,
        all,
        shown: `${labels}: 1`,
      },
    ].map(proposal => ({ ...proposal, now: "", fresh: false }))
  }

  function hasOutcome(exchange) {
    return !!(exchange.status || exchange.code || exchange.exception)
  }

  // What is documented for the packet as it would be: the page that says so, and its words.
  function documented(schema, then) {
    const fact = ProofpackVerdicts.stands(schema, then)
    if (!fact) return {}
    return {
      source: fact.source,
      quote: fact.quote && `Documented for ${fact.row}: “${fact.quote}”`,
    }
  }

  // The decisions that are documented for it; they are hers, so nobody has ticked them.
  function decisions(schema, packet, then) {
    return ProofpackVerdicts.offered(schema, then)
      .filter(decision => !at(packet, decision.path))
      .map(({ path, value, name, label, row }) => {
        const shown = `${label} (${row.words}, ${row.standing})`
        return { path, label: name, part: "", value, shown, now: "", fresh: false }
      })
  }

  // What somebody wrote, for each field that takes a sentence of what came back; nobody agreed to that yet.
  function inWords(schema, packet, reading) {
    const text = hidden(reading.written, {
      ...flat(reading),
      ...keptInside(schema, packet, reading),
    })
    if (!text || text.length > LONGEST) return []
    return schema.parts
      .filter(part => part.kind === "record")
      .flatMap(part =>
        part.fields
          .filter(field => field.maps_to === "answer.observed" && field.type === "long-text")
          .map(field => ({ part, field, path: ["answers", part.id, field.id] }))
      )
      .map(({ part, field, path }) => ({
        ...{ path, label: `${field.label}, in these words`, part: part.title, value: text },
        ...{ now: at(packet, path) || "", fresh: false },
      }))
  }

  // --- from another worksheet --------------------------------------------------------------------

  // Single answers of a packet: by what they map to, and by id and type.
  function known(fields, answers, byName) {
    fields.forEach(field => {
      const value = at(answers, [field.id])
      if (field.type === "group") {
        if (!field.repeat) known(field.fields, value, byName)
      } else if (ProofpackPacket.inner.isAnswer(field, value)) {
        const { name, id } = namesOf(field)
        if (name && !byName.has(name)) byName.set(name, value)
        if (!byName.has(id)) byName.set(id, value)
      }
    })
  }

  function answersByName(schema, packet) {
    const names = new Map()
    schema.parts
      .filter(part => part.kind === "record")
      .forEach(part => known(part.fields, at(packet, ["answers", part.id]), names))
    return names
  }

  function namesOf(field) {
    return { name: field.maps_to || "", id: `${field.id} (${field.type})` }
  }

  function carried(field, byName) {
    const { name, id } = namesOf(field)
    const value = byName.has(name) ? byName.get(name) : byName.get(id)
    const texts = [].concat(value === undefined ? [] : value)
    const choices = field.choices.map(choice => choice.id)
    if (!texts.length || (isClosed(field) && !texts.every(text => choices.includes(text))))
      return undefined
    const several = field.type === "list" || field.type === "choices"
    if (several) return texts
    return texts.length === 1 && fits(field, texts[0]) ? texts[0] : undefined
  }

  /* Answers that two worksheets share: of fields that map to the same, or have the same id and type. What
     stays inside is carried, too: both packets lie on this device. */
  function shared(schema, packet, other, from) {
    const names = answersByName(other, from)
    function walk(part, listed, path) {
      return listed.flatMap(field => {
        const here = path.concat(field.id)
        if (field.type !== "group")
          return proposed(part, field, here, packet, carried(field, names))
        return field.repeat ? [] : walk(part, field.fields, here)
      })
    }
    return schema.parts
      .filter(part => part.kind === "record")
      .flatMap(part => walk(part, part.fields, ["answers", part.id]))
      .filter(proposal => !same(proposal.now, proposal.value))
  }

  function answered(reading) {
    const facts = flat(reading)
    return Object.keys(NAMES).filter(name => [].concat(NAMES[name](facts) || []).some(Boolean))
  }

  function filled(packet, chosen) {
    return chosen
      .flatMap(proposal => proposal.all || [proposal])
      .reduce((filledPacket, proposal) => put(filledPacket, proposal.path, proposal.value), packet)
  }

  // What was read and neither stands in the packet nor would be filled in.
  function rest(reading, packet, proposals) {
    const values = JSON.stringify([packet.answers, proposals.map(proposal => proposal.value)])
    return Object.keys(reading.facts).filter(
      key => !values.includes(JSON.stringify(reading.facts[key].value))
    )
  }

  return { proposals, shared, filled, rest, answered }
})()
