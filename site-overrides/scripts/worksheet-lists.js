/* The parts that are no record: checklists, decisions, classifications, tables and messages. A
   classic script. It adds `mount` to ProofpackParts, which knows every kind.

   They keep the lists of the plain page, and put controls where its empty boxes are. */
ProofpackParts.mount = (() => {
  "use strict"

  const element = ProofpackControls.element
  const parts = ProofpackParts
  const { UNSETTLED } = ProofpackConstants
  const STATES = [
    { id: "done", label: ["Done"] },
    { id: "not-applicable", label: ["Not applicable"] },
    { id: "open", label: ["Open"] },
  ]

  function each(nodes, make) {
    return Array.from(nodes, make)
  }

  function find(named, id) {
    return named.find(record => record.id === id)
  }

  // A view of choices, with what the binding does when one is chosen.
  function chooser(binding, label, id, at, shown, several, chosen) {
    const view = new parts.FieldView(binding, label, id, at, () => [])
    view.control = ProofpackControls.choices(shown, several, {
      id,
      label,
      onInput() {
        if (chosen) chosen()
        binding.hooks.onInput(view)
      },
      onSettle() {
        binding.hooks.onSettle(view)
      },
    })
    return view
  }

  // --- a checklist -------------------------------------------------------------------------------

  function item(line, entry, part, hooks) {
    return parts.bindingOf([part.id, entry.id], hooks, binding => {
      const at = `${part.id}.${entry.id}`
      const words = line.querySelector(".pp-box + span")
      const help = words.querySelector(".pp-help")
      const state = chooser(binding, entry.label, line.id, () => `${at}.state`, STATES, false, show)
      const reason = parts.because(binding, entry.label, line.id, at)

      // A reason belongs to what is not applicable; elsewhere it shows if there is one.
      function show() {
        const wanted = state.control.read() === "not-applicable"
        reason.root.hidden = !wanted && reason.isEmpty()
        line.dataset.state = state.control.read() || "open"
      }

      state.isOpen = () => line.dataset.state === "open"
      reason.isOpen = () => line.dataset.state === "not-applicable" && reason.isEmpty()
      if (help) help.remove()
      words.id = `${line.id}.label`
      words.className = "pp-item-label"
      line.querySelector(".pp-box").remove()
      state.control.clear.remove()
      state.control.root.setAttribute("role", "radiogroup")
      state.control.root.setAttribute("aria-labelledby", words.id)
      if (help) {
        help.id = `${line.id}.help`
        state.control.root.setAttribute("aria-describedby", help.id)
      }
      line.classList.add("pp-item")
      line.append(...(help ? [help] : []), state.control.root, state.box, reason.root)
      return {
        views() {
          return [state, reason]
        },
        read(safe) {
          return { state: state.control.read() || "open", because: reason.read(safe) }
        },
        write(value) {
          state.write((value && value.state) || "open")
          reason.write(value && value.because)
          show()
        },
      }
    })
  }

  function checklist(root, part, hooks) {
    return each(root.querySelectorAll("[data-item]"), line =>
      item(line, find(part.fields, line.dataset.item), part, hooks)
    )
  }

  // --- a decision, a classification --------------------------------------------------------------

  /* Radios or checkboxes in the place of the boxes of a list of terms. The list stays as it is;
     what each term means describes its control. */
  function sorted(root, part, hooks, named, key, several) {
    return [
      parts.bindingOf([part.id], hooks, binding => {
        const list = root.querySelector("dl")
        const terms = each(list.querySelectorAll("dt"), term => ({
          term,
          id: term.dataset.option || term.dataset.label,
        }))
        const shown = terms.map(term => ({
          id: term.id,
          label: [find(named, term.id).label],
        }))
        const view = chooser(
          binding,
          part.title,
          root.id,
          () => `${part.id}.${key}`,
          shown,
          several
        )
        terms.forEach((entry, i) => {
          const line = view.control.lines[i]
          const means = entry.term.nextElementSibling
          const code = entry.term.querySelector("code")
          entry.term.removeAttribute("id") // the control takes its place, as what a link leads to
          means.id = `${root.id}--${entry.id}.means`
          line.box.setAttribute("aria-describedby", means.id)
          entry.term.replaceChildren(line.line)
          if (code) line.line.append(code)
        })
        const fieldset = element("fieldset", { className: "pp-sorted" }, [
          element("legend", { className: "pp-unseen", textContent: part.title }),
        ])
        const reason = parts.because(binding, part.title, root.id, part.id)
        list.replaceWith(fieldset)
        fieldset.append(list, view.control.root, view.box, reason.root)
        return {
          views() {
            return [view, reason]
          },
          read(safe) {
            const value = { because: reason.read(safe) }
            value[key] = view.control.read()
            return value
          },
          write(value) {
            view.write(value && value[key])
            reason.write(value && value.because)
          },
        }
      }),
    ]
  }

  function decision(root, part, hooks) {
    return sorted(root, part, hooks, part.options, "option", false)
  }

  function classification(root, part, hooks) {
    return sorted(root, part, hooks, part.labels, "labels", part.several).map(binding => {
      // One class is chosen like an option, and stored as a list of one.
      const read = binding.read
      binding.read = safe => {
        const value = read(safe)
        value.labels = [].concat(value.labels || [])
        return value
      }
      return binding
    })
  }

  // --- a table -----------------------------------------------------------------------------------

  function cell(binding, part, row, column, line) {
    const id = `${line.id}.${column.id}`
    const label = `${row.label}: ${column.label}`
    const view = parts.words(
      binding,
      label,
      id,
      column.id,
      () => `${part.id}.${row.id}.${column.id}`
    )
    const name = element("label", { htmlFor: `${id}.input`, textContent: column.label })
    view.root = element("div", { className: "pp-cell" }, [name, view.control.root, view.box])
    return view
  }

  function row(line, record, part, hooks) {
    return parts.bindingOf([part.id, record.id], hooks, binding => {
      const cells = part.columns.map(column => cell(binding, part, record, column, line))
      const given = element("div", { className: "pp-row-given", id: `${line.id}.given` })
      given.append(...line.cells[0].childNodes)
      const root = element("div", { className: "pp-row", id: line.id }, [
        given,
        element(
          "div",
          { className: "pp-cells" },
          cells.map(view => view.root)
        ),
      ])
      root.setAttribute("role", "group")
      root.setAttribute("aria-labelledby", given.id)
      return {
        root,
        views() {
          return cells
        },
        read(safe) {
          const value = Object.create(null)
          part.columns.forEach((column, i) => {
            value[column.id] = cells[i].read(safe)
          })
          return value
        },
        write(value) {
          part.columns.forEach((column, i) => {
            cells[i].write(value && value[column.id])
          })
        },
      }
    })
  }

  function table(root, part, hooks) {
    const plain = root.querySelector(".pp-table")
    const bindings = each(plain.querySelectorAll("[data-row]"), line =>
      row(line, find(part.fields, line.dataset.row), part, hooks)
    )
    const scroller = plain.closest(".md-typeset__scrollwrap") || plain
    const rows = element(
      "div",
      { className: "pp-rows" },
      bindings.map(binding => binding.root)
    )
    rows.dataset.columns = part.columns.length
    scroller.replaceWith(rows)
    return bindings
  }

  // --- a message ---------------------------------------------------------------------------------

  // The text with its slots filled. It has no binding: it is composed of what stands elsewhere.
  function message(root, part, hooks) {
    const slots = each(root.querySelectorAll(".pp-slot"), slot => ({
      node: slot,
      at: slot.dataset.slot,
      empty: slot.textContent,
    }))
    const paragraphs = each(root.querySelectorAll(".pp-paragraph"), node => node)
    const copy = ProofpackControls.button("Copy message", () => {
      hooks.onCopy(part, copy)
    })
    root.append(element("div", { className: "pp-actions" }, [copy]))
    return {
      bindings: [],
      compose(schema, packet) {
        paragraphs.forEach((node, i) => {
          node.hidden = !ProofpackPacket.belongs(schema, packet, part.template[i])
        })
        slots.forEach(slot => {
          const text = ProofpackPacket.slot(schema, packet, slot.at)
          const next = text || slot.empty
          if (slot.node.textContent !== next) slot.node.textContent = next
          const filled = text && !text.includes(UNSETTLED)
          slot.node.classList.toggle("pp-slot-filled", Boolean(filled))
        })
      },
    }
  }

  const KINDS = {
    record: parts.record,
    checklist,
    decision,
    classification,
    table,
    message,
  }

  // The places of the answers of a part, as the ids of the plain page name them.
  function places(part) {
    function paths(fields, before) {
      return fields.flatMap(field =>
        [before + field.id].concat(paths(field.fields, `${before + field.id}--`))
      )
    }
    if (part.kind === "record") return paths(part.fields, "")
    return (part.options || part.labels || part.fields).map(entry => entry.id)
  }

  // A browser may hold a page and a script of different days: they fit if they name the same
  // places.
  parts.fits = (root, part) => {
    const there = root.querySelectorAll(
      "[data-field], [data-item], [data-option], [data-label], [data-row]"
    )
    const wanted = places(part)
    const ids = new Set(each(there, element => element.id))
    return wanted.length === there.length && wanted.every(place => ids.has(`${root.id}--${place}`))
  }

  /* Makes the controls of one part.

       root   the part on the page
       part   the part in the schema
       hooks  what to call; see worksheet-parts.js */
  return (root, part, hooks) => {
    const built = KINDS[part.kind](root, part, hooks)
    const mounted = Array.isArray(built) ? { bindings: built } : built
    mounted.root = root
    mounted.part = part
    mounted.progress = element("p", { className: "pp-progress" })
    root.classList.add("pp-live")
    root.removeAttribute("tabindex") // of a part that scrolled sideways, and does no more
    root.prepend(mounted.progress)
    return mounted
  }
})()
