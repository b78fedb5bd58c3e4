/* The parts that are no record: checklists, decisions, classifications, tables and messages. A classic
   script. It adds `mount` to ProofpackParts, which knows every kind.

   They keep the lists of the plain page, and put controls where its empty boxes are. */
ProofpackParts.mount = (function () {
  "use strict"

  var element = ProofpackControls.element
  var parts = ProofpackParts
  var STATES = [
    { id: "done", label: ["Done"] },
    { id: "not-applicable", label: ["Not applicable"] },
    { id: "open", label: ["Open"] },
  ]

  function each(nodes, make) {
    return Array.from(nodes, make)
  }

  function find(named, id) {
    return named.find(function (one) {
      return one.id === id
    })
  }

  // A leaf of choices, with what the unit does when one is chosen.
  function chooser(unit, label, id, at, shown, several, chosen) {
    var leaf = new parts.Leaf(unit, label, id, at, function () {
      return []
    })
    leaf.control = ProofpackControls.choices(shown, several, {
      id: id,
      label: label,
      onInput: function () {
        if (chosen) chosen()
        unit.hooks.onInput(leaf)
      },
      onSettle: function () {
        unit.hooks.onSettle(leaf)
      },
    })
    return leaf
  }

  // --- a checklist ---------------------------------------------------------------------------------

  function item(line, one, part, hooks) {
    return parts.unitOf([part.id, one.id], hooks, function (unit) {
      var at = part.id + "." + one.id
      var words = line.querySelector(".pp-box + span")
      var help = words.querySelector(".pp-help")
      var state = chooser(unit, one.label, line.id, function () {
        return at + ".state"
      }, STATES, false, show)
      var reason = parts.because(unit, one.label, line.id, at)

      // A reason belongs to what is not applicable; elsewhere it shows if there is one.
      function show() {
        var wanted = state.control.read() === "not-applicable"
        reason.root.hidden = !wanted && reason.isEmpty()
        line.dataset.state = state.control.read() || "open"
      }

      if (help) help.remove()
      words.id = line.id + ".label"
      words.className = "pp-item-label"
      line.querySelector(".pp-box").remove()
      state.control.clear.remove()
      state.control.root.setAttribute("role", "radiogroup")
      state.control.root.setAttribute("aria-labelledby", words.id)
      if (help) {
        help.id = line.id + ".help"
        state.control.root.setAttribute("aria-describedby", help.id)
      }
      line.classList.add("pp-item")
      line.append.apply(line, (help ? [help] : []).concat([state.control.root, state.box, reason.root]))
      return {
        leaves: function () {
          return [state, reason]
        },
        read: function (safe) {
          return { state: state.control.read() || "open", because: reason.read(safe) }
        },
        write: function (value) {
          state.write((value && value.state) || "open")
          reason.write(value && value.because)
          show()
        },
      }
    })
  }

  function checklist(root, part, hooks) {
    return each(root.querySelectorAll("[data-item]"), function (line) {
      return item(line, find(part.items, line.dataset.item), part, hooks)
    })
  }

  // --- a decision, a classification ----------------------------------------------------------------

  /* Radios or checkboxes in the place of the boxes of a list of terms. The list stays as it is; what
     each term means describes its control. */
  function sorted(root, part, hooks, named, key, several) {
    return [
      parts.unitOf([part.id], hooks, function (unit) {
        var list = root.querySelector("dl")
        var terms = each(list.querySelectorAll("dt"), function (term) {
          return { term: term, id: term.dataset.option || term.dataset.label }
        })
        var shown = terms.map(function (one) {
          return { id: one.id, label: [find(named, one.id).label] }
        })
        var leaf = chooser(unit, part.title, root.id, function () {
          return part.id + "." + key
        }, shown, several)
        terms.forEach(function (one, i) {
          var made = leaf.control.lines[i]
          var means = one.term.nextElementSibling
          var code = one.term.querySelector("code")
          one.term.removeAttribute("id") // the control takes its place, as what a link leads to
          means.id = root.id + "--" + one.id + ".means"
          made.box.setAttribute("aria-describedby", means.id)
          one.term.replaceChildren(made.line)
          if (code) made.line.append(code)
        })
        var fieldset = element("fieldset", { className: "pp-sorted" }, [
          element("legend", { className: "pp-unseen", textContent: part.title }),
        ])
        var reason = parts.because(unit, part.title, root.id, part.id)
        list.replaceWith(fieldset)
        fieldset.append(list, leaf.control.root, leaf.box, reason.root)
        return {
          leaves: function () {
            return [leaf, reason]
          },
          read: function (safe) {
            var value = { because: reason.read(safe) }
            value[key] = leaf.control.read()
            return value
          },
          write: function (value) {
            leaf.write(value && value[key])
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
    return sorted(root, part, hooks, part.labels, "labels", part.several).map(function (unit) {
      // One class is chosen like an option, and stored as a list of one.
      var read = unit.read
      unit.read = function (safe) {
        var value = read(safe)
        value.labels = [].concat(value.labels || [])
        return value
      }
      return unit
    })
  }

  // --- a table -------------------------------------------------------------------------------------

  function cell(unit, part, row, column, line) {
    var id = line.id + "." + column.id
    var label = row.label + ": " + column.label
    var leaf = parts.words(unit, label, id, column.id, function () {
      return part.id + "." + row.id + "." + column.id
    })
    var name = element("label", { htmlFor: id + ".input", textContent: column.label })
    leaf.root = element("div", { className: "pp-cell" }, [name, leaf.control.root, leaf.box])
    return leaf
  }

  function row(line, one, part, hooks) {
    return parts.unitOf([part.id, one.id], hooks, function (unit) {
      var cells = part.columns.map(function (column) {
        return cell(unit, part, one, column, line)
      })
      var given = element("div", { className: "pp-row-given", id: line.id + ".given" })
      given.append.apply(given, each(line.cells[0].childNodes, function (node) {
        return node
      }))
      var root = element("div", { className: "pp-row", id: line.id }, [
        given,
        element("div", { className: "pp-cells" }, cells.map(function (leaf) {
          return leaf.root
        })),
      ])
      root.setAttribute("role", "group")
      root.setAttribute("aria-labelledby", given.id)
      return {
        root: root,
        leaves: function () {
          return cells
        },
        read: function (safe) {
          var value = Object.create(null)
          part.columns.forEach(function (column, i) {
            value[column.id] = cells[i].read(safe)
          })
          return value
        },
        write: function (value) {
          part.columns.forEach(function (column, i) {
            cells[i].write(value && value[column.id])
          })
        },
      }
    })
  }

  function table(root, part, hooks) {
    var plain = root.querySelector(".pp-table")
    var units = each(plain.querySelectorAll("[data-row]"), function (line) {
      return row(line, find(part.rows, line.dataset.row), part, hooks)
    })
    var scroller = plain.closest(".md-typeset__scrollwrap") || plain
    var rows = element("div", { className: "pp-rows" }, units.map(function (unit) {
      return unit.root
    }))
    rows.dataset.columns = part.columns.length
    scroller.replaceWith(rows)
    return units
  }

  // --- a message -----------------------------------------------------------------------------------

  // The text with its slots filled. It has no unit: it is composed of what stands elsewhere.
  function message(root, part, hooks) {
    var slots = each(root.querySelectorAll(".pp-slot"), function (slot) {
      return { node: slot, at: slot.dataset.slot, empty: slot.textContent }
    })
    var copy = ProofpackControls.button("Copy message", function () {
      hooks.onCopy(part, copy)
    })
    root.append(element("div", { className: "pp-actions" }, [copy]))
    return {
      units: [],
      compose: function (fill) {
        var texts = fill(slots.map(function (slot) {
          return slot.at
        }))
        slots.forEach(function (slot, i) {
          var text = texts[i]
          var next = text || slot.empty
          if (slot.node.textContent !== next) slot.node.textContent = next
          slot.node.classList.toggle("pp-slot-filled", Boolean(text))
        })
      },
    }
  }

  var KINDS = {
    record: parts.record,
    checklist: checklist,
    decision: decision,
    classification: classification,
    table: table,
    message: message,
  }

  // The places of the answers of a part, as the ids of the plain page name them.
  function places(part) {
    function paths(fields, before) {
      return fields.flatMap(function (field) {
        return [before + field.id].concat(paths(field.fields, before + field.id + "--"))
      })
    }
    if (part.kind === "record") return paths(part.fields, "")
    return (part.items || part.options || part.labels || part.rows || []).map(function (one) {
      return one.id
    })
  }

  // A browser may hold a page and a script of different days: they fit if they name the same places.
  parts.fits = function (root, part) {
    var there = root.querySelectorAll("[data-field], [data-item], [data-option], [data-label], [data-row]")
    var wanted = places(part)
    var found = new Set(each(there, function (one) {
      return one.id
    }))
    return (
      wanted.length === there.length &&
      wanted.every(function (place) {
        return found.has(root.id + "--" + place)
      })
    )
  }

  /* Makes the controls of one part.

       root   the part on the page
       part   the part in the sheet
       hooks  what to call; see worksheet-parts.js */
  return function (root, part, hooks) {
    var made = KINDS[part.kind](root, part, hooks)
    var mounted = Array.isArray(made) ? { units: made } : made
    mounted.root = root
    mounted.part = part
    mounted.progress = element("p", { className: "pp-progress" })
    root.classList.add("pp-live")
    root.removeAttribute("tabindex") // of a part that scrolled sideways, and does no more
    root.prepend(mounted.progress)
    return mounted
  }
})()
