/* HAR: what a browser recorded, or one entry of it. A classic script that knows of no page.

     ProofpackPasteRecording.isOne(text)
     ProofpackPasteRecording.read(text, secrets, wanted)  // a generator; `wanted` names one of `groups`
     // a reading as ProofpackPaste.read gives it, with {text, redacted, groups, group, unread}

   A recording may have tens of megabytes, so it is never parsed as a whole: entries are found one by one,
   and only those of one route become text, lose their secrets, and are read, as curl -v would show them. */
const ProofpackPasteRecording = (() => {
  "use strict"

  const paste = ProofpackPaste
  const TURN = 3000 // marks between two turns
  const LARGEST = 6_000_000 // an entry over that is not read
  const MOST = 20 // entries of one route that are read: the last ones
  const LONGEST = 40_000 // of a body

  function isOne(text) {
    const head = text.slice(0, 4000)
    return (
      /^\s*\{/u.test(head) &&
      /"startedDateTime"|"log"\s*:\s*\{/u.test(head) &&
      /"entries"|"startedDateTime"/u.test(text.slice(0, 200_000))
    )
  }

  // Where each entry of a recording stands: [start, end].
  function* entries(text) {
    const places = []
    const list = /"entries"\s*:\s*\[/u.exec(text)
    const mark = /["{}]|\][^]/gu
    let depth = 0
    let start = 0
    mark.lastIndex = list ? list.index + list[0].length : 0
    for (let turn = 1; ; turn++) {
      if (turn % TURN === 0) yield
      const match = mark.exec(text)
      if (!match) return places
      if (match[0] === '"') mark.lastIndex = behind(text, match.index + 1)
      else if (match[0] === "{") {
        if (depth++ === 0) start = match.index
      } else if (match[0] === "}") {
        if (--depth === 0) places.push([start, match.index + 1])
        if (depth < 0) return places
      } else mark.lastIndex = match.index + 1
    }
  }

  // The offset behind a text whose first quote is passed.
  function behind(text, at) {
    for (;;) {
      const end = text.indexOf('"', at)
      if (end < 0) return text.length
      let slashes = 0
      while (text[end - 1 - slashes] === "\\") slashes++
      if (slashes % 2 === 0) return end + 1
      at = end + 1
    }
  }

  function headers(given) {
    return (Array.isArray(given) ? given : []).map(header =>
      `${header.name}: ${header.value}`.replace(/[\r\n]+/gu, " ")
    )
  }

  function marked(mark, lines) {
    return lines.map(line => `${mark} ${line}`)
  }

  function bodyOf(content) {
    const text = content && typeof content.text === "string" ? content.text : ""
    if (!text || content.encoding === "base64") return []
    return [text.slice(0, LONGEST)]
  }

  // An entry as curl -v shows it.
  function shown(entry) {
    const { request, response } = entry
    const sent = headers(request.headers).filter(line => !/^:|^host:/iu.test(line))
    const came = headers(response.headers).filter(
      line => !/^:|^(?:content-length|date):/iu.test(line)
    )
    const status = response.status || 0
    const head = status ? [`< HTTP/1.1 ${status}`, ...marked("<", came), "<"] : []
    return [
      `> ${request.method} ${request.url} HTTP/1.1`,
      ...marked(">", sent),
      ">",
      ...bodyOf(request.postData),
      ...head,
      ...bodyOf(response.content),
      "",
    ].join("\n")
  }

  // What is asked of an entry to choose among many.
  function summary(text, place) {
    let entry
    try {
      entry = JSON.parse(text.slice(place[0], place[1]))
    } catch {
      return null
    }
    const { request, response } = entry
    if (!request || !response || typeof request.url !== "string") return null
    const { host, route } = ProofpackPasteValues.address(request.url)
    const type = (response.content && response.content.mimeType) || ""
    const status = Number(response.status) || 0
    const api = request.method !== "GET" || /json|event-stream/u.test(type)
    return {
      place,
      group: `${request.method} ${host}${route}`,
      failed: status >= 400 || status === 0,
      score: (status >= 400 || status === 0 ? 2 : 0) + (api ? 1 : 0),
    }
  }

  // The routes of a recording, the likeliest to be asked about first: what failed last, and is no page.
  function groupsOf(summaries) {
    const best = new Map()
    summaries.forEach((summary, at) => {
      const known = best.get(summary.group)
      if (!known || summary.score >= known.score)
        best.set(summary.group, { score: summary.score, at })
    })
    return [...best]
      .sort((a, b) => b[1].score - a[1].score || b[1].at - a[1].at)
      .map(pair => pair[0])
  }

  function whole(value) {
    return Number.isFinite(value) && value > 0 ? String(Math.round(value) / 1000) : ""
  }

  // Reads one entry into what was read before it.
  function* add(entry, joined, secrets, redacted) {
    const cleaned = yield* ProofpackPasteClean.clean(shown(entry), secrets)
    Object.keys(cleaned.redacted).forEach(rule => {
      redacted[rule] = (redacted[rule] || 0) + cleaned.redacted[rule]
    })
    const inner = new paste.Joined()
    yield* paste.pieces(paste.normal(cleaned.text), inner)
    yield* inner.unquote()
    const at = ProofpackPasteValues.instant(entry.startedDateTime || "")
    inner.exchanges.forEach(exchange => {
      if (at && at !== "local") exchange.times = [at]
      if (whole(entry.time)) exchange.duration = whole(entry.time)
      if (Number(entry.response.status) === 0) exchange.shape = "empty"
      if (Number(entry.response.status) === 0) exchange.failed = true
    })
    joined.exchanges.push(...inner.exchanges)
    return cleaned.text
  }

  function* read(text, secrets, wanted) {
    const places = yield* entries(text)
    const summaries = []
    let large = 0
    for (const place of places) {
      if (place[1] - place[0] > LARGEST) large++
      else {
        const request = summary(text, place)
        if (request) summaries.push(request)
      }
      yield
    }
    const groups = groupsOf(summaries)
    const group = groups.includes(wanted) ? wanted : groups[0]
    const chosen = summaries.filter(request => request.group === group).slice(-MOST)
    const joined = new paste.Joined()
    const redacted = Object.create(null)
    const texts = []
    for (const request of chosen) {
      const entry = JSON.parse(text.slice(request.place[0], request.place[1]))
      texts.push(yield* add(entry, joined, secrets, redacted))
    }
    const kinds = joined.exchanges.length ? ["recording"] : []
    return {
      ...{ kinds, exchanges: joined.exchanges, facts: paste.factsOf(joined), local: 0 },
      ...{ text: texts.join("\n"), redacted, groups, group },
      unread: places.length - chosen.length,
      large,
    }
  }

  return { isOne, read }
})()
