/* What tables offer for a packet: the decision that is documented for what somebody sees, and the page that
   says so. A classic script, loaded once somebody begins to fill in. Nothing is chosen for anybody: on the
   page each offer is a button, and of a paste a line to tick.

     ProofpackVerdicts.offered(schema, packet, typing) // [{at, path, value, name, label, row}], by decision
     ProofpackVerdicts.stands(schema, packet, typing)  // the fact of the first verdict, with its row's title; or null
     ProofpackVerdicts.offer(controller, typing, put)  // puts a button where there is no answer yet */
;(() => {
  "use strict"

  const { element, button } = ProofpackControls
  const { path_of: pathOf } = ProofpackPython.modules.verdicts

  // The rows that count, where all of them say the same.
  function rowsOf(schema, verdict) {
    const known = schema.verdicts[verdict.table].rows
    const rows = verdict.rows.map(id => known.find(row => row.id === id))
    return rows.every(row => row.verdict === rows[0].verdict) ? rows : []
  }

  function answered(schema, packet, typing) {
    const verdicts = schema.verdicts ? ProofpackPacket.verdicts(schema, packet, typing) : []
    return verdicts
      .map(verdict => ({ verdict, rows: rowsOf(schema, verdict) }))
      .filter(answer => answer.rows.length)
  }

  // What a decision is called, and what its choice is.
  function namesOf(schema, at, value) {
    const part = schema.parts.find(part => part.id === at[0])
    const field = part.options ? null : part.fields.find(field => field.id === at[1])
    const choices = field ? field.choices : part.options
    const choice = choices.find(choice => choice.id === value)
    return { name: field ? field.label : part.title, label: choice ? choice.label : value }
  }

  function offered(schema, packet, typing = "") {
    return answered(schema, packet, typing).flatMap(({ verdict, rows }) => {
      const bound = schema.verdicts[verdict.table]
      const row = rows.find(row => row.binds) || rows[0]
      return bound.decisions
        .filter(decision => Object.hasOwn(decision.offers, row.verdict) && !bound.group.length)
        .map(decision => {
          const value = decision.offers[row.verdict]
          const names = namesOf(schema, decision.at, value)
          const at = pathOf(decision.at, bound.group, verdict.entry)
          return { at, path: ["answers", ...decision.at], value, row, ...names }
        })
    })
  }

  function stands(schema, packet, typing = "") {
    const facts = answered(schema, packet, typing).flatMap(({ rows }) =>
      rows.flatMap(row => row.facts.map(fact => ({ ...fact, row: row.title })))
    )
    return facts.find(fact => !/^(?:lapsed|held)/u.test(fact.state)) || null
  }

  // Where a decision has its options in a list, what is offered stands above them.
  function placeOf(view) {
    const sorted = view.box.closest(".pp-sorted")
    return sorted ? sorted.firstElementChild : view.box
  }

  function offer(controller, typing, put) {
    const { schema, packet } = controller
    const views = controller.views()
    function taking(view, name, value, words, facts) {
      const take = button(words, () => {
        view.write(value)
        controller.hooks.onSettle(view)
        view.control.focus()
      })
      put(view, placeOf(view), name, [...facts, element("p", {}, [take])])
    }
    offered(schema, packet, typing).forEach(offer => {
      const view = views.find(view => view.at() === offer.at && view.isEmpty())
      const facts = offer.row.facts.slice(0, 1).map(ProofpackVerdicts.factOf)
      const head = ProofpackVerdicts.headOf([offer.row])
      if (view) taking(view, "offer", offer.value, `Take “${offer.label}”`, [head, ...facts])
    })
    const fact = stands(schema, packet, typing)
    views
      .filter(
        view => fact && view.field && view.field.maps_to === "verdict.source" && view.isEmpty()
      )
      .forEach(view => {
        const link = element("a", { href: fact.source, textContent: fact.source })
        const shown = element("p", { className: "pp-verdict-fact" }, [link])
        taking(view, "offer", fact.source, `Take the page “${fact.title}”`, [shown])
      })
  }

  Object.assign(ProofpackVerdicts, { offered, stands, offer })
})()
