/* The parts of a worksheet on a page: each blank of the plain page becomes a control. A classic
   script.

     const mounted = ProofpackParts.mount(element, part, hooks)
     mounted.bindings   // what is stored under one key: [{path, read(safe), write(value), views()}]

   A view is one control with its label, its findings and its place: what is judged. Of a value that
   holds a secret, read(true) gives the redacted text, which is all that storage ever sees.

   hooks: {onInput(view), onSettle(view), onPaste(view), onShape(binding), say(text)} */
const ProofpackParts = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button
  const { isAnswer } = ProofpackPacket.inner

  // --- a view ------------------------------------------------------------------------------------

  class FieldView {
    constructor(binding, label, id, at, judge) {
      this.binding = binding
      this.label = label
      this.id = id
      this.at = at
      this.key = "" // what a bare password stands beside
      this.field = null // of a record
      this.badge = null // says that it is required, where that depends on other answers
      this.needed = false
      this.judgeValue = judge
      this.findings = []
      this.shown = [] // of the findings, those that are told
      this.masked = null
      this.control = null // made by `made`
      this.root = null
      this.box = element("div", { className: "pp-findings", id: `${id}.findings`, hidden: true })
    }

    value() {
      return clean(this.control.read())
    }

    read(safe) {
      return safe && this.masked !== null ? this.masked : this.value()
    }

    write(value) {
      this.masked = null
      this.control.write(value)
    }

    judge(rules, packet) {
      return this.judgeValue(this.value(), this.at(), rules, packet)
    }

    isEmpty() {
      return this.value().length === 0
    }

    // Whether an answer is required here and not there yet.
    isOpen() {
      return (
        !!this.field && (this.field.required || this.needed) && !isAnswer(this.field, this.value())
      )
    }

    views() {
      return [this]
    }
  }

  function clean(value) {
    if (!Array.isArray(value)) return ProofpackPacket.clean(value)
    return value.map(ProofpackPacket.clean).filter(Boolean)
  }

  function equipped(view, field, choices, described) {
    const hooks = view.binding.hooks
    view.control = ProofpackControls.make(field, {
      id: view.id,
      label: view.label,
      described: (described ? `${described} ` : "") + view.box.id,
      choices,
      onInput() {
        hooks.onInput(view)
      },
      onSettle() {
        hooks.onSettle(view)
      },
      onPaste() {
        hooks.onPaste(view)
      },
    })
    return view.control
  }

  // A text that is no field of a record: a reason, or a cell.
  function words(binding, label, id, key, at) {
    const view = new FieldView(binding, label, id, at, (value, place, rules, packet) =>
      rules.packet.judgeWords(key, value, place, rules, packet)
    )
    view.key = key
    equipped(view, { type: "long-text", sensitivity: "public" }, null, "")
    return view
  }

  function because(binding, label, id, at) {
    const view = words(
      binding,
      `Because: ${label}`,
      `${id}.because`,
      "because",
      () => `${at}.because`
    )
    view.label = `${label}, because`
    const name = element("label", { htmlFor: `${view.id}.input`, textContent: "Because" })
    view.root = element("div", { className: "pp-because" }, [name, view.control.root, view.box])
    return view
  }

  // --- a record ----------------------------------------------------------------------------------

  function copies(nodes) {
    return Array.from(nodes, node => node.cloneNode(true))
  }

  // What the plain page says about a field. The row itself stays a pattern, for entries to come.
  function helpOf(row) {
    const kept = Array.from(row.cells[1].children).filter(
      element => !element.matches(".pp-choices, .pp-starts, .pp-of-group")
    )
    return copies(kept)
  }

  function choicesOf(row) {
    const labels = {}
    row.querySelectorAll("[data-choice]").forEach(line => {
      const nodes = Array.from(line.childNodes).filter(
        node => !(node.classList && node.classList.contains("pp-box"))
      )
      labels[line.dataset.choice] = copies(nodes).filter(
        (node, i) => i > 0 || node.textContent.trim() !== ""
      )
    })
    return labels
  }

  function headOf(row, field, label) {
    let badges = [element("code", { textContent: field.id })]
    if (field.required || field.when) {
      const badge = element("span", { className: "pp-required", textContent: "required" })
      badge.hidden = !field.required
      badges.unshift(badge)
    }
    badges = badges.concat(copies(row.querySelectorAll(".pp-sensitivity")))
    return element("div", { className: "pp-answer-head" }, [label].concat(badges))
  }

  function single(context, field, path, suffix, at) {
    const row = context.rows[path]
    const id = `${context.prefix}--${path}${suffix}`
    const help = helpOf(row)
    const judge = (value, place, rules, packet) =>
      rules.packet.judgeField(field, value, place, rules, packet)
    const view = new FieldView(context.binding, field.label, id, at, judge)
    view.key = field.id
    view.field = field
    const helpId = help.length ? `${id}.help` : ""
    equipped(view, field, choicesOf(row), helpId)
    const chosen = /^(?:choice|choices|yes-no)$/u.test(field.type) && !field.decided_by
    const described = element("div", { className: "pp-answer-help", id: `${id}.help` }, help)
    const side = element("div", { className: "pp-answer-side" }, [view.control.root, view.box])
    if (chosen) {
      const legend = element("legend", {}, [
        headOf(row, field, document.createTextNode(field.label)),
      ])
      view.root = element("fieldset", { className: "pp-answer", id }, [legend])
      view.root.setAttribute("aria-describedby", (helpId ? `${helpId} ` : "") + view.box.id)
    } else {
      const label = element("label", { htmlFor: `${id}.input`, textContent: field.label })
      view.root = element("div", { className: "pp-answer", id }, [headOf(row, field, label)])
    }
    if (context.inside || field.sensitivity === "internal") view.root.dataset.inside = ""
    if (field.maps_to === "time.next_review") {
      const file = button("Calendar file", () => context.binding.hooks.onCalendar(view))
      file.setAttribute("aria-label", `Calendar file: ${field.label}`)
      view.control.root.append(file)
    }
    if (field.when) view.badge = view.root.querySelector(".pp-required")
    if (field.type === "list") described.append(element("p", { textContent: "One per line." }))
    if (described.childNodes.length) view.root.append(described)
    view.root.append(side)
    return view
  }

  function inner(around, field, path, suffix, at) {
    const inside = around.inside || field.sensitivity === "internal"
    const context = Object.assign({}, around, { inside })
    const nodes = field.fields.map(inner =>
      node(context, inner, `${path}--${inner.id}`, suffix, () => `${at()}.${inner.id}`)
    )
    return {
      nodes,
      views() {
        return nodes.flatMap(inner => inner.views())
      },
      read(safe) {
        const value = Object.create(null)
        field.fields.forEach((inner, i) => {
          value[inner.id] = nodes[i].read(safe)
        })
        return value
      },
      write(value) {
        field.fields.forEach((inner, i) => {
          nodes[i].write(value && value[inner.id])
        })
      },
      isEmpty() {
        return nodes.every(inner => inner.isEmpty())
      },
    }
  }

  function roots(nodes) {
    return nodes.map(inner => inner.root)
  }

  function group(context, field, path, suffix, at) {
    const row = context.rows[path]
    const entry = inner(context, field, path, suffix, at)
    const legend = element("legend", {}, [headOf(row, field, document.createTextNode(field.label))])
    const help = element("div", { className: "pp-answer-help" }, helpOf(row))
    entry.root = element(
      "fieldset",
      { className: "pp-answer pp-group", id: `${context.prefix}--${path}${suffix}` },
      [legend].concat(help.childNodes.length ? [help] : [], roots(entry.nodes))
    )
    return entry
  }

  // A group that repeats: entries that come and go. Taking one away can be undone.
  function repeated(context, field, path, suffix, at) {
    const row = context.rows[path]
    const binding = context.binding
    const list = element("div", { className: "pp-entries" })
    let count = 0
    const entries = []
    const add = button(`Add: ${field.label.toLowerCase()}`, () => {
      const entry = insert(entries.length, undefined)
      binding.hooks.onShape(binding)
      entry.views()[0].control.focus()
    })
    const timed = field.fields.findIndex(inner => inner.type === "utc-time")
    const now = button(`+ ${field.label.toLowerCase()} now`, () => {
      const index = entries.findIndex(entry => entry.isEmpty())
      const entry = index < 0 ? insert(entries.length, undefined) : entries[index]
      entry.nodes[timed].write(`${new Date().toISOString().slice(0, 19)}Z`)
      binding.hooks.onShape(binding)
      const rest = entry.views().find(view => view.isEmpty())
      ;(rest || entry.views()[0]).control.focus()
    })
    now.classList.add("pp-event-now")
    const legend = element("legend", {}, [headOf(row, field, document.createTextNode(field.label))])
    const help = element("div", { className: "pp-answer-help" }, helpOf(row))
    const buttons = element("div", { className: "pp-actions" }, timed < 0 ? [add] : [add, now])
    const root = element(
      "fieldset",
      { className: "pp-answer pp-group", id: `${context.prefix}--${path}${suffix}` },
      [legend].concat(help.childNodes.length ? [help] : [], [list, buttons])
    )

    // Entries without an answer are not stored, so they do not count.
    function place(entry) {
      const before = entries.slice(0, entries.indexOf(entry))
      const filled = before.filter(entry => !entry.isEmpty())
      return `${at()}[${filled.length}]`
    }

    function number() {
      entries.forEach((entry, i) => {
        entry.title.textContent = `${field.label} ${i + 1}`
        entry.remove.setAttribute("aria-label", `Remove: ${field.label} ${i + 1}`)
      })
    }

    function insert(index, value) {
      count += 1
      const entry = inner(context, field, path, suffix + (count > 1 ? `.${count}` : ""), () =>
        place(entry)
      )
      entry.title = element("span", {})
      entry.remove = button(
        "Remove",
        () => {
          remove(entry)
        },
        "quiet"
      )
      entry.root = element("fieldset", { className: "pp-entry" }, [
        element("legend", {}, [entry.title]),
        entry.remove,
        element("div", { className: "pp-entry-fields" }, roots(entry.nodes)),
      ])
      list.insertBefore(entry.root, entries[index] ? entries[index].root : null)
      entries.splice(index, 0, entry)
      if (value) entry.write(value)
      else if (value === undefined) begin(entry, field)
      // What is required of an entry is, once there is one, and of the one that a page begins with.
      entry.views().forEach(view => {
        const isOpen = view.isOpen.bind(view)
        view.isOpen = () => (entries.length === 1 || !entry.isEmpty()) && isOpen()
      })
      number()
      return entry
    }

    function remove(entry) {
      const index = entries.indexOf(entry)
      const title = entry.title.textContent
      entries.splice(index, 1)
      const undo = button("Undo", () => {
        entries.splice(Math.min(index, entries.length), 0, entry)
        line.replaceWith(entry.root)
        number()
        binding.hooks.onShape(binding)
        entry.views()[0].control.focus()
      })
      undo.setAttribute("aria-label", `Undo: remove ${title}`)
      const line = element("p", { className: "pp-undo", textContent: `${title} was removed. ` }, [
        undo,
      ])
      entry.root.replaceWith(line)
      number()
      binding.hooks.onShape(binding)
      binding.hooks.say(`${title} was removed.`)
      undo.focus()
    }

    insert(0, null)
    return {
      root,
      views() {
        return entries.flatMap(entry => entry.views())
      },
      read(safe) {
        return entries.map(entry => entry.read(safe))
      },
      write(value) {
        const wanted = Array.isArray(value) && value.length ? value : [null]
        list.querySelectorAll(":scope > .pp-undo").forEach(line => {
          line.remove()
        })
        entries.splice(wanted.length).forEach(entry => {
          entry.root.remove()
        })
        wanted.forEach((value, i) => {
          if (entries[i]) entries[i].write(value)
          else insert(i, value)
        })
      },
      isEmpty() {
        return entries.every(entry => entry.isEmpty())
      },
      lock(locked) {
        add.disabled = now.disabled = locked
        entries.forEach(entry => {
          entry.remove.disabled = locked
        })
      },
    }
  }

  // A new entry begins with what its fields start as.
  function begin(entry, field) {
    field.fields.forEach((inner, i) => {
      if (inner.type !== "group" && inner.default) entry.nodes[i].write(inner.default)
    })
  }

  function node(context, field, path, suffix, at) {
    if (field.type !== "group") return single(context, field, path, suffix, at)
    return (field.repeat ? repeated : group)(context, field, path, suffix, at)
  }

  // What is stored under one key of a part. Its path leads there from the top of a packet.
  class Binding {
    constructor(path, hooks) {
      this.path = ["answers"].concat(path)
      this.hooks = hooks
    }
  }

  function bindingOf(path, hooks, build) {
    // What it can do comes from what is built.
    const binding = /** @type {any} */ (new Binding(path, hooks))
    const built = build(binding)
    ;["read", "write", "views", "lock", "root"].forEach(name => {
      const given = built[name]
      if (given) binding[name] = typeof given === "function" ? given.bind(built) : given
    })
    return binding
  }

  function record(root, part, hooks) {
    const table = root.querySelector(".pp-record")
    const rows = {}
    table.querySelectorAll("tbody > tr").forEach(row => {
      rows[row.id.slice(root.id.length + 2)] = row
    })
    const bindings = part.fields.map(field =>
      bindingOf([part.id, field.id], hooks, binding => {
        const context = { prefix: root.id, rows, binding }
        return node(context, field, field.id, "", () => `${part.id}.${field.id}`)
      })
    )
    const scroller = table.closest(".md-typeset__scrollwrap") || table
    scroller.replaceWith(element("div", { className: "pp-form" }, roots(bindings)))
    return bindings
  }

  return {
    FieldView,
    record,
    equipped,
    words,
    because,
    bindingOf,
  }
})()
