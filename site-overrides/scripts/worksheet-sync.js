/* How the packet on a controller is stored, and brought together with what other tabs store. A
   classic script that extends ProofpackController.

   Nothing locks storage: two tabs may each write without knowing of the other. So what is stored
   says how many writes of each tab it knows of, and what both had in common is what a merge starts
   from. */
const ProofpackStoredController = (() => {
  "use strict"

  const Base = ProofpackController
  const at = Base.helpers.at
  const put = Base.helpers.put
  const REMEMBERED = 50 // own writes that a merge can start from
  const TABS = 12 // of how many tabs the writes are counted

  class StoredController extends Base {
    tab = ""
    writes = 0
    rev = ""
    seen = {}
    known = new Map()

    // A controller that begins with what is stored, or with nothing.
    opened(envelope) {
      this.tab = ProofpackStore.newId()
      this.writes = 0
      this.rev = (envelope && envelope.rev) || ""
      this.seen = (envelope && envelope.seen) || {}
      this.known = new Map([[0, this.common()]])
    }

    common() {
      return { packet: this.packet, conflicts: this.conflicts, undone: this.undone }
    }

    // How many writes of each tab are in what is stored next: the latest tabs, this one last.
    counts() {
      const counts = Object.assign({}, this.seen)
      delete counts[this.tab]
      counts[this.tab] = this.writes
      return Object.fromEntries(Object.entries(counts).slice(-TABS))
    }

    save() {
      const now = new Date()
      const there = this.store.read(this.pid)
      const other = there.state === "ok" && there.text !== this.text
      if (other && Proofpack.dialogs) this.join(there, true)
      // Something else has taken this place: it is left alone, and the packet gets a place of its
      // own.
      else if (other || /^(?:newer|foreign|corrupt)$/u.test(there.state)) {
        this.pid = ProofpackStore.newId()
      }
      if (!this.packet.made) this.packet.made = `${now.toISOString().slice(0, 19)}Z`
      this.writes += 1
      this.rev = ProofpackStore.newId()
      this.seen = this.counts()
      const envelope = {
        schema: ProofpackStore.SCHEMA,
        saved: `${now.toISOString().slice(0, 19)}Z`,
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
       answer, one stays and the other is offered: mine if I am about to store it; else, when both
       are stored, that of the later write, so that two tabs settle on the same. */
    join(there, mineFirst) {
      const envelope = there.envelope
      const theirs = {
        packet: Proofpack.dialogs.adopt(this.schema, envelope.packet).packet,
        conflicts: envelope.conflicts || [],
        undone: envelope.undo || null,
      }
      const heard = (envelope.seen && envelope.seen[this.tab]) || 0
      const base = this.known.get(heard) || this.known.get(0)
      const mine = this.common()
      const first = mineFirst || this.rev > (envelope.rev || "")
      const merged = combined(base, first ? mine : theirs, first ? theirs : mine)
      this.packet = ProofpackPacket.canonical(this.schema, merged.packet)
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

    // Shows in the controls where the packet differs from what they showed.
    fill(before) {
      this.bindings().forEach(binding => {
        const value = at(this.packet, binding.path)
        if (ProofpackStore.same(at(before, binding.path), value)) return
        binding.write(value)
        binding.views().forEach(view => {
          this.dirty.delete(view)
          this.look(view)
        })
      })
    }

    // Another tab has written or removed a packet.
    heard(pid) {
      if (pid && pid !== this.pid) return this.show()
      const there = this.store.read(this.pid)
      if (there.state === "newer") return this.open(this.pid)
      if (there.state === "absent") this.gone = this.text !== ""
      if (!this.locked && this.collect()) this.save()
      else if (there.state === "ok" && there.text !== this.text && !this.locked) {
        return this.adopting(() => {
          this.settle(this.store.read(this.pid))
          this.show()
        })
      }
      this.show()
    }

    // Takes what another tab has stored, and stores again only what that had left out.
    settle(there) {
      const theirs = this.join(there, false)
      this.savedAt = new Date()
      const same = ProofpackStore.same
      if (!same(theirs.packet, this.packet) || !same(theirs.conflicts, this.conflicts)) this.save()
    }
  }

  function combined(base, first, second) {
    const [from, mine, theirs] = [base, first, second].map(envelope =>
      put(envelope.packet, ["orphans"], [])
    )
    const merged = ProofpackStore.merge(from, mine, theirs)
    function sets(key, of) {
      return ProofpackStore.mergeSets(of(base)[key], of(first)[key], of(second)[key])
    }
    merged.value.orphans = sets("orphans", envelope => envelope.packet)
    const conflicts = sets("conflicts", envelope => envelope)
    const unchanged = ProofpackStore.same(base.undone, first.undone)
    return {
      packet: merged.value,
      conflicts: conflicts.concat(merged.conflicts),
      undone: unchanged ? second.undone : first.undone,
    }
  }

  return StoredController
})()
