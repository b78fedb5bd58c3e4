/* What can be done with the packet on a desk. A classic script that adds to ProofpackDesk.

   Nothing asks "are you sure?". What takes answers away (a reset, an import, a deletion) can be undone,
   and after a reload too. */
;(function () {
  "use strict"

  var Desk = ProofpackDesk
  var put = Desk.helpers.put
  var counted = Desk.helpers.counted

  // --- packets side by side ------------------------------------------------------------------------

  Desk.prototype.create = function () {
    this.flush()
    this.open(ProofpackStore.newId())
    this.nameUnit.leaf.control.focus()
    this.bar.say("A new packet: " + this.packet.name + ".")
  }

  // Puts a packet beside the others and shows it.
  Desk.prototype.add = function (packet) {
    this.flush()
    this.locked = false
    this.moved = []
    this.lay(ProofpackStore.newId(), put(packet, ["name"], this.freeName(packet.name)))
    this.save()
    this.fresh()
    this.nameUnit.leaf.control.focus()
    this.bar.say("A packet was added: " + this.packet.name + ".")
  }

  Desk.prototype.duplicate = function () {
    this.flush()
    this.add(this.packet)
  }

  Desk.prototype.freeName = function (name) {
    var names = this.store.list().map(function (one) {
      return one.envelope ? one.envelope.packet.name : ""
    })
    for (var number = 2, free = name; names.indexOf(free) >= 0; number++) free = name + " (" + number + ")"
    return free
  }

  Desk.prototype.reset = function () {
    this.flush()
    var fresh = ProofpackPacket.fresh(this.sheet, this.packet.name, new Date().toISOString().slice(0, 19) + "Z")
    this.replace(fresh, "reset")
  }

  // Another packet in the place of this one, which is kept until it is no longer wanted.
  Desk.prototype.replace = function (packet, what) {
    this.flush()
    this.undone = { what: what, packet: this.packet, after: packet }
    this.packet = packet
    this.conflicts = []
    this.numbers = ProofpackPacket.numbers(packet)
    this.save()
    this.fresh()
    this.bar.say(Desk.DONE[what])
    this.bar.focusNotice()
  }

  // Brings back what was replaced. What was typed since stays where the old packet says nothing else.
  Desk.prototype.undo = function () {
    this.flush()
    var before = ProofpackPacket.adopt(this.sheet, this.undone.packet).packet
    var after = ProofpackPacket.adopt(this.sheet, this.undone.after).packet
    var merged = ProofpackStore.merge(after, before, this.packet)
    merged.value.orphans = before.orphans
    this.packet = ProofpackPacket.canonical(this.sheet, merged.value)
    this.conflicts = merged.conflicts
    this.undone = null
    this.numbers = ProofpackPacket.numbers(this.packet)
    this.save()
    this.fresh()
    this.bar.say("Undone.")
    this.nameUnit.leaf.control.focus()
  }

  Desk.prototype.remove = function () {
    this.flush()
    var found = this.store.read(this.pid)
    if (found.state === "ok") this.store.bury(this.pid, found.envelope, Date.now())
    else this.store.remove(this.pid)
    var name = this.packet.name
    this.packet = null
    this.dirty.clear()
    this.begin()
    this.bar.say(name + " was deleted.")
    this.bar.focusNotice()
  }

  Desk.prototype.restore = function (buried) {
    this.store.write(buried.pid, buried.envelope)
    this.store.forget()
    this.open(buried.pid)
    this.nameUnit.leaf.control.focus()
    this.bar.say(this.packet.name + " is back.")
  }

  // --- handing over and taking in ------------------------------------------------------------------

  // Everything that is wrong: what holds an export back, and what is merely open.
  Desk.prototype.judge = function () {
    this.flush()
    var typed = [].concat.apply([], this.leaves().map(function (leaf) {
      return leaf.findings
    })).filter(function (one) {
      return one.holds
    })
    var seen = new Set(typed.map(named))
    var all = ProofpackPacket.judge(this.sheet, this.packet, this.rules).filter(function (one) {
      return !seen.has(named(one))
    })
    return {
      holding: typed.concat(all.filter(function (one) {
        return one.holds
      })),
      open: all.filter(function (one) {
        return !one.holds
      }),
    }
  }

  function named(finding) {
    return finding.rule + " " + finding.at
  }

  // Does something with the packet, or says what that waits for.
  Desk.prototype.when = function (id, act) {
    var judged = this.judge()
    if (judged.holding.length) ProofpackDialogs.waiting(this, judged.holding, this.bar.root.id + "." + id)
    else act()
  }

  Desk.prototype.askExport = function () {
    ProofpackDialogs.exporting(this)
  }

  Desk.prototype.askImport = function () {
    this.flush()
    ProofpackDialogs.importing(this)
  }

  Desk.prototype.print = function () {
    this.when("print", function () {
      window.print()
    })
  }

  Desk.prototype.copyMessage = function (part, button) {
    var self = this
    this.when("copy", function () {
      self.copy(ProofpackPacket.toMessage(self.sheet, self.packet, part.id), button)
    })
  }

  Desk.prototype.copy = function (text, button) {
    var bar = this.bar
    ProofpackDialogs.copy(text, function (worked) {
      bar.say(worked ? "Copied." : "Not copied: the browser refused.")
      var before = button.ppText || button.textContent
      button.ppText = before
      button.textContent = worked ? "Copied" : "Not copied"
      setTimeout(function () {
        button.textContent = before
      }, 2000)
    })
  }

  // Reads a text as a packet of this worksheet, without its secrets.
  Desk.prototype.take = function (content, name) {
    var self = this
    return ProofpackPage.reading(content).then(function () {
      var raw = ProofpackPacket.read(content, name)
      var other = raw.worksheet
      if (other && other !== self.sheet.id) {
        throw new Error("This is a packet of " + other + "; this is the worksheet " + self.sheet.id + ".")
      }
      var adopted = ProofpackPacket.adopt(self.sheet, raw)
      var secrets = ProofpackPacket.judge(self.sheet, adopted.packet, self.rules).filter(function (one) {
        return one.rule.startsWith("secret-")
      })
      var notes = []
      if (secrets.length) notes.push(counted(secrets.length, "secret") + " in it: redacted before anything is stored.")
      if (adopted.moved.length) notes.push(counted(adopted.moved.length, "answer") + " carried over to another name.")
      var kept = adopted.packet.orphans.length
      if (kept) notes.push(counted(kept, "answer") + " without a field: kept beside the packet.")
      return { packet: ProofpackPacket.redacted(self.sheet, adopted.packet, self.rules), notes: notes }
    })
  }

  // --- where a finding stands ----------------------------------------------------------------------

  Desk.prototype.placeOf = function (path) {
    var leaf = this.leafAt(path)
    if (leaf) return { leaf: leaf, label: leaf.label, href: "#" + leaf.id }
    var bare = path.replace(/\[\d+\]/gu, "").split(".")
    var part = this.sheet.parts.find(function (one) {
      return one.id === bare[0]
    })
    if (!part) return { leaf: null, label: path, href: "#" + this.bar.root.id }
    var anchor = "#ws-" + this.sheet.id + "--" + bare.join("--")
    return { leaf: null, label: part.title + ": " + bare.slice(1).join(", "), href: (this.elsewhere || "") + anchor }
  }

  Desk.prototype.leafAt = function (path) {
    var leaves = this.leaves()
    function match(leaf) {
      var place = leaf.at()
      return path === place || path.startsWith(place + "[") || path.startsWith(place + ".")
    }
    return (
      leaves.find(match) ||
      leaves.find(function (leaf) {
        return leaf.at().startsWith(path + ".") || leaf.at().startsWith(path + "[")
      })
    )
  }

  Desk.prototype.reveal = function (leaf) {
    leaf.control.focus()
    leaf.control.root.scrollIntoView({ block: "center" })
  }

  Desk.prototype.focusAt = function (place) {
    var leaf = this.leafAt(place)
    ;(leaf || this.nameUnit.leaf).control.focus()
  }

  Desk.prototype.removeOrphan = function (one) {
    this.packet = put(this.packet, ["orphans"], this.packet.orphans.filter(function (other) {
      return other !== one
    }))
    this.save()
    this.show()
    this.bar.say("Deleted: " + one.at + ".")
    this.nameUnit.leaf.control.focus()
  }
})()
