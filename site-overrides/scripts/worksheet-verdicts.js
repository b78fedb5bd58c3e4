/* What is documented for what somebody sees, beside the answers that say it; and beside an answer that
   is against it, or against another answer, that it is. A classic script.

     ProofpackVerdicts.show(controller) // after each change of its packet, and when a field is left
     ProofpackVerdicts.panels(schema, packet) // what is documented for a packet, each row once

   Where a field takes the reason for such a decision, it shows once there is need of one. */
const ProofpackVerdicts = (() => {
  "use strict"

  const element = ProofpackControls.element
  const { path_of: pathOf } = ProofpackPython.modules.verdicts
  const { still_open: stillOpen } = ProofpackPython.modules.progress

  function show(controller) {
    const schema = controller.schema
    const { packet } = controller
    const views = controller.views()
    const places = new Places(views)
    const boxes = new Set()
    const box = document.activeElement
    const isText = box && box.matches("textarea, input:not([type=radio], [type=checkbox])")
    const typed = isText && views.find(view => view.root && view.root.contains(box))
    const typing = typed ? typed.at() : ""
    const verdicts = schema.verdicts ? ProofpackPacket.verdicts(schema, packet, typing) : []
    const wait = toldOf(schema, packet)
    const seen = new Set()
    verdicts.forEach(verdict => {
      const bound = schema.verdicts[verdict.table]
      const host = places.ofInputs(bound, verdict)
      if (!host) return
      const rows = rowsIn(bound, verdict)
      const panel = panelOf(bound, verdict, wait)
      const shown = verdict.rows.length && seen.has(rows) ? [folded(panel)] : panel
      seen.add(rows)
      boxes.add(put(host, below(host), verdict.table, shown))
    })
    needed(controller, places, contradictions(controller, typing)).forEach(finding => {
      const view = places.at(finding.at)
      if (!view) return
      // What is documented is told once for an answer, with a reason or without.
      const name = `${finding.at} ${finding.rule.replace(/^against-.*/u, "against")}`
      const line = linked(ProofpackFindings.line(finding))
      const offer = OFFERS[finding.rule]
      const box = put(view, view.box, name, [line, ...(offer ? [offer(controller, view)] : [])])
      if (box.ppIsNew) controller.bar.say(`${view.label}: ${finding.what}.`)
      boxes.add(box)
    })
    // Loaded once somebody begins.
    if (api.offer) api.offer(controller, typing, (...given) => boxes.add(put(...given)))
    settle(controller, boxes)
    if (schema.verdicts) reasons(schema, verdicts, places)
  }

  // Takes the value of a decision in place of one that an older packet has.
  function taking(controller, view) {
    return ProofpackControls.button("Take the decision", () => {
      view.write("")
      controller.hooks.onSettle(view)
    })
  }

  // Leads to the first open item of what an answer rests on.
  function leading(controller, view) {
    const { schema, packet } = controller
    const part = schema.parts.find(part => view.at() === `${part.id}.option`)
    const field = view.field || part.fields[0]
    return ProofpackControls.button("Show what is open", () => {
      const [list, items] = stillOpen(schema, packet, field, view.value())
      const place = controller.placeOf(`${list.id}.${items[0].id}`)
      if (place.view) controller.reveal(place.view)
      else location.assign(place.href)
    })
  }

  const OFFERS = { "not-decided": taking, "rests-on-open": leading }

  // Answers that are against what is documented, or against each other.
  function contradictions(controller, typing) {
    const { schema, packet, rules } = controller
    if (!rules) return []
    return [
      ...(schema.verdicts ? rules.packet.judgeDecisions(schema, packet, rules, typing) : []),
      ...rules.packet
        .judgeAgreement(schema, packet, rules)
        .filter(finding => finding.at !== typing),
    ]
  }

  // Says of fields that they are required as things stand, and returns what else was found.
  function needed(controller, places, all) {
    const asked = all
      .filter(finding => finding.rule === "missing-when")
      .map(finding => places.at(finding.at))
    controller.views().forEach(view => {
      if (!view.badge) return
      view.needed = asked.includes(view)
      view.badge.hidden = !view.needed
    })
    return all.filter(finding => finding.rule !== "missing-when")
  }

  // The views of a page by their places. Entries without an answer have the place of the next one.
  class Places {
    constructor(views) {
      this.known = new Map()
      views.forEach(view => {
        const at = view.at()
        this.known.set(at, (this.known.get(at) || []).concat([view]))
      })
    }

    at(place) {
      const views = this.known.get(place) || []
      return views.find(view => !view.isEmpty()) || views[0]
    }

    // The last field of the page, in one entry, that bears on a verdict.
    ofInputs(bound, verdict) {
      const paths = bound.inputs
        .filter(asked => verdict.about.includes(asked.id))
        .map(asked => pathOf(asked.at, bound.group, verdict.entry))
      const answered = paths.map(path => this.at(path)).filter(view => view && !view.isEmpty())
      const within = answered.map(view => view.root.closest(".pp-entry")).find(Boolean)
      const inputs = paths
        .flatMap(path => this.known.get(path) || [])
        .filter(view => !within || within.contains(view.root))
      return inputs.reduce((last, view) => (last && follows(last, view) ? last : view), null)
    }
  }

  function follows(last, view) {
    return view.root.compareDocumentPosition(last.root) & Node.DOCUMENT_POSITION_FOLLOWING
  }

  // What a verdict stands below: its field, and in an entry, where fields stand in columns, the last one.
  function below(host) {
    const fields = Array.from(host.root.parentElement.children)
    if (!host.root.parentElement.matches(".pp-entry-fields")) return host.root
    return fields.filter(field => !field.matches(".pp-verdict")).pop()
  }

  // A box below an element of a view, made once; what stands in it changes only with what it says.
  function put(view, above, name, children) {
    view.ppBoxes ||= new Map()
    const box = view.ppBoxes.get(name) || element("div", { className: "pp-verdict" })
    view.ppBoxes.set(name, box)
    if (box.previousElementSibling !== above) above.after(box)
    const text = children.map(child => child.textContent).join("\n")
    box.ppIsNew = box.hidden || box.ppText !== text
    if (box.ppText !== text) box.replaceChildren(...children)
    box.ppText = text
    box.hidden = false
    return box
  }

  function settle(controller, boxes) {
    ;(controller.verdictBoxes || new Set()).forEach(box => {
      if (!boxes.has(box)) box.hidden = true
    })
    controller.verdictBoxes = boxes
  }

  // A field for a reason is there where a decision needs one, and where one was given.
  function reasons(schema, verdicts, places) {
    const needed = new Set(
      verdicts.flatMap(verdict => verdict.against.map(decision => decision.reason))
    )
    schema.verdicts.forEach(bound => {
      const paths = bound.decisions.map(decision => decision.because.join("."))
      places.known.forEach((views, at) => {
        if (!paths.includes(at.replace(/\[[0-9]+\]/u, ""))) return
        views.forEach(view => {
          if (!view.root || view.root.classList.contains("pp-because")) return
          view.root.hidden = !needed.has(at) && view.isEmpty()
        })
      })
    })
  }

  // Makes the addresses in a line of text links.
  function linked(line) {
    const text = line.lastChild
    const pieces = text.textContent.split(/(https?:\/\/[^\s)]+)/u)
    text.replaceWith(
      ...pieces.map((piece, i) =>
        i % 2 ? element("a", { href: piece, textContent: piece }) : piece
      )
    )
    return line
  }

  // --- what is documented ------------------------------------------------------------------------

  function panelOf(bound, verdict, wait) {
    const rows = verdict.rows.map(id => bound.rows.find(row => row.id === id))
    if (rows.length)
      return [headOf(rows)].concat(rows.map(row => rowOf(row, rows.length > 1, wait)))
    const asked = bound.inputs.filter(input => verdict.wanted.includes(input.id))
    const labels = asked.map(input => input.label).join(", ")
    const text = labels
      ? `What is documented depends on: ${labels}.`
      : `The table “${bound.title}” has no row for this.`
    return [element("p", { className: "pp-note", textContent: text })]
  }

  // What stands on the page already: its verdict, under which the rest is.
  function folded(panel) {
    const [head, ...rest] = panel
    const summary = element("summary", {}, Array.from(head.childNodes))
    return element("details", {}, [summary, ...rest])
  }

  // A record and its entries may be bound to the same table.
  function rowsIn(bound, verdict) {
    return JSON.stringify([bound.title, verdict.rows])
  }

  function panels(schema, packet) {
    const seen = new Set()
    return (schema.verdicts ? ProofpackPacket.verdicts(schema, packet) : []).flatMap(verdict => {
      const bound = schema.verdicts[verdict.table]
      const rows = rowsIn(bound, verdict)
      if (!verdict.rows.length || seen.has(rows)) return []
      seen.add(rows)
      const shown = panelOf(bound, verdict, toldOf(schema, packet))
      return [element("div", { className: "pp-verdict" }, shown)]
    })
  }

  function headOf(rows) {
    const row = rows.find(row => row.binds) || rows[0]
    const standing = element("span", {
      className: `pp-standing pp-standing-${row.binds ? "documented" : "unchecked"}`,
      textContent: row.standing,
    })
    const words = element("strong", { textContent: row.words })
    return element("p", { className: "pp-verdict-head" }, [words, " ", standing])
  }

  // What the answer itself said of when to send again.
  function toldOf(schema, packet) {
    for (const part of schema.parts)
      for (const field of part.fields || [])
        if (field.maps_to === "http.response.header.retry-after") {
          const value = packet.answers[part.id] && packet.answers[part.id][field.id]
          if (value) return [[field.label, /^[0-9.]+$/u.test(value) ? `${value} s` : value]]
        }
    return []
  }

  function rowOf(row, titled, wait) {
    const facets = element("dl", { className: "pp-facets" })
    const more = row.tunable ? [["Yours to set", tunable(row)]] : []
    row.facets.concat(wait, more).forEach(pair => {
      facets.append(
        element("dt", { textContent: pair[0] }),
        element("dd", { textContent: pair[1] })
      )
    })
    const facts = row.facts.map(factOf)
    return element("div", { className: "pp-verdict-row" }, [
      ...(titled ? [element("p", { className: "pp-verdict-title", textContent: row.title })] : []),
      ...(facts.length && !row.fallback ? [] : [element("p", { textContent: row.said })]),
      ...facts,
      facets,
    ])
  }

  function tunable(row) {
    return row.note ? `${row.tunable}. ${row.note}` : row.tunable
  }

  function factOf(fact) {
    const link = element("a", { href: fact.source, textContent: fact.title })
    const words = fact.quote
      ? element("q", { className: "pp-quoted", textContent: fact.quote })
      : element("span", { textContent: fact.says })
    return element("p", { className: "pp-verdict-fact" }, [words, " ", link, `, ${fact.state}.`])
  }

  /** @type {any} */
  const api = { show, panels, headOf, factOf }
  return api
})()
