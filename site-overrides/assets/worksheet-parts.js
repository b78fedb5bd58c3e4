/* The parts of a worksheet on a page: each blank of the plain page becomes a control. A classic script.

     var mounted = ProofpackParts.mount(element, part, hooks)
     mounted.units    // what is stored under one key: [{path, read(safe), write(value), leaves()}]

   A leaf is one control with its label, its findings and its place: what is judged. Of a value that
   holds a secret, read(true) gives the redacted text, which is all that storage ever sees.

   hooks: {onInput(leaf), onSettle(leaf), onPaste(leaf), onShape(unit), say(text)} */
var ProofpackParts = (function () {
  "use strict"

  var element = ProofpackControls.element
  var button = ProofpackControls.button

  // --- a leaf --------------------------------------------------------------------------------------

  function Leaf(unit, label, id, at, judge) {
    this.unit = unit
    this.label = label
    this.id = id
    this.at = at
    this.key = "" // what a bare password stands beside
    this.judgeValue = judge
    this.findings = []
    this.masked = null
    this.box = element("div", { className: "pp-findings", id: id + ".findings", hidden: true })
  }

  function clean(value) {
    if (!Array.isArray(value)) return ProofpackPacket.clean(value)
    return value.map(ProofpackPacket.clean).filter(Boolean)
  }

  Leaf.prototype.value = function () {
    return clean(this.control.read())
  }

  Leaf.prototype.read = function (safe) {
    return safe && this.masked !== null ? this.masked : this.value()
  }

  Leaf.prototype.write = function (value) {
    this.masked = null
    this.control.write(value)
  }

  Leaf.prototype.judge = function (rules) {
    return this.judgeValue(this.value(), this.at(), rules)
  }

  Leaf.prototype.isEmpty = function () {
    return this.value().length === 0
  }

  Leaf.prototype.leaves = function () {
    return [this]
  }

  function made(leaf, field, choices, described) {
    var hooks = leaf.unit.hooks
    leaf.control = ProofpackControls.make(field, {
      id: leaf.id,
      label: leaf.label,
      described: (described ? described + " " : "") + leaf.box.id,
      choices: choices,
      onInput: function () {
        hooks.onInput(leaf)
      },
      onSettle: function () {
        hooks.onSettle(leaf)
      },
      onPaste: function () {
        hooks.onPaste(leaf)
      },
    })
    return leaf.control
  }

  // A text that is no field of a record: a reason, or a cell.
  function words(unit, label, id, key, at) {
    var leaf = new Leaf(unit, label, id, at, function (value, place, rules) {
      return ProofpackPacket.judgeWords(key, value, place, rules)
    })
    leaf.key = key
    made(leaf, { type: "long-text", sensitivity: "public" }, null, "")
    return leaf
  }

  function because(unit, label, id, at) {
    var leaf = words(unit, "Because: " + label, id + ".because", "because", function () {
      return at + ".because"
    })
    leaf.label = label + ", because"
    var name = element("label", { htmlFor: leaf.id + ".input", textContent: "Because" })
    leaf.root = element("div", { className: "pp-because" }, [name, leaf.control.root, leaf.box])
    return leaf
  }

  // --- a record ------------------------------------------------------------------------------------

  function copies(nodes) {
    return Array.from(nodes, function (node) {
      return node.cloneNode(true)
    })
  }

  // What the plain page says about a field. The row itself stays a pattern, for entries to come.
  function helpOf(row) {
    var kept = Array.from(row.cells[1].children).filter(function (one) {
      return !one.matches(".pp-choices, .pp-starts, .pp-of-group")
    })
    return copies(kept)
  }

  function choicesOf(row) {
    var labels = {}
    row.querySelectorAll("[data-choice]").forEach(function (line) {
      var nodes = Array.from(line.childNodes).filter(function (node) {
        return !(node.classList && node.classList.contains("pp-box"))
      })
      labels[line.dataset.choice] = copies(nodes).filter(function (node, i) {
        return i > 0 || node.textContent.trim() !== ""
      })
    })
    return labels
  }

  function headOf(row, field, label) {
    var badges = [element("code", { textContent: field.id })]
    if (field.required) {
      badges.unshift(element("span", { className: "pp-required", textContent: "required" }))
    }
    badges = badges.concat(copies(row.querySelectorAll(".pp-sensitivity")))
    return element("div", { className: "pp-answer-head" }, [label].concat(badges))
  }

  function single(context, field, path, suffix, at) {
    var row = context.rows[path]
    var id = context.prefix + "--" + path + suffix
    var help = helpOf(row)
    var leaf = new Leaf(context.unit, field.label, id, at, function (value, place, rules) {
      return ProofpackPacket.judgeField(field, value, place, rules)
    })
    leaf.key = field.id
    var helpId = help.length ? id + ".help" : ""
    made(leaf, field, choicesOf(row), helpId)
    var chosen = /^(?:choice|choices|yes-no)$/u.test(field.type)
    var described = element("div", { className: "pp-answer-help", id: id + ".help" }, help)
    var side = element("div", { className: "pp-answer-side" }, [leaf.control.root, leaf.box])
    if (chosen) {
      var legend = element("legend", {}, [headOf(row, field, document.createTextNode(field.label))])
      leaf.root = element("fieldset", { className: "pp-answer", id: id }, [legend])
      leaf.root.setAttribute("aria-describedby", (helpId ? helpId + " " : "") + leaf.box.id)
    } else {
      var label = element("label", { htmlFor: id + ".input", textContent: field.label })
      leaf.root = element("div", { className: "pp-answer", id: id }, [headOf(row, field, label)])
    }
    if (field.type === "list") described.append(element("p", { textContent: "One per line." }))
    if (described.childNodes.length) leaf.root.append(described)
    leaf.root.append(side)
    return leaf
  }

  function inner(context, field, path, suffix, at) {
    var nodes = field.fields.map(function (one) {
      return node(context, one, path + "--" + one.id, suffix, function () {
        return at() + "." + one.id
      })
    })
    return {
      nodes: nodes,
      leaves: function () {
        return [].concat.apply([], nodes.map(function (one) {
          return one.leaves()
        }))
      },
      read: function (safe) {
        var value = Object.create(null)
        field.fields.forEach(function (one, i) {
          value[one.id] = nodes[i].read(safe)
        })
        return value
      },
      write: function (value) {
        field.fields.forEach(function (one, i) {
          nodes[i].write(value && value[one.id])
        })
      },
      isEmpty: function () {
        return nodes.every(function (one) {
          return one.isEmpty()
        })
      },
    }
  }

  function roots(nodes) {
    return nodes.map(function (one) {
      return one.root
    })
  }

  function group(context, field, path, suffix, at) {
    var row = context.rows[path]
    var made = inner(context, field, path, suffix, at)
    var legend = element("legend", {}, [headOf(row, field, document.createTextNode(field.label))])
    var help = element("div", { className: "pp-answer-help" }, helpOf(row))
    made.root = element(
      "fieldset",
      { className: "pp-answer pp-group", id: context.prefix + "--" + path + suffix },
      [legend].concat(help.childNodes.length ? [help] : [], roots(made.nodes))
    )
    return made
  }

  // A group that repeats: entries that come and go. Taking one away can be undone.
  function repeated(context, field, path, suffix, at) {
    var row = context.rows[path]
    var unit = context.unit
    var list = element("div", { className: "pp-entries" })
    var count = 0
    var entries = []
    var add = button("Add: " + field.label.toLowerCase(), function () {
      var entry = insert(entries.length, undefined)
      unit.hooks.onShape(unit)
      entry.leaves()[0].control.focus()
    })
    var legend = element("legend", {}, [headOf(row, field, document.createTextNode(field.label))])
    var help = element("div", { className: "pp-answer-help" }, helpOf(row))
    var root = element(
      "fieldset",
      { className: "pp-answer pp-group", id: context.prefix + "--" + path + suffix },
      [legend].concat(help.childNodes.length ? [help] : [], [list, add])
    )

    // Entries without an answer are not stored, so they do not count.
    function place(entry) {
      var before = entries.slice(0, entries.indexOf(entry))
      var filled = before.filter(function (one) {
        return !one.isEmpty()
      })
      return at() + "[" + filled.length + "]"
    }

    function number() {
      entries.forEach(function (entry, i) {
        entry.title.textContent = field.label + " " + (i + 1)
        entry.remove.setAttribute("aria-label", "Remove: " + field.label + " " + (i + 1))
      })
    }

    function insert(index, value) {
      count += 1
      var entry = inner(context, field, path, suffix + (count > 1 ? "." + count : ""), function () {
        return place(entry)
      })
      entry.title = element("span", {})
      entry.remove = button("Remove", function () {
        remove(entry)
      }, "quiet")
      entry.root = element("fieldset", { className: "pp-entry" }, [
        element("legend", {}, [entry.title]),
        entry.remove,
        element("div", { className: "pp-entry-fields" }, roots(entry.nodes)),
      ])
      list.insertBefore(entry.root, entries[index] ? entries[index].root : null)
      entries.splice(index, 0, entry)
      if (value) entry.write(value)
      else if (value === undefined) begin(entry, field)
      number()
      return entry
    }

    function remove(entry) {
      var index = entries.indexOf(entry)
      var title = entry.title.textContent
      entries.splice(index, 1)
      var undo = button("Undo", function () {
        entries.splice(Math.min(index, entries.length), 0, entry)
        line.replaceWith(entry.root)
        number()
        unit.hooks.onShape(unit)
        entry.leaves()[0].control.focus()
      })
      undo.setAttribute("aria-label", "Undo: remove " + title)
      var line = element("p", { className: "pp-undo", textContent: title + " was removed. " }, [undo])
      entry.root.replaceWith(line)
      number()
      unit.hooks.onShape(unit)
      unit.hooks.say(title + " was removed.")
      undo.focus()
    }

    insert(0, null)
    return {
      root: root,
      leaves: function () {
        return [].concat.apply([], entries.map(function (one) {
          return one.leaves()
        }))
      },
      read: function (safe) {
        return entries.map(function (one) {
          return one.read(safe)
        })
      },
      write: function (value) {
        var wanted = Array.isArray(value) && value.length ? value : [null]
        list.querySelectorAll(":scope > .pp-undo").forEach(function (line) {
          line.remove()
        })
        entries.splice(wanted.length).forEach(function (entry) {
          entry.root.remove()
        })
        wanted.forEach(function (one, i) {
          if (entries[i]) entries[i].write(one)
          else insert(i, one)
        })
      },
      isEmpty: function () {
        return entries.every(function (one) {
          return one.isEmpty()
        })
      },
      lock: function (locked) {
        add.disabled = locked
        entries.forEach(function (one) {
          one.remove.disabled = locked
        })
      },
    }
  }

  // A new entry begins with what its fields start as.
  function begin(entry, field) {
    field.fields.forEach(function (one, i) {
      if (one.type !== "group" && one.default) entry.nodes[i].write(one.default)
    })
  }

  function node(context, field, path, suffix, at) {
    if (field.type !== "group") return single(context, field, path, suffix, at)
    return (field.repeat ? repeated : group)(context, field, path, suffix, at)
  }

  // What is stored under one key of a part. Its path leads there from the top of a packet.
  function Unit(path, hooks) {
    this.path = ["answers"].concat(path)
    this.hooks = hooks
  }

  function unitOf(path, hooks, build) {
    var unit = new Unit(path, hooks)
    var built = build(unit)
    ;["read", "write", "leaves", "lock", "root"].forEach(function (name) {
      var given = built[name]
      if (given) unit[name] = typeof given === "function" ? given.bind(built) : given
    })
    return unit
  }

  function record(root, part, hooks) {
    var table = root.querySelector(".pp-record")
    var rows = {}
    table.querySelectorAll("tbody > tr").forEach(function (row) {
      rows[row.id.slice(root.id.length + 2)] = row
    })
    var units = part.fields.map(function (field) {
      return unitOf([part.id, field.id], hooks, function (unit) {
        var context = { prefix: root.id, rows: rows, unit: unit }
        return node(context, field, field.id, "", function () {
          return part.id + "." + field.id
        })
      })
    })
    var scroller = table.closest(".md-typeset__scrollwrap") || table
    scroller.replaceWith(element("div", { className: "pp-form" }, roots(units)))
    return units
  }

  return {
    Leaf: Leaf,
    record: record,
    made: made,
    words: words,
    because: because,
    unitOf: unitOf,
  }
})()
