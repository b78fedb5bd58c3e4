/* Shows what was read of a paste and which fields it would fill, and fills them once somebody agrees. A
   classic script, loaded when something is pasted. Nothing here is stored before she agrees, and nothing
   of the paste is put into an address, a title or a log.

     ProofpackPasteShow.take(controller, given, box, rules)  // given is text or a file
     ProofpackPasteShow.read(given, box, rules, shown)       // shown(reading, beyond, again)
     ProofpackPasteShow.described(reading, beyond, again), .text(reading), .facts(reading, keys), .values(proposals)
     // elements; and .schemaOf(worksheet), its schema once it is there */
const ProofpackPasteShow = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button
  const counted = ProofpackController.helpers.counted
  const SLICE_MS = 12
  const MOST = 512 * 1024 // characters of a paste that are read
  const LARGEST = 64 * 1024 * 1024 // bytes of a recording
  const CHUNK = 1024 * 1024
  const SHOWN = 20_000
  const KINDS = {
    command: "a curl command",
    request: "a request",
    response: "an answer",
    json: "JSON",
    yaml: "YAML",
    stream: "a stream",
    log: "log lines",
    page: "a page of HTML",
    words: "plain words",
    traceback: "an error of a program",
    recording: "a recording of a browser (HAR)",
  }
  const FACTS = {
    method: "Method",
    host: "Host",
    route: "Route",
    status: "HTTP status",
    code: "Error code",
    message: "Message",
    exception: "Exception",
    request_id: "Request ID",
    retry_after: "Retry after",
    attempts: "Attempts",
    first_at: "First time (UTC)",
    last_at: "Last time (UTC)",
    duration: "Seconds",
    model: "Model",
    sdk: "Client",
    shape: "Shape",
    stream_end: "End of stream seen",
    finish: "Finish reason",
  }
  const SHAPES = {
    parseable_json: "JSON",
    error_json: "JSON with an error",
    stream: "a stream",
    html: "HTML",
    cut: "a body that was cut short",
    empty: "no body, or no answer",
  }

  // --- reading, in slices ------------------------------------------------------------------------

  // Runs a generator to its end, and lets the page have its turn.
  function inSlices(steps, isWanted) {
    return new Promise((resolve, reject) => {
      function slice() {
        if (!isWanted()) return
        const until = performance.now() + SLICE_MS
        try {
          for (;;) {
            const step = steps.next()
            if (step.done) return resolve(step.value)
            if (performance.now() > until) break
          }
        } catch (problem) {
          return reject(problem)
        }
        setTimeout(slice)
      }
      slice()
    })
  }

  // The encoding that the first bytes of a file name: PowerShell writes UTF-16.
  async function encodingOf(file) {
    const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
    if (first === 0xff && second === 0xfe) return "utf-16le"
    return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8"
  }

  // The text of a file, piece by piece. Of one that is no recording, the first and the last.
  async function textOf(file) {
    const decoder = new TextDecoder(await encodingOf(file))
    const pieces = []
    const most = file.size > LARGEST ? LARGEST : file.size
    for (let at = 0; at < most; at += CHUNK) {
      const bytes = await file.slice(at, Math.min(at + CHUNK, most)).arrayBuffer()
      pieces.push(decoder.decode(bytes, { stream: true }))
    }
    return { text: pieces.join(""), beyond: file.size - most }
  }

  async function source(given) {
    return typeof given === "string" ? { text: given, beyond: 0 } : textOf(given)
  }

  async function readingOf(text, secrets, isWanted, group) {
    if (ProofpackPasteRecording.isOne(text)) {
      return inSlices(ProofpackPasteRecording.read(text, secrets, group), isWanted)
    }
    const cut = ProofpackPasteClean.cut(ProofpackPaste.normal(text), MOST)
    if (ProofpackPaste.isYAML(cut.text) && !self.jsyaml) {
      await ProofpackPage.load("assets/proofpack-js-yaml.umd.min.js").catch(() => {})
    }
    const cleaned = await inSlices(ProofpackPasteClean.clean(cut.text, secrets), isWanted)
    const reading = await inSlices(ProofpackPaste.read(cleaned.text), isWanted)
    return Object.assign(reading, cleaned, { characters: cut.unread, groups: [] })
  }

  // --- words -------------------------------------------------------------------------------------

  function listed(words) {
    if (words.length < 2) return words.join("")
    return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`
  }

  function what(reading) {
    if (!reading.kinds.length) return "Nothing that a field could take was recognised in this."
    return `Read: ${listed(reading.kinds.map(kind => KINDS[kind]))}.`
  }

  function taken(reading) {
    const rules = Object.keys(reading.redacted)
    if (!rules.length) return "No secret of a known shape was found in it."
    const count = rules.reduce((sum, rule) => sum + reading.redacted[rule], 0)
    return `${counted(count, "secret")} taken out before it was read: ${listed(rules)}.`
  }

  // What was not read, each with its reason.
  function unread(reading, beyond) {
    const sentences = []
    if (reading.characters) {
      sentences.push(
        `The first and the last ${MOST / 2048} kB were read; ${Math.ceil(reading.characters / 1024)} kB between them were not.`
      )
    }
    if (beyond)
      sentences.push(`${Math.ceil(beyond / 1024 / 1024)} MB at the end of the file were not read.`)
    if (reading.unread)
      sentences.push(`${counted(reading.unread, "other request")} of this recording not read.`)
    if (reading.large) sentences.push(`${counted(reading.large, "request")} of over 6 MB not read.`)
    if (reading.named && reading.named.length)
      sentences.push(
        `Several statuses are named, ${listed(reading.named)}: none of them was taken.`
      )
    if (reading.local)
      sentences.push(`${counted(reading.local, "time")} without a time zone left out.`)
    return sentences
  }

  // An answer as text: an entry of a group on a line of its own.
  function textual(value, labels) {
    return []
      .concat(value)
      .map(answer => (labels && answer ? entry(answer, labels) : String(answer)))
      .join("\n")
  }

  function entry(answer, labels) {
    return Object.keys(answer)
      .map(key => `${labels[key] || key}: ${answer[key]}`)
      .join(", ")
  }

  // --- what is shown -----------------------------------------------------------------------------

  function facts(reading, keys) {
    const rows = Object.keys(FACTS)
      .filter(key => keys.includes(key))
      .flatMap(key => {
        const { value, line } = reading.facts[key]
        const words = key === "shape" ? SHAPES[value] || value : value
        const place = reading.groups.length ? "" : ` line ${line}`
        return [
          element("dt", { textContent: FACTS[key] }),
          element("dd", { textContent: words }, [element("small", { textContent: place })]),
        ]
      })
    return element("dl", { className: "pp-paste-facts" }, rows)
  }

  // Which of it the verdict stands on: a paste with a status of its own is judged by what it says alone.
  function judged(controller, reading) {
    if (!reading.facts.status) return null
    const fresh = ProofpackPacket.fresh(controller.schema, "", "")
    const proposals = ProofpackPasteFields.proposals(controller.schema, fresh, reading)
    const read = proposals.filter(proposal => proposal.read)
    return ProofpackPasteFields.filled(fresh, read)
  }

  function proposal(change, id) {
    const box = element("input", {
      type: "checkbox",
      id,
      checked: change.fresh,
      autocomplete: "off",
    })
    const now =
      !change.now || change.adds || (change.fresh && !change.moves)
        ? []
        : [element("del", { textContent: textual(change.now, change.labels) }), " "]
    const label = element("label", { htmlFor: id }, [
      element("strong", { textContent: change.label }),
      element("small", { textContent: ` ${change.part}` }),
      element("span", { className: "pp-paste-value" }, [
        ...now,
        element("ins", { textContent: change.shown || textual(change.value, change.labels) }),
      ]),
    ])
    return { change, box, line: element("div", { className: "pp-choice" }, [box, label]) }
  }

  function fillable(controller, proposals, box, from, alone = null) {
    const close = () => {
      box.out.replaceChildren()
      box.focus()
    }
    const lines = proposals.map((change, number) => proposal(change, `${box.root.id}.${number}`))
    const fill = button(
      "",
      () => {
        const chosen = lines.filter(line => line.box.checked).map(line => line.change)
        close()
        const packet = ProofpackPasteFields.filled(controller.packet, chosen)
        controller.replace(ProofpackPacket.canonical(controller.schema, packet), from)
        box.say(`${counted(chosen.length, "field")} filled. Undo is above.`)
      },
      "main"
    )
    const documented = element("div", {})
    function count() {
      const ticked = lines.filter(line => line.box.checked).map(line => line.change)
      const packet = alone || ProofpackPasteFields.filled(controller.packet, ticked)
      documented.replaceChildren(...ProofpackVerdicts.panels(controller.schema, packet))
      fill.textContent = `Fill ${counted(ticked.length, "field")}`
      fill.disabled = ticked.length === 0
    }
    const list = element("fieldset", { className: "pp-paste-fields", on: { change: count } }, [
      element("legend", { textContent: "Would fill" }),
      ...lines.map(line => line.line),
    ])
    count()
    const discard = button("Discard", () => {
      close()
      box.say("Discarded. Nothing of it was kept.")
    })
    const none = element("p", {
      className: "pp-note",
      textContent: "No field of this form takes anything new from it.",
    })
    const actions = element("div", { className: "pp-actions" }, [fill, discard])
    if (proposals.length) {
      const first = fill.disabled ? lines[0].box : fill
      return { nodes: [documented, list, actions], first }
    }
    fill.remove()
    return { nodes: [none, actions], first: discard }
  }

  function routes(reading, again) {
    const select = element("select", { className: "pp-input", autocomplete: "off" })
    select.setAttribute("aria-label", "Request of the recording")
    select.append(
      ...reading.groups.map(route => new Option(route, route, false, route === reading.group))
    )
    select.addEventListener("change", () => again(select.value))
    return select
  }

  const EXAMPLES = [
    ["A command", "curl -i https://api.example.org/v1/chat/completions -d @body.json"],
    ["An answer with its headers", "HTTP/2 429\nretry-after: 20\nx-request-id: req_0a1b2c"],
    ["A body", '{"error": {"code": "rate_limit_exceeded", "message": "…"}}'],
    ["A stream", 'data: {"choices": [{"delta": {"content": "…"}}]}'],
    ["Log lines", "2026-11-25T03:12:00Z POST /v1/chat/completions status=429 attempt=2"],
    ["An error of a program", "openai.RateLimitError: Error code: 429 - {'error': {…}}"],
    ["A recording of the network", "a HAR file, as browsers save it"],
    ["Plain words", "429 since 2026-11-25 03:12 UTC, request id req_0a1b2c, rate_limit_exceeded"],
  ]

  // What can be pasted, where nothing was recognised.
  function examples() {
    const rows = EXAMPLES.flatMap(([kind, text]) => [
      element("dt", { textContent: kind }),
      element("dd", {}, [element("code", { textContent: text })]),
    ])
    return element("details", { open: true }, [
      element("summary", { textContent: "What can be pasted, with an example of each" }),
      element("dl", { className: "pp-paste-facts" }, rows),
    ])
  }

  // What it is, what was taken out of it, and what was not read.
  function described(reading, beyond, again) {
    return [
      element("p", { textContent: `${what(reading)} ${taken(reading)}` }),
      ...(reading.kinds.length ? [] : [examples()]),
      ...(reading.groups.length > 1 ? [routes(reading, again)] : []),
      ...unread(reading, beyond).map(words =>
        element("p", { className: "pp-note", textContent: words })
      ),
    ]
  }

  function text(reading) {
    const left = reading.text.length - SHOWN
    const more = left > 0 ? `\n… ${left} characters more` : ""
    return element("details", {}, [
      element("summary", { textContent: "The text that was read, without its secrets" }),
      element("pre", { textContent: reading.text.slice(0, SHOWN) + more, tabIndex: 0 }),
    ])
  }

  function show(controller, reading, beyond, box, again) {
    const proposals = ProofpackPasteFields.proposals(controller.schema, controller.packet, reading)
    const rest = ProofpackPasteFields.rest(reading, controller.packet, proposals).filter(
      key => FACTS[key]
    )
    const { nodes, first } = fillable(
      controller,
      proposals,
      box,
      "paste",
      judged(controller, reading)
    )
    box.out.replaceChildren(
      ...described(reading, beyond, again),
      ...nodes,
      ...(rest.length ? [element("p", { textContent: "Also read:" }), facts(reading, rest)] : []),
      text(reading)
    )
    box.say(proposals.length ? "Nothing is filled or kept until you agree." : "")
    first.focus()
  }

  // The schema of another worksheet, as it is today.
  async function schemaOf(worksheet) {
    if (!Proofpack.sheets) await ProofpackPage.load("assets/worksheets/packets.js")
    const sheet = Proofpack.sheets[worksheet]
    if (!sheet) throw new Error("This site has that form no more.")
    await ProofpackPage.load(`assets/worksheets/${sheet.file}`)
    return Proofpack.schemas[worksheet]
  }

  // Shows what a packet of another worksheet has for this one.
  async function takeOver(controller, other, box) {
    const schema = await schemaOf(other.worksheet)
    controller.flush()
    const { packet } = other.envelope
    const proposals = ProofpackPasteFields.shared(
      controller.schema,
      controller.packet,
      schema,
      packet
    )
    const { nodes, first } = fillable(controller, proposals, box, "carry")
    box.out.replaceChildren(
      element("p", { textContent: `From “${packet.name}”, ${packet.title}:` }),
      ...nodes
    )
    box.say("")
    first.focus()
  }

  // Reads what was given into a box, and hands it over with what reads another request of a recording.
  function read(given, box, rules, shown) {
    const turn = (box.turn = {})
    const isWanted = () => box.turn === turn && box.root.isConnected
    function failed(problem) {
      box.say(`It could not be read: ${problem.message}`)
    }
    function group(whole, wanted) {
      const again = other => group(whole, other)
      return readingOf(whole.text, rules.secrets, isWanted, wanted)
        .then(reading => shown(reading, whole.beyond, again))
        .catch(failed)
    }
    box.out.replaceChildren()
    return source(given)
      .then(whole => group(whole, ""))
      .catch(failed)
  }

  function take(controller, given, box, rules) {
    if (!given.envelope)
      return read(given, box, rules, (reading, beyond, again) => {
        controller.flush()
        show(controller, reading, beyond, box, again)
      })
    box.turn = null
    box.out.replaceChildren()
    return takeOver(controller, given, box).catch(problem => {
      box.say(`It could not be read: ${problem.message}`)
    })
  }

  // Answers that would be filled in, each with its field.
  function values(proposals) {
    const rows = proposals.flatMap(change => [
      element("dt", { textContent: change.label }),
      element("dd", { textContent: textual(change.value, change.labels) }),
    ])
    return element("dl", { className: "pp-paste-facts" }, rows)
  }

  return { take, read, described, text, facts, values, schemaOf }
})()
