/* A desk: one worksheet on one page, with the packet that lies on it. A classic script.

   What is typed stands in controls until a pause. Then it is judged, and what is kept from there on is
   `packet`: the packet with each secret redacted. Storage, exports, messages and previews know that one
   alone. An input event does nothing but note which control it came from. */
var ProofpackDesk = (function () {
  "use strict"

  var PAUSE_MS = 300 // how long nothing is typed before it is judged and stored
  var SLICE_MS = 8 // how long a packet that was opened is judged before the page gets its turn

  function nothing() {
    return Object.create(null)
  }

  function own(mapping, key) {
    return mapping && Object.prototype.hasOwnProperty.call(mapping, key) ? mapping[key] : undefined
  }

  function at(packet, path) {
    return path.reduce(own, packet)
  }

  // The packet with another value at a path; what is not on the path is shared.
  function put(packet, path, value) {
    if (!path.length) return value
    var copy = Array.isArray(packet) ? packet.slice() : Object.assign(nothing(), packet)
    copy[path[0]] = put(own(copy, path[0]), path.slice(1), value)
    return copy
  }

  function clock(date) {
    return date.toISOString().slice(11, 16) + " UTC"
  }

  function counted(number, noun) {
    return number + " " + noun + (number === 1 ? "" : "s")
  }

  function isSecret(finding) {
    return finding.rule.startsWith("secret-")
  }

  function Desk(sheet, rules, store) {
    var self = this
    this.sheet = sheet
    this.rules = rules
    this.store = store
    this.mounted = []
    this.dirty = new Set()
    this.reshaped = new Set()
    this.conflicts = []
    this.state = "new"
    this.numbers = {}
    this.hooks = {
      onInput: function (leaf) {
        self.typed(leaf)
      },
      onSettle: function (leaf) {
        leaf.settled = !leaf.isEmpty()
        self.dirty.add(leaf)
        self.flush()
      },
      onPaste: function (leaf) {
        // The text is in the field only once this event is over.
        self.dirty.add(leaf)
        setTimeout(function () {
          self.flush()
        })
      },
      onShape: function (unit) {
        self.reshaped.add(unit)
        self.flush()
      },
      onCopy: function (part, button) {
        self.copyMessage(part, button)
      },
      say: function (text) {
        self.bar.say(text)
      },
    }
    this.nameUnit = nameUnit(this)
    ;["create", "duplicate", "reset", "remove", "askImport", "askExport", "print"].forEach(function (one) {
      self[one] = self[one].bind(self)
    })
    this.deaf = store.listen(function (pid) {
      self.heard(pid)
    })
  }

  // The name of a packet is judged and stored as an answer is.
  function nameUnit(desk) {
    var field = { id: "", type: "text", sensitivity: "internal" }
    var unit = ProofpackParts.unitOf([], desk.hooks, function (made) {
      var id = "ws-" + desk.sheet.id + ".name"
      var leaf = new ProofpackParts.Leaf(made, "Name of this packet", id, function () {
        return "name"
      }, function (value, place, rules) {
        return ProofpackPacket.judgeWords("", value, place, rules).filter(isSecret)
      })
      made.leaf = leaf
      ProofpackParts.made(leaf, field, null, "")
      return leaf
    })
    unit.path = ["name"]
    return unit
  }

  Desk.prototype.units = function () {
    return [this.nameUnit].concat.apply([this.nameUnit], this.mounted.map(function (one) {
      return one.units
    }))
  }

  Desk.prototype.leaves = function () {
    return [].concat.apply([], this.units().map(function (unit) {
      return unit.leaves()
    }))
  }

  // --- typing --------------------------------------------------------------------------------------

  // All that an input event does.
  Desk.prototype.typed = function (leaf) {
    this.dirty.add(leaf)
    clearTimeout(this.timer)
    this.timer = setTimeout(this.flush.bind(this), PAUSE_MS)
  }

  // Judges and stores what was typed. Everything that may take the page away calls it first.
  Desk.prototype.flush = function () {
    if (this.locked || !this.collect()) return
    this.save()
    this.show()
  }

  // Takes what was typed into the packet; says whether that changed it.
  Desk.prototype.collect = function () {
    var self = this
    clearTimeout(this.timer)
    if (!this.dirty.size && !this.reshaped.size) return false
    var units = new Set(this.reshaped)
    this.dirty.forEach(function (leaf) {
      self.look(leaf)
      units.add(leaf.unit)
    })
    this.dirty.clear()
    this.reshaped.clear()
    var next = this.packet
    units.forEach(function (unit) {
      next = put(next, unit.path, unit.read(true))
    })
    next = ProofpackPacket.canonical(this.sheet, next)
    if (!next.name) next.name = this.packet.name
    if (ProofpackStore.same(next, this.packet)) return false
    this.packet = next
    return true
  }

  // Judges one control, and shows what was found beside it.
  Desk.prototype.look = function (leaf) {
    var found = leaf.judge(this.rules)
    var secrets = found.filter(isSecret)
    leaf.masked = secrets.length ? this.mask(leaf) : null
    // A finding that repeats a value is not shown beside a secret in it.
    if (secrets.length) found = found.filter(holds)
    var before = leaf.findings
    leaf.findings = found
    leaf.shown = found.filter(function (one) {
      if (one.holds) return true
      if (/^(?:missing|placeholder)$/u.test(one.rule)) return false
      return leaf.settled || before.some(function (old) {
        return old.rule === one.rule
      })
    })
    ProofpackFindings.show(this, leaf)
  }

  Desk.prototype.isSecret = isSecret

  function holds(finding) {
    return finding.holds
  }

  /* The value of a control with each secret redacted. One value has one number in the whole packet. What
     is still being typed gets none for good: half a key is another value with each character. */
  Desk.prototype.mask = function (leaf) {
    var rules = this.rules
    var numbers = leaf.settled ? this.numbers : copied(this.numbers)
    function masked(text) {
      return ProofpackPacket.redact(leaf.key, text, rules, numbers)
    }
    var value = leaf.value()
    return Array.isArray(value) ? value.map(masked) : masked(value)
  }

  function copied(numbers) {
    return { last: Object.assign(nothing(), numbers.last), given: Object.assign(nothing(), numbers.given) }
  }

  Desk.prototype.redact = function (leaf) {
    leaf.settled = true
    leaf.write(this.mask(leaf))
    this.dirty.add(leaf)
    this.flush()
    this.look(leaf)
    this.show()
    leaf.control.focus()
    this.bar.say(leaf.label + ": redacted.")
  }

  // --- opening -------------------------------------------------------------------------------------

  // Puts a packet on the desk: what is stored under an id, or one that is given.
  Desk.prototype.lay = function (pid, packet, envelope) {
    this.pid = pid
    this.packet = packet
    this.conflicts = (envelope && envelope.conflicts) || []
    this.undone = (envelope && envelope.undo) || null
    this.state = envelope ? "saved" : "new"
    this.savedAt = envelope && envelope.saved ? new Date(envelope.saved) : null
    this.text = ""
    this.gone = false
    this.numbers = ProofpackPacket.numbers(packet)
    this.dirty.clear()
    this.reshaped.clear()
    this.opened(envelope)
  }

  Desk.prototype.open = function (pid) {
    if (this.packet) this.flush()
    var found = this.store.read(pid)
    if (found.state === "corrupt") {
      this.store.putAside(pid, found.text)
      pid = ProofpackStore.newId()
    }
    this.locked = found.state === "newer"
    if (found.state === "ok") {
      var adopted = ProofpackPacket.adopt(this.sheet, found.envelope.packet)
      this.lay(pid, adopted.packet, found.envelope)
      this.text = found.text
      this.moved = adopted.moved
      this.store.activate(pid)
    } else {
      this.lay(pid, ProofpackPacket.fresh(this.sheet, this.nextName(), ""))
      this.moved = []
    }
    this.fresh()
  }

  // Shows a packet that was just laid, and judges it in slices.
  Desk.prototype.fresh = function () {
    var self = this
    var units = this.units()
    units.forEach(function (unit) {
      unit.write(at(self.packet, unit.path))
    })
    var waiting = this.leaves()
    waiting.forEach(function (leaf) {
      leaf.settled = !leaf.isEmpty()
      leaf.findings = leaf.shown = []
      ProofpackFindings.show(self, leaf)
    })
    this.lock(this.locked)
    this.show()
    var turn = (this.turn = {})
    ;(function judge() {
      if (turn !== self.turn) return
      var until = performance.now() + SLICE_MS
      while (waiting.length && performance.now() < until) {
        var leaf = waiting.shift()
        if (leaf.isEmpty()) continue
        self.look(leaf)
        // A rule that is newer than the packet may see a secret in what is stored.
        if (leaf.masked !== null) self.dirty.add(leaf)
      }
      if (waiting.length) setTimeout(judge)
      else self.flush()
    })()
  }

  Desk.prototype.lock = function (locked) {
    this.units().forEach(function (unit) {
      if (unit.lock) unit.lock(locked)
      unit.leaves().forEach(function (leaf) {
        leaf.control.lock(locked)
      })
    })
  }

  Desk.prototype.nextName = function () {
    var names = this.store.list().map(function (one) {
      return one.envelope ? one.envelope.packet.name : ""
    })
    var number = 1
    while (names.indexOf("Packet " + number) >= 0) number++
    return "Packet " + number
  }

  // The packet that was used last, or else the last there is, or a fresh one.
  Desk.prototype.begin = function () {
    var listed = this.store.list()
    listed.forEach(function (one) {
      if (one.state === "corrupt") this.store.putAside(one.pid, one.text)
    }, this)
    var usable = listed.filter(function (one) {
      return one.state === "ok" || one.state === "newer"
    })
    var active = this.store.active()
    var last = usable[usable.length - 1]
    var known = usable.some(function (one) {
      return one.pid === active
    })
    this.open(known ? active : last ? last.pid : ProofpackStore.newId())
  }

  Desk.prototype.dispose = function () {
    this.flush()
    this.turn = null
    this.deaf()
  }

  Desk.helpers = { at: at, put: put, clock: clock, counted: counted }
  return Desk
})()
