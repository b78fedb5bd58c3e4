/* How the packet on a desk is stored, and brought together with what other tabs store. A classic script
   that adds to ProofpackDesk.

   Nothing locks storage: two tabs may each write without knowing of the other. So what is stored says how
   many writes of each tab it knows of, and what both had in common is what a merge starts from. */
;(function () {
  "use strict"

  var Desk = ProofpackDesk
  var at = Desk.helpers.at
  var put = Desk.helpers.put
  var REMEMBERED = 50 // own writes that a merge can start from
  var TABS = 12 // of how many tabs the writes are counted

  // A desk that begins with what is stored, or with nothing.
  Desk.prototype.opened = function (envelope) {
    this.tab = ProofpackStore.newId()
    this.writes = 0
    this.rev = (envelope && envelope.rev) || ""
    this.seen = (envelope && envelope.seen) || {}
    this.known = new Map([[0, this.common()]])
  }

  Desk.prototype.common = function () {
    return { packet: this.packet, conflicts: this.conflicts, undone: this.undone }
  }

  // How many writes of each tab are in what is stored next: the latest tabs, this one last.
  Desk.prototype.counts = function () {
    var counts = Object.assign({}, this.seen)
    delete counts[this.tab]
    counts[this.tab] = this.writes
    return Object.fromEntries(Object.entries(counts).slice(-TABS))
  }

  Desk.prototype.save = function () {
    var now = new Date()
    var there = this.store.read(this.pid)
    if (there.state === "ok" && there.text !== this.text) this.join(there, true)
    // Something else has taken this place: it is left alone, and the packet gets a place of its own.
    if (/^(?:newer|foreign|corrupt)$/u.test(there.state)) this.pid = ProofpackStore.newId()
    if (!this.packet.made) this.packet.made = now.toISOString().slice(0, 19) + "Z"
    this.writes += 1
    this.rev = ProofpackStore.newId()
    this.seen = this.counts()
    var envelope = {
      schema: ProofpackStore.SCHEMA,
      saved: now.toISOString().slice(0, 19) + "Z",
      rev: this.rev,
      seen: this.seen,
      packet: this.packet,
    }
    if (this.undone) envelope.undo = this.undone
    if (this.conflicts.length) envelope.conflicts = this.conflicts
    this.state = this.store.write(this.pid, envelope)
    if (this.state !== "saved") ProofpackPage.guard()
    this.store.activate(this.pid)
    this.text = JSON.stringify(envelope)
    this.savedAt = now
    this.gone = false
    this.known.set(this.writes, this.common())
    this.known.delete(this.writes - REMEMBERED)
  }

  /* Brings together what lies here and what another tab has stored. Where both changed the same
     answer, one stays and the other is offered: mine if I am about to store it; else, when both are
     stored, that of the later write, so that two tabs settle on the same. */
  Desk.prototype.join = function (there, mineFirst) {
    var envelope = there.envelope
    var theirs = {
      packet: ProofpackPacket.adopt(this.sheet, envelope.packet).packet,
      conflicts: envelope.conflicts || [],
      undone: envelope.undo || null,
    }
    var heard = (envelope.seen && envelope.seen[this.tab]) || 0
    var base = this.known.get(heard) || this.known.get(0)
    var mine = this.common()
    var first = mineFirst || this.rev > (envelope.rev || "")
    var merged = combined(base, first ? mine : theirs, first ? theirs : mine)
    this.packet = ProofpackPacket.canonical(this.sheet, merged.packet)
    this.conflicts = merged.conflicts
    this.undone = merged.undone
    this.text = there.text
    this.rev = envelope.rev || ""
    this.seen = Object.assign({}, this.seen, envelope.seen)
    // Who has heard as much of mine as they have stands on theirs from now on.
    this.known.set(heard, theirs)
    this.fill(mine.packet)
    return theirs
  }

  function combined(base, first, second) {
    var packets = [base, first, second].map(function (one) {
      return put(one.packet, ["orphans"], [])
    })
    var merged = ProofpackStore.merge.apply(null, packets)
    function sets(key, of) {
      var lists = [base, first, second].map(function (one) {
        return of(one)[key]
      })
      return ProofpackStore.mergeSets.apply(null, lists)
    }
    merged.value.orphans = sets("orphans", function (one) {
      return one.packet
    })
    var conflicts = sets("conflicts", function (one) {
      return one
    })
    var unchanged = ProofpackStore.same(base.undone, first.undone)
    return {
      packet: merged.value,
      conflicts: conflicts.concat(merged.conflicts),
      undone: unchanged ? second.undone : first.undone,
    }
  }

  // Shows in the controls where the packet differs from what they showed.
  Desk.prototype.fill = function (before) {
    var self = this
    this.units().forEach(function (unit) {
      var value = at(self.packet, unit.path)
      if (ProofpackStore.same(at(before, unit.path), value)) return
      unit.write(value)
      unit.leaves().forEach(function (leaf) {
        self.dirty.delete(leaf)
        self.look(leaf)
      })
    })
  }

  // Another tab has written or removed a packet.
  Desk.prototype.heard = function (pid) {
    if (pid && pid !== this.pid) return this.show()
    var there = this.store.read(this.pid)
    if (there.state === "newer") return this.open(this.pid)
    if (there.state === "absent") this.gone = this.text !== ""
    if (!this.locked && this.collect()) this.save()
    else if (there.state === "ok" && there.text !== this.text && !this.locked) this.settle(there)
    this.show()
  }

  // Takes what another tab has stored, and stores again only what that had left out.
  Desk.prototype.settle = function (there) {
    var theirs = this.join(there, false)
    this.savedAt = new Date()
    var same = ProofpackStore.same
    if (!same(theirs.packet, this.packet) || !same(theirs.conflicts, this.conflicts)) this.save()
  }
})()
